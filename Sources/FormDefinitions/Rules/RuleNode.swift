/// A checked expression as a tree, every name resolved and every operand of a fitting type.
///
/// What the sources write in several ways is one here: `a not in (…)` is a negated membership, and
/// two identity numbers are compared by ``RuleFunction/citizen``, the person that they name.
public indirect enum RuleNode: Hashable, Sendable {
  /// A value that is written out.
  case literal(RuleValue)
  /// The value of a field, or of a column in the row that is looked at.
  case field(RuleReference, FieldType)
  /// A parameter, by its name.
  case parameter(String)
  /// `not x`.
  case not(RuleNode)
  /// `-x`.
  case negative(RuleNode)
  /// Two operands of a binary operator.
  case binary(RuleOperator, RuleNode, RuleNode)
  /// `x in (…)`: whether the value equals one of the others.
  case membership(RuleNode, of: [RuleNode])
  /// `if x then y`: that y holds wherever x does.
  case implication(RuleNode, RuleNode)
  /// `if x then y else z`.
  case conditional(RuleNode, then: RuleNode, otherwise: RuleNode)
  /// A function of values. The labels of `contains`, `contains_any` and `contains_all` follow the
  /// choice as literals.
  case call(RuleFunction, [RuleNode])
  /// A function of the rows of a table, of a value in each row and the condition that selects rows.
  case aggregate(RuleAggregate, table: String, value: RuleNode?, condition: RuleNode?)

  /// Whether a parameter is named.
  var usesParameters: Bool {
    switch self {
    case .parameter: true
    case .literal, .field: false
    case .not(let one), .negative(let one): one.usesParameters
    case .binary(_, let one, let other), .implication(let one, let other):
      one.usesParameters || other.usesParameters
    case .membership(let one, let others):
      one.usesParameters || others.contains(where: \.usesParameters)
    case .conditional(let one, let two, let three):
      one.usesParameters || two.usesParameters || three.usesParameters
    case .call(_, let arguments): arguments.contains(where: \.usesParameters)
    case .aggregate(_, _, let value, let condition):
      value?.usesParameters ?? false || condition?.usesParameters ?? false
    }
  }

  /// The type of the node's value.
  public var type: RuleType {
    switch self {
    case .literal(let value): value.type
    case .field(_, let type): type.ruleType ?? .text
    case .parameter, .negative: .number
    case .not, .membership, .implication: .boolean
    case .binary(let symbol, _, _): symbol.isArithmetic ? .number : .boolean
    case .conditional(_, let node, _): node.type
    case .call(let function, let arguments): function.type(of: arguments)
    case .aggregate(let aggregate, _, let value, _): aggregate.type(of: value)
    }
  }
}

/// A binary operator, by its symbol.
public enum RuleOperator: String, CaseIterable, Hashable, Sendable {
  /// Either condition holds.
  case or
  /// Both conditions hold.
  case and
  /// The values are the same; multiple choices are compared without their order.
  case equal = "="
  /// The values differ.
  case notEqual = "!="
  /// The first is less, or earlier.
  case less = "<"
  /// The first is not greater.
  case lessOrEqual = "<="
  /// The first is greater, or later.
  case greater = ">"
  /// The first is not less.
  case greaterOrEqual = ">="
  /// Sum.
  case add = "+"
  /// Difference.
  case subtract = "-"
  /// Product.
  case multiply = "*"
  /// Quotient, to the 38 digits of `Decimal`; unknown for a divisor of 0.
  case divide = "/"

  /// Whether operands and result are numbers.
  public var isArithmetic: Bool {
    switch self {
    case .add, .subtract, .multiply, .divide: true
    default: false
    }
  }

  /// Whether the operator compares values of one type and gives a condition.
  public var isComparison: Bool { !isArithmetic && self != .or && self != .and }

  /// Whether a comparison needs an order.
  var needsOrder: Bool { isComparison && self != .equal && self != .notEqual }

  /// How tightly the operator binds, 1 (`or`) to 5 (`*` and `/`).
  var precedence: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: 3
    case .add, .subtract: 4
    case .multiply, .divide: 5
    }
  }
}
