/// A checked expression over a form's fields, tables and parameters; the grammar stands at ``RuleLanguage``.
///
///     let rule = try RuleExpression("household_size = count(members)", scope: scope)
///     rule.isSatisfied(context)  // true, false, or nil when the rule does not apply
public struct RuleExpression: Hashable, Sendable {
  /// The expression as the definition writes it.
  public let source: String
  /// The expression as a tree.
  public let root: RuleNode
  /// The type of the expression's value.
  public let type: RuleType
  /// The fields and columns that the expression mentions.
  public let references: Set<RuleReference>
  /// The table for whose rows the expression is evaluated; `nil` when it is for the record.
  public let rowTable: String?

  /// The greatest length of an expression, in Unicode scalars.
  public static let maximumLength = 4_000

  /// Parses and checks an expression.
  ///
  /// - Throws: the first fault, with its place in the source.
  public init(_ source: String, scope: RuleScope) throws(RuleError) {
    var parser = try RuleParser(source)
    let syntax = try parser.parse()
    var checker = RuleChecker(scope: scope)
    let checked = try checker.check(syntax)
    self.source = source
    root = checked.node
    type = checked.kind.type
    references = checker.references
    rowTable = scope.rowTable
  }

  /// Whether the expression asks for a figure that an office sets by year and area.
  public var usesParameters: Bool { root.usesParameters }

  /// The expression's value for a record or row.
  public func evaluate(_ context: RuleContext) -> RuleOutcome {
    var evaluator = RuleEvaluator(context: context, rowTable: rowTable)
    return evaluator.outcome(root)
  }

  /// Whether a condition holds; `nil` when it does not apply, since what it asks about is blank or
  /// unreadable, and for an expression that is no condition.
  public func isSatisfied(_ context: RuleContext) -> Bool? {
    var evaluator = RuleEvaluator(context: context, rowTable: rowTable)
    return evaluator.truth(root)
  }
}
