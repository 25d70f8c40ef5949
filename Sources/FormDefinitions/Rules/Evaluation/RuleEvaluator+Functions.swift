import Foundation
import Spreadsheet

extension RuleEvaluator {
  /// The value of a function of values.
  mutating func call(_ function: RuleFunction, _ arguments: [RuleNode]) -> RuleOutcome {
    switch function {
    case .blank, .filled:
      guard let argument = arguments.first else { return .unknown }
      switch outcome(argument) {
      case .blank: return .value(.boolean(function == .blank))
      case .value: return .value(.boolean(function == .filled))
      case .unknown: return .unknown
      }
    case .today:
      return .value(.date(context.today))
    default:
      break
    }
    guard arguments.count <= 2, function != .minimum, function != .maximum else {
      return severalArguments(function, arguments)
    }
    // Almost every call has one or two arguments, which need no array.
    guard let first = arguments.first else { return .unknown }
    guard arguments.count == 2 else {
      let only = outcome(first)
      guard case .value(let value) = only else { return only }
      return function.outcome(of: value, nil)
    }
    switch (outcome(first), outcome(arguments[1])) {
    case (.value(let value), .value(let other)): return function.outcome(of: value, other)
    case (.unknown, _), (_, .unknown): return .unknown
    default: return .blank
    }
  }

  /// The value of a function that folds its arguments into the first: the least and greatest of
  /// several values, and the labels of a choice.
  private mutating func severalArguments(
    _ function: RuleFunction,
    _ arguments: [RuleNode]
  ) -> RuleOutcome {
    var values: [RuleValue] = []
    var isBlank = false
    for argument in arguments {
      switch outcome(argument) {
      case .value(let value): values.append(value)
      case .blank: isBlank = true
      case .unknown: return .unknown
      }
    }
    guard !isBlank, let first = values.first else { return isBlank ? .blank : .unknown }
    return function.outcome(of: first, values.dropFirst())
  }
}

extension RuleFunction {
  /// The value for any number of arguments none of which is blank or unknown.
  fileprivate func outcome(of first: RuleValue, _ rest: ArraySlice<RuleValue>) -> RuleOutcome {
    switch (self, first) {
    case (.minimum, _):
      .value(rest.reduce(first) { $1.compares(.less, $0) == true ? $1 : $0 })
    case (.maximum, _):
      .value(rest.reduce(first) { $1.compares(.greater, $0) == true ? $1 : $0 })
    case (.contains, .choices(let labels)), (.containsAny, .choices(let labels)):
      .value(.boolean(rest.contains { $0.isLabel(in: labels) }))
    case (.containsAll, .choices(let labels)):
      .value(.boolean(rest.allSatisfy { $0.isLabel(in: labels) }))
    default:
      .unknown
    }
  }

  /// The value for one or two arguments neither of which is blank or unknown.
  fileprivate func outcome(of first: RuleValue, _ second: RuleValue?) -> RuleOutcome {
    switch (self, first, second) {
    case (.contains, .choices(let labels), let label?),
      (.containsAny, .choices(let labels), let label?),
      (.containsAll, .choices(let labels), let label?):
      return .value(.boolean(label.isLabel(in: labels)))
    case (.size, .choices(let labels), _):
      return .value(.number(Decimal(labels.count)))
    case (.length, .text(let text), _):
      return .value(.number(Decimal(text.count)))
    case (.percent, .text(let text), _):
      return text.namedPercentage.map { .value(.number($0)) } ?? .blank
    case (.age, .date(let birth), .date(let day)):
      return .value(.number(Decimal(birth.completedYears(to: day))))
    case (.birthDate, .text(let text), _), (.sex, .text(let text), _),
      (.citizen, .text(let text), _), (.age, .text(let text), _), (.disabled, .text(let text), _),
      (.disabilityGrade, .text(let text), _), (.disabilityKind, .text(let text), _):
      // A number that is no identity number tells nothing; its own finding says so.
      guard let number = try? IdentityNumber(text) else { return .unknown }
      return outcome(of: number, second)
    case (.round, .number(let number), .number(let places)):
      return number.roundedHalfAwayFromZero(places)
    case (.absolute, .number(let number), _):
      return .value(.number(number < 0 ? -number : number))
    case (.days, .date(let one), .date(let other)):
      return .value(.number(Decimal(other.daysSinceEpoch - one.daysSinceEpoch)))
    case (.months, _, let second?):
      guard let one = first.calendarMonth, let other = second.calendarMonth else { return .unknown }
      return .value(.number(Decimal(other.ordinal - one.ordinal)))
    case (.year, _, _):
      return RuleOutcome(first.calendarMonth.map { .number(Decimal($0.year)) })
    case (.month, _, _):
      return RuleOutcome(first.calendarMonth.map { .number(Decimal($0.month)) })
    case (.monthOf, _, _):
      return RuleOutcome(first.calendarMonth.map(RuleValue.month))
    default:
      return .unknown
    }
  }

  private func outcome(of number: IdentityNumber, _ second: RuleValue?) -> RuleOutcome {
    switch (self, second) {
    case (.birthDate, _):
      return .value(.date(number.birthDate))
    case (.sex, _):
      return .value(.text(number.sex.rawValue))
    case (.citizen, _):
      return .value(.text(number.citizen))
    case (.age, .date(let day)):
      return .value(.number(Decimal(number.birthDate.completedYears(to: day))))
    case (.disabled, _):
      return .value(.boolean(number.disability != nil))
    case (.disabilityGrade, _):
      return number.disability.map { .value(.number(Decimal($0.grade))) } ?? .blank
    case (.disabilityKind, _):
      return number.disability.map { .value(.number(Decimal($0.kind))) } ?? .blank
    default:
      return .unknown
    }
  }
}

extension RuleValue {
  fileprivate func isLabel(in labels: [String]) -> Bool {
    if case .text(let label) = self { return labels.contains(label) }
    return false
  }

  /// The month that a day lies in, or the month itself.
  fileprivate var calendarMonth: CalendarMonth? {
    switch self {
    case .date(let date): CalendarMonth(date)
    case .month(let month): month
    default: nil
    }
  }
}

extension Decimal {
  /// The number rounded to a whole number of decimal places, -20 to 20; unknown for other places.
  fileprivate func roundedHalfAwayFromZero(_ places: Decimal) -> RuleOutcome {
    guard let count = (-20...20).first(where: { Decimal($0) == places }) else { return .unknown }
    // The rounding mode "plain" is defined by the number's own sign, so the magnitude is rounded.
    var magnitude = self < 0 ? -self : self
    var result = Decimal()
    NSDecimalRound(&result, &magnitude, count, .plain)
    return .value(.number(self < 0 ? -result : result))
  }
}
