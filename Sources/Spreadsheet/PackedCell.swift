/// A cell in sixteen bytes: its place, and its value or where its value stands.
@frozen
@usableFromInline
package struct PackedCell: Sendable {
  /// What the payload is.
  @frozen
  @usableFromInline
  package enum Kind: UInt8, Sendable {
    /// The index of a text that worksheets share.
    case sharedText
    /// The index of a text of this worksheet.
    case text
    /// The digits of a number without their decimal point, up to 19 of them.
    case decimal
    /// The index of a number that is spelt in another way.
    case number
    /// The bits of a serial date that counts from 1900.
    case dateFrom1900
    /// The bits of a serial date that counts from 1904.
    case dateFrom1904
    /// 1 for true.
    case boolean
    /// The index of the text of an error.
    case error
    /// Nothing.
    case emptyFormula
    /// The index of the identifier of a picture.
    case picture
  }

  /// The mark of a negative decimal in its detail, beside the number of digits after the point.
  @inlinable package static var negative: UInt8 { 0x80 }

  @usableFromInline var row: UInt32
  @usableFromInline var column: UInt16
  /// What the payload is.
  @usableFromInline package var kind: Kind
  /// For a decimal, the number of digits after the point, up to 19, and the sign.
  @usableFromInline var detail: UInt8
  @usableFromInline var payload: UInt64

  /// Creates a cell whose place is known to be inside a worksheet.
  @inlinable
  package init(row: Int, column: Int, _ kind: Kind, detail: UInt8 = 0, payload: UInt64) {
    self.row = UInt32(truncatingIfNeeded: row)
    self.column = UInt16(truncatingIfNeeded: column)
    self.kind = kind
    self.detail = detail
    self.payload = payload
  }

  /// The place as one number, which orders cells row by row.
  @inlinable package var place: UInt64 { UInt64(row) << 16 | UInt64(column) }

  /// The place.
  @inlinable var reference: CellReference { CellReference(Int(row), Int(column)) }
}

extension PackedCell {
  private static let powers: [UInt64] = (0..<19).reduce(into: [1]) { powers, _ in
    powers.append((powers.last ?? 1) &* 10)
  }

  /// The number that a decimal is, rounded to the nearest.
  @inlinable
  package static func value(ofDigits digits: UInt64, detail: UInt8) -> Double {
    digits < 1 << 53 && detail == 0 ? Double(digits) : scaledValue(ofDigits: digits, detail: detail)
  }

  @usableFromInline
  static func scaledValue(ofDigits digits: UInt64, detail: UInt8) -> Double {
    let scale = Int(detail & 0x7F)
    let magnitude: Double
    if digits < 1 << 53, scale <= 22 {
      // Both are exact in binary floating point, so the quotient is the nearest number.
      magnitude = scale == 0 ? Double(digits) : Double(digits) / exactPowers[scale]
    } else {
      magnitude = quotient(digits, powers[scale])
    }
    return detail & negative == 0 ? magnitude : -magnitude
  }

  /// Divides two numbers other than zero and rounds to the nearest, ties to even.
  private static func quotient(_ dividend: UInt64, _ divisor: UInt64) -> Double {
    guard divisor > 1 else { return Double(dividend) }
    let shift = (dividend.leadingZeroBitCount, divisor.leadingZeroBitCount)
    let numerator = dividend << shift.0
    let result = (divisor << shift.1)
      .dividingFullWidth((numerator >> 1, (numerator & 1) << 63))
    // The quotient has more than 55 bits, so what remains matters only as not being zero.
    let bits = result.remainder == 0 ? result.quotient : result.quotient | 1
    return Double(bits) * Double(sign: .plus, exponent: shift.1 - shift.0 - 63, significand: 1)
  }

  private static let exactPowers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// The characters that a decimal was read from.
  static func text(ofDigits digits: UInt64, detail: UInt8) -> String {
    let scale = Int(detail & 0x7F)
    var text = Array(String(digits).utf8)
    if scale > 0 {
      if text.count <= scale {
        text.insert(
          contentsOf: repeatElement(UInt8(ascii: "0"), count: scale + 1 - text.count),
          at: 0
        )
      }
      text.insert(UInt8(ascii: "."), at: text.count - scale)
    }
    if detail & negative != 0 { text.insert(UInt8(ascii: "-"), at: 0) }
    return String(decoding: text, as: UTF8.self)
  }
}
