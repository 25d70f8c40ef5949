/// Text as XML spells it.
enum MarkupText {
  /// The text of an attribute or element, its entities and character references resolved.
  static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
    var text = ""
    var rest = bytes
    while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
      text += String(decoding: rest[..<start], as: UTF8.self)
      let tail = rest[(start + 1)...]
      guard let end = tail.prefix(12).firstIndex(of: UInt8(ascii: ";")),
        let character = character(String(decoding: tail[..<end], as: UTF8.self))
      else {
        text += "&"
        rest = tail
        continue
      }
      text.unicodeScalars.append(character)
      rest = tail[(end + 1)...]
    }
    return text + String(decoding: rest, as: UTF8.self)
  }

  private static func character(_ name: String) -> Unicode.Scalar? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard name.hasPrefix("#") else { return nil }
      let digits = name.dropFirst()
      let value =
        digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      return value.flatMap(Unicode.Scalar.init)
    }
  }

  /// The text as an attribute or element holds it; characters that XML forbids become U+FFFD.
  static func encoded(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\r": result += "\n"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case let scalar where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The text as a cell or a comment holds it: `_x000D_` and its like, which spreadsheet programs
  /// take for a character, are kept from them (ECMA-376 part 1, §22.9.2.19).
  static func encodedForCell(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = ""
    for (index, scalar) in scalars.enumerated() {
      if scalar == "_", index + 6 < scalars.count, scalars[index + 1] == "x",
        scalars[index + 6] == "_",
        scalars[(index + 2)...(index + 5)].allSatisfy(\.properties.isASCIIHexDigit)
      {
        result += "_x005F_"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return encoded(result)
  }
}
