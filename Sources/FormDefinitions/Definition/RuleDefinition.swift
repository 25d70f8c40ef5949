public import Findings

/// A rule of a form: a condition that good records meet.
public struct RuleDefinition: Hashable, Sendable {
  /// How far a rule has come in its life.
  public enum Stage: String, CaseIterable, Hashable, Sendable {
    /// It is listed, and never applied.
    case draft
    /// It is new: it warns, and says that it is new.
    case beta
    /// It applies with its severity.
    case enforced
  }

  /// The identifier, kebab-case, unique in the form.
  public var id: String
  /// The table for each of whose rows the rule runs; `nil` for once a record.
  public var table: String?
  /// The condition that must hold.
  public var check: RuleExpression
  /// The fields that a finding points at, the first one first.
  public var targets: [RuleReference]
  /// What a broken rule means.
  public var severity: Severity
  /// How far the rule has come.
  public var stage: Stage
  /// What is wrong, with values in braces.
  public var message: MessageTemplate
  /// How to put it right.
  public var fix: MessageTemplate
  /// Where the rule comes from.
  public var source: String?
  /// The one-based line of the definition file.
  public var line: Int
}
