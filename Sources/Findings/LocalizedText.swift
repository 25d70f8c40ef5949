/// A language in which Tianbao speaks to people.
public enum Language: String, CaseIterable, Hashable, Sendable {
  /// Simplified Chinese, the default.
  case chinese = "zh"
  /// English.
  case english = "en"
}

/// A sentence in every language that Tianbao speaks.
///
/// Both texts are written side by side where the sentence arises, so that they cannot drift apart.
public struct LocalizedText: Hashable, Sendable {
  /// The sentence in simplified Chinese.
  public var chinese: String
  /// The sentence in English.
  public var english: String

  /// Creates a sentence from its two texts.
  public init(_ chinese: String, en english: String) {
    self.chinese = chinese
    self.english = english
  }

  /// Creates a sentence that is the same in both languages, as a name or a rule's own words are.
  public init(verbatim text: String) {
    chinese = text
    english = text
  }

  /// The sentence in one language.
  public subscript(language: Language) -> String {
    switch language {
    case .chinese: chinese
    case .english: english
    }
  }
}
