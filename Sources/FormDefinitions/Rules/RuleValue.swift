public import Foundation
public import Spreadsheet

/// A value inside an expression.
public enum RuleValue: Hashable, Sendable {
  /// An exact decimal number.
  case number(Decimal)
  /// A text, or the label of a choice.
  case text(String)
  /// A truth value.
  case boolean(Bool)
  /// A day.
  case date(CalendarDate)
  /// A month of a year.
  case month(CalendarMonth)
  /// The labels of a multiple choice.
  case choices([String])

  /// Creates the value that a field's value has inside expressions.
  public init(_ value: FieldValue) {
    switch value {
    case .text(let text), .choice(let text): self = .text(text)
    case .number(let number): self = .number(number)
    case .date(let date): self = .date(date)
    case .month(let month): self = .month(month)
    case .boolean(let truth): self = .boolean(truth)
    case .choices(let labels): self = .choices(labels)
    }
  }

  /// The value's type.
  public var type: RuleType {
    switch self {
    case .number: .number
    case .text: .text
    case .boolean: .boolean
    case .date: .date
    case .month: .month
    case .choices: .choices
    }
  }
}

extension RuleValue: CustomStringConvertible {
  /// The value as a message shows it.
  public var description: String {
    switch self {
    case .number(let number): number.description
    case .text(let text): text
    case .boolean(let truth): truth ? "是" : "否"
    case .date(let date): date.description
    case .month(let month): month.description
    case .choices(let labels): labels.joined(separator: "、")
    }
  }
}

/// What an expression gives for one record.
public enum RuleOutcome: Hashable, Sendable {
  /// A value.
  case value(RuleValue)
  /// Nothing, because what it is made of was left blank.
  case blank
  /// Nothing that can be known: something was unreadable, or a comparison met a blank.
  case unknown
}
