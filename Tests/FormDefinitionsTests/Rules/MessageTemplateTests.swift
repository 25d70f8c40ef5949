import Findings
import FormDefinitions
import Testing

@Suite struct MessageTemplateTests {
  static func text(
    _ template: String,
    _ change: (inout RuleContext) -> Void = { _ in }
  ) throws -> String {
    var context = try Household.context()
    change(&context)
    return try MessageTemplate(template, scope: Household.scope).text(context)
  }

  @Test(arguments: [
    (
      "家庭人口数为 {household_size} 人，成员表有 {count(members)} 人",
      "家庭人口数为 3 人，成员表有 3 人"
    ),
    ("", ""), ("没有式子", "没有式子"), ("{household_size}", "3"),
    ("{{{household_size}}}", "{3}"), ("{{}}", "{}"), ("{{household_size}}", "{household_size}"),
    ("{checked_on}、{identified_in}、{risks}、{no_labour}", "2023-08-09、2022-11、因病、因学、否"),
    ("{round(net_income / household_size, 2)} 元", "9166.67 元"),
    ("{if has_risk then '有}' else '“无'}", "有}"),
    ("{“}”}{‘}’}", "}}"),
    ("{per_head} 元", "（空） 元"),
    ("{1 / 0}", "（未知）"),
  ])
  func putsValuesInPlace(template: String, expected: String) throws {
    #expect(try Self.text(template) == expected)
  }

  @Test func saysBlankAndUnknown() throws {
    let template = "登记 {household_size} 人"
    #expect(try Self.text(template) { $0.fields["household_size"] = .blank } == "登记 （空） 人")
    #expect(
      try Self.text(template) { $0.fields["household_size"] = .unreadable } == "登记 （未知） 人"
    )
  }

  @Test(arguments: [
    ("共 {household_siz} 人", "3: 没有字段 household_siz；是否 household_size？"),
    ("共 {} 人", "3: 规则是空的"),
    ("共 {household_size 人", "2: “{”没有对应的“}”；要写大括号本身，请写两个"),
    ("共 household_size} 人", "16: “}”前面没有“{”；要写大括号本身，请写两个"),
    ("共 {household_size +} 人", "19: 规则没有写完"),
  ])
  func faultsHaveTheirPlaceInTheTemplate(template: String, expected: String) throws {
    let error = try #require(throws: RuleError.self) {
      try MessageTemplate(template, scope: Household.scope)
    }
    #expect(error.description == expected)
  }

  @Test func saysBlankAndUnknownInEnglish() throws {
    let template = try MessageTemplate("{per_head}, {1 / 0}", scope: Household.scope)
    #expect(template.text(try Household.context(), in: .english) == "(blank), (unknown)")
  }

  @Test func referencesAreThoseOfAllExpressions() throws {
    let template = try MessageTemplate(
      "{household_size}、{sum(members, wage)}",
      scope: Household.scope
    )
    #expect(
      template.references == [.field("household_size"), .column(table: "members", id: "wage")]
    )
    #expect(template.source == "{household_size}、{sum(members, wage)}")
  }
}
