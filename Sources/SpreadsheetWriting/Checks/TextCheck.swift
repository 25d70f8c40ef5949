/// Which control characters a text may hold.
enum ControlCharacters {
  /// All but NUL: the library writes them as `_xHHHH_`, which spreadsheet programs read back.
  case escaped
  /// Line feeds and tabs; others cannot be written.
  case lineFeedsAndTabs
}

extension WritingPlace {
  /// Checks that a text keeps a limit, counted in UTF-16 units, and can be written as XML 1.0.
  func check(
    _ text: String,
    _ limit: WritingLimit,
    controls: ControlCharacters = .lineFeedsAndTabs
  ) throws(WritingError) {
    // There are never more UTF-16 units than bytes.
    guard text.utf8.count <= limit.maximum || text.utf16.count <= limit.maximum else {
      throw .limit(limit, self)
    }
    guard text.canBeWritten(controls) else { throw .invalid(.characterForbidden, self) }
  }

  /// Checks a text that the library stores in a field of so many bytes.
  func check(bytesOf text: String, _ limit: WritingLimit) throws(WritingError) {
    guard text.utf8.count <= limit.maximum else { throw .limit(limit, self) }
    guard text.canBeWritten(.lineFeedsAndTabs) else { throw .invalid(.characterForbidden, self) }
  }

  /// Checks a formula.
  func check(formula: String, _ limit: WritingLimit = .formula) throws(WritingError) {
    guard !formula.isEmpty, formula != "=" else { throw .invalid(.formulaEmpty, self) }
    try check(formula, limit)
  }

  /// Checks a number of things, or a measure.
  func check(_ number: Int, _ limit: WritingLimit) throws(WritingError) {
    guard (limit.minimum...limit.maximum).contains(number) else { throw .limit(limit, self) }
  }

  /// Checks a measure.
  func check(_ number: Double, _ limit: WritingLimit) throws(WritingError) {
    try check(finite: number)
    guard number >= Double(limit.minimum), number <= Double(limit.maximum) else {
      throw .limit(limit, self)
    }
  }

  /// Checks that a number is one.
  func check(finite number: Double) throws(WritingError) {
    guard number.isFinite else { throw .invalid(.numberNotFinite, self) }
  }

  /// Checks a colour.
  func check(color: UInt32?) throws(WritingError) {
    guard color ?? 0 <= 0xFFFFFF else { throw .invalid(.colorInvalid, self) }
  }
}

extension String {
  /// Whether the first character, whatever combines with it, is the `=` of a formula.
  var beginsAsFormula: Bool { utf8.first == UInt8(ascii: "=") }

  /// Whether XML 1.0 has all characters, or the library an escape for them.
  fileprivate func canBeWritten(_ controls: ControlCharacters) -> Bool {
    let bytes = utf8Span.span
    var index = 0
    while index < bytes.count {
      // Eight bytes at once, if none is a control character nor may end U+FFFE or U+FFFF.
      if index <= bytes.count - 8, Self.arePlain(bytes, at: index) {
        index += 8
        continue
      }
      let byte = bytes[index]
      if byte < 0x20 {
        guard byte == 0x0A || byte == 0x09 || (controls == .escaped && byte != 0) else {
          return false
        }
      } else if byte >= 0xBE, index >= 2, bytes[index - 1] == 0xBF, bytes[index - 2] == 0xEF {
        return false
      }
      index += 1
    }
    return true
  }

  /// Whether none of the eight bytes from an index on is below 0x20 or 0xBE or 0xBF.
  private static func arePlain(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    let word = UInt64(
      littleEndian: unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
    )
    let (ones, highs): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    // The bytes 0xBE and 0xBF without their lowest bit.
    let last = (word & ones &* 0xFE) ^ ones &* 0xBE
    return (((word &- ones &* 0x20) & ~word) | ((last &- ones) & ~last)) & highs == 0
  }
}
