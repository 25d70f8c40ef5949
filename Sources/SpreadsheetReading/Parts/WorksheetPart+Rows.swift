import Spreadsheet

extension WorksheetPart {
  /// Where the next row and cell without a reference of their own stand.
  struct Place {
    /// The row that is being read; 0 before the first, `nil` in one whose number is no number.
    var row: Int? = 0
    /// The last row whose number is known.
    var lastRow = 0
    /// The column of the cell that was read last; 0 before the first of a row.
    var column = 0
    /// What the next cell probably states.
    var expected = ExpectedReference()
    /// How the last cells of the first columns were spelt.
    var usual: [UsualCell] = []
    /// What the last cells of the first columns began with that were spelt otherwise.
    var missed = [UInt64](repeating: 0, count: WorksheetPart.usualColumns)
  }

  /// What a cell element says.
  struct CellElement {
    enum Kind {
      case number
      case sharedString
      case inlineString
      case formulaText
      case boolean
      case error
      case date
      case other
    }

    var kind = Kind.number
    var style = 0
    var formula: String?
    var value: Range<Int>?
    var inline: StringItem?
  }

  /// Reads the rows within `sheetData`.
  mutating func readRows(_ scanner: inout XMLScanner) throws(XMLFault) {
    var place = Place()
    var kept = scanner.position
    while true {
      if try !readPlainRow(&scanner, &place) {
        guard try scanner.nextChild() else { return }
        guard scanner.isNamed("row") else {
          try scanner.skipElement()
          continue
        }
        try readRow(&scanner, &place)
      }
      kept = scanner.discard(from: kept)
    }
  }

  /// Reads a row that begins as programs spell nearly all of them; `false` where there is none.
  private mutating func readPlainRow(
    _ scanner: inout XMLScanner,
    _ place: inout Place
  ) throws(XMLFault) -> Bool {
    guard scanner.isOpenToShortcuts, scanner.depth < scanner.limits.depth,
      let row = PlainRow(
        scanner.bytes,
        at: scanner.bytes.skippingSpace(from: scanner.position),
        attributes: scanner.limits.attributes
      )
    else { return false }
    place.row = row.number
    place.lastRow = row.number
    place.column = 0
    place.expected = row.first
    if row.isHidden { hiddenRows.insert(row.number) }
    guard !row.isEmpty else {
      scanner.position = row.end
      return true
    }
    scanner.enterElement(named: row.name, content: row.end)
    try readPlainCells(&scanner, &place)
    if !scanner.leaveElement("</row>") { try readCells(&scanner, &place) }
    return true
  }

  private mutating func readRow(
    _ scanner: inout XMLScanner,
    _ place: inout Place
  ) throws(XMLFault) {
    place.row = place.lastRow + 1
    place.column = 0
    var isHidden = false
    while try scanner.nextAttribute() {
      if scanner.attributeIs("r") {
        place.row = scanner.attributeNumber()
      } else if scanner.attributeIs("hidden") {
        isHidden = scanner.attributeFlag()
      }
    }
    if let row = place.row, (1...CellReference.maximumRow).contains(row) {
      place.lastRow = row
      if isHidden { hiddenRows.insert(row) }
    } else {
      place.row = nil
    }
    try readPlainCells(&scanner, &place)
    try readCells(&scanner, &place)
  }

  private mutating func readCells(
    _ scanner: inout XMLScanner,
    _ place: inout Place
  ) throws(XMLFault) {
    while try scanner.nextChild() {
      guard scanner.isNamed("c") else {
        try scanner.skipElement()
        continue
      }
      try readCell(&scanner, &place)
      try readPlainCells(&scanner, &place)
    }
  }

  private mutating func readCell(
    _ scanner: inout XMLScanner,
    _ place: inout Place
  ) throws(XMLFault) {
    var cell = CellElement()
    var reference: CellReference?
    var hasReference = false
    while try scanner.nextAttribute() {
      if scanner.attributeIs("r") {
        hasReference = true
        reference = try scanner.attributeReference()
      } else if scanner.attributeIs("t") {
        cell.kind = Self.kind(scanner)
      } else if scanner.attributeIs("s") {
        cell.style = scanner.attributeNumber() ?? 0
      }
    }
    if !hasReference, let row = place.row {
      reference = CellReference(row: row, column: place.column + 1)
    }
    if let reference {
      place.row = reference.row
      place.lastRow = reference.row
      place.column = reference.column
    } else {
      place.column += 1
    }
    while try scanner.nextChild() {
      if scanner.isNamed("v") {
        cell.value = try scanner.elementText()
      } else if scanner.isNamed("f") {
        let range = try scanner.elementText()
        cell.formula = try scanner.decoded(range)
        scanner.metDamagedText = false
      } else if scanner.isNamed("is") {
        cell.inline = try StringItem(&scanner)
      } else {
        try scanner.skipElement()
      }
    }
    guard let reference else {
      // A cell that holds nothing is nothing lost.
      if cell.value?.isEmpty ?? (cell.inline == nil && cell.formula == nil) { return }
      note(.cellReferenceInvalid, nil, "a cell's reference cannot be understood")
      return
    }
    guard let value = try value(of: cell, at: reference, &scanner) else { return }
    guard cells.count < context.cellsLeft else {
      throw .limit(.cells, allowed: scanner.limits.cells)
    }
    cells.append(Cell(reference, value, formula: cell.formula))
  }

  private static func kind(_ scanner: XMLScanner) -> CellElement.Kind {
    if scanner.attributeIs("t") {
      let value = scanner.attributeValue
      let bytes = scanner.bytes
      if bytes.equals("s", value) { return .sharedString }
      if bytes.equals("n", value) || value.isEmpty { return .number }
      if bytes.equals("str", value) { return .formulaText }
      if bytes.equals("inlineStr", value) { return .inlineString }
      if bytes.equals("b", value) { return .boolean }
      if bytes.equals("e", value) { return .error }
      if bytes.equals("d", value) { return .date }
    }
    return .other
  }
}
