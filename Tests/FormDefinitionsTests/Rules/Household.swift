import FormDefinitions
import Foundation
import Spreadsheet
import Testing

/// A household of three as the verification form would hold it, for expressions to be tried on.
enum Household {
  /// An identity number of Xuchang born on a day written `YYYYMMDD`; an odd order is a man's.
  static func identity(_ birth: String, _ order: Int, suffix: String = "") -> String {
    let digits = String(format: "411003%@%03d", birth, order)
    return digits + (IdentityNumber.checkCharacter(of: digits).map(String.init) ?? "?") + suffix
  }

  static let head = identity("19700501", 13)
  static let wife = identity("19721112", 24)
  static let son = identity("20090820", 35)

  static let members: [String: FieldType] = [
    "name": .text, "id": .identityNumber, "sex": .choice("sex"), "relation": .choice("relation"),
    "education": .choice("education"), "schooling": .choice("schooling"),
    "health": .choices("health"), "labour": .choice("labour"), "work_place": .text,
    "work_months": .integer, "wage": .money, "resident_insurance": .yesNo,
    "employee_insurance": .yesNo, "phone": .mobileNumber, "born": .date, "sign": .signature,
  ]

  static let scope = RuleScope(
    fields: [
      "head_name": .text, "name": .text, "head_id": .identityNumber, "household_size": .integer,
      "workers": .integer, "in_key_group": .yesNo, "key_groups": .choices("key-groups"),
      "has_risk": .yesNo, "risks": .choices("risk"), "household_type": .choice("household-type"),
      "monitored_type": .choice("monitored-type"), "checked_on": .date, "identified_in": .month,
      "removed_in": .month, "removal": .choice("removal"), "wages": .money, "business": .money,
      "property": .money, "transfers": .money, "expenses": .money, "net_income": .money,
      "per_head": .money, "claims": .money, "own_medical": .money, "reference": .money,
      "no_labour": .yesNo, "removed": .yesNo, "housing_fault": .yesNo,
      "opinion": .choice("opinion"),
      "work_place": .text, "work_months": .integer, "share": .percent, "since": .year,
      "signed": .signature, "unit": .divisionCode,
    ],
    tables: [
      "members": members,
      "visits": ["visited_on": .date, "helper": .text],
    ],
    parameters: ["monitoring_line"],
    codeLabels: [
      "sex": ["男", "女"],
      "relation": ["户主", "配偶", "之子", "之女", "其他"],
      "health": ["健康", "长期慢性病", "患有大病", "残疾"],
      "risk": ["因病", "因学", "因残", "因产业(项目)失败", "因务工就业不稳", "缺劳动力"],
      "household-type": ["脱贫户", "一般农户"],
      "monitored-type": ["脱贫不稳定户", "边缘易致贫户", "突发严重困难户"],
      "removal": ["帮扶消除", "自然消除"],
      "labour": ["普通劳动力", "技能劳动力", "弱劳动力或半劳动力", "丧失劳动力", "无劳动力"],
    ]
  )

  /// A scope whose rules are evaluated for each member.
  static var memberScope: RuleScope {
    var scope = scope
    scope.rowTable = "members"
    return scope
  }

  static func day(_ text: String) throws -> CalendarDate {
    try #require(CalendarDate(iso: text))
  }

  /// The household, every field right.
  static func context(row: Int? = nil) throws -> RuleContext {
    let number = { (value: Decimal) in FieldState.value(.number(value)) }
    let text = { (value: String) in FieldState.value(.text(value)) }
    let choice = { (value: String) in FieldState.value(.choice(value)) }
    let yes = FieldState.value(.boolean(true))
    let no = FieldState.value(.boolean(false))
    let month = { (value: String) in
      FieldState.value(.month(try #require(CalendarMonth(iso: value))))
    }
    let checkedOn = try day("2023-08-09")
    let fields: [String: FieldState] = [
      "head_name": text("张三"), "name": text("张三户"), "head_id": text(head),
      "household_size": number(3), "workers": number(2), "in_key_group": yes,
      "key_groups": .value(.choices(["重度残疾"])), "has_risk": yes,
      "risks": .value(.choices(["因病", "因学"])), "household_type": choice("脱贫户"),
      "monitored_type": choice("脱贫不稳定户"), "checked_on": .value(.date(checkedOn)),
      "identified_in": try month("2022-11"), "removed_in": try month("2023-06"),
      "removal": choice("帮扶消除"), "wages": number(24000), "business": number(3000),
      "property": number(200), "transfers": number(1300), "expenses": number(1000),
      "net_income": number(27500), "claims": number(0), "own_medical": number(800),
      "reference": number(26700), "no_labour": no, "removed": yes, "housing_fault": no,
      "opinion": choice("需核查"), "share": number(Decimal(125) / 10), "since": number(2019),
      "unit": text("411003102201"),
    ]
    let rows: [[String: FieldState]] = [
      [
        "name": text("张三"), "id": text(head), "sex": choice("男"), "relation": choice("户主"),
        "education": choice("初中"), "health": .value(.choices(["健康"])),
        "labour": choice("普通劳动力"), "work_place": text("许昌"), "work_months": number(8),
        "wage": number(3000), "resident_insurance": yes, "employee_insurance": no,
        "phone": text("13800000001"),
      ],
      [
        "name": text("李四"), "id": text(wife), "sex": choice("女"), "relation": choice("配偶"),
        "education": choice("小学"), "health": .value(.choices(["长期慢性病", "残疾"])),
        "labour": choice("弱劳动力或半劳动力"), "resident_insurance": yes,
        "employee_insurance": no, "phone": text("13800000001"),
      ],
      [
        "name": text("张小"), "id": text(son), "sex": choice("男"), "relation": choice("之子"),
        "schooling": choice("八年级"), "health": .value(.choices(["健康"])),
        "labour": choice("无劳动力"), "resident_insurance": yes, "employee_insurance": no,
      ],
    ]
    return RuleContext(
      fields: fields,
      tables: ["members": rows],
      row: row,
      parameters: ["monitoring_line": 7500],
      today: try day("2023-08-31")
    )
  }

  /// What an expression gives for the household after some changes; `（空）` and `（未知）` as in
  /// messages.
  static func value(
    _ source: String,
    row: Int? = nil,
    _ change: (inout RuleContext) -> Void = { _ in }
  ) throws -> String {
    var context = try context(row: row)
    change(&context)
    let rule = try RuleExpression(source, scope: row == nil ? scope : memberScope)
    return switch rule.evaluate(context) {
    case .value(let value): value.description
    case .blank: "（空）"
    case .unknown: "（未知）"
    }
  }
}

extension RuleContext {
  /// Sets a field of the record.
  mutating func set(_ field: String, _ value: FieldValue) { fields[field] = .value(value) }

  /// Sets a column of a member, counted from 0.
  mutating func set(_ column: String, of member: Int, _ state: FieldState) {
    tables["members"]?[member][column] = state
  }
}
