import FormDefinitions
import Spreadsheet
import Testing

@testable import FormLayout

@Suite("Formulas that cells share")
struct SharedFormulaTests {
  @Test(
    "However many households there are, each formula is written once",
    arguments: LayoutKind.allCases
  )
  func once(_ kind: LayoutKind) throws {
    let form = try OfficialForms.form("verification")
    let few = try sheets(form, kind, records: 3)
    let many = try sheets(form, kind, records: 60)
    #expect(few.map(\.sharedFormulas.count) == many.map(\.sharedFormulas.count))
    #expect(few.contains { $0.sharedFormulas.count > 30 })
    for sheet in many where sheet.name.text != "目录" {
      let own = sheet.cells.compactMap { cell -> String? in
        guard case .formula(let formula, _) = cell.content else { return nil }
        return formula.contains("MATCH") || formula.contains("；") ? formula : nil
      }
      #expect(own.count == 0, "\(sheet.name): \(own.first ?? "")")
      // Nothing in them that Excel keeps out of its own.
      for formula in sheet.sharedFormulas {
        let outside = formula.split(separator: "\"", omittingEmptySubsequences: false)
          .enumerated().filter { $0.offset % 2 == 0 }.map(\.element).joined()
        #expect(!outside.contains { "{!".contains($0) }, "\(formula)")
      }
    }
  }

  private func sheets(
    _ form: FormDefinition,
    _ kind: LayoutKind,
    records: Int
  ) throws -> [SheetLayout] {
    let records = (0..<records).map { index in
      PrefilledRecord(values: ["head_name": .text("张\(index)")])
    }
    return try FormWorkbook(form: form, request: WorkbookRequest(records: records, layout: kind))
      .layout.sheets
  }

  @Test("Arrays and references to other sheets get names, texts do not")
  func names() {
    var names = FormulaNames()
    #expect(
      names.named(
        "IF(MATCH($A1,{\"a}\",\"\"\"b\"},0),\"{1}'x'!$A$1\",COUNTIF('表 ''1'''!$A$2:$A$9,$B1))"
      )
        == "IF(MATCH($A1,check_1,0),\"{1}'x'!$A$1\",COUNTIF(check_2,$B1))"
    )
    #expect(names.named("SUM({1,2})+SUM({1,2})") == "SUM(check_3)+SUM(check_3)")
    #expect(names.named("1+\"'\"") == "1+\"'\"")
    #expect(
      names.names.map { "\($0.name)=\($0.formula)" } == [
        "check_1={\"a}\",\"\"\"b\"}", "check_2='表 ''1'''!$A$2:$A$9", "check_3={1,2}",
      ]
    )
  }

  @Test("A formula that no name can shorten is not shared")
  func tooLong() {
    var names = FormulaNames()
    let list = "{" + (1...60).map { "\"甲\($0)\"" }.joined(separator: ",") + "}"
    let formula = names.named("MATCH($A1,\(list),0)")
    #expect(formula == "MATCH($A1,\(list),0)")
    #expect(names.names == [])
    #expect(!FormulaTemplate(formula).isShareable)
    #expect(FormulaTemplate("IF($A1=\"{!\",check_1,2)").isShareable)
    #expect(!FormulaTemplate("'x'!A1").isShareable)
    #expect(!FormulaTemplate("$A1=\"\(FormulaTemplate.card).a\"").isShareable)
    let one = FormulaTemplate("\(FormulaTemplate.reference(1, row: 4))*2")
    let other = FormulaTemplate("\(FormulaTemplate.reference(1, row: 6))*2")
    #expect(one.seen(from: 2) == other.seen(from: 4))
    #expect(one.seen(from: 2) != other.seen(from: 3))
  }
}
