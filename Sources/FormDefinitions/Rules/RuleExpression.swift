/// A typed expression over a form's fields. (Interface only; the parser follows.)
public struct RuleExpression: Hashable, Sendable {
  /// The expression as the definition writes it.
  public let source: String
}
