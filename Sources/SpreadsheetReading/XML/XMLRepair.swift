/// Makes the bytes of a part fit for the full parser, which accepts only valid characters.
///
/// The scanner puts U+FFFD in the place of what is not valid; the full parser would refuse the part,
/// so the same is done for it beforehand.
enum XMLRepair {
  /// The bytes with U+FFFD for invalid UTF-8, forbidden characters and references to them; `nil` when
  /// there are none and the bytes are fit as they are.
  static func repaired(_ bytes: ByteView) -> [UInt8]? {
    let isValid = isValid(bytes)
    guard !isValid || mayHoldForbidden(bytes) else { return nil }
    let text = bytes.array(0..<bytes.count)
    let array = isValid ? text : Array(String(decoding: text, as: UTF8.self).utf8)
    var result: [UInt8] = []
    result.reserveCapacity(array.count)
    var offset = 0
    while offset < array.count {
      let length = forbiddenLength(array, offset)
      if length == 0 {
        result.append(array[offset])
        offset += 1
      } else {
        result.append(contentsOf: "\u{FFFD}".utf8)
        offset += length
      }
    }
    return result
  }

  private static func isValid(_ bytes: ByteView) -> Bool {
    let span = unsafe bytes.buffer(0..<bytes.count).span
    return (try? UTF8Span(validating: span)) != nil
  }

  /// Whether there is a byte with which a forbidden character, or a reference to one, may begin.
  private static func mayHoldForbidden(_ bytes: ByteView) -> Bool {
    for offset in 0..<bytes.count {
      let byte = bytes[offset]
      if byte < ASCII.space, !ASCII.isSpace(byte) { return true }
      if byte == ASCII.ampersand, bytes[offset + 1] == ASCII.hash { return true }
      if byte == 0xEF, bytes[offset + 1] == 0xBF, bytes[offset + 2] >= 0xBE { return true }
    }
    return false
  }

  /// The number of bytes that a forbidden character, or a reference to one, takes at an offset; 0 when
  /// there is none.
  private static func forbiddenLength(_ bytes: [UInt8], _ offset: Int) -> Int {
    let byte = bytes[offset]
    if byte < ASCII.space {
      return byte == ASCII.tab || byte == ASCII.lineFeed || byte == ASCII.carriageReturn ? 0 : 1
    }
    guard byte == ASCII.ampersand, offset + 2 < bytes.count, bytes[offset + 1] == ASCII.hash else {
      // U+FFFE and U+FFFF are no XML characters.
      let isNoncharacter =
        byte == 0xEF && offset + 2 < bytes.count && bytes[offset + 1] == 0xBF
        && bytes[offset + 2] >= 0xBE
      return isNoncharacter ? 3 : 0
    }
    let isHexadecimal = bytes[offset + 2] == UInt8(ascii: "x")
    var end = offset + (isHexadecimal ? 3 : 2)
    var value: UInt32 = 0
    while end < bytes.count, let digit = ASCII.digit(bytes[end], base: isHexadecimal ? 16 : 10) {
      value = min(value * (isHexadecimal ? 16 : 10) + digit, 0x11_0000)
      end += 1
    }
    guard end < bytes.count, bytes[end] == ASCII.semicolon,
      XMLCharacter.scalar(value) == nil
    else { return 0 }
    return end + 1 - offset
  }
}
