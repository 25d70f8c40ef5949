import Foundation

/// A decimal number as records hold it, exact.
struct ExactNumber: Hashable {
  /// The number without its point; the number itself where it has too many digits for that.
  private enum Form: Hashable {
    /// A whole number of units of 10 to the power of minus `places`.
    case scaled(Int64, places: Int)
    case decimal(Decimal)
  }

  private let form: Form

  /// The most decimal places of a scaled number.
  fileprivate static let places = 6
  fileprivate static let powers: [Int64] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000]

  /// Reads a number of JSON; `nil` where the bytes are none.
  init?(_ bytes: ArraySlice<UInt8>) {
    var value: Int64 = 0
    var digits = 0
    var places: Int?
    var isNegative = false
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        value = value * 10 + Int64(byte - UInt8(ascii: "0"))
        digits += 1
        places = places.map { $0 + 1 }
      case UInt8(ascii: "-") where index == 0: isNegative = true
      case UInt8(ascii: ".") where places == nil && digits > 0: places = 0
      default: digits = .max
      }
      // Nine places before the point more than any sum of money, and no overflow.
      if digits > 17 || places ?? 0 > Self.places {
        guard Self.isNumber(bytes),
          let number = Decimal(
            string: String(decoding: bytes, as: UTF8.self),
            locale: Locale(identifier: "en_US_POSIX")
          )
        else { return nil }
        form = .decimal(number)
        return
      }
    }
    guard digits > 0 else { return nil }
    form = .scaled(isNegative ? -value : value, places: places ?? 0)
  }

  /// Whether bytes are a number of JSON (RFC 8259, section 6), of which a parser may take a beginning.
  private static func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
    String(decoding: bytes, as: UTF8.self)
      .wholeMatch(of: #/-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?/#) != nil
  }

  /// The product of two numbers.
  static func * (left: Self, right: Self) -> Self {
    if case .scaled(let one, let first) = left.form,
      case .scaled(let other, let second) = right.form,
      first + second <= places
    {
      let (product, overflow) = one.multipliedReportingOverflow(by: other)
      if !overflow { return Self(form: .scaled(product, places: first + second)) }
    }
    return Self(form: .decimal(left.decimal * right.decimal))
  }

  private init(form: Form) { self.form = form }

  /// The number as a decimal one.
  var decimal: Decimal {
    switch form {
    case .scaled(let value, let places):
      Decimal(
        sign: value < 0 ? .minus : .plus,
        exponent: -places,
        significand: Decimal(value.magnitude)
      )
    case .decimal(let number): number
    }
  }

  /// Millionths, or nothing where the number has more digits.
  fileprivate var millionths: Int128? {
    guard case .scaled(let value, let places) = form else { return nil }
    return Int128(value) * Int128(Self.powers[Self.places - places])
  }
}

/// A sum without rounding: neither the order of the numbers nor their size makes a difference.
struct ExactSum: Hashable {
  /// How many numbers were added.
  private(set) var count = 0
  private var millionths: Int128 = 0
  /// The sum of what has more than six decimal places.
  private var rest: Decimal = 0

  mutating func add(_ number: ExactNumber) {
    count += 1
    if let scaled = number.millionths { millionths += scaled } else { rest += number.decimal }
  }

  mutating func add(_ other: ExactSum) {
    count += other.count
    millionths += other.millionths
    rest += other.rest
  }

  /// The sum.
  var value: Decimal {
    let digits = Decimal(string: String(millionths.magnitude)) ?? 0
    return Decimal(
      sign: millionths < 0 ? .minus : .plus,
      exponent: -ExactNumber.places,
      significand: digits
    ) + rest
  }
}

extension Decimal {
  /// The number rounded to decimal places, halves away from zero as Excel does.
  func rounded(to places: Int) -> Decimal {
    var magnitude = self.magnitude
    var rounded = Decimal()
    NSDecimalRound(&rounded, &magnitude, places, .plain)
    return self < 0 ? -rounded : rounded
  }

  /// The number with a fixed number of decimal places.
  func text(places: Int) -> String {
    let text = rounded(to: places).description
    guard places > 0 else { return text }
    let parts = text.split(separator: ".", maxSplits: 1)
    let fraction = parts.count == 2 ? String(parts[1]) : ""
    return
      "\(parts[0]).\(fraction)\(String(repeating: "0", count: max(0, places - fraction.count)))"
  }
}
