extension XMLScanner {
  /// The value of the attribute that was met last.
  func attributeText() throws(XMLFault) -> String {
    var scratch = self
    return try scratch.decoded(attributeValue, isAttribute: true)
  }

  /// What comes after the last slash in the value of the attribute that was met last.
  func attributeTextAfterLastSlash() throws(XMLFault) -> String {
    var scratch = self
    var start = attributeValue.upperBound
    while start > attributeValue.lowerBound, bytes[start - 1] != ASCII.slash { start -= 1 }
    return try scratch.decoded(start..<attributeValue.upperBound, isAttribute: true)
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
  /// In an attribute's value white space becomes spaces. Where the text has escapes, `_xHHHH_` stands
  /// for a UTF-16 unit (`ST_Xstring`, ECMA-376 part 1, §22.9.2.19).
  mutating func decoded(
    _ range: Range<Int>,
    isAttribute: Bool = false,
    hasEscapes: Bool = false
  ) throws(XMLFault) -> String {
    var isPlain = true
    var isASCII = true
    for offset in range {
      let byte = bytes[offset]
      if byte < 0x80 {
        if byte == ASCII.ampersand || byte < ASCII.space
          || (hasEscapes && byte == ASCII.underscore && bytes[offset + 1] == UInt8(ascii: "x"))
        {
          isPlain = false
          break
        }
      } else {
        isASCII = false
      }
    }
    guard !isPlain else {
      let text = bytes.text(range)
      return isASCII ? text : withoutNoncharacters(text)
    }
    var plain = try resolved(range, isAttribute: isAttribute)
    if hasEscapes { plain = ByteView.resolvingEscapes(plain) }
    return withoutNoncharacters(String(decoding: plain, as: UTF8.self))
  }

  /// Puts U+FFFD in the place of U+FFFE and U+FFFF, which are no XML characters, and notes whether a
  /// text holds any, since it stands for bytes that were damaged, now or earlier.
  private mutating func withoutNoncharacters(_ text: String) -> String {
    var before: (UInt8, UInt8) = (0, 0)
    var isDamaged = false
    var hasNoncharacter = false
    for byte in text.utf8 {
      if byte >= 0xBD, before == (0xEF, 0xBF) {
        isDamaged = true
        if byte > 0xBD { hasNoncharacter = true }
      }
      before = (before.1, byte)
    }
    if isDamaged { metDamagedText = true }
    guard hasNoncharacter else { return text }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { XMLCharacter.scalar($0.value) ?? "\u{FFFD}" }
      )
    )
  }

  private func resolved(_ range: Range<Int>, isAttribute: Bool) throws(XMLFault) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(range.count)
    var offset = range.lowerBound
    while offset < range.upperBound {
      let byte = bytes[offset]
      offset += 1
      switch byte {
      case ASCII.ampersand:
        offset = try appendReference(at: offset, before: range.upperBound, to: &plain)
      case ASCII.carriageReturn:
        if offset < range.upperBound, bytes[offset] == ASCII.lineFeed { offset += 1 }
        plain.append(isAttribute ? ASCII.space : ASCII.lineFeed)
      case ASCII.lineFeed, ASCII.tab: plain.append(isAttribute ? ASCII.space : byte)
      case 0..<ASCII.space: plain.append(contentsOf: "\u{FFFD}".utf8)
      default: plain.append(byte)
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

/// The characters that XML allows.
enum XMLCharacter {
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
