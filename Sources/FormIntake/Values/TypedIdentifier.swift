import FormDefinitions

/// A number that names somebody or something, freed of what people write around it.
struct TypedIdentifier {
  /// The characters, upper case, without white space, hyphens and quotation marks.
  private(set) var text: String
  /// What was repaired.
  private(set) var repairs: Repairs
  /// The runs of letters and digits that separators or spaces part, before they were joined.
  private(set) var runs: [String]

  init(_ source: String) {
    if source.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x58 }) {
      text = source
      repairs = []
      runs = [source]
      return
    }
    var typed = TypedText(source)
    Self.removeWrapping(&typed)
    runs = typed.scalars
      .split { $0.isWhiteSpace || Self.separators.contains($0) }
      .map { String($0) }
    typed.removeWhiteSpace()
    typed.remove(.hyphens) { Self.hyphens.contains($0) }
    typed.scalars = typed.scalars.map(Self.upperCase)
    text = typed.text
    repairs = typed.repairs
  }

  private static func upperCase(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "l": return scalar  // it may be a 1; L is none
    case "a"..."z": return Unicode.Scalar(UInt8(scalar.value) - 32)
    case "×", "Х", "х", "Χ", "χ", "✕", "╳": return "X"
    default: return scalar
    }
  }

  /// Takes off a caption such as 身份证号：, apostrophes, quotation marks and `="…"`.
  private static func removeWrapping(_ typed: inout TypedText) {
    if let colon = typed.scalars.firstIndex(where: { $0 == ":" || $0 == "为" || $0 == "是" }),
      colon < 14,
      typed.scalars[..<colon].allSatisfy({ $0.isHan || $0.isWhiteSpace || $0 == "(" || $0 == ")" })
    {
      typed.scalars.removeSubrange(...colon)
      typed.repairs.insert(.caption)
    } else {
      let caption = typed.scalars.prefix { $0.isHan || $0.isWhiteSpace }
      if Self.captions.contains(String(caption.filter { !$0.isWhiteSpace })) {
        typed.scalars.removeFirst(caption.count)
        typed.repairs.insert(.caption)
      }
    }
    // Programs that compute in binary write 13800000000.0.
    if typed.scalars.count > 9, typed.scalars.suffix(2).elementsEqual([".", "0"]),
      typed.scalars.dropLast(2).allSatisfy({ $0.digit != nil })
    {
      typed.scalars.removeLast(2)
      typed.repairs.insert(.caption)
    }
    typed.remove(.apostrophe) { Self.quotes.contains($0) }
    if typed.scalars.first == "=" {
      typed.scalars.removeFirst()
      typed.repairs.insert(.apostrophe)
    }
  }

  private static let captions: Set<String> = [
    "身份证", "身份证号", "身份证号码", "证件号", "证件号码", "残疾证", "残疾证号", "残疾人证", "残疾人证号", "电话",
    "电话号码", "手机", "手机号", "手机号码", "联系电话", "代码",
  ]
  private static let quotes = Set("'‘’`´′\"“”".unicodeScalars)
  private static let hyphens = Set("-‐‑–—―−_·.".unicodeScalars)
  private static let separators = Set("/、,;|和或".unicodeScalars)

  /// The one run of characters of a number, where all other characters are words.
  ///
  /// `张三13800000000` and `13800000000（儿子）` name one number; `138 李四 139` does not.
  func onlyNumber(length: ClosedRange<Int>) -> (number: String, words: String)? {
    let isPart = { (scalar: Unicode.Scalar) in scalar.digit != nil || scalar == "X" }
    let numbers = text.unicodeScalars.split { !isPart($0) }
    guard numbers.count == 1, length.contains(numbers[0].count) else { return nil }
    return (String(numbers[0]), String(text.unicodeScalars.filter { !isPart($0) }))
  }

  /// Takes every character out that a condition holds for.
  mutating func remove(_ repair: Repairs, where condition: (Unicode.Scalar) -> Bool) {
    guard text.unicodeScalars.contains(where: condition) else { return }
    text = String(text.unicodeScalars.filter { !condition($0) })
    runs = runs.map { String($0.unicodeScalars.filter { !condition($0) }) }
    repairs.insert(repair)
  }

  /// Takes a number of characters off the beginning.
  mutating func drop(prefix count: Int, as repair: Repairs) {
    text.removeFirst(count)
    repairs.insert(repair)
    runs = [text]
  }

  /// The text with O and l made digits; `nil` if there is none of these.
  var withLookAlikesRepaired: String? {
    guard text.unicodeScalars.contains(where: { $0.lookAlikeDigit != nil }) else { return nil }
    return String(text.unicodeScalars.map { $0.lookAlikeDigit ?? $0 })
  }

  /// The digits and exponent that a number too long for Excel turns into, as `4.11003E+17`.
  static func isScientific(_ text: String) -> Bool {
    let parts = text.uppercased().split(separator: "E", omittingEmptySubsequences: false)
    guard parts.count == 2, ExactNumber(String(parts[0])) != nil else { return false }
    let exponent = parts[1].drop { $0 == "+" }
    return Int(exponent).map { (8...25).contains($0) } ?? false
  }
}
