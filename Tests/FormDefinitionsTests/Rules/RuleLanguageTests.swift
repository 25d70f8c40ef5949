import Findings
import FormDefinitions
import Spreadsheet
import Testing

@Suite struct RuleLanguageTests {
  @Test func everyFunctionIsDescribedOnce() {
    let described = (RuleLanguage.functions + RuleLanguage.acrossFunctions).map(\.name)
    let known =
      Set(RuleFunction.allCases.map(\.rawValue)).union(RuleAggregate.allCases.map(\.rawValue))
    #expect(described.count == Set(described).count)
    #expect(Set(described) == known)
  }

  @Test(
    arguments: zip(
      RuleLanguage.functions,
      [
        "是", "是", "是", "24000", "8", "27500", "是", "否", "是", "是", "1", "是", "是", "否", "是", "是",
        "1970-05-01", "是", "是", Household.head, "0", "否", "（空）", "9166.67", "否", "是", "是", "8",
        "是", "是", "是",
      ]
    )
  )
  func examplesAreRight(entry: RuleLanguage.Entry, expected: String) throws {
    #expect(try Household.value(entry.example) == expected)
    #expect(entry.example.contains(entry.name + "("))
  }

  @Test(arguments: [
    ("80%", "80"), ("已完成８０％", "80"), ("完成率 75.5 %，还需验收", "75.5"), ("百分之八十五", "85"),
    ("百分之十", "10"), ("百分之60", "60"), ("百分之百", "100"), ("80%（80%）", "80"), ("进度-80%", "80"),
    ("第3项完成80%", "80"), ("已完成", "（空）"), ("完成率%", "（空）"), ("由50%提高到80%", "（空）"),
    ("70%-80%", "（空）"), ("70~80%", "（空）"), ("还剩20%", "（空）"), ("未完成20%", "（空）"),
    ("计划5月底前完成80%", "（空）"), ("尚余40%", "（空）"), ("20%未整改", "（空）"), ("本月完成50%", "（空）"),
    ("截至4.30 90%", "90"), ("①80%", "80"), ("七成至80%", "（空）"), ("百分之七十至八十", "（空）"),
    ("入户排查100%，正在整改", "（空）"), ("整改率100%", "100"), ("正在整改，完成80%", "80"),
    ("1.2.3%", "（空）"), ("百分之几", "（空）"), ("5‰", "（空）"),
  ])
  func `a text names one percentage or none`(text: String, expected: String) throws {
    var scope = RuleScope(fields: ["progress": .text])
    scope.isAcrossForms = true
    let message = try MessageTemplate("{percent(progress)}", scope: scope)
    let context = RuleContext(fields: ["progress": .value(.text(text))], today: .epoch)
    #expect(message.text(context) == expected)
  }

  @Test func `what no worksheet computes is refused in a form's rules`() {
    let error = #expect(throws: RuleError.self) {
      try RuleExpression(
        "percent(progress) < 100",
        scope: RuleScope(fields: ["progress": .text])
      )
    }
    #expect(error?.message.chinese == "percent 只能用在跨表规则（across.yaml）里，工作表里算不出来")
  }
}
