import Spreadsheet

/// What a worksheet's cells refer to in the rest of the workbook.
struct WorksheetContext {
  /// The name on the tab.
  var name: String
  /// The shared strings.
  var strings: SharedStringsPart
  /// Whether the cell format of each index shows a date or a time.
  var showsDate: [Bool]
  /// The system in which the workbook counts days.
  var dateSystem: SerialDate.System
  /// The number of cells that the workbook may still have.
  var cellsLeft: Int
  /// The number of faults that the workbook may still have.
  var faultsLeft: Int
}

/// What a worksheet part holds (ECMA-376 part 1, §18.3.1.99).
struct WorksheetPart {
  /// The cells with a value, in the order of the part.
  var cells: CellTableBuilder
  /// The faults that were met in the cells.
  var faults: [WorkbookFault] = []
  var mergedRanges: [CellRange] = []
  var hiddenRows: Set<Int> = []
  var hiddenColumns: Set<Int> = []
  var isFiltered = false
  /// The relationships that lead to the drawings.
  var drawings: [String] = []

  let context: WorksheetContext
  /// How many hidden ranges of columns begin at each column, less those that end before it.
  private var hiddenEdges: [Int] = []

  /// Reads the part.
  init(_ scanner: inout XMLScanner, _ context: WorksheetContext) throws(XMLFault) {
    self.context = context
    cells = CellTableBuilder(sharedTexts: context.strings.strings)
    try scanner.root("worksheet")
    while try scanner.nextChild() {
      if scanner.isNamed("sheetData") {
        // Cells take about 32 bytes and more; room that is not needed costs nothing.
        let room = min(context.cellsLeft, scanner.bytes.count / 32)
        unsafe cells.reserveCapacity(room) { unsafe MemoryPages.preferLarge($0) }
        try readRows(&scanner)
      } else if scanner.isNamed("sheetPr") {
        while try scanner.nextAttribute() {
          if scanner.attributeIs("filterMode"), scanner.attributeFlag() { isFiltered = true }
        }
        try scanner.skipElement()
      } else if scanner.isNamed("cols") {
        while try scanner.nextChild() { try readColumns(&scanner) }
      } else if scanner.isNamed("autoFilter") {
        while try scanner.nextChild() {
          if scanner.isNamed("filterColumn") { isFiltered = true }
          try scanner.skipElement()
        }
      } else if scanner.isNamed("mergeCells") {
        try readPlainMergedRanges(&scanner)
        while try scanner.nextChild() { try readMergedRange(&scanner) }
      } else if scanner.isNamed("drawing") {
        while try scanner.nextAttribute() {
          // There is one at most.
          if drawings.isEmpty, scanner.attributeHasPrefix,
            scanner.bytes.equals("id", scanner.attributeName)
          {
            drawings.append(try scanner.attributeText())
          }
        }
        try scanner.skipElement()
      } else {
        try scanner.skipElement()
      }
    }
    noteHiddenColumns()
  }

  /// Notes the columns that the ranges hide; each of a million ranges may hide all of them.
  private mutating func noteHiddenColumns() {
    var open = 0
    for (column, edges) in hiddenEdges.enumerated() {
      open += edges
      if open > 0 { hiddenColumns.insert(column) }
    }
  }

  private mutating func readColumns(_ scanner: inout XMLScanner) throws(XMLFault) {
    var first = 0
    var last = 0
    var isHidden = false
    while try scanner.nextAttribute() {
      if scanner.attributeIs("min") {
        first = scanner.attributeNumber() ?? 0
      } else if scanner.attributeIs("max") {
        last = scanner.attributeNumber() ?? 0
      } else if scanner.attributeIs("hidden") {
        isHidden = scanner.attributeFlag()
      }
    }
    try scanner.skipElement()
    last = min(last, CellReference.maximumColumn)
    guard isHidden, first >= 1, first <= last else { return }
    if hiddenEdges.count < last + 2 {
      // Up to the last column that is hidden and no further: that is the fifth more often than the
      // sixteen thousandth.
      hiddenEdges.append(contentsOf: repeatElement(0, count: last + 2 - hiddenEdges.count))
    }
    hiddenEdges[first] += 1
    hiddenEdges[last + 1] -= 1
  }

  /// Reads the ranges from here on that are spelt as programs spell them.
  ///
  /// A form of cards has thousands. The first that is anything else is left to the scanner.
  private mutating func readPlainMergedRanges(_ scanner: inout XMLScanner) throws(XMLFault) {
    guard try scanner.enterContent(), scanner.depth + 1 <= scanner.limits.depth else { return }
    let bytes = scanner.bytes
    let spelling: StaticString = "<mergeCell ref=\""
    while bytes.matches(spelling, at: scanner.position) {
      let start = scanner.position + spelling.utf8CodeUnitCount
      // The longest is XFD1048576:XFD1048576.
      var end = start
      while bytes[end] != ASCII.quote, end - start <= 21 { end += 1 }
      guard bytes.matches("\"/>", at: end), mergedRanges.count < scanner.limits.mergedRanges,
        let range = unsafe CellRange(utf8: bytes.buffer(start..<end))
      else { return }
      mergedRanges.append(range)
      scanner.position = end + 3
    }
  }

  private mutating func readMergedRange(_ scanner: inout XMLScanner) throws(XMLFault) {
    while try scanner.nextAttribute() {
      guard scanner.attributeIs("ref"), let range = CellRange(try scanner.attributeText()) else {
        continue
      }
      guard mergedRanges.count < scanner.limits.mergedRanges else {
        throw .limit(.mergedRanges, allowed: scanner.limits.mergedRanges)
      }
      mergedRanges.append(range)
    }
    try scanner.skipElement()
  }

  /// Notes a fault in a cell, or in a place that cannot be named.
  mutating func note(_ kind: WorkbookFault.Kind, _ cell: CellReference?, _ detail: String) {
    guard faults.count < context.faultsLeft else { return }
    faults.append(WorkbookFault(kind, sheet: context.name, cell: cell, detail: detail))
  }
}
