/// Tells number formats that show a date or a time from the others (ECMA-376 part 1, §18.8.30–31).
enum NumberFormat {
  /// Whether a format that programs know by its number alone shows a date or a time.
  ///
  /// 14–22 and 45–47 are the same everywhere; 27–36 and 50–58 are those of Chinese, Japanese and
  /// Korean programs.
  static func showsDate(builtIn identifier: Int) -> Bool {
    switch identifier {
    case 14...22, 27...36, 45...47, 50...58: true
    default: false
    }
  }

  /// Whether a format code shows a date or a time in any of its sections.
  static func showsDate(code: String) -> Bool {
    let code = Array(code.lowercased().utf8)
    var index = 0
    while index < code.count {
      let byte = code[index]
      switch byte {
      case ASCII.backslash, ASCII.underscore, UInt8(ascii: "*"), ASCII.exclamation:
        // The next character is shown, left as room, or repeated; it has no meaning of its own.
        index += 1
        while index + 1 < code.count, code[index + 1] & 0xC0 == 0x80 { index += 1 }
      case ASCII.quote:
        index = code[(index + 1)...].firstIndex(of: ASCII.quote) ?? code.count
      case UInt8(ascii: "["):
        let end = code[index...].firstIndex(of: UInt8(ascii: "]")) ?? code.count
        if isElapsedTime(code[(index + 1)..<end]) { return true }
        index = end
      case UInt8(ascii: "g") where code[index...].starts(with: "general".utf8):
        index += "general".utf8.count - 1
      case UInt8(ascii: "y"), UInt8(ascii: "m"), UInt8(ascii: "d"), UInt8(ascii: "h"),
        UInt8(ascii: "s"):
        return true
      case UInt8(ascii: "e"):
        // `E+` and `E-` are exponents; an `e` by itself is a year.
        guard index + 1 < code.count, "+-".utf8.contains(code[index + 1]) else { return true }
      case UInt8(ascii: "a") where code[index...].starts(with: "aaa".utf8):
        // The day of the week in Chinese and Japanese formats.
        return true
      default: break
      }
      index += 1
    }
    return false
  }

  /// Whether what stands in brackets counts hours, minutes or seconds beyond the day, such as `[hh]`.
  private static func isElapsedTime(_ content: ArraySlice<UInt8>) -> Bool {
    guard let first = content.first, "hms".utf8.contains(first) else { return false }
    return content.allSatisfy { $0 == first }
  }
}
