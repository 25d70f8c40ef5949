import Findings
import FormDefinitions
import Spreadsheet
import Testing

@testable import FormLayout

@Suite("Rules that stand in no sheet")
struct RuleGapTests {
  @Test("Every rule of the official forms has a formula", arguments: OfficialForms.ids)
  func officialRules(_ id: String) throws {
    let gaps = ruleGaps(of: try OfficialForms.form(id))
    #expect(gaps.allSatisfy { $0.layouts == [.list] && $0.reason.chinese.contains("8192") })
    // Three questions about the first row of two kinds are too long for a list's one cell.
    #expect(gaps.map(\.rule) == (id == "verification" ? ["spouse-sex"] : []))
  }

  @Test("A rule without a formula is named with the reason")
  func reason() throws {
    var form = try OfficialForms.form("screening")
    let expression = try RuleExpression("risks = risks", scope: form.ruleScope())
    form.rules[3].check = expression
    let gap = try #require(ruleGaps(of: form).first)
    #expect(ruleGaps(of: form).count == 1)
    #expect(gap.rule == form.rules[3].id)
    #expect(gap.line == form.rules[3].line)
    #expect(gap.layouts == [.card, .list])
    #expect(gap.reason.chinese == "两个多选不能用公式比较是否相同")
  }

  @Test("A formula that Excel does not take is told from one that it just takes")
  func limits() {
    let deep = { (calls: Int) in
      String(repeating: "ABS((", count: calls) + "A1" + String(repeating: "))", count: calls)
    }
    #expect(FormulaLimits.nesting(of: "IF((A1+(B1))>\"((((\",SUM(ROUND(1,2)),LOG10(2))") == 3)
    #expect(FormulaLimits.excess(of: deep(64)) == nil)
    #expect(FormulaLimits.excess(of: deep(65))?.reason.chinese == "公式中函数嵌套超过 64 层")
    let long = { (length: Int) in "\"" + String(repeating: "一", count: length - 2) + "\"" }
    #expect(FormulaLimits.excess(of: long(8192)) == nil)
    #expect(FormulaLimits.excess(of: long(8193))?.reason.chinese == "公式超过 8192 个字符")
  }

  @Test("A draft stands in no sheet, and a new rule says that it is new")
  func stages() throws {
    var form = try OfficialForms.form("screening")
    form.rules[0].stage = .draft
    form.rules[1].stage = .beta
    let made = try FormWorkbook(
      form: form,
      request: WorkbookRequest(records: [PrefilledRecord()], layout: .list)
    )
    let sheet = made.layout.sheets[1]
    let keys = sheet.cells.filter { $0.reference.row == 1 }.map(\.content)
    #expect(!keys.contains(.text("k:rule.\(form.rules[0].id)")))
    #expect(keys.contains(.text("k:rule.\(form.rules[1].id)")))
    #expect(sheet.sharedFormulas.contains { $0.contains("（新规则，试行）") })
  }
}
