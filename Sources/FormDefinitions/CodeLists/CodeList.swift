/// A code of a code list.
public struct Code: Hashable, Sendable {
  /// The code's number or letters in its standard, such as `02`; empty if it has none.
  public var code: String
  /// The printed label: it is the value.
  public var label: String
  /// Other spellings that mean this code, taken without a question.
  public var synonyms: [String]
  /// Other words that probably mean this code, taken with a warning.
  public var loose: [String]
  /// The codes of the parent list under which the code is offered; empty for all.
  public var parents: [String]

  /// Creates a code.
  public init(
    code: String = "",
    label: String,
    synonyms: [String] = [],
    loose: [String] = [],
    parents: [String] = []
  ) {
    self.code = code
    self.label = label
    self.synonyms = synonyms
    self.loose = loose
    self.parents = parents
  }
}

/// A list of the values that a choice may take.
public struct CodeList: Hashable, Sendable {
  /// The identifier, kebab-case.
  public var id: String
  /// The list's title.
  public var title: String
  /// Where the list comes from, or that it is ours.
  public var source: String
  /// The codes in printed order.
  public var codes: [Code]
  /// The list whose codes are the parents of this list's codes.
  public var parent: String?
  /// Codes that exclude every other code in a multiple choice, such as 健康.
  public var exclusive: [String]
  /// Whether a code says something personal, such as of health: hidden in public notices.
  public var isPersonal: Bool

  /// Creates a code list.
  public init(
    id: String,
    title: String,
    source: String,
    codes: [Code],
    parent: String? = nil,
    exclusive: [String] = [],
    isPersonal: Bool = false
  ) {
    self.id = id
    self.title = title
    self.source = source
    self.codes = codes
    self.parent = parent
    self.exclusive = exclusive
    self.isPersonal = isPersonal
  }
}
