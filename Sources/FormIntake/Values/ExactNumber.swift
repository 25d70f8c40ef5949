import FormDefinitions
import Foundation
import Spreadsheet

/// A decimal number as its digits: exact where binary floating point is not.
struct ExactNumber: Hashable, Sendable {
  private(set) var isNegative: Bool
  /// The digits without the decimal point.
  private(set) var mantissa: UInt64
  /// How many of the digits follow the decimal point; negative for zeros that are left out.
  private(set) var scale: Int

  /// Parses digits with a sign, a decimal point and an exponent; `nil` for anything else, and for
  /// more than 19 significant digits.
  init?(_ text: some StringProtocol) {
    var negative = false
    var mantissa: UInt64 = 0
    var scale = 0
    var exponent = 0
    var exponentIsNegative = false
    var digits = 0
    var seenPoint = false
    var seenExponent = false
    var exponentDigits = 0
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case 0x30...0x39 where seenExponent:
        exponentDigits += 1
        guard exponentDigits <= 3 else { return nil }
        exponent = exponent * 10 + Int(byte - 0x30)
      case 0x30...0x39:
        digits += 1
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(UInt64(byte - 0x30))
        guard !overflow, !carry else { return nil }
        mantissa = sum
        if seenPoint { scale += 1 }
      case UInt8(ascii: "-") where index == 0: negative = true
      case UInt8(ascii: "+") where index == 0: break
      case UInt8(ascii: ".") where !seenPoint && !seenExponent: seenPoint = true
      case UInt8(ascii: "E") where !seenExponent && digits > 0,
        UInt8(ascii: "e") where !seenExponent && digits > 0:
        seenExponent = true
      case UInt8(ascii: "-") where seenExponent && exponentDigits == 0: exponentIsNegative = true
      case UInt8(ascii: "+") where seenExponent && exponentDigits == 0: break
      default: return nil
      }
    }
    guard digits > 0, !seenExponent || exponentDigits > 0 else { return nil }
    isNegative = negative && mantissa != 0
    self.mantissa = mantissa
    self.scale = scale - (exponentIsNegative ? -exponent : exponent)
    canonicalise()
  }

  /// The number that a cell shows: the 15 significant digits that binary floating point keeps.
  init?(_ cell: CellNumber) {
    guard let number = ExactNumber(cell.rawText) ?? ExactNumber(String(cell.value)) else {
      return nil
    }
    self = number.roundedToFifteenDigits()
  }

  private func roundedToFifteenDigits() -> ExactNumber {
    var result = self
    var dropped: UInt64 = 1
    while result.mantissa / dropped >= 1_000_000_000_000_000 {
      dropped *= 10
      result.scale -= 1
    }
    if dropped > 1 {
      let (quotient, remainder) = result.mantissa.quotientAndRemainder(dividingBy: dropped)
      result.mantissa = quotient + (remainder >= dropped / 2 ? 1 : 0)
    }
    result.canonicalise()
    return result
  }

  /// Zeros at the end of the fraction go; zeros left out before the point come back.
  private mutating func canonicalise() {
    if mantissa == 0 {
      scale = 0
      isNegative = false
    }
    while scale > 0, mantissa % 10 == 0 {
      mantissa /= 10
      scale -= 1
    }
    while scale < 0, mantissa < UInt64.max / 10 {
      mantissa *= 10
      scale += 1
    }
  }

  /// The number as a decimal.
  var decimal: Decimal? {
    guard (-100...100).contains(scale) else { return nil }
    return Decimal(
      sign: isNegative ? .minus : .plus,
      exponent: -scale,
      significand: Decimal(mantissa)
    )
  }

  /// The number in plain digits, without exponent.
  var description: String {
    var digits = String(mantissa)
    if scale < 0 {
      digits += String(repeating: "0", count: min(-scale, 400))
    } else if scale > 0 {
      if digits.utf8.count <= scale {
        digits = String(repeating: "0", count: scale - digits.utf8.count + 1) + digits
      }
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -scale))
    }
    return isNegative ? "-" + digits : digits
  }

  /// The number if it is whole and small enough.
  var integer: Int? {
    guard scale == 0, mantissa <= UInt64(Int.max) else { return nil }
    return isNegative ? -Int(mantissa) : Int(mantissa)
  }

  /// The digits before the decimal point.
  var integerDigits: Int { max(1, String(mantissa).utf8.count - scale) }
}
