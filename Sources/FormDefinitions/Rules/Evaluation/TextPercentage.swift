import Foundation

extension String {
  /// The percentage that a text says to be done, such as 80 in 已完成８０％, 完成率80% and 百分之八十.
  ///
  /// Nothing for a text that names none, several different ones or a range, and for one that says what
  /// remains, what is planned or what a month alone brought: then nobody knows how far it is.
  var namedPercentage: Decimal? {
    // Full-width digits and signs become the plain ones; ① is no digit of the number behind it.
    let plain = String(String.UnicodeScalarView(unicodeScalars.map { $0.isEnclosed ? " " : $0 }))
      .precomposedStringWithCompatibilityMapping
    guard !Self.others.contains(where: { plain.contains($0) }) else { return nil }
    // A space may stand before the sign, and separates numbers everywhere else.
    let text = Array(plain.replacing(/\s+%/, with: "%"))
    var found: Set<Decimal> = []
    for index in text.indices {
      if text[index] == "%" {
        let digits = text[..<index].reversed().prefix { $0.isASCIIDigit || $0 == "." }
        guard !digits.isEmpty else { continue }
        guard let number = Self.number(digits.reversed()) else { return nil }
        let start = index - digits.count
        // 70-80%, 七成至80%: the sign belongs to a range when something is counted before it.
        if start >= 2, Self.rangeSigns.contains(text[start - 1]),
          text[start - 2].isASCIIDigit || "%成".contains(text[start - 2])
            || Self.numerals.contains(text[start - 2])
        {
          return nil
        }
        found.insert(number)
      } else if text[index...].starts(with: "百分之") {
        let digits = text[(index + 3)...].prefix { $0.isASCIIDigit || $0 == "." }
        let words = text[(index + 3)...].prefix { Self.numerals.contains($0) }
        guard let number = Self.number(Array(digits)) ?? Self.upToHundred(words) else { return nil }
        let rest = text[(index + 3 + max(digits.count, words.count))...].prefix(2)
        if let sign = rest.first, let next = rest.dropFirst().first, Self.rangeSigns.contains(sign),
          next.isASCIIDigit || Self.numerals.contains(next)
        {
          return nil
        }
        found.insert(number)
      }
    }
    guard found.count == 1, let number = found.first else { return nil }
    // All of something is done, though not what the text is about.
    guard number < 100 || !Self.goingOn.contains(where: { plain.contains($0) }) else { return nil }
    return number
  }

  /// What says that a percentage is one of what remains, of what is meant to be done, or of a month
  /// alone.
  private static let others = [
    "剩", "余", "差", "还有", "尚有", "尚未", "未完成", "没完成", "没有完成", "未整改", "待", "计划", "预计",
    "力争", "目标", "拟", "本月",
  ]
  private static let goingOn = ["正在", "整改中", "进行中", "推进"]
  private static let rangeSigns: Set<Character> = ["-", "~", "–", "—", "―", "至", "到", "/", "⁄"]
  private static let ones = Array("零一二三四五六七八九")
  private static let numerals: Set<Character> = Set(ones + Array("〇两十百点"))

  private static func number(_ digits: [Character]) -> Decimal? {
    guard digits.first?.isASCIIDigit == true, digits.last?.isASCIIDigit == true,
      digits.count <= 20, digits.count(where: { $0 == "." }) <= 1
    else { return nil }
    return Decimal(string: String(digits), locale: Locale(identifier: "en_US_POSIX"))
  }

  /// A number of words up to 一百, such as 八十, 八十五, 十五 and 五.
  private static func upToHundred(_ words: ArraySlice<Character>) -> Decimal? {
    func one(_ word: Character) -> Int? {
      word == "〇" ? 0 : word == "两" ? 2 : ones.firstIndex(of: word)
    }
    let words = Array(words)
    if words == ["百"] || words == ["一", "百"] { return 100 }
    guard let place = words.firstIndex(of: "十") else {
      return words.count == 1 ? one(words[0]).map { Decimal($0) } : nil
    }
    guard place <= 1, words.count <= place + 2 else { return nil }
    let tens = place == 0 ? 1 : one(words[0])
    let rest = words.count == place + 1 ? 0 : one(words[place + 1])
    guard let tens, let rest else { return nil }
    return Decimal(tens * 10 + rest)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}

extension Unicode.Scalar {
  /// Whether it is a number in a circle or in brackets, as items are counted.
  fileprivate var isEnclosed: Bool {
    (0x2460...0x24FF).contains(value) || (0x2776...0x2793).contains(value)
      || (0x3220...0x3229).contains(value) || (0x3280...0x3289).contains(value)
  }
}
