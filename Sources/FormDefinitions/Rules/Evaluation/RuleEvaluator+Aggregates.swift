import Foundation

extension RuleEvaluator {
  /// The value of a function of a table's rows.
  mutating func aggregate(
    _ aggregate: RuleAggregate,
    _ table: String,
    _ value: RuleNode?,
    _ condition: RuleNode?
  ) -> RuleOutcome {
    switch aggregate {
    case .count:
      let bounds = countBounds(table, condition)
      guard bounds.lowerBound == bounds.upperBound else { return .unknown }
      return .value(.number(Decimal(bounds.lowerBound)))
    case .any:
      return RuleOutcome(quantifier(table, condition, isAll: false))
    case .all:
      return RuleOutcome(quantifier(table, condition, isAll: true))
    case .first:
      return first(table, value, condition)
    case .sum, .minimum, .maximum:
      return fold(aggregate, table, value, condition)
    case .duplicates, .unique:
      return repeats(aggregate, table, value, condition)
    }
  }

  /// Visits the rows of a table until the body returns `false`.
  private mutating func forEachRow(
    of table: String,
    _ body: (inout RuleEvaluator) -> Bool
  ) {
    guard let rows = context.tables[table], !rows.isEmpty else { return }
    frames.append(Frame(table: table, row: nil))
    for row in rows {
      frames[frames.count - 1].row = row
      guard body(&self) else { break }
    }
    frames.removeLast()
  }

  /// The least and greatest number of rows that may fit a condition, rows of which that is unknown
  /// being counted out and in.
  mutating func countBounds(_ table: String, _ condition: RuleNode?) -> ClosedRange<Int> {
    guard let condition else {
      let count = context.tables[table]?.count ?? 0
      return count...count
    }
    var certain = 0
    var possible = 0
    forEachRow(of: table) { evaluator in
      let truth = evaluator.truth(condition)
      certain += truth == true ? 1 : 0
      possible += truth == false ? 0 : 1
      return true
    }
    return certain...possible
  }

  /// Whether a node counts rows by a condition, so that it may be known to lie between bounds only.
  func isConditionalCount(_ node: RuleNode) -> Bool {
    if case .aggregate(.count, _, _, .some) = node { return true }
    return false
  }

  /// The least and greatest that a number may be.
  private struct Bounds {
    var lowerBound: Decimal
    var upperBound: Decimal
    /// Whether both are the same.
    var isExact: Bool
  }

  private mutating func bounds(of node: RuleNode) -> Bounds? {
    if case .aggregate(.count, let table, _, let condition) = node {
      let bounds = countBounds(table, condition)
      return Bounds(
        lowerBound: Decimal(bounds.lowerBound),
        upperBound: Decimal(bounds.upperBound),
        isExact: bounds.lowerBound == bounds.upperBound
      )
    }
    guard case .value(.number(let number)) = outcome(node) else { return nil }
    return Bounds(lowerBound: number, upperBound: number, isExact: true)
  }

  /// Compares counts that are known to lie between bounds: with two heads and one row unread, there
  /// is more than one head however the row reads.
  mutating func comparisonOfBounds(
    _ symbol: RuleOperator,
    _ left: RuleNode,
    _ right: RuleNode
  ) -> Bool? {
    guard let first = bounds(of: left), let second = bounds(of: right) else { return nil }
    if first.isExact, second.isExact {
      return RuleValue.number(first.lowerBound).compares(symbol, .number(second.lowerBound))
    }
    let isLess: Bool? =
      first.upperBound < second.lowerBound
      ? true : first.lowerBound >= second.upperBound ? false : nil
    let isGreater: Bool? =
      first.lowerBound > second.upperBound
      ? true : first.upperBound <= second.lowerBound ? false : nil
    switch symbol {
    case .less: return isLess
    case .greaterOrEqual: return isLess.map(!)
    case .greater: return isGreater
    case .lessOrEqual: return isGreater.map(!)
    default:
      let isEqual: Bool? =
        isLess == true || isGreater == true
        ? false : isLess == false && isGreater == false ? true : nil
      return symbol == .equal ? isEqual : isEqual.map(!)
    }
  }

  private mutating func quantifier(
    _ table: String,
    _ condition: RuleNode?,
    isAll: Bool
  ) -> Bool? {
    guard let condition else { return nil }
    var result: Bool? = isAll
    forEachRow(of: table) { evaluator in
      switch evaluator.truth(condition) {
      case isAll?: return true
      case nil:
        result = nil
        return true
      default:
        result = !isAll
        return false
      }
    }
    return result
  }

  private mutating func first(
    _ table: String,
    _ value: RuleNode?,
    _ condition: RuleNode?
  ) -> RuleOutcome {
    guard let value else { return .unknown }
    var result = RuleOutcome.blank
    forEachRow(of: table) { evaluator in
      switch condition.map({ evaluator.truth($0) }) ?? true {
      case false?: return true
      case true?: result = evaluator.outcome(value)
      case nil: result = .unknown
      }
      return false
    }
    return result
  }

  /// Visits the values in the rows that fit, without blanks; says how many rows fit, and whether
  /// all rows and values could be known.
  private mutating func forEachValue(
    _ table: String,
    _ value: RuleNode,
    _ condition: RuleNode?,
    _ body: (RuleValue) -> Void
  ) -> (isKnown: Bool, rows: Int) {
    var isKnown = true
    var rows = 0
    forEachRow(of: table) { evaluator in
      switch condition.map({ evaluator.truth($0) }) ?? true {
      case false?: return true
      case nil:
        isKnown = false
        return true
      case true?: break
      }
      rows += 1
      switch evaluator.outcome(value) {
      case .blank: break
      case .unknown: isKnown = false
      case .value(let value): body(value)
      }
      return true
    }
    return (isKnown, rows)
  }

  private mutating func fold(
    _ aggregate: RuleAggregate,
    _ table: String,
    _ value: RuleNode?,
    _ condition: RuleNode?
  ) -> RuleOutcome {
    guard let value else { return .unknown }
    var result: RuleValue?
    let (isKnown, rows) = forEachValue(table, value, condition) { value in
      guard let present = result else {
        result = value
        return
      }
      switch aggregate {
      case .minimum where value.compares(.less, present) == true: result = value
      case .maximum where value.compares(.greater, present) == true: result = value
      case .sum:
        if case .number(let one) = present, case .number(let other) = value {
          result = .number(one + other)
        }
      default: break
      }
    }
    guard isKnown else { return .unknown }
    if let result {
      if case .number(let number) = result, number.isNaN { return .unknown }
      return .value(result)
    }
    // No rows add up to nothing; rows without any value leave the sum open.
    return aggregate == .sum && rows == 0 ? .value(.number(0)) : .blank
  }

  private mutating func repeats(
    _ aggregate: RuleAggregate,
    _ table: String,
    _ value: RuleNode?,
    _ condition: RuleNode?
  ) -> RuleOutcome {
    guard let value else { return .unknown }
    var counts: [RuleValue: Int] = [:]
    let (isKnown, _) = forEachValue(table, value, condition) { counts[$0, default: 0] += 1 }
    let repeated = counts.values.reduce(0) { $0 + ($1 > 1 ? 1 : 0) }
    if aggregate == .unique {
      // A repeat stays one, whatever the rows say that could not be read.
      return repeated > 0 ? .value(.boolean(false)) : isKnown ? .value(.boolean(true)) : .unknown
    }
    return isKnown ? .value(.number(Decimal(repeated))) : .unknown
  }
}
