import Spreadsheet

extension XMLScanner {
  /// The value of the attribute that was met last.
  func attributeText() throws(XMLFault) -> String {
    try attributeText(attributeValue)
  }

  /// The value of the attribute that was met last as a cell reference; `nil` when it is none.
  func attributeReference() throws(XMLFault) -> CellReference? {
    if let plain = unsafe CellReference(utf8: bytes.buffer(attributeValue)) { return plain }
    // Only character references can make more of it.
    return CellReference(try attributeText())
  }

  /// What comes after the last slash in the value of the attribute that was met last.
  func attributeTextAfterLastSlash() throws(XMLFault) -> String {
    var start = attributeValue.upperBound
    while start > attributeValue.lowerBound, bytes[start - 1] != ASCII.slash { start -= 1 }
    return try attributeText(start..<attributeValue.upperBound)
  }

  private func attributeText(_ range: Range<Int>) throws(XMLFault) -> String {
    if bytes.isCommonText(range) { return bytes.wellFormedText(range) }
    let text =
      bytes.isPlainText(range)
      ? bytes.text(range)
      : String(decoding: try resolved(range, isAttribute: true), as: UTF8.self)
    return TextDamage(text) == .noncharacters ? XMLCharacter.replacingNoncharacters(text) : text
  }

  /// The value of the attribute that was met last as a Boolean (ECMA-376 part 1, §22.9.2.1).
  func attributeFlag() -> Bool {
    bytes.equals("1", attributeValue) || bytes.equals("true", attributeValue)
      || bytes.equals("on", attributeValue)
  }

  /// The value of the attribute that was met last as a number that is not negative, or `nil`.
  func attributeNumber() -> Int? { bytes.number(attributeValue) }

  /// The text of a range with its references resolved and its line ends as line feeds.
  ///
  /// Where the text has escapes, `_xHHHH_` stands for a UTF-16 unit (`ST_Xstring`, ECMA-376 part 1,
  /// §22.9.2.19).
  mutating func decoded(
    _ range: Range<Int>,
    hasEscapes: Bool = false
  ) throws(XMLFault) -> String {
    if bytes.isCommonText(range, hasEscapes: hasEscapes) { return bytes.wellFormedText(range) }
    if bytes.isPlainText(range, hasEscapes: hasEscapes) {
      let text = bytes.text(range)
      return bytes.isASCII(range) ? text : withoutNoncharacters(text)
    }
    var plain = try resolved(range, isAttribute: false)
    if hasEscapes { plain = ByteView.resolvingEscapes(plain) }
    return withoutNoncharacters(String(decoding: plain, as: UTF8.self))
  }

  /// Puts U+FFFD in the place of U+FFFE and U+FFFF, which are no XML characters, and notes whether a
  /// text holds any, since it stands for bytes that were damaged, now or earlier.
  private mutating func withoutNoncharacters(_ text: String) -> String {
    let damage = TextDamage(text)
    if damage != .none { metDamagedText = true }
    return damage == .noncharacters ? XMLCharacter.replacingNoncharacters(text) : text
  }

  /// The bytes of a text; in an attribute's value white space becomes spaces.
  private func resolved(_ range: Range<Int>, isAttribute: Bool) throws(XMLFault) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(range.count)
    var offset = range.lowerBound
    while offset < range.upperBound {
      var run = offset
      while run < range.upperBound, bytes[run] >= ASCII.space, bytes[run] != ASCII.ampersand {
        run += 1
      }
      unsafe plain.append(contentsOf: bytes.buffer(offset..<run))
      guard run < range.upperBound else { break }
      let byte = bytes[run]
      offset = run + 1
      switch byte {
      case ASCII.ampersand:
        offset = try appendReference(at: offset, before: range.upperBound, to: &plain)
      case ASCII.carriageReturn:
        if offset < range.upperBound, bytes[offset] == ASCII.lineFeed { offset += 1 }
        plain.append(isAttribute ? ASCII.space : ASCII.lineFeed)
      case ASCII.lineFeed, ASCII.tab: plain.append(isAttribute ? ASCII.space : byte)
      default: plain.append(contentsOf: "\u{FFFD}".utf8)
      }
    }
    return plain
  }

  /// Appends the character of the reference whose `&` lies before an offset; gives the offset after it.
  private func appendReference(
    at start: Int,
    before end: Int,
    to plain: inout [UInt8]
  ) throws(XMLFault) -> Int {
    let stop = bytes.offset(of: ASCII.semicolon, from: start)
    guard stop < end, stop - start <= 12 else { throw .unusual }
    let range = start..<stop
    if bytes[start] == ASCII.hash {
      plain.append(contentsOf: String(try referencedCharacter(range)).utf8)
    } else if bytes.equals("lt", range) {
      plain.append(ASCII.less)
    } else if bytes.equals("gt", range) {
      plain.append(ASCII.greater)
    } else if bytes.equals("amp", range) {
      plain.append(ASCII.ampersand)
    } else if bytes.equals("quot", range) {
      plain.append(ASCII.quote)
    } else if bytes.equals("apos", range) {
      plain.append(ASCII.apostrophe)
    } else {
      throw .unusual
    }
    return stop + 1
  }

  private func referencedCharacter(_ range: Range<Int>) throws(XMLFault) -> Unicode.Scalar {
    let isHexadecimal = bytes[range.lowerBound + 1] == UInt8(ascii: "x")
    let digits = range.dropFirst(isHexadecimal ? 2 : 1)
    guard !digits.isEmpty else { throw .unusual }
    var value: UInt32 = 0
    for offset in digits {
      guard let digit = ASCII.digit(bytes[offset], base: isHexadecimal ? 16 : 10) else {
        throw .unusual
      }
      value = min(value * (isHexadecimal ? 16 : 10) + digit, 0x11_0000)
    }
    return XMLCharacter.scalar(value) ?? "\u{FFFD}"
  }
}

/// What a decoded text shows of damage.
private enum TextDamage {
  case none
  /// U+FFFD, which stands for bytes that were damaged.
  case replacement
  /// U+FFFE or U+FFFF, which are no XML characters.
  case noncharacters

  /// Looks through a text.
  init(_ text: String) {
    self = .none
    let bytes = text.utf8Span.span
    for index in bytes.indices.dropFirst(2)
    where bytes[index] >= 0xBD && bytes[index - 1] == 0xBF && bytes[index - 2] == 0xEF {
      if bytes[index] > 0xBD {
        self = .noncharacters
        return
      }
      self = .replacement
    }
  }
}

/// The characters that XML allows.
enum XMLCharacter {
  /// The text with U+FFFD in the place of what is no XML character.
  static func replacingNoncharacters(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { scalar($0.value) ?? "\u{FFFD}" }))
  }

  /// The character of a code point, or `nil` when XML does not allow it (XML 1.0, production 2).
  static func scalar(_ value: UInt32) -> Unicode.Scalar? {
    switch value {
    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF:
      Unicode.Scalar(value)
    default: nil
    }
  }
}

extension ByteView {
  /// Whether a text has no references, line ends or control characters, nor what may begin an escape
  /// where it has escapes, so that it says what it spells.
  func isPlainText(_ range: Range<Int>, hasEscapes: Bool = false) -> Bool {
    for offset in range {
      let byte = self[offset]
      if byte < ASCII.space || byte == ASCII.ampersand { return false }
      if hasEscapes, byte == ASCII.underscore, self[offset + 1] == UInt8(ascii: "x") {
        return false
      }
    }
    return true
  }

  /// Whether a text says what it spells, is well-formed, and holds nothing that may be damaged: ASCII
  /// and the Chinese characters and full-width forms that are common.
  func isCommonText(_ range: Range<Int>, hasEscapes: Bool = false) -> Bool {
    let (ones, highs): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    // Where there are no escapes, the ampersand is looked for twice.
    let other = ones &* UInt64(hasEscapes ? ASCII.underscore : ASCII.ampersand)
    var offset = range.lowerBound
    while offset < range.upperBound {
      if offset <= range.upperBound - 8 {
        let word = word(offset)
        let (one, two) = (word ^ ones &* UInt64(ASCII.ampersand), word ^ other)
        let others =
          (word | (word &- ones &* 0x20) | ((one &- ones) & ~one) | ((two &- ones) & ~two)) & highs
        if others == 0 {
          offset += 8
          continue
        }
      }
      switch self[offset] {
      case ASCII.ampersand, 0..<ASCII.space: return false
      case ASCII.underscore where hasEscapes && self[offset + 1] == UInt8(ascii: "x"): return false
      case 0xE1...0xEC:
        // Most Chinese characters: three bytes.
        guard self[offset + 1] & 0xC0 == 0x80, self[offset + 2] & 0xC0 == 0x80 else { return false }
        offset += 3
      case 0xEF where self[offset + 1] == 0xBC:
        // Full-width forms.
        guard self[offset + 2] & 0xC0 == 0x80 else { return false }
        offset += 3
      case 0x80...: return false
      default: offset += 1
      }
    }
    return offset == range.upperBound
  }

  /// Whether the bytes of a range are all ASCII.
  func isASCII(_ range: Range<Int>) -> Bool {
    for offset in range where self[offset] >= 0x80 { return false }
    return true
  }

  /// The decimal digits of a range as a number, or `nil` when there is anything else or too much.
  func number(_ range: Range<Int>) -> Int? {
    guard (1...18).contains(range.count) else { return nil }
    var value = 0
    for offset in range {
      let digit = self[offset] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  /// Text with each `_xHHHH_` replaced by the UTF-16 unit that it stands for; a unit that would be
  /// half a surrogate pair stays as it is written.
  static func resolvingEscapes(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(ASCII.underscore) else { return text }
    func unit(at offset: Int) -> UInt16? {
      guard offset + 7 <= text.count, text[offset] == ASCII.underscore,
        text[offset + 1] == UInt8(ascii: "x"), text[offset + 6] == ASCII.underscore
      else { return nil }
      var value: UInt32 = 0
      for digit in text[offset + 2..<offset + 6] {
        guard let digit = ASCII.digit(digit, base: 16) else { return nil }
        value = value * 16 + digit
      }
      return UInt16(value)
    }
    var plain: [UInt8] = []
    plain.reserveCapacity(text.count)
    var offset = 0
    while offset < text.count {
      guard let first = unit(at: offset) else {
        plain.append(text[offset])
        offset += 1
        continue
      }
      if let scalar = Unicode.Scalar(first) {
        plain.append(contentsOf: String(scalar).utf8)
        offset += 7
      } else if UTF16.isLeadSurrogate(first), let second = unit(at: offset + 7),
        UTF16.isTrailSurrogate(second)
      {
        plain.append(contentsOf: String(decoding: [first, second], as: UTF16.self).utf8)
        offset += 14
      } else {
        plain.append(contentsOf: text[offset..<offset + 7])
        offset += 7
      }
    }
    return plain
  }
}
