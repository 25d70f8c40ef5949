import Foundation

/// An expression as it is written, before names are looked up and types are checked.
struct RuleSyntax {
  /// The shapes of an expression.
  indirect enum Content {
    case literal(RuleValue)
    case name(String)
    /// `scope.name`: the scope, the name, and where the name begins.
    case qualified(String, String, nameOffset: Int)
    case not(RuleSyntax)
    case negative(RuleSyntax)
    case binary(RuleOperator, RuleSyntax, RuleSyntax)
    case membership(RuleSyntax, [RuleSyntax], isNegated: Bool)
    case conditional(RuleSyntax, then: RuleSyntax, otherwise: RuleSyntax?)
    case list([RuleSyntax])
    case call(String, [RuleSyntax])
  }

  /// What is written.
  let content: Content
  /// Where it begins, in Unicode scalars from 0; for a binary operator, where the operator stands.
  let offset: Int
  /// The height of the tree, which bounds the stack that checking and evaluating it need.
  let height: Int

  init(content: Content, offset: Int) {
    self.content = content
    self.offset = offset
    let operands: [RuleSyntax] =
      switch content {
      case .literal, .name, .qualified: []
      case .not(let operand), .negative(let operand): [operand]
      case .binary(_, let left, let right): [left, right]
      case .membership(let value, let items, _): [value] + items
      case .conditional(let condition, let result, let otherwise):
        [condition, result] + (otherwise.map { [$0] } ?? [])
      case .list(let items), .call(_, let items): items
      }
    height = 1 + (operands.lazy.map(\.height).max() ?? 0)
  }
}
