import Foundation
import Spreadsheet

/// Evaluates checked expressions with the three truth values true, false and unknown.
///
/// Arithmetic and functions of a blank give a blank, a comparison with it gives unknown; anything
/// unreadable makes the result unknown unless it does not matter, as in `false and …`.
struct RuleEvaluator {
  /// A table and the row of it that is looked at; `nil` when there is no such row.
  struct Frame {
    var table: String
    var row: [String: FieldState]?
  }

  /// What the expression is evaluated for.
  let context: RuleContext
  /// The rows that are looked at, innermost last.
  var frames: [Frame] = []

  init(context: RuleContext, rowTable: String?) {
    self.context = context
    guard let rowTable else { return }
    let rows = context.tables[rowTable] ?? []
    let row = context.row.flatMap { rows.indices.contains($0) ? rows[$0] : nil }
    frames = [Frame(table: rowTable, row: row)]
  }

  /// The value of an expression.
  mutating func outcome(_ node: RuleNode) -> RuleOutcome {
    switch node {
    case .literal(let value):
      .value(value)
    case .field(let reference, _):
      switch state(of: reference) {
      case .blank: .blank
      case .unreadable: .unknown
      case .value(let value): .value(RuleValue(value))
      }
    case .parameter(let name):
      context.parameters[name].map { .value(.number($0)) } ?? .unknown
    case .negative(let operand):
      outcome(operand).mapNumber { -$0 }
    case .binary(let symbol, let left, let right) where symbol.isArithmetic:
      arithmetic(symbol, left, right)
    case .conditional(let condition, let result, let otherwise):
      switch truth(condition) {
      case true?: outcome(result)
      case false?: outcome(otherwise)
      case nil: .unknown
      }
    case .call(let function, let arguments):
      call(function, arguments)
    case .aggregate(let aggregate, let table, let value, let condition):
      self.aggregate(aggregate, table, value, condition)
    case .not, .binary, .membership, .implication:
      RuleOutcome(truth(node))
    }
  }

  /// Whether a condition holds; `nil` when that is unknown, or the expression is no condition.
  mutating func truth(_ node: RuleNode) -> Bool? {
    switch node {
    case .not(let operand):
      return truth(operand).map(!)
    case .binary(.and, let left, let right):
      let first = truth(left)
      guard first != false else { return false }
      let second = truth(right)
      return second == false ? false : first == nil ? nil : second
    case .binary(.or, let left, let right):
      let first = truth(left)
      guard first != true else { return true }
      let second = truth(right)
      return second == true ? true : first == nil ? nil : second
    case .implication(let condition, let result):
      let first = truth(condition)
      guard first != false else { return true }
      let second = truth(result)
      return second == true ? true : first == nil ? nil : second
    case .binary(let symbol, let left, let right) where symbol.isComparison:
      return comparison(symbol, left, right)
    case .membership(let value, let items):
      return membership(value, items)
    default:
      guard case .value(.boolean(let truth)) = outcome(node) else { return nil }
      return truth
    }
  }

  private func state(of reference: RuleReference) -> FieldState {
    switch reference {
    case .field(let id):
      return context.fields[id] ?? .blank
    case .column(let table, let id):
      guard let frame = frames.last(where: { $0.table == table }), let row = frame.row else {
        return .unreadable
      }
      return row[id] ?? .blank
    }
  }

  private mutating func arithmetic(
    _ symbol: RuleOperator,
    _ left: RuleNode,
    _ right: RuleNode
  ) -> RuleOutcome {
    let one: Decimal
    let other: Decimal
    switch (outcome(left), outcome(right)) {
    case (.value(.number(let first)), .value(.number(let second))):
      one = first
      other = second
    case (.unknown, _), (_, .unknown): return .unknown
    case (.blank, _), (_, .blank): return .blank
    default: return .unknown
    }
    let result: Decimal
    switch symbol {
    case .add: result = one + other
    case .subtract: result = one - other
    case .multiply: result = one * other
    case .divide where other == 0: return .unknown
    case .divide: result = one / other
    default: return .unknown
    }
    // Beyond 38 digits there is no exact number.
    return result.isNaN ? .unknown : .value(.number(result))
  }

  private mutating func membership(_ value: RuleNode, _ items: [RuleNode]) -> Bool? {
    guard case .value(let subject) = outcome(value) else { return nil }
    var isUnknown = false
    for item in items {
      switch outcome(item) {
      case .value(let other):
        switch subject.compares(.equal, other) {
        case true?: return true
        case false?: break
        case nil: isUnknown = true
        }
      case .blank, .unknown:
        isUnknown = true
      }
    }
    return isUnknown ? nil : false
  }

  private mutating func comparison(
    _ symbol: RuleOperator,
    _ left: RuleNode,
    _ right: RuleNode
  ) -> Bool? {
    if isConditionalCount(left) || isConditionalCount(right) {
      return comparisonOfBounds(symbol, left, right)
    }
    guard case .value(let first) = outcome(left), case .value(let second) = outcome(right) else {
      return nil
    }
    return first.compares(symbol, second)
  }
}
