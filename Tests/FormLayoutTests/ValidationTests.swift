import FormDefinitions
import FormLayout
import Foundation
import Spreadsheet
import TestSupport
import Testing

@Suite struct ValidationTests {
  @Test func `lists are ranges of the code sheet, never literals`() throws {
    for (what, _, made) in try OfficialForms.workbooks() {
      for validation in made.layout.sheets.flatMap(\.validations) {
        guard case .list(let formula) = validation.rule else { continue }
        #expect(
          formula.wholeMatch(of: /'代码表'!\$[A-Z]+\$3:\$[A-Z]+\$\d+/) != nil
            || formula.hasPrefix("OFFSET('代码表'!$"),
          "\(what) \(formula)"
        )
      }
    }
  }

  @Test func `a list's range holds its labels`() throws {
    let form = try OfficialForms.form("verification")
    let made = try FormWorkbook(form: form, request: WorkbookRequest())
    let codes = try #require(made.layout.sheets.first { $0.name.text == "代码表" })
    let sheet = try #require(made.layout.sheets.first { $0.name.text == form.name })
    let plan = try #require(form.cardPlan())
    for field in form.fields {
      guard case .choice = field.type, field.dependsOn == nil,
        let position = plan.position(ofField: field.id)
      else { continue }
      let cell = CellReference(position.row + 2, position.cell.column + 2)
      let validation = sheet.validations.first { $0.ranges.contains { $0.contains(cell) } }
      guard case .list(let formula) = validation?.rule,
        let range = formula.split(separator: "!").last.flatMap({
          CellRange($0.replacing("$", with: ""))
        })
      else {
        Issue.record("\(field.id) has no list")
        continue
      }
      let labels = codes.cells.filter { range.contains($0.reference) }.map(\.content)
      #expect(labels == form.codeList(of: field)?.codes.map { .text($0.label) }, "\(field.id)")
    }
  }

  @Test func `a cascading list is narrowed by the cell above it`() throws {
    let form = try OfficialForms.form("verification")
    let made = try FormWorkbook(form: form, request: WorkbookRequest())
    let sheet = try #require(made.layout.sheets.first { $0.name.text == form.name })
    let plan = try #require(form.cardPlan())
    let parent = try #require(plan.position(ofField: "household_type"))
    let child = try #require(plan.position(ofField: "monitoring_category"))
    let parentCell = CellReference(parent.row + 2, parent.cell.column + 2)
    let childCell = CellReference(child.row + 2, child.cell.column + 2)
    let validation = try #require(
      sheet.validations.first { $0.ranges.contains { $0.contains(childCell) } }
    )
    guard case .list(let formula) = validation.rule else {
      Issue.record("no list")
      return
    }
    let shape =
      /OFFSET\('代码表'!\$([A-Z]+)\$3,MATCH\(([A-Z]+\d+),'代码表'!(\$([A-Z]+)\$3:\$[A-Z]+\$\d+),0\)-1,0,COUNTIF\('代码表'!(.+),([A-Z]+\d+)\),1\)/
    let match = try #require(formula.wholeMatch(of: shape), "\(formula)")
    #expect(match.2 == parentCell.description && match.6 == parentCell.description)
    #expect(match.3 == match.5)
    // The pairs on the sheet are those that the code list allows, parent by parent.
    let codes = try #require(made.layout.sheets.first { $0.name.text == "代码表" })
    func column(_ letters: Substring) -> [String] {
      codes.cells.compactMap { cell in
        guard cell.reference.row >= 3, case .text(let text) = cell.content,
          CellReference.letters(ofColumn: cell.reference.column) == letters
        else { return nil }
        return text
      }
    }
    let list = try #require(form.codeLists["monitoring-category"])
    let parents = try #require(form.codeLists["household-type"])
    let pairs = zip(column(match.4), column(match.1)).map { "\($0)/\($1)" }
    #expect(
      pairs
        == parents.codes.flatMap { parent in
          list.codes.filter { $0.parents.isEmpty || $0.parents.contains(parent.label) }
            .map { "\(parent.label)/\($0.label)" }
        }
    )
  }

  @Test func `every choice and yes-no has a list in every row`() throws {
    for (what, form, made) in try OfficialForms.workbooks() {
      let lists = made.layout.sheets.flatMap(\.validations).filter {
        if case .list = $0.rule { true } else { false }
      }
      let choices = (form.fields + form.tables.flatMap(\.fields)).filter {
        $0.type.codeList != nil || $0.type == .yesNo
      }
      for field in choices {
        #expect(lists.contains { $0.promptTitle == field.label }, "\(what) \(field.id)")
      }
    }
  }

  @Test func `words fit into what Excel has room for`() throws {
    for (what, _, made) in try OfficialForms.workbooks() {
      for validation in made.layout.sheets.flatMap(\.validations) {
        #expect(validation.promptTitle.utf16.count <= 32, "\(what) \(validation.ranges)")
        #expect(validation.prompt.utf16.count <= 255, "\(what) \(validation.ranges)")
        #expect(validation.errorTitle.utf16.count <= 32, "\(what) \(validation.ranges)")
        #expect(validation.errorMessage.utf16.count <= 255, "\(what) \(validation.ranges)")
        #expect(!validation.prompt.isEmpty && !validation.errorMessage.isEmpty, "\(what)")
      }
    }
  }

  @Test func `amounts are drawn as the nearest binary number`() throws {
    let form = try OfficialForms.form("verification")
    for text in ["128020.14", "1837.54", "8.8", "94780.76", "0.07", "9999999.99", "-0.3"] {
      let amount = try #require(Decimal(string: text))
      let record = PrefilledRecord(values: ["wage_income": .number(amount)])
      let made = try FormWorkbook(form: form, request: WorkbookRequest(records: [record]))
      let plan = try #require(form.cardPlan())
      let position = try #require(plan.position(ofField: "wage_income"))
      let sheet = try #require(made.layout.sheets.first { $0.name.text == form.name })
      let cell = sheet.cells.first {
        $0.reference == CellReference(position.row + 2, position.cell.column + 2)
      }
      #expect(cell?.content == .number(try #require(Double(text))))
    }
  }
}
