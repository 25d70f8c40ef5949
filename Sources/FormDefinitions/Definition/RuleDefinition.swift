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

  /// What a rule says to those who read English.
  public struct English: Hashable, Sendable {
    /// What is wrong, with values in braces.
    public var message: MessageTemplate
    /// How to put it right.
    public var fix: MessageTemplate
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
  /// The same in English, where the definition has it.
  public var english: English?
  /// Where the rule comes from.
  public var source: String?
  /// The one-based line of the definition file.
  public var line: Int

  /// What is wrong in a record or row; Chinese stands in for English that is not there.
  public func message(in context: RuleContext) -> LocalizedText {
    LocalizedText(
      message.text(context),
      en: (english?.message ?? message).text(context, in: .english)
    )
  }

  /// How to put a record or row right; Chinese stands in for English that is not there.
  public func fix(in context: RuleContext) -> LocalizedText {
    LocalizedText(fix.text(context), en: (english?.fix ?? fix).text(context, in: .english))
  }
}
