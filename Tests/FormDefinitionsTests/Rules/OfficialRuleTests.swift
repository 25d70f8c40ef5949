import FormDefinitions
import Foundation
import Spreadsheet
import Testing

/// The rules that the official forms and the national system's checkers apply to a household, each
/// for a right household, a wrong one, and one where the question was left blank.
@Suite struct OfficialRuleTests {
  /// A rule with the ways to break it and to leave it open.
  struct Case: CustomTestStringConvertible, Sendable {
    var rule: String
    var row: Int?
    var wrong: @Sendable (inout RuleContext) -> Void
    /// Leaves something blank; `nil` for a rule that blanks cannot silence.
    var open: (@Sendable (inout RuleContext) -> Void)?

    init(
      _ rule: String,
      row: Int? = nil,
      wrong: @escaping @Sendable (inout RuleContext) -> Void,
      open: (@Sendable (inout RuleContext) -> Void)?
    ) {
      self.rule = rule
      self.row = row
      self.wrong = wrong
      self.open = open
    }

    var testDescription: String { rule }
  }

  static let people = [
    Case(
      "household_size = count(members)",
      wrong: { $0.set("household_size", .number(4)) },
      open: { $0.fields["household_size"] = .blank }
    ),
    Case(
      "count(members, relation = '户主') = 1",
      wrong: { $0.set("relation", of: 1, .value(.choice("户主"))) },
      open: { $0.set("relation", of: 0, .blank) }
    ),
    Case(
      "count(members, relation = '户主') >= 1",
      wrong: { $0.set("relation", of: 0, .value(.choice("其他"))) },
      open: { $0.set("relation", of: 0, .blank) }
    ),
    Case(
      "count(members, relation = '配偶') <= 1",
      wrong: { $0.set("relation", of: 2, .value(.choice("配偶"))) },
      open: {
        $0.set("relation", of: 1, .blank)
        $0.set("relation", of: 2, .value(.choice("配偶")))
      }
    ),
    Case(
      "first(members, sex, relation = '户主') != first(members, sex, relation = '配偶')",
      wrong: { $0.set("sex", of: 1, .value(.choice("男"))) },
      open: { $0.set("sex", of: 1, .blank) }
    ),
    Case(
      "head_id = first(members, id, relation = '户主')",
      wrong: { $0.set("head_id", .text(Household.wife)) },
      open: { $0.fields["head_id"] = .blank }
    ),
    Case(
      "unique(members, id)",
      wrong: { $0.set("id", of: 2, .value(.text(Household.wife + "41"))) },
      open: nil
    ),
    Case(
      "workers <= household_size",
      wrong: { $0.set("workers", .number(4)) },
      open: { $0.fields["workers"] = .blank }
    ),
    Case(
      "workers = count(members, labour not in ('丧失劳动力', '无劳动力'))",
      wrong: { $0.set("workers", .number(1)) },
      open: { $0.set("labour", of: 1, .blank) }
    ),
  ]

  static let member = [
    Case(
      "sex = sex(id)",
      row: 0,
      wrong: { $0.set("sex", of: 0, .value(.choice("女"))) },
      open: { $0.set("sex", of: 0, .blank) }
    ),
    Case(
      "filled(education) != filled(schooling)",
      row: 2,
      wrong: { $0.set("education", of: 2, .value(.choice("小学"))) },
      open: nil
    ),
    Case(
      "filled(education) or filled(schooling)",
      row: 2,
      wrong: { $0.set("schooling", of: 2, .blank) },
      open: nil
    ),
    Case(
      "filled(work_place) = filled(work_months)",
      row: 0,
      wrong: { $0.set("work_months", of: 0, .blank) },
      open: { $0.set("work_months", of: 0, .unreadable) }
    ),
    Case(
      "not (resident_insurance and employee_insurance)",
      row: 0,
      wrong: { $0.set("employee_insurance", of: 0, .value(.boolean(true))) },
      open: { $0.set("employee_insurance", of: 0, .blank) }
    ),
    Case(
      "resident_insurance or employee_insurance",
      row: 0,
      wrong: { $0.set("resident_insurance", of: 0, .value(.boolean(false))) },
      open: { $0.set("resident_insurance", of: 0, .blank) }
    ),
    Case(
      "if age(id, checked_on) < 16 then labour = '无劳动力'",
      row: 2,
      wrong: { $0.set("labour", of: 2, .value(.choice("普通劳动力"))) },
      open: { $0.set("labour", of: 2, .blank) }
    ),
    Case(
      """
      if schooling in ('七年级', '八年级', '九年级') then age(id, checked_on) >= 11 and \
      age(id, checked_on) <= 17
      """,
      row: 2,
      wrong: { $0.set("id", of: 2, .value(.text(Household.identity("20000820", 35)))) },
      open: { $0.set("id", of: 2, .blank) }
    ),
    Case(
      "if filled(schooling) then blank(work_place)",
      row: 2,
      wrong: { $0.set("work_place", of: 2, .value(.text("郑州"))) },
      open: { $0.set("work_place", of: 2, .unreadable) }
    ),
    Case(
      "if labour in ('丧失劳动力', '无劳动力') then blank(work_place)",
      row: 0,
      wrong: { $0.set("labour", of: 0, .value(.choice("无劳动力"))) },
      open: { $0.set("labour", of: 0, .blank) }
    ),
    Case(
      """
      if age(id, checked_on) >= 16 and age(id, checked_on) < 60 and blank(schooling) and \
      contains(health, '健康') then labour not in ('丧失劳动力', '无劳动力')
      """,
      row: 0,
      wrong: { $0.set("labour", of: 0, .value(.choice("丧失劳动力"))) },
      open: {
        $0.set("labour", of: 0, .value(.choice("丧失劳动力")))
        $0.set("health", of: 0, .blank)
      }
    ),
    Case(
      "if contains(health, '健康') then size(health) = 1",
      row: 0,
      wrong: { $0.set("health", of: 0, .value(.choices(["健康", "残疾"]))) },
      open: { $0.set("health", of: 0, .blank) }
    ),
    Case(
      "if disabled(id) then contains(health, '残疾')",
      row: 0,
      wrong: { $0.set("id", of: 0, .value(.text(Household.head + "42"))) },
      open: {
        $0.set("id", of: 0, .value(.text(Household.head + "42")))
        $0.set("health", of: 0, .blank)
      }
    ),
    Case(
      "born = birth_date(id)",
      row: 1,
      wrong: { $0.set("born", of: 1, .value(.date(.epoch))) },
      open: { $0.set("born", of: 1, .blank) }
    ),
    Case(
      "work_months >= 0 and work_months <= 12",
      row: 0,
      wrong: { $0.set("work_months", of: 0, .value(.number(13))) },
      open: { $0.set("work_months", of: 0, .blank) }
    ),
  ]

  static let income = [
    Case(
      "net_income = wages + business + property + transfers - expenses",
      wrong: { $0.set("net_income", .number(Decimal(2_750_001) / 100)) },
      open: { $0.fields["property"] = .blank }
    ),
    Case(
      "round(net_income / household_size, 2) = 9166.67",
      wrong: { $0.set("net_income", .number(27501)) },
      open: { $0.fields["net_income"] = .blank }
    ),
    Case(
      "reference = net_income + claims - own_medical",
      wrong: { $0.set("claims", .number(1)) },
      open: { $0.fields["claims"] = .blank }
    ),
    Case(
      "not (wages > 0 and wages < 100)",
      wrong: { $0.set("wages", .number(50)) },
      open: { $0.fields["wages"] = .blank }
    ),
    Case(
      "if removed then net_income / household_size > monitoring_line",
      wrong: { $0.parameters["monitoring_line"] = 9200 },
      open: {
        $0.fields["removed"] = .blank; $0.parameters["monitoring_line"] = 9200
      }
    ),
    Case(
      """
      if removed then filled(wages) and filled(business) and filled(property) and \
      filled(transfers) and filled(own_medical)
      """,
      wrong: { $0.fields["property"] = .blank },
      open: { $0.fields["property"] = .unreadable }
    ),
  ]

  static let risks = [
    Case(
      "if in_key_group then filled(key_groups)",
      wrong: { $0.fields["key_groups"] = .blank },
      open: {
        $0.fields["in_key_group"] = .blank; $0.fields["key_groups"] = .blank
      }
    ),
    Case(
      "if has_risk then filled(risks) else blank(risks)",
      wrong: { $0.set("has_risk", .boolean(false)) },
      open: { $0.fields["has_risk"] = .blank }
    ),
    Case(
      "size(risks) <= 5",
      wrong: { $0.set("risks", .choices(["1", "2", "3", "4", "5", "6"])) },
      open: { $0.fields["risks"] = .blank }
    ),
    Case(
      "if in_key_group or has_risk then opinion = '需核查'",
      wrong: { $0.set("opinion", .choice("无风险")) },
      open: { $0.fields["opinion"] = .blank }
    ),
    Case(
      "if monitored_type = '脱贫不稳定户' then household_type = '脱贫户'",
      wrong: { $0.set("household_type", .choice("一般农户")) },
      open: { $0.fields["household_type"] = .blank }
    ),
    Case(
      """
      if contains(risks, '因病') then any(members, contains_any(health, ('长期慢性病', '患有大病')))
      """,
      wrong: { $0.set("health", of: 1, .value(.choices(["残疾"]))) },
      open: {
        $0.set("health", of: 1, .value(.choices(["残疾"])))
        $0.set("health", of: 2, .blank)
      }
    ),
    Case(
      "if contains(risks, '因病') then own_medical > 0",
      wrong: { $0.set("own_medical", .number(0)) },
      open: { $0.fields["own_medical"] = .blank }
    ),
    Case(
      """
      if contains(risks, '因务工就业不稳') then any(members, filled(work_months) and work_months > 0)
      """,
      wrong: {
        $0.set("risks", .choices(["因务工就业不稳"]))
        $0.set("work_months", of: 0, .blank)
      },
      open: {
        $0.set("risks", .choices(["因务工就业不稳"]))
        $0.set("work_months", of: 0, .unreadable)
      }
    ),
    Case(
      """
      not (contains(risks, '缺劳动力') and household_size >= 3 and \
      count(members, labour not in ('丧失劳动力', '无劳动力')) * 2 >= household_size)
      """,
      wrong: { $0.set("risks", .choices(["缺劳动力"])) },
      open: {
        $0.set("risks", .choices(["缺劳动力"]))
        $0.set("labour", of: 0, .blank)
      }
    ),
    Case(
      "if contains(risks, '因残') then any(members, disabled(id) or contains(health, '残疾'))",
      wrong: {
        $0.set("risks", .choices(["因残"]))
        $0.set("health", of: 1, .value(.choices(["健康"])))
      },
      open: {
        $0.set("risks", .choices(["因残"]))
        $0.set("health", of: 1, .blank)
      }
    ),
  ]

  static let removal = [
    Case(
      "identified_in < removed_in",
      wrong: { $0.fields["removed_in"] = $0.fields["identified_in"] },
      open: { $0.fields["removed_in"] = .blank }
    ),
    Case(
      "if removal = '帮扶消除' then months(identified_in, removed_in) > 2",
      wrong: { context in
        context.fields["identified_in"] =
          CalendarMonth(year: 2023, month: 4).map { .value(.month($0)) }
      },
      open: { $0.fields["identified_in"] = .blank }
    ),
    Case(
      "if removed then housing_fault = 否",
      wrong: { $0.set("housing_fault", .boolean(true)) },
      open: { $0.fields["housing_fault"] = .blank }
    ),
    Case(
      "not (no_labour and removed)",
      wrong: { $0.set("no_labour", .boolean(true)) },
      open: { $0.fields["no_labour"] = .blank }
    ),
    Case(
      "if all(members, labour in ('丧失劳动力', '无劳动力')) then no_labour",
      wrong: {
        $0.set("labour", of: 0, .value(.choice("丧失劳动力")))
        $0.set("labour", of: 1, .value(.choice("丧失劳动力")))
      },
      open: {
        $0.set("labour", of: 0, .blank)
        $0.set("labour", of: 1, .value(.choice("丧失劳动力")))
      }
    ),
    Case(
      "checked_on <= today()",
      wrong: { $0.fields["checked_on"] = CalendarDate.inTheFuture },
      open: { $0.fields["checked_on"] = .blank }
    ),
    Case(
      "checked_on >= date('2023-08-01') and checked_on <= date('2023-08-31')",
      wrong: { $0.fields["checked_on"] = CalendarDate.inTheFuture },
      open: { $0.fields["checked_on"] = .blank }
    ),
  ]

  @Test(arguments: people + member + income + risks + removal)
  func ruleFiresForTheWrongHouseholdOnly(testCase: Case) throws {
    let scope = testCase.row == nil ? Household.scope : Household.memberScope
    let rule = try RuleExpression(testCase.rule, scope: scope)
    #expect(rule.type == .boolean)
    let right = try Household.context(row: testCase.row)
    var blank = right
    if testCase.rule.contains("born") {
      var born = right
      let date = try Household.day("1972-11-12")
      born.set("born", of: 1, .value(.date(date)))
      #expect(rule.isSatisfied(born) == true)
    } else {
      #expect(rule.isSatisfied(right) == true)
    }
    var wrong = right
    testCase.wrong(&wrong)
    #expect(rule.isSatisfied(wrong) == false)
    if let open = testCase.open {
      open(&blank)
      #expect(rule.isSatisfied(blank) == nil)
    }
  }
}

extension CalendarDate {
  /// A field's state on a day after the check.
  fileprivate static var inTheFuture: FieldState {
    CalendarDate(year: 2024, month: 8, day: 9).map { .value(.date($0)) } ?? .blank
  }
}
