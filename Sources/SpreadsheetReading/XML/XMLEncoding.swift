/// The encoding of a part, told by its first bytes and its XML declaration (XML 1.0, appendix F).
enum XMLEncoding: Equatable {
  case utf8
  /// Another encoding, by the converter's name for it.
  case other(String)

  /// Tells the encoding of a part.
  init(_ bytes: ByteView) {
    switch (bytes[0], bytes[1]) {
    case (0xFF, 0xFE), (ASCII.less, 0): self = .other("UTF-16LE")
    case (0xFE, 0xFF), (0, ASCII.less): self = .other("UTF-16BE")
    default: self = Self.declared(bytes)
    }
  }

  private static func declared(_ bytes: ByteView) -> XMLEncoding {
    guard bytes.matches("<?xml", at: 0),
      !bytes.matches("<?xml version=\"1.0\" encoding=\"UTF-8\"", at: 0)
    else { return .utf8 }
    let declaration = bytes.text(0..<min(bytes.offset(of: ASCII.greater, from: 0), 256))
      .lowercased()
    guard let label = declaration.end(of: "encoding") else { return .utf8 }
    let name = declaration[label...].drop { $0 != "\"" && $0 != "'" }.dropFirst()
      .prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    switch name {
    // A part in UTF-16 would have been known by its first bytes.
    case "", "utf-8", "utf8", "us-ascii", "ascii", "utf-16": return .utf8
    // GB18030 holds the older two and is what their files are often in.
    case "gb2312", "gbk", "gb18030": return .other("GB18030")
    default: return .other(String(name))
    }
  }
}
