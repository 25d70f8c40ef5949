public import Foundation
public import Spreadsheet

/// What kind of value a field holds.
public enum FieldType: Hashable, Sendable {
  /// Free text.
  case text
  /// A whole number.
  case integer
  /// A decimal number.
  case decimal
  /// An amount of money in yuan, exact to the fen.
  case money
  /// A share in per cent: 12.5 stands for 12.5 %.
  case percent
  /// A day.
  case date
  /// A month of a year.
  case month
  /// A year.
  case year
  /// 是 or 否.
  case yesNo
  /// One code of a list, by the list's identifier.
  case choice(String)
  /// Any number of codes of a list, by the list's identifier.
  case choices(String)
  /// A citizen identity number or disability certificate's number (GB 11643).
  case identityNumber
  /// A mobile telephone number of 11 digits.
  case mobileNumber
  /// A statistical division code of 12 digits.
  case divisionCode
  /// A unified social credit code (GB 32100).
  case creditCode
  /// A signature on paper; printed, never imported.
  case signature

  /// The name in a definition, such as `identity-number`.
  public var name: String {
    switch self {
    case .text: "text"
    case .integer: "integer"
    case .decimal: "decimal"
    case .money: "money"
    case .percent: "percent"
    case .date: "date"
    case .month: "month"
    case .year: "year"
    case .yesNo: "yes-no"
    case .choice: "choice"
    case .choices: "choices"
    case .identityNumber: "identity-number"
    case .mobileNumber: "mobile-number"
    case .divisionCode: "division-code"
    case .creditCode: "credit-code"
    case .signature: "signature"
    }
  }

  /// The code list of a choice, by identifier.
  public var codeList: String? {
    switch self {
    case .choice(let list), .choices(let list): list
    default: nil
    }
  }

  /// Whether values are numbers.
  public var isNumeric: Bool {
    switch self {
    case .integer, .decimal, .money, .percent, .year: true
    default: false
    }
  }
}

/// Whether a field must be filled in.
public enum Requirement: Hashable, Sendable {
  /// It may stay empty.
  case optional
  /// It must be filled in.
  case always
  /// It must be filled in where a condition holds.
  case when(RuleExpression)
}

/// The bounds of a number; either may be open.
public struct NumberRange: Hashable, Sendable {
  /// The smallest allowed number.
  public var minimum: Decimal?
  /// The largest allowed number.
  public var maximum: Decimal?

  /// Creates a range.
  public init(minimum: Decimal? = nil, maximum: Decimal? = nil) {
    self.minimum = minimum
    self.maximum = maximum
  }

  /// Whether a number lies in the range.
  public func contains(_ number: Decimal) -> Bool {
    (minimum.map { number >= $0 } ?? true) && (maximum.map { number <= $0 } ?? true)
  }
}

/// A field of a form, or a column of one of its tables.
public struct FieldDefinition: Hashable, Sendable {
  /// The identifier, snake_case, unique in the form or table.
  public var id: String
  /// The printed label.
  public var label: String
  /// What kind of value the field holds.
  public var type: FieldType
  /// The unit that the label or cell shows, such as 元, 人, 月.
  public var unit: String?
  /// Whether the field must be filled in.
  public var requirement: Requirement = .optional
  /// The bounds of a number.
  public var range: NumberRange?
  /// The days between which a date must lie.
  public var dates: ClosedRange<CalendarDate>?
  /// The largest number of characters of a text.
  public var maximumLength: Int?
  /// A regular expression that a text must match whole.
  public var pattern: String?
  /// What is written there, for 填表说明 and the prompt.
  public var help: String?
  /// A value that passes every check of the field, for 填表说明 and the tests.
  public var example: String?
  /// Whether the value is personal data, hidden in public notices and logs.
  public var isPersonal = false
  /// Whether the text may stand in a public notice (公示); any other free text is hidden there.
  public var isPublic = false
  /// The roster columns that prefill the field: their header names.
  public var prefill: [String] = []
  /// The other labels under which counties print the field.
  public var aliases: [String] = []
  /// The field on which the field's code list depends, for cascading lists.
  public var dependsOn: String?
  /// The value computed from other fields; the sheet holds it as a formula.
  public var computed: RuleExpression?
  /// What the definition says stands for the field in a roll-up; `nil` where it follows from the type.
  public var statedTotal: FieldTotal?
  /// Whether the cell is printed in advance and may not be changed.
  public var isPreset = false
  /// Whether the text may be long, and its cell wraps.
  public var isMultiline = false
  /// Where the field comes from.
  public var source: String?
  /// The width that the field needs in a list, in characters; `nil` for the type's own.
  public var width: Double?
  /// The one-based line of the definition file.
  public var line = 0

  /// Creates a field that is optional.
  public init(id: String, label: String, type: FieldType) {
    self.id = id
    self.label = label
    self.type = type
  }
}
