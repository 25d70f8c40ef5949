/// A function of values; the raw value is its name in expressions.
public enum RuleFunction: String, CaseIterable, Hashable, Sendable {
  /// Whether nothing was written.
  case blank
  /// Whether something was written.
  case filled
  /// Whether a multiple choice has a label.
  case contains
  /// Whether a multiple choice has one of some labels.
  case containsAny = "contains_any"
  /// Whether a multiple choice has every one of some labels.
  case containsAll = "contains_all"
  /// The number of labels that are chosen.
  case size
  /// The day of birth that an identity number tells.
  case birthDate = "birth_date"
  /// 男 or 女, as an identity number tells.
  case sex
  /// The first 18 characters of an identity number, which name the person.
  case citizen
  /// Completed years from birth, told by an identity number or a day, to a day.
  case age
  /// Whether an identity number is a disability certificate's.
  case disabled
  /// The grade of disability, 1 (heaviest) to 4; blank for a plain identity number.
  case disabilityGrade = "disability_grade"
  /// The kind of disability, 1 to 7; blank for a plain identity number.
  case disabilityKind = "disability_kind"
  /// A number rounded to decimal places, halves away from zero as Excel does.
  case round
  /// A number without its sign.
  case absolute = "abs"
  /// The least of several values.
  case minimum = "min"
  /// The greatest of several values.
  case maximum = "max"
  /// The day of the check.
  case today
  /// The year of a day or month.
  case year
  /// The month of a day or month, 1 to 12.
  case month
  /// The month of a year that a day lies in.
  case monthOf = "month_of"
  /// Days from the first day to the second.
  case days
  /// Calendar months from the first day or month to the second, whatever the days.
  case months
  /// The number of characters of a text.
  case length
  /// The one percentage that a text says to be done; blank when it names none or several. Only rules
  /// across forms have it, as no formula of a worksheet gives the same.
  case percent

  /// Whether only rules across forms have the function, which no worksheet computes.
  var isAcrossForms: Bool { self == .percent }

  /// The type of the result.
  func type(of arguments: [RuleNode]) -> RuleType {
    switch self {
    case .blank, .filled, .contains, .containsAny, .containsAll, .disabled: .boolean
    case .size, .age, .disabilityGrade, .disabilityKind, .round, .absolute: .number
    case .year, .month, .days, .months, .length, .percent: .number
    case .sex, .citizen: .text
    case .birthDate, .today: .date
    case .monthOf: .month
    case .minimum, .maximum: arguments.first?.type ?? .number
    }
  }
}

/// A function of a table's rows; the raw value is its name in expressions.
public enum RuleAggregate: String, CaseIterable, Hashable, Sendable {
  /// The number of rows, or of those that fit a condition.
  case count
  /// The sum of a number over the rows; blanks are skipped.
  case sum
  /// The least value of the rows; blanks are skipped.
  case minimum = "min"
  /// The greatest value of the rows; blanks are skipped.
  case maximum = "max"
  /// Whether a row fits a condition.
  case any
  /// Whether every row fits a condition.
  case all
  /// The number of values that stand in more than one row; blanks are skipped.
  case duplicates
  /// Whether no value stands in more than one row; blanks are skipped.
  case unique
  /// The value in the first row that fits a condition; blank when none does.
  case first

  /// The type of the result.
  func type(of value: RuleNode?) -> RuleType {
    switch self {
    case .count, .sum, .duplicates: .number
    case .any, .all, .unique: .boolean
    case .minimum, .maximum, .first: value?.type ?? .number
    }
  }
}
