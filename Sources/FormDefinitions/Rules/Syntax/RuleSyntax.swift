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
  var content: Content
  /// Where it begins, in Unicode scalars from 0; for a binary operator, where the operator stands.
  var offset: Int
}
