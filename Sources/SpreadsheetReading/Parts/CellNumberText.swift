/// Reads the number of a cell from its text (`xsd:double`, without its names for infinity and NaN).
enum CellNumberText {
  /// Powers of ten that binary floating point holds exactly.
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// The finite number of a range without surrounding white space, or `nil`.
  static func value(_ bytes: ByteView, _ range: Range<Int>) -> Double? {
    var offset = range.lowerBound
    let isNegative = bytes[offset] == UInt8(ascii: "-")
    if isNegative || bytes[offset] == UInt8(ascii: "+") { offset += 1 }
    var mantissa: UInt64 = 0
    var digits = 0
    var fraction = 0
    var seenPoint = false
    while offset < range.upperBound {
      let byte = bytes[offset]
      if byte &- UInt8(ascii: "0") < 10 {
        digits += 1
        mantissa = mantissa &* 10 &+ UInt64(byte - UInt8(ascii: "0"))
        if seenPoint { fraction += 1 }
      } else if byte == UInt8(ascii: "."), !seenPoint {
        seenPoint = true
      } else {
        break
      }
      offset += 1
    }
    guard digits > 0 else { return nil }
    if offset == range.upperBound, digits <= 19, mantissa < 1 << 53, fraction <= 22 {
      // Both operands are exact, so the quotient is the nearest number (Clinger's fast path).
      let magnitude = Double(mantissa) / powers[fraction]
      return isNegative ? -magnitude : magnitude
    }
    guard offset == range.upperBound || isExponent(bytes, offset..<range.upperBound),
      let value = Double(bytes.text(range)), value.isFinite
    else { return nil }
    return value
  }

  private static func isExponent(_ bytes: ByteView, _ range: Range<Int>) -> Bool {
    guard bytes[range.lowerBound] | 0x20 == UInt8(ascii: "e") else { return false }
    var digits = range.dropFirst()
    if let sign = digits.first, "+-".utf8.contains(bytes[sign]) { digits = digits.dropFirst() }
    return !digits.isEmpty && digits.allSatisfy { bytes[$0] &- UInt8(ascii: "0") < 10 }
  }
}
