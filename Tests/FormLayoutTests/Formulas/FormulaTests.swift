import FormDefinitions
import Foundation
import Spreadsheet
import Testing

@testable import FormLayout

/// Formulas against the evaluator: LibreOffice computes what the importer's rules say.
@Suite("Rules as formulas")
struct FormulaTests {
  /// The day that `TODAY()` gives.
  private static var today: CalendarDate {
    let parts = Calendar(identifier: .gregorian)
      .dateComponents([.year, .month, .day], from: Date())
    return CalendarDate(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0)
      ?? .epoch
  }

  private static let parameters: [String: Decimal] = [
    "monitoring_line": 7500, "national_average_line": 12550, "low_income_line": 12412,
    "poverty_exit_line": 6000,
  ]

  /// Every rule of the official forms, with values that break it and values that do not.
  @Test(
    "Every rule gives what the evaluator gives",
    .enabled(if: Recalculation.isPossible),
    arguments: OfficialForms.ids
  )
  func officialRules(_ id: String) throws {
    let form = try OfficialForms.form(id)
    let labels = form.codeLists.mapValues { $0.codes.map(\.label) }
    var gaps: [String: String] = [:]
    var sheets: [FormulaTrials] = []
    for table in [nil] + form.tables.map({ Optional($0.id) }) {
      let scope = form.ruleScope(rowsOf: table)
      var trials = FormulaTrials(scope: scope, labels: labels, parameters: Self.parameters)
      var values = FormulaValues(scope: scope, labels: labels, seed: 7)
      for rule in form.rules where rule.table == table {
        for _ in 0..<24 {
          let trial = values.trial(
            rule.check,
            message: rule.message,
            parameters: Self.parameters,
            today: Self.today
          )
          trials.add(trial, array: false)
          if table != nil { trials.add(trial, array: true) }
        }
      }
      gaps.merge(trials.gaps) { one, _ in one }
      sheets.append(trials)
    }
    #expect(gaps.isEmpty)
    for trials in sheets where !trials.answers.isEmpty {
      let wrong = trials.disagreements(try Recalculation.workbook(trials.layout))
      let report = wrong.prefix(3).joined(separator: "\n")
      #expect(wrong.count == 0, "\(wrong.count) of \(trials.answers.count):\n\(report)")
    }
  }

  /// A form on which the examples of the language and what no official rule asks can be tried.
  private static let scope = RuleScope(
    fields: [
      "head_name": .text, "head_id": .identityNumber, "household_size": .integer,
      "in_key_group": .yesNo, "key_groups": .choices("key-groups"), "has_risk": .yesNo,
      "risks": .choices("risk"), "checked_on": .date, "identified_in": .month,
      "removed_in": .month, "net_income": .money, "share": .percent, "since": .year,
      "work_place": .text, "work_months": .integer, "phone": .mobileNumber,
      "unit": .divisionCode, "kind": .choice("kind"),
    ],
    tables: [
      "members": [
        "name": .text, "id": .identityNumber, "sex": .choice("sex"),
        "relation": .choice("relation"), "health": .choices("health"),
        "labour": .choice("labour"), "work_place": .text, "work_months": .integer,
        "wage": .money, "phone": .mobileNumber, "born": .date, "insured": .yesNo,
      ]
    ],
    parameters: ["monitoring_line"],
    codeLabels: labels.mapValues(Set.init)
  )

  private static let labels = [
    "sex": ["男", "女"], "relation": ["户主", "配偶", "之子"], "health": ["健康", "长期慢性病", "患有大病", "残疾"],
    "risk": ["因病", "因学", "因残"], "key-groups": ["低保户", "残疾"], "kind": ["甲", "乙"],
    "labour": ["普通劳动力", "丧失劳动力", "无劳动力"],
  ]

  /// What the official rules do not ask.
  private static let further = [
    "head_name = '张三'", "head_name != work_place", "head_name in ('张三', '李四')",
    "birth_date(head_id) < checked_on", "birth_date(head_id) = date('2000-02-29')",
    "net_income - 0.3 = 0.1 + 0.2", "net_income / household_size >= 0.1",
    "household_size not in (1, 2, 3)", "blank(net_income + share)",
    "filled(net_income / household_size)", "(if has_risk then 1 else 0) = household_size",
    "(if has_risk then net_income else share) > 50", "in_key_group = has_risk",
    "in_key_group != has_risk", "has_risk = (household_size > 3)", "head_id = '甲'",
    "year(removed_in) = 2022", "month(removed_in) <= 6", "month_of(checked_on) > removed_in",
    "since < 2020", "-net_income < -50", "max(net_income, share) > 100",
    "min(net_income, share) = -3.5", "size(key_groups) = 1", "blank(disability_grade(head_id))",
    "filled(disability_kind(head_id))", "disability_grade(head_id) <= 2", "disabled(head_id)",
    "kind = '甲'", "not (kind != '甲' or blank(phone))", "length(phone) = 11", "filled(unit)",
    "count(members, insured) > count(members, not insured)", "count(members, wage > 50) = 2",
    "count(members, wage > 50) != household_size", "count(members, wage > 50) <= 1",
    "count(members, wage > 50) + 1 = household_size", "sum(members, work_months) >= 6",
    "sum(members, work_months, insured) < 6", "blank(sum(members, work_months))",
    "sum(members, wage * work_months) > 100", "max(members, wage) < 100",
    "min(members, wage, insured) = 0.1", "blank(min(members, wage))",
    "max(members, born) < checked_on", "unique(members, id)", "unique(members, name, insured)",
    "duplicates(members, phone) = 1", "duplicates(members, phone, insured) = 0",
    "first(members, wage, insured) > 50", "blank(first(members, wage, insured))",
    "filled(first(members, id, relation = '户主'))",
    "sex(first(members, id, relation = '户主')) = first(members, sex, relation = '户主')",
    "all(members, age(id, checked_on) >= 16)", "any(members, age(born, checked_on) < 3)",
    "any(members, contains_all(health, ('长期慢性病', '残疾')))",
    "all(members, if insured then net_income > wage else wage >= 0)",
    "any(members, sex = '男' and count(members, insured) = 2)",
    "all(members, work_months * 2 <= 12)",
    "any(members, month(born) = month(checked_on) or year(born) > 2020)",
    "contains_any(risks, ('因病', '因残')) and not contains(risks, '因学')",
    "days(checked_on, today()) > 600",
  ]

  @Test(
    "The whole language gives what the evaluator gives",
    .enabled(if: Recalculation.isPossible)
  )
  func language() throws {
    let parameters: [String: Decimal] = ["monitoring_line": 7500]
    var trials = FormulaTrials(scope: Self.scope, labels: Self.labels, parameters: parameters)
    var values = FormulaValues(scope: Self.scope, labels: Self.labels, seed: 11)
    let sources = RuleLanguage.functions.map(\.example) + Self.further
    for source in sources {
      let expression = try RuleExpression(source, scope: Self.scope)
      // A division shows 38 digits here and 15 there.
      let message =
        source.contains("/")
        ? nil : try MessageTemplate("{\(source)}。", scope: Self.scope)
      for _ in 0..<30 {
        let trial = values.trial(
          expression,
          message: message,
          parameters: parameters,
          today: Self.today
        )
        trials.add(trial, array: false)
      }
    }
    #expect(trials.gaps.isEmpty)
    let wrong = trials.disagreements(try Recalculation.workbook(trials.layout))
    let report = wrong.prefix(6).joined(separator: "\n")
    #expect(wrong.count == 0, "\(wrong.count) of \(trials.answers.count):\n\(report)")
  }
}
