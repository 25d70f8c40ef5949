/// Text of files that office programs in Chinese write: UTF-8, or GB 18030 without saying so.
public enum DecodedText {
  /// The text of a file's bytes.
  ///
  /// A byte order mark is taken off. What is valid UTF-8 is that; all else is read as GB 18030.
  public static func string(_ bytes: [UInt8]) -> String {
    let text = TextEncoding.name(bytes)
    return text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
  }
}
