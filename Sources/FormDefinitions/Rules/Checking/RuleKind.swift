/// What is known about an expression's values beyond their type.
struct RuleKind: Hashable {
  /// The labels that a text or multiple choice may be.
  enum Labels: Hashable {
    /// Those of a code list, by its identifier.
    case list(String)
    /// Those that a function gives.
    case fixed([String])
  }

  /// The type of the values.
  var type: RuleType
  /// The labels that values may be; `nil` for free values.
  var labels: Labels?
  /// Whether texts are identity numbers.
  var isIdentity = false

  init(_ type: RuleType, labels: Labels? = nil) {
    self.type = type
    self.labels = labels
  }

  /// The kind of a field's values; `nil` for a signature.
  init?(_ type: FieldType) {
    guard let ruleType = type.ruleType else { return nil }
    self.type = ruleType
    labels = type.codeList.map(Labels.list)
    isIdentity = type == .identityNumber
  }

  /// The kind of a value that is either of one kind or of another of the same type.
  func merged(with other: RuleKind) -> RuleKind {
    self == other ? self : RuleKind(type)
  }
}

/// A part of an expression that was checked.
struct CheckedRule {
  /// The part as a tree.
  var node: RuleNode
  /// What its values are.
  var kind: RuleKind
  /// Where it begins in the source, in Unicode scalars from 0.
  var offset: Int

  /// The text, if the part is one that is written out.
  var literalText: String? {
    if case .literal(.text(let text)) = node { return text }
    return nil
  }
}
