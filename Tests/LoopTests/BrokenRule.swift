import Testing

/// A change of a form's example that breaks rules, and the codes that say so.
struct BrokenRule: Sendable, CustomTestStringConvertible {
  let form: String
  /// The texts by field; an empty one clears the field.
  let changes: [String: String]
  let codes: [String]

  var testDescription: String { "\(form) \(codes)" }

  private init(_ form: String, _ changes: [String: String], _ rules: String...) {
    self.form = form
    self.changes = changes
    codes = rules.map { $0.contains(".") ? $0 : "rule.\($0)" }
  }

  static let all: [BrokenRule] = problems + people + households + property + pages

  private static let problems = [
    BrokenRule("problem-list", ["found_on": "2024-07-01"], "found-not-in-future"),
    BrokenRule("rectification-list", ["deadline": "2023-08-01"], "deadline-after-found"),
    BrokenRule("rectification-ledger", ["closed_on": "2023-08-01"], "closed-after-found"),
    BrokenRule("rectification-ledger", ["evidence": ""], "field.required"),
    BrokenRule("rectification-ledger", ["closed_on": ""], "field.required"),
    BrokenRule("rectification-ledger", ["state": "正在整改"], "closed-state"),
    BrokenRule("rectification-ledger", ["rebound": "是"], "rebound-listed-again"),
    BrokenRule("rectification-ledger", ["reviewed_on": "2023-08-19"], "review-after-closing"),
    BrokenRule(
      "rectification-ledger",
      ["closed": "否", "state": "正在整改", "closed_on": "", "reviewed_on": "", "rebound": ""],
      "overdue"
    ),
    BrokenRule(
      "rectification-results",
      ["closed": "否", "state": "正在整改", "closed_on": ""],
      "result-all-closed"
    ),
    BrokenRule("responsibility-annex", ["deadline": "2022-06-01"], "deadline-in-round"),
    BrokenRule("responsibility-list", ["support_unit": "张庄村"], "support-differs"),
    BrokenRule("checklist", ["result": "未发现问题"], "no-problems-counted"),
    BrokenRule("checklist", ["measures": ""], "measures-where-problem"),
  ]

  private static let people = [
    BrokenRule("job-transfer", ["work_months": "0"], "working-without-months"),
    BrokenRule("job-transfer", ["monthly_wage": "45"], "wage-not-token"),
    BrokenRule("job-transfer", ["work_area": "县外省内"], "grant-outside-province"),
    BrokenRule("job-transfer", ["id_number": "110101200909077215"], "old-enough"),
    BrokenRule("public-posts", ["other_posts": "是"], "one-post"),
    BrokenRule("public-posts", ["ended_on": "2022-12-31"], "ends-after-start"),
    BrokenRule("skills-training", ["trained": "否"], "not-trained-but-details", "wish-unmet"),
    BrokenRule(
      "vocational-intentions",
      ["id_number": "110101199003077213"],
      "young-labour"
    ),
    BrokenRule("yulu-students", ["grade": "普通高中一年级"], "vocational-grade"),
    BrokenRule("yulu-unemployed", ["graduated_in": "2020-06"], "since-2021"),
    BrokenRule(
      "yulu-unemployed",
      ["recommended": "0", "employed_on": ""],
      "help-those-who-want"
    ),
    BrokenRule("job-vacancies", ["filled": "9"], "filled-within-wanted"),
    BrokenRule("dropout-control", ["birth_on": "2009-09-08"], "birth-agrees"),
    BrokenRule("dropout-control", ["in_school": "否"], "away-measure", "away-listed"),
    BrokenRule("team-attendance", ["register_days": "15"], "twenty-days", "records-agree"),
  ]

  private static let households = [
    BrokenRule("micro-credit", ["amount": "50000.01"], "at-most-50000"),
    BrokenRule("micro-credit", ["amount": "999"], "at-least-1000"),
    BrokenRule("micro-credit", ["due_on": "2026-04-10"], "three-years"),
    BrokenRule("micro-credit", ["id_number": "110101200909077215"], "borrower-age"),
    BrokenRule("micro-credit", ["purpose": "建房购房"], "allowed-purpose"),
    BrokenRule("micro-credit", ["due_on": "2023-03-01"], "due-after-lending", "due-but-open"),
    BrokenRule("micro-credit", ["overdue": "是"], "overdue-has-amount"),
    BrokenRule("four-groups", ["housing_grade": "D级"], "unsafe-house"),
    BrokenRule("four-groups", ["per_head_income": "3699"], "income-3700"),
    BrokenRule("household-plan", ["listed_on": "2023-07-19"], "fifteen-days"),
    BrokenRule("household-plan", ["planned_on": "2023-07-25"], "ten-days"),
    BrokenRule("income-decline", ["expected": "9100"], "grows-again"),
    BrokenRule("screening-details", ["opinion": "无风险"], "key-group-opinion"),
    BrokenRule("screening-statistics", ["found": "7"], "problem-sum"),
    BrokenRule("income-survey", ["last_net_income": "22800"], "not-copied"),
    BrokenRule("income-survey", ["period_to": "2023-08"], "twelve-months"),
    BrokenRule("income-survey", ["support_money": "40000"], "support-money"),
    BrokenRule("income-survey", ["social_relief": "500"], "relief-not-income"),
    BrokenRule("income-survey", ["work": "50"], "wage-not-token", "below-line"),
  ]

  private static let property = [
    BrokenRule("project-assets", ["contract_to": "2043-01-01"], "contract-term"),
    BrokenRule("project-assets", ["contract_to": "2023-12-31"], "contract-expired"),
    BrokenRule("project-assets", ["keeper": "无"], "keeper-named"),
    BrokenRule("project-funds", ["spent": "600000.01"], "spent-within-total"),
    BrokenRule(
      "housing-renovation",
      ["paid": "25000.01"],
      "paid-within-subsidy",
      "paid-after-acceptance"
    ),
    BrokenRule("housing-renovation", ["finished_on": "2023-04-09"], "finish-after-start"),
    BrokenRule("housing-renovation", ["grade_after": "C级"], "safe-after"),
    BrokenRule("toilets", ["toilet_state": "正常使用"], "normal-not-closed"),
    BrokenRule("archive-index", ["copies": "0"], "complete-has-copies"),
  ]

  private static let pages = [
    BrokenRule("self-check-ledger", ["screened": "421"], "screened-within"),
    BrokenRule("self-check-ledger", ["found": "3", "fixing": "1"], "open-problems-listed"),
    BrokenRule("rectification-report", ["remaining": "无"], "remaining-explained"),
    BrokenRule("rectification-report", ["found": "13"], "problem-sum"),
    BrokenRule("rectification-plan", ["list_attached": "否"], "list-needed"),
    BrokenRule("work-plan", ["meeting_on": "2019-12-20"], "met-before-report"),
    BrokenRule("work-report", ["reported_on": "2024-06-02"], "reported-not-in-future"),
    BrokenRule("village-profile", ["workers": "981"], "workers-within"),
    BrokenRule("village-profile", ["team_members": "1"], "team-of-two"),
    BrokenRule("household-file", ["filed_on": "2024-06-02"], "filed-not-in-future"),
  ]
}
