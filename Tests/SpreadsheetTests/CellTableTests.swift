import Testing

@testable import Spreadsheet

struct CellTableTests {
  private let cells = [
    Cell(CellReference(2, 2), .text("乙"), formula: "A1&B1"), Cell(CellReference(1, 3), .text("乙")),
    Cell(CellReference(1, 1), .number(CellNumber(1.5, rawText: "1.50"))),
    Cell(CellReference(4, 1), .date(SerialDate(45_292, system: .from1904))),
    Cell(CellReference(4, 16_384), .boolean(true)), Cell(CellReference(4, 2), .error("#N/A")),
    Cell(CellReference(1_048_576, 1), .emptyFormula, formula: ""),
    Cell(CellReference(5, 1), .picture("ID_1")), Cell(CellReference(2, 2), .boolean(false)),
  ]

  @Test func keepsCellsInOrderAndTheLastOfTwo() {
    let table = CellTable(cells)
    #expect(
      table.map { "\($0.reference) \($0.value)\($0.formula.map { " =\($0)" } ?? "")" } == [
        "A1 1.50", "C1 \"乙\"", "B2 FALSE", "A4 2028-01-02", "B4 #N/A", "XFD4 TRUE",
        "A5 (picture ID_1)", "A1048576 (not calculated) =",
      ]
    )
    #expect(table == CellTable(table.reversed()))
    #expect(table != CellTable(Array(table.dropLast())))
    #expect(Array(table.indices.map { table[$0] }) == Array(table))
  }

  @Test func showsAVisitorWhatALoopFinds() {
    var builder = CellTableBuilder(sharedTexts: ["甲", "柳河镇"])
    builder.append(PackedCell(row: 1, column: 1, .sharedText, payload: 1))
    builder.append(PackedCell(row: 1, column: 2, .decimal, detail: 0x82, payload: 1250))
    builder.append(PackedCell(row: 1, column: 3, .dateFrom1900, payload: 45_292.0.bitPattern))
    builder.append(PackedCell(row: 1, column: 5, .sharedText, payload: 0))
    for table in [CellTable(cells), CellTable(builder), CellTable([])] {
      var seen = Seen()
      table.visit(&seen)
      #expect(seen.cells == table.map { Cell($0.reference, $0.value) })
    }
  }

  @Test func findsCellsByReferenceAndRow() {
    let sheet = Worksheet(name: "填报", cells: cells)
    #expect(sheet[CellReference(1, 3)]?.value == .text("乙"))
    #expect(sheet[CellReference(1, 2)] == nil)
    #expect(sheet[CellReference(1_048_576, 16_384)] == nil)
    #expect(sheet[CellReference(1_048_576, 1)]?.formula == "")
    #expect(sheet.cells(inRow: 4).map(\.reference.description) == ["A4", "B4", "XFD4"])
    #expect(sheet.cells(inRow: 3).isEmpty)
    #expect(sheet.cells(inRow: 0).isEmpty)
    #expect(sheet.cells(inRow: 1_048_576).count == 1)
    #expect(sheet.cells(inRow: 1_048_577).isEmpty)
  }

  @Test func spellsDecimalsAsTheyWere() {
    let spelt: [(UInt64, UInt8, String)] = [
      (0, 0, "0"), (0, 0x80, "-0"), (5, 1, "0.5"), (1250, 2, "12.50"), (7, 0x83, "-0.007"),
      (9_999_999_999_999_999_999, 0, "9999999999999999999"), (1, 19, "0.0000000000000000001"),
    ]
    for (digits, detail, text) in spelt {
      let number = CellNumber(digits: digits, detail: detail)
      #expect(number.rawText == text)
      #expect(number.value == Double(text))
      #expect(number == CellNumber(number.value, rawText: text))
    }
  }

  @Test func roundsDecimalsToTheNearest() {
    var random = SplitMix(state: 20_230_801)
    for _ in 0..<200_000 {
      let digits = (random.next() >> (random.next() % 64)) % 10_000_000_000_000_000_000
      let detail = UInt8(random.next() % 20) | (random.next() & 1 == 0 ? 0x80 : 0)
      let number = CellNumber(digits: digits, detail: detail)
      guard number.value == Double(number.rawText) else {
        Issue.record("\(digits) with \(detail) is \(number.value)")
        return
      }
    }
  }
}

/// A generator of the same numbers each time.
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Keeps all that it is shown.
private struct Seen: CellVisitor {
  var cells: [Cell] = []

  mutating func visit(text: String, at reference: CellReference) {
    cells.append(Cell(reference, .text(text)))
  }
  mutating func visit(number: CellNumber, at reference: CellReference) {
    cells.append(Cell(reference, .number(number)))
  }
  mutating func visit(date: SerialDate, at reference: CellReference) {
    cells.append(Cell(reference, .date(date)))
  }
  mutating func visit(boolean: Bool, at reference: CellReference) {
    cells.append(Cell(reference, .boolean(boolean)))
  }
  mutating func visit(error: String, at reference: CellReference) {
    cells.append(Cell(reference, .error(error)))
  }
  mutating func visitEmptyFormula(at reference: CellReference) {
    cells.append(Cell(reference, .emptyFormula))
  }
  mutating func visit(picture: String, at reference: CellReference) {
    cells.append(Cell(reference, .picture(picture)))
  }
}
