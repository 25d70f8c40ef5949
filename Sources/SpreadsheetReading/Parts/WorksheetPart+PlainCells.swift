import Spreadsheet

extension WorksheetPart {
  /// Reads the plain cells from here on; the first cell that is anything else is left to the scanner.
  mutating func readPlainCells(
    _ scanner: inout XMLScanner,
    _ place: inout Place
  ) throws(XMLFault) {
    guard scanner.isOpenToShortcuts, var row = place.row, scanner.depth + 3 <= scanner.limits.depth,
      scanner.limits.attributes >= PlainCell.attributes
    else { return }
    let bytes = scanner.bytes
    var offset = scanner.position
    var column = place.column
    while true {
      let end = readRun(bytes, from: offset, place.usual, &place.missed, &place.expected)
      if end > offset {
        row = place.expected.row
        column = place.expected.column
        offset = end
      }
      guard
        let cell = PlainCell(
          bytes,
          at: bytes.skippingSpace(from: offset),
          row: row,
          column: column + 1,
          &place.expected
        ), cell.column <= CellReference.maximumColumn
      else { break }
      if let formula = cell.formula {
        guard keep(cell, formula, scanner) else { break }
      } else if cell.hasValue, cell.kind == .inlineText {
        guard keepText(of: cell, scanner) else { break }
      } else if cell.hasValue {
        guard keep(cell) else { break }
        note(cell, bytes, in: &place.usual)
      }
      row = cell.row
      column = cell.column
      offset = cell.end
    }
    guard cells.count <= context.cellsLeft else {
      throw .limit(.cells, allowed: scanner.limits.cells)
    }
    scanner.position = offset
    place.row = row
    place.column = column
    if row > 0 { place.lastRow = row }
  }

  /// Keeps a cell that has a formula; `false` when there is more to say about it.
  private mutating func keep(
    _ cell: PlainCell,
    _ formula: Range<Int>,
    _ scanner: XMLScanner
  ) -> Bool {
    let count = cells.count
    if !cell.hasValue {
      cells.append(PackedCell(row: cell.row, column: cell.column, .emptyFormula, payload: 0))
    } else if cell.kind == .text {
      guard keepText(of: cell, scanner) else { return false }
    } else {
      guard keep(cell) else { return false }
    }
    if cells.count > count {
      unsafe cells.keepFormulaOfLastCell(scanner.bytes.buffer(formula))
    }
    return true
  }

  /// Keeps a cell that holds a text, unless it is empty; `false` when there is more to say about it.
  private mutating func keepText(of cell: PlainCell, _ scanner: XMLScanner) -> Bool {
    guard !cell.text.isEmpty else { return true }
    guard cell.text.count <= scanner.limits.textLength else { return false }
    cells.append(
      row: cell.row,
      column: cell.column,
      text: scanner.bytes.wellFormedText(cell.text)
    )
    return true
  }

  /// Keeps a cell that holds a value; `false` when there is more to say about it.
  @inline(__always)
  private mutating func keep(_ cell: PlainCell) -> Bool {
    if cell.kind == .sharedString {
      let strings = context.strings
      guard cell.detail == 0, cell.digits < UInt64(strings.strings.count) else { return false }
      let index = Int(truncatingIfNeeded: cell.digits)
      guard strings.faults.isEmpty || strings.faults[index] == nil else { return false }
      if strings.hasEmpty, strings.strings[index].isEmpty { return true }
      cells.append(
        PackedCell(row: cell.row, column: cell.column, .sharedText, payload: cell.digits)
      )
      return true
    }
    if cell.kind == .boolean {
      guard cell.detail == 0, cell.digits <= 1 else { return false }
      cells.append(PackedCell(row: cell.row, column: cell.column, .boolean, payload: cell.digits))
      return true
    }
    if showsDate(cell.style) {
      let value = PackedCell.value(ofDigits: cell.digits, detail: cell.detail)
      if value >= 0, value < Self.endOfDates {
        cells.append(
          PackedCell(
            row: cell.row,
            column: cell.column,
            context.dateSystem == .from1900 ? .dateFrom1900 : .dateFrom1904,
            payload: value.bitPattern
          )
        )
        return true
      }
    }
    cells.append(
      PackedCell(
        row: cell.row,
        column: cell.column,
        .decimal,
        detail: cell.detail,
        payload: cell.digits
      )
    )
    return true
  }
}
