public import Findings

/// What kind of value an expression has.
public enum RuleType: String, CaseIterable, Hashable, Sendable {
  /// An exact decimal number: integers, decimals, money, per cent and years.
  case number
  /// A text: free text, identity and telephone numbers, and the label of a choice.
  case text
  /// 是 or 否: yes-no fields and conditions.
  case boolean
  /// A day.
  case date
  /// A month of a year.
  case month
  /// Several labels of a code list.
  case choices

  /// The name that messages use.
  public var name: LocalizedText {
    switch self {
    case .number: LocalizedText("数", en: "a number")
    case .text: LocalizedText("文字", en: "a text")
    case .boolean: LocalizedText("条件（是/否）", en: "a condition (yes or no)")
    case .date: LocalizedText("日期", en: "a date")
    case .month: LocalizedText("月份", en: "a month")
    case .choices: LocalizedText("多选", en: "a multiple choice")
    }
  }

  /// Whether values have an order, so that `<` and `max` mean something.
  var isOrdered: Bool {
    switch self {
    case .number, .date, .month: true
    case .text, .boolean, .choices: false
    }
  }
}

extension FieldType {
  /// The type that a field has inside expressions; `nil` for a signature, which holds no data.
  public var ruleType: RuleType? {
    switch self {
    case .text, .identityNumber, .mobileNumber, .divisionCode, .creditCode, .choice: .text
    case .integer, .decimal, .money, .percent, .year: .number
    case .date: .date
    case .month: .month
    case .yesNo: .boolean
    case .choices: .choices
    case .signature: nil
    }
  }
}
