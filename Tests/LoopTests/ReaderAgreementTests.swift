import FormDefinitions
import FormLayout
import Foundation
import Spreadsheet
import TestSupport
import Testing
import Tianbao

/// The reader sees of a written workbook what the layout says, cell by cell.
@Suite struct ReaderAgreementTests {
  @Test(
    arguments: ["screening", "verification", "risk-clearance", "monthly-tasks"],
    LayoutKind.allCases
  )
  func `an official form is read as it was laid out`(id: String, kind: LayoutKind) throws {
    let form = try officialForms().form(id)
    guard kind == .card || form.list != nil else { return }
    var generator = FormGenerator(form)
    generator.layout = kind
    generator.blankCopies = 2
    generator.period = form.period == .month ? ReportingPeriod("2023-05") : nil
    let unit = ReportingUnit(code: "411003102201", name: "张庄村", township: "灵井镇")
    try expectAgreement(generator.workbook(for: unit))
  }

  @Test(arguments: 1...8) func `a made-up form is read as it was laid out`(seed: Int) throws {
    let form = try MadeUpForm(seed: seed).load().form("made-up")
    var values = GoodValues(form: form, seed: seed)
    let records = [values.record(), values.record(rows: 20)]
    for kind in LayoutKind.allCases where kind == .card || form.list != nil {
      let request = WorkbookRequest(records: records, layout: kind)
      try expectAgreement(FormWorkbook(form: form, request: request), "seed \(seed) \(kind)")
    }
  }

  private func expectAgreement(_ made: FormWorkbook, _ what: Comment = "") throws {
    let layout = made.layout
    let workbook = try readBack(layout)
    #expect(workbook.faults == [], what)
    #expect(workbook.worksheets.map(\.name) == layout.sheets.map(\.name.text), what)
    for (sheet, drawn) in zip(workbook.worksheets, layout.sheets) {
      #expect((sheet.visibility != .visible) == drawn.isHidden, what)
      #expect(
        sheet.mergedRanges.map(\.description).sorted()
          == drawn.mergedRanges.map(\.description).sorted(),
        what
      )
      #expect(sheet.hiddenRows == Set(drawn.rows.filter(\.isHidden).map(\.row)), what)
      let hidden = drawn.columns.indices.filter { drawn.columns[$0].isHidden }.map { $0 + 1 }
      #expect(sheet.hiddenColumns == Set(hidden), what)
      let first = drawn.firstCells
      let expected = drawn.cells.compactMap {
        cell(of: $0, styles: layout.styles, formula: drawn.formula(of: $0, first: first))
      }
      #expect(sheet.cells.count == expected.count, what)
      for (read, cell) in zip(sheet.cells, expected) where !isSame(read, cell) {
        Issue.record("\(drawn.name): read \(read), drawn \(cell) \(what)")
        break
      }
    }
    let names = workbook.definedNames.filter { !$0.key.contains("_xlnm.") }
    #expect(
      names == Dictionary(uniqueKeysWithValues: layout.definedNames.map { ($0.name, $0.formula) }),
      what
    )
    let custom = layout.properties.custom.map { ($0.name, $0.value) }
    #expect(workbook.customProperties == Dictionary(uniqueKeysWithValues: custom), what)
  }

  /// The writing library keeps 16 digits of a number, of which Excel shows 15.
  private func isSame(_ read: Cell, _ drawn: Cell) -> Bool {
    guard case .number(let left) = read.value, case .number(let right) = drawn.value else {
      return read == drawn
    }
    return read.reference == drawn.reference && read.formula == drawn.formula
      && abs(left.value - right.value) <= abs(right.value) * 1e-15
  }

  /// What the reader should see of a drawn cell; `nil` for a cell without content.
  private func cell(of drawn: DrawnCell, styles: [CellStyle], formula: String?) -> Cell? {
    switch drawn.content {
    // A text or result without characters shows nothing, and is no cell to the reader.
    case .blank, .text(""), .formula(_, .text("")), .sharedFormula(_, .text("")): nil
    case .text(let text), .link(_, let text): Cell(drawn.reference, .text(text))
    case .number(let number):
      Cell(
        drawn.reference,
        styles[drawn.style].numberFormat.contains("yy")
          ? .date(SerialDate(number)) : .number(CellNumber(number))
      )
    case .formula(_, .text(let text)), .sharedFormula(_, .text(let text)):
      Cell(drawn.reference, .text(text), formula: formula)
    case .formula(_, .number(let number)), .sharedFormula(_, .number(let number)):
      Cell(drawn.reference, .number(CellNumber(number)), formula: formula)
    }
  }
}

/// The definitions in the project's own folder, loaded once.
func officialForms() throws -> FormCatalogue { try loadedForms.get() }

private let loadedForms = Result {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  return try FormCatalogue(directory: root.appending(path: "forms"))
}
