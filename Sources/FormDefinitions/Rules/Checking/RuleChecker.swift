import Findings
import Foundation

/// Looks up the names of an expression and checks the types of its operands.
struct RuleChecker {
  /// What names mean.
  let scope: RuleScope
  /// The tables whose rows are looked at, innermost last.
  var tables: [String]
  /// The fields and columns that were mentioned.
  var references: Set<RuleReference> = []

  init(scope: RuleScope) {
    self.scope = scope
    tables = scope.rowTable.map { [$0] } ?? []
  }

  /// Checks an expression.
  mutating func check(_ syntax: RuleSyntax) throws(RuleError) -> CheckedRule {
    let offset = syntax.offset
    switch syntax.content {
    case .literal(let value):
      return CheckedRule(node: .literal(value), kind: RuleKind(value.type), offset: offset)
    case .name(let name):
      return try reference(name, at: offset)
    case .qualified(let owner, let name, let nameOffset):
      return try qualified(owner, name, at: offset, nameOffset: nameOffset)
    case .not(let operand):
      let checked = try condition(operand, of: "not")
      return CheckedRule(node: .not(checked.node), kind: RuleKind(.boolean), offset: offset)
    case .negative(let operand):
      let checked = try number(operand, of: "-")
      if case .literal(.number(let value)) = checked.node {
        return CheckedRule(node: .literal(.number(-value)), kind: checked.kind, offset: offset)
      }
      return CheckedRule(node: .negative(checked.node), kind: checked.kind, offset: offset)
    case .binary(let symbol, let left, let right):
      return try binary(symbol, left, right, at: offset)
    case .membership(let value, let items, let isNegated):
      return try membership(value, items, isNegated: isNegated, at: offset)
    case .conditional(let condition, let result, let otherwise):
      return try conditional(condition, result, otherwise, at: offset)
    case .list:
      throw RuleError(
        at: offset,
        LocalizedText(
          "括号里的清单只能写在 in、contains_any、contains_all 里",
          en: "a list in parentheses can stand only after in, contains_any and contains_all"
        )
      )
    case .call(let name, let arguments):
      return try call(name, arguments, at: offset)
    }
  }

  /// Checks an operand that must be a condition.
  mutating func condition(
    _ syntax: RuleSyntax,
    of word: String
  ) throws(RuleError) -> CheckedRule {
    try operand(syntax, .boolean, of: word)
  }

  private mutating func number(
    _ syntax: RuleSyntax,
    of word: String
  ) throws(RuleError) -> CheckedRule {
    try operand(syntax, .number, of: word)
  }

  private mutating func operand(
    _ syntax: RuleSyntax,
    _ type: RuleType,
    of word: String
  ) throws(RuleError) -> CheckedRule {
    let checked = try check(syntax)
    guard checked.kind.type == type else {
      let found = checked.kind.type.name
      throw RuleError(
        at: checked.offset,
        LocalizedText(
          "“\(word)”要的是\(type.name.chinese)，这里是\(found.chinese)",
          en: "“\(word)” takes \(type.name.english), not \(found.english)"
        )
      )
    }
    return checked
  }

  private mutating func binary(
    _ symbol: RuleOperator,
    _ left: RuleSyntax,
    _ right: RuleSyntax,
    at offset: Int
  ) throws(RuleError) -> CheckedRule {
    if symbol.isComparison {
      return try comparison(symbol, try check(left), try check(right), at: offset)
    }
    let type: RuleType = symbol.isArithmetic ? .number : .boolean
    let first = try operand(left, type, of: symbol.rawValue)
    let second = try operand(right, type, of: symbol.rawValue)
    return CheckedRule(
      node: .binary(symbol, first.node, second.node),
      kind: RuleKind(type),
      offset: first.offset
    )
  }

  private func comparison(
    _ symbol: RuleOperator,
    _ left: CheckedRule,
    _ right: CheckedRule,
    at offset: Int
  ) throws(RuleError) -> CheckedRule {
    try requireComparable(left, right, at: offset)
    if symbol.needsOrder, !left.kind.type.isOrdered {
      let name = left.kind.type.name
      throw RuleError(
        at: offset,
        LocalizedText(
          "\(name.chinese)没有大小，只能用 = 或 != 比较",
          en: "\(name.english) has no order and is compared with = or != only"
        )
      )
    }
    let (first, second) = comparable(left, right)
    return CheckedRule(
      node: .binary(symbol, first, second),
      kind: RuleKind(.boolean),
      offset: left.offset
    )
  }

  private mutating func membership(
    _ value: RuleSyntax,
    _ items: [RuleSyntax],
    isNegated: Bool,
    at offset: Int
  ) throws(RuleError) -> CheckedRule {
    let subject = try check(value)
    var subjectNode = subject.node
    var nodes: [RuleNode] = []
    for item in items {
      let checked = try check(item)
      try requireComparable(subject, checked, at: checked.offset)
      let (first, second) = comparable(subject, checked)
      subjectNode = first
      nodes.append(second)
    }
    let node = RuleNode.membership(subjectNode, of: nodes)
    return CheckedRule(
      node: isNegated ? .not(node) : node,
      kind: RuleKind(.boolean),
      offset: subject.offset
    )
  }

  /// Two identity numbers are compared by the person that they name, since a disability
  /// certificate's number begins with its owner's.
  private func comparable(_ left: CheckedRule, _ right: CheckedRule) -> (RuleNode, RuleNode) {
    guard left.kind.isIdentity, right.kind.isIdentity else { return (left.node, right.node) }
    return (.call(.citizen, [left.node]), .call(.citizen, [right.node]))
  }

  private mutating func conditional(
    _ condition: RuleSyntax,
    _ result: RuleSyntax,
    _ otherwise: RuleSyntax?,
    at offset: Int
  ) throws(RuleError) -> CheckedRule {
    let first = try self.condition(condition, of: "if")
    guard let otherwise else {
      let second = try self.condition(result, of: "then")
      return CheckedRule(
        node: .implication(first.node, second.node),
        kind: RuleKind(.boolean),
        offset: offset
      )
    }
    let second = try check(result)
    let third = try check(otherwise)
    guard second.kind.type == third.kind.type else {
      let names = (second.kind.type.name, third.kind.type.name)
      throw RuleError(
        at: third.offset,
        LocalizedText(
          "then 后是\(names.0.chinese)，else 后是\(names.1.chinese)；两边要一样",
          en: "then gives \(names.0.english) and else \(names.1.english); they must be alike"
        )
      )
    }
    return CheckedRule(
      node: .conditional(first.node, then: second.node, otherwise: third.node),
      kind: second.kind.merged(with: third.kind),
      offset: offset
    )
  }
}
