package import Foundation

extension Decimal {
  /// The binary number nearest to the decimal one.
  ///
  /// `NSDecimalNumber.doubleValue` multiplies by powers of ten and misses it by a digit: it makes
  /// 128020.13999999998 of 128020.14.
  package var nearestDouble: Double { Double(description) ?? (self as NSDecimalNumber).doubleValue }
}
