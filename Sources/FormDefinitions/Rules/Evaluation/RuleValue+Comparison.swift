import Foundation
import Spreadsheet

extension RuleValue {
  /// Compares two values of one type; `nil` when they are of different types, or have no order that
  /// the operator asks for.
  func compares(_ symbol: RuleOperator, _ other: RuleValue) -> Bool? {
    switch (self, other) {
    case (.number(let one), .number(let other)): symbol.holds(one, other)
    case (.date(let one), .date(let other)): symbol.holds(one, other)
    case (.month(let one), .month(let other)): symbol.holds(one, other)
    case (.text(let one), .text(let other)): symbol.holds(same: one == other)
    case (.boolean(let one), .boolean(let other)): symbol.holds(same: one == other)
    case (.choices(let one), .choices(let other)): symbol.holds(same: Set(one) == Set(other))
    default: nil
    }
  }
}

extension RuleOperator {
  fileprivate func holds<Value: Comparable>(_ one: Value, _ other: Value) -> Bool? {
    switch self {
    case .equal: one == other
    case .notEqual: one != other
    case .less: one < other
    case .lessOrEqual: one <= other
    case .greater: one > other
    case .greaterOrEqual: one >= other
    default: nil
    }
  }

  fileprivate func holds(same: Bool) -> Bool? {
    switch self {
    case .equal: same
    case .notEqual: !same
    default: nil
    }
  }
}

extension RuleOutcome {
  /// The outcome of a condition.
  init(_ truth: Bool?) {
    self = truth.map { .value(.boolean($0)) } ?? .unknown
  }

  /// The outcome of something that has no value only when it cannot be known.
  init(_ value: RuleValue?) {
    self = value.map(RuleOutcome.value) ?? .unknown
  }

  /// The outcome with its number changed.
  func mapNumber(_ change: (Decimal) -> Decimal) -> RuleOutcome {
    guard case .value(.number(let number)) = self else { return self }
    return .value(.number(change(number)))
  }
}
