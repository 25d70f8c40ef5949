public import Findings

/// What is wrong with an expression or a message template as it is written.
///
/// The message is complete, with the suggestion in it where there is one; it quotes the definition
/// only, never data.
public struct RuleError: Error, Hashable, Sendable {
  /// Where the fault begins, in Unicode scalars from 0.
  public var offset: Int
  /// What is wrong.
  public var message: LocalizedText
  /// What could be written instead, such as the identifier that was probably meant.
  public var suggestion: String?

  /// Creates an error.
  public init(at offset: Int, _ message: LocalizedText, suggestion: String? = nil) {
    self.offset = offset
    self.message = message
    self.suggestion = suggestion
  }

  /// Creates an error that ends with the question whether something else was meant.
  init(
    at offset: Int,
    _ chinese: String,
    en english: String,
    meant suggestion: String?
  ) {
    self.offset = offset
    self.suggestion = suggestion
    message =
      suggestion.map {
        LocalizedText("\(chinese)；是否 \($0)？", en: "\(english); did you mean \($0)?")
      } ?? LocalizedText(chinese, en: english)
  }

  /// The same error further along in a text that the expression is a part of.
  func moved(by offset: Int) -> RuleError {
    var moved = self
    moved.offset += offset
    return moved
  }
}

extension RuleError: CustomStringConvertible {
  /// The offset and the message in Chinese.
  public var description: String { "\(offset): \(message.chinese)" }
}
