/// The comparison of printed labels with what stands in a cell.
public enum LabelText {
  /// The form of a text in which two spellings of one label are equal.
  ///
  /// White space and invisible characters are gone, full-width characters are half-width, Latin
  /// letters are lower case, brackets, commas, dashes and quotation marks are of one kind each, and
  /// a colon or asterisk at either end is gone: `户 主 姓 名：` and `户主姓名` have the same key.
  public static func key(_ text: some StringProtocol) -> String { key(of: String(text)) }

  /// The key of a text of a known type: every cell of a sheet may come here.
  private static func key(of text: String) -> String {
    if text.unicodeScalars.allSatisfy({ (0x4E00...0x9FFF).contains($0.value) }) { return text }
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(text.utf8.count / 3 + 4)
    for scalar in text.unicodeScalars where !scalar.isWhiteSpace && !scalar.isInvisible {
      scalars.append(folded(scalar))
    }
    let isTrimmed = { (scalar: Unicode.Scalar) in scalar == ":" || scalar == "*" }
    let start = scalars.firstIndex { !isTrimmed($0) } ?? scalars.endIndex
    let end = scalars.lastIndex { !isTrimmed($0) }.map { $0 + 1 } ?? start
    var key = ""
    key.reserveCapacity(text.utf8.count)
    for scalar in scalars[start..<end] { key.unicodeScalars.append(scalar) }
    return key
  }

  private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let scalar = scalar.halfWidth
    switch scalar {
    case "A"..."Z": return Unicode.Scalar(UInt8(scalar.value) + 32)
    case "【", "〔", "〖", "﹙", "[", "{": return "("
    case "】", "〕", "〗", "﹚", "]", "}": return ")"
    case "、", ";", "﹑": return ","
    case "—", "–", "―", "─", "‐", "‑", "−", "~", "〜": return "-"
    case "“", "”", "‘", "’", "「", "」", "'": return "\""
    case "•", "・", "‧", "∙", "⋅": return "·"
    case "︰", "∶": return ":"
    default: return scalar
    }
  }
}

extension Unicode.Scalar {
  /// The ASCII character that a full-width form stands for, or the character itself.
  ///
  /// Full-width forms are U+FF01 to U+FF5E; also the yuan sign U+FFE5.
  package var halfWidth: Unicode.Scalar {
    if value == 0xFFE5 { return "\u{A5}" }
    guard (0xFF01...0xFF5E).contains(value) else { return self }
    return Unicode.Scalar(UInt8(value - 0xFEE0))
  }

  /// Whether the character is a space or line break of any kind, the ideographic space included.
  package var isWhiteSpace: Bool {
    switch value {
    case 0x20, 0x09...0x0D, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
      0x3000:
      true
    default: false
    }
  }

  /// Whether the character ends a line.
  package var isLineBreak: Bool {
    switch value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// Whether the character shows nothing: zero width, byte order mark, direction mark, control.
  package var isInvisible: Bool {
    switch value {
    case 0x00...0x08, 0x0E...0x1F, 0x7F...0x84, 0x86...0x9F, 0xAD, 0x180E, 0x200B...0x200F,
      0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFE0E, 0xFE0F, 0xFEFF:
      true
    default: false
    }
  }

  /// Whether the character is a Chinese character; the zero 〇 is one.
  package var isHan: Bool {
    switch value {
    case 0x4E00...0x9FFF, 0x3007, 0x3400...0x4DBF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
    default: false
    }
  }

  /// The value of an ASCII digit.
  package var digit: Int? {
    (0x30...0x39).contains(value) ? Int(value) - 0x30 : nil
  }
}
