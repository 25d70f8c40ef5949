import Spreadsheet

/// Drawing the check cells of cards, and marking what they say is wrong.
extension CardChecks {
  /// Draws the check cells in a row of a card, ordered by column.
  ///
  /// - Parameters:
  ///   - templates: the formulas of the card's plan.
  ///   - offset: the row, counted from 0 at the card's first.
  ///   - firstRow: the card's first row on the sheet, one-based.
  ///   - card: the card's number, one-based.
  ///   - values: what the cells show before a program computes them.
  ///   - styles: the styles of the result and of all others.
  ///   - shared: the formulas of the sheet.
  ///   - cells: the cells of the sheet.
  func draw(
    _ templates: Templates,
    offset: Int,
    firstRow: Int,
    card: Int,
    values: CardCheckValues,
    styles: CardDrawer.CheckStyles,
    shared: inout SharedFormulas,
    into cells: inout [DrawnCell]
  ) {
    if offset > 0, offset < min(height, Self.resultRows) {
      cells.append(
        DrawnCell(CellReference(firstRow + offset, resultColumn), .blank, style: styles.result)
      )
    }
    for check in templates.rows[offset] ?? [] {
      let isResult = if case .result = check.source { true } else { false }
      cells.append(
        DrawnCell(
          CellReference(firstRow + offset, check.column),
          shared.content(
            check.template,
            id: check.id,
            firstRow: firstRow,
            card: card,
            cached: values.value(check.source)
          ),
          style: isResult ? styles.result : styles.check
        )
      )
    }
  }

  /// The cells that the result of a card is merged over; `nil` for one alone.
  func resultRange(firstRow: Int) -> CellRange {
    CellRange(
      CellReference(firstRow, resultColumn),
      CellReference(firstRow + min(height, Self.resultRows) - 1, resultColumn)
    )
  }

  /// Marks what the check cells of a card say is wrong.
  func mark(
    _ templates: Templates,
    firstRow: Int,
    into marks: inout CardMarks
  ) {
    func reference(_ row: Int, _ column: Int) -> String {
      "$\(CellReference.letters(ofColumn: column))\(firstRow + row)"
    }
    let first = resultRange(firstRow: firstRow).first
    let resultCell = CellRange(first, first)
    if !marks.extend(with: resultCell, templates.resultMark) {
      let result = reference(0, resultColumn)
      marks.open(
        "(\(result)<>\"\")*(\(result)<>\"\(CheckFormulas.right)\")",
        for: resultCell,
        templates.resultMark,
        fills: false
      )
    }
    for mark in templates.marks {
      let cell = CellReference(firstRow + mark.row, mark.column)
      let range = CellRange(cell, cell)
      if marks.extend(with: range, mark.kind) { continue }
      let said = mark.slots.compactMap { slot in
        place(slot).map { reference($0.row, $0.column) }
      }.joined(separator: "&")
      let result = reference(0, resultColumn)
      marks.open("(\(result)<>\"\")*(\(said)<>\"\")", for: range, mark.kind, fills: true)
    }
    for mark in templates.rowMarks {
      let range = CellRange(
        CellReference(firstRow + mark.rows.lowerBound, mark.column),
        CellReference(firstRow + mark.rows.upperBound, mark.column)
      )
      if marks.extend(with: range, mark.kind) { continue }
      marks.open(
        "ISNUMBER(FIND(\"\(mark.mark)\",\(reference(mark.rows.lowerBound, mark.says))))",
        for: range,
        mark.kind,
        fills: true
      )
    }
  }
}
