/// The words between which a comment of ours stands, by which it is known after any program has
/// saved it; what a village writes before or behind them is the village's.
enum MarkWords {
  /// The author of comments of ours.
  static let author = "填报退回"
  /// The line with which every comment of ours begins.
  static let opening = "【填报退回】"
  /// The line with which every comment of ours ends.
  static let closing = "【改好后仍用本文件报回】"
  /// UTF-16 units of a comment at most; the rest is on 退回意见.
  static let longest = 1_200

  /// A comment's text with its words around it.
  static func comment(_ text: String) -> String {
    var text = text
    if text.utf16.count > longest {
      text = String(text.prefix(longest)) + "……（全文见“退回意见”）"
    }
    return "\(opening)\n\(text)\n\(closing)"
  }

  /// The range of the first passage of ours in a text, with the line break before it; one that has
  /// lost its end is none of ours.
  static func passage(in text: String) -> Range<String.Index>? {
    guard let start = text.firstRange(of: opening),
      let end = text[start.upperBound...].firstRange(of: closing)
    else { return nil }
    var first = start.lowerBound
    if first > text.startIndex, text[text.index(before: first)].isNewline {
      first = text.index(before: first)
    }
    return first..<end.upperBound
  }
}
