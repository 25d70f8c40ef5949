import FormDefinitions
import Foundation
import Testing

@Suite struct RuleValueTests {
  @Test(arguments: [
    ("1 + 2 * 3", "7"),
    ("(1 + 2) * 3", "9"),
    ("10 - 4 - 3", "3"),
    ("24 / 4 / 2", "3"),
    ("-2 * -3", "6"),
    ("- (1 + 2)", "-3"),
    ("2 - -3", "5"),
    ("0.1 + 0.2 = 0.3", "是"),
    ("0.1 * 3", "0.3"),
    ("1 / 3 * 3 = 1", "否"),
    ("round(1 / 3 * 3, 10) = 1", "是"),
    ("99999999999999999999.01 + 0.01", "99999999999999999999.02"),
    ("1 / 0", "（未知）"),
    ("share * 2", "25"),
    ("since + 1", "2020"),
    ("monitoring_line", "7500"),
  ])
  func arithmeticIsExact(source: String, expected: String) throws {
    #expect(try Household.value(source) == expected)
  }

  @Test(arguments: [
    ("round(2.5, 0)", "3"), ("round(-2.5, 0)", "-3"), ("round(2.45, 1)", "2.5"),
    ("round(-2.45, 1)", "-2.5"), ("round(1.005, 2)", "1.01"), ("round(2.4, 0)", "2"),
    ("round(1250, -2)", "1300"), ("round(-1250, -2)", "-1300"),
    ("round(9166.666667, 2)", "9166.67"),
    ("round(1, 0.5)", "（未知）"), ("round(1, 99)", "（未知）"), ("round(7, 2)", "7"),
    ("abs(-7.5)", "7.5"), ("abs(7.5)", "7.5"),
    ("min(3, 1, 2)", "1"), ("max(3, 1, 2)", "3"),
    ("max(date('2023-01-01'), checked_on)", "2023-08-09"),
    ("min(identified_in, removed_in)", "2022-11"),
  ])
  func numbers(source: String, expected: String) throws {
    #expect(try Household.value(source) == expected)
  }

  @Test(arguments: [
    ("'户主' = '户主'", "是"), ("'a' != 'b'", "是"), ("\"a\" = 'a'", "是"),
    ("“户主” = ‘户主’", "是"), ("'it''s' = \"it's\"", "是"),
    ("是", "是"), ("not 否", "是"), ("true and 是", "是"), ("TRUE AND NOT FALSE", "是"),
    ("in_key_group = 是", "是"), ("in_key_group = no_labour", "否"), ("in_key_group != false", "是"),
    ("household_type = '脱贫户'", "是"), ("household_type in ('一般农户')", "否"),
    ("household_size in (1, 2, 3)", "是"), ("household_size not in (1, 2, 3)", "否"),
    ("not household_size in (1, 2)", "是"),
    ("risks = risks", "是"),
    ("（1 ＋ 2） × 3 ≥ 9 and 1 ≠ 2 and 4 ÷ 2 ≤ 2", "是"),
    ("1 <> 2", "是"), ("household_size　＝　３", "是"),
    ("checked_on > date('2023-08-01')", "是"), ("identified_in < removed_in", "是"),
    ("identified_in = month('2022-11')", "是"),
    ("if has_risk then size(risks) >= 1", "是"), ("if no_labour then false", "是"),
    ("if has_risk then 2 else 3", "2"), ("if no_labour then 2 else 3", "3"),
    ("if no_labour then '甲' else if has_risk then '乙' else '丙'", "乙"),
    ("if has_risk then if no_labour then false else true", "是"),
    ("(if has_risk then 2 else 3) + 1", "3"),
  ])
  func conditions(source: String, expected: String) throws {
    #expect(try Household.value(source) == expected)
  }

  @Test(arguments: [
    ("count(members)", "3"), ("count(visits)", "0"),
    ("count(members, relation = '户主')", "1"),
    ("count(members, sex = '男' and labour != '无劳动力')", "1"),
    ("sum(members, work_months)", "8"),
    ("sum(members, wage * work_months)", "24000"),
    ("sum(members, 1)", "3"), ("sum(members, 1, sex = '男')", "2"),
    ("sum(visits, days(visited_on, today()))", "0"),
    ("max(members, age(id, checked_on))", "53"), ("min(members, age(id, checked_on))", "13"),
    ("min(members, birth_date(id))", "1970-05-01"), ("max(members, work_months)", "8"),
    ("max(visits, visited_on)", "（空）"),
    ("any(members, disabled(id))", "否"), ("any(visits, helper = '张')", "否"),
    ("all(members, sex = sex(id))", "是"), ("all(visits, helper = '张')", "是"),
    ("unique(members, id)", "是"), ("unique(members, phone)", "否"),
    ("duplicates(members, phone)", "1"), ("duplicates(members, sex)", "1"),
    ("unique(members, phone, relation = '户主')", "是"),
    ("first(members, sex, relation = '户主')", "男"),
    ("first(members, name)", "张三"), ("first(members, name, relation = '其他')", "（空）"),
    ("first(members, sex, relation = '户主') != first(members, sex, relation = '配偶')", "是"),
    ("count(members, age(id, form.checked_on) >= 16)", "2"),
    ("any(members, name = form.head_name)", "是"), ("any(members, name = form.name)", "否"),
    ("any(members, members.name = head_name)", "是"),
    ("count(members, count(members, sex = '男') = 2)", "3"),
    ("count(members, any(visits, helper = name))", "0"),
  ])
  func rows(source: String, expected: String) throws {
    #expect(try Household.value(source) == expected)
  }

  @Test(arguments: [
    ("birth_date(head_id)", "1970-05-01"), ("sex(head_id)", "男"),
    ("citizen(head_id)", Household.head), ("disabled(head_id)", "否"),
    ("disability_grade(head_id)", "（空）"), ("disability_kind(head_id)", "（空）"),
    ("age(head_id, date('2023-04-30'))", "52"), ("age(head_id, date('2023-05-01'))", "53"),
    ("age(birth_date(head_id), today())", "53"),
    ("head_id = first(members, id, relation = '户主')", "是"),
    ("today()", "2023-08-31"), ("days(checked_on, today())", "22"),
    ("days(today(), checked_on)", "-22"), ("year(checked_on)", "2023"), ("month(checked_on)", "8"),
    ("year(identified_in)", "2022"), ("month(identified_in)", "11"),
    ("month_of(checked_on)", "2023-08"), ("months(identified_in, removed_in)", "7"),
    ("months(identified_in, checked_on)", "9"),
    ("months(date('2023-01-31'), date('2023-02-01'))", "1"),
    ("length(head_name)", "2"), ("length(unit)", "12"),
    ("size(risks)", "2"), ("contains(risks, '因病')", "是"), ("contains(risks, '因残')", "否"),
    ("contains_any(risks, ('因残', '因学'))", "是"), ("contains_any(risks, '因残')", "否"),
    ("contains_all(risks, ('因病', '因学'))", "是"), ("contains_all(risks, ('因病', '因残'))", "否"),
  ])
  func functions(source: String, expected: String) throws {
    #expect(try Household.value(source) == expected)
  }

  @Test func disabilityCertificatesTellKindAndGradeAndNameTheirOwner() throws {
    let certificate = Household.identity("19700501", 13, suffix: "42")
    let reissued = certificate + "B1"
    for number in [certificate, reissued] {
      let asked = { (source: String) in
        try Household.value(source) { $0.set("head_id", .text(number)) }
      }
      #expect(try asked("disabled(head_id)") == "是")
      #expect(try asked("disability_kind(head_id)") == "4")
      #expect(try asked("disability_grade(head_id)") == "2")
      #expect(try asked("head_id = first(members, id, relation = '户主')") == "是")
      #expect(try asked("age(head_id, checked_on)") == "53")
    }
    #expect(
      try Household.value("unique(members, id)") {
        $0.set("id", of: 1, .value(.text(certificate)))
      } == "否"
    )
  }

  @Test func aParameterWithoutAValueIsUnknown() throws {
    let rule = try RuleExpression("5000 < monitoring_line", scope: Household.scope)
    var context = try Household.context()
    #expect(rule.isSatisfied(context) != nil)
    context.parameters = [:]
    #expect(rule.isSatisfied(context) == nil)
  }

  @Test func parametersAreThoseOfTheContext() throws {
    #expect(
      try Household.value("monitoring_line") { $0.parameters["monitoring_line"] = 8400 } == "8400"
    )
  }

  @Test func multipleChoicesAreComparedWithoutTheirOrder() throws {
    var scope = RuleScope(fields: ["a": .choices("x"), "b": .choices("x")])
    scope.codeLabels = ["x": ["甲", "乙"]]
    var context = try Household.context()
    context.set("a", .choices(["甲", "乙"]))
    context.set("b", .choices(["乙", "甲"]))
    #expect(try RuleExpression("a = b", scope: scope).isSatisfied(context) == true)
    context.set("b", .choices(["乙"]))
    #expect(try RuleExpression("a = b", scope: scope).isSatisfied(context) == false)
    #expect(try RuleExpression("a != b", scope: scope).isSatisfied(context) == true)
  }

  @Test func rulesOfRowsLookAtOneRow() throws {
    let rule = "if filled(work_place) then filled(work_months)"
    #expect(try Household.value(rule, row: 0) == "是")
    #expect(try Household.value("name", row: 2) == "张小")
    #expect(try Household.value("form.name", row: 2) == "张三户")
    #expect(try Household.value("name = first(members, name)", row: 0) == "是")
    #expect(try Household.value("name = first(members, name)", row: 1) == "否")
    #expect(try Household.value("count(members, name = '张三')", row: 1) == "1")
    #expect(try Household.value("name", row: 3) == "（未知）")
    #expect(try Household.value("household_size", row: 3) == "3")
  }

  @Test func anExpressionThatIsNoConditionIsNeverSatisfied() throws {
    let rule = try RuleExpression("1 + 1", scope: RuleScope())
    #expect(rule.type == .number)
    #expect(rule.isSatisfied(try Household.context()) == nil)
  }

  @Test func referencesNameFieldsAndColumnsOnce() throws {
    let rule = try RuleExpression(
      "if household_size > 1 then count(members, name = form.name) < household_size",
      scope: Household.scope
    )
    #expect(
      rule.references == [
        .field("household_size"), .field("name"), .column(table: "members", id: "name"),
      ]
    )
    #expect(RuleReference.column(table: "members", id: "name").description == "members.name")
    #expect(RuleReference.field("name").description == "name")
  }
}
