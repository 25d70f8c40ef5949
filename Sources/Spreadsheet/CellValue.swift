/// What a cell holds.
public enum CellValue: Hashable, Sendable {
  /// Text, never empty.
  case text(String)
  /// A number, with the text that the file has for it.
  case number(CellNumber)
  /// A number under a date format, or an ISO 8601 date.
  case date(SerialDate)
  /// `TRUE` or `FALSE`.
  case boolean(Bool)
  /// An error value such as `#REF!`.
  case error(String)
  /// A formula that no program has calculated yet: the file holds no value for it.
  case emptyFormula
  /// A picture that WPS placed inside the cell (`DISPIMG`), by its identifier.
  case picture(String)
}

/// A number as the file writes it.
///
/// An 18-digit identity number typed as a number has lost its last digits in `value`; `rawText`
/// shows what the file holds.
public struct CellNumber: Sendable {
  /// How the file writes a number.
  @usableFromInline enum Spelling: Sendable {
    case text(String)
    /// The digits, with what `PackedCell` says of the decimal point and the sign.
    case digits(UInt64, UInt8)
  }

  /// The number in binary floating point; finite.
  public let value: Double
  @usableFromInline let spelling: Spelling

  /// Creates a number from what the file says.
  public init(_ value: Double, rawText: String) {
    self.value = value
    spelling = .text(rawText)
  }

  /// Creates a number from its value alone.
  public init(_ value: Double) {
    let isShort = value == value.rounded() && abs(value) < 1e15
    self.init(value, rawText: isShort ? String(Int64(value)) : String(value))
  }

  /// Creates the number that digits spell.
  @inlinable
  init(digits: UInt64, detail: UInt8) {
    value = PackedCell.value(ofDigits: digits, detail: detail)
    spelling = .digits(digits, detail)
  }

  /// The characters of the file, such as `4.11003E+17`, without surrounding white space.
  public var rawText: String {
    switch spelling {
    case .text(let text): text
    case .digits(let digits, let detail): PackedCell.text(ofDigits: digits, detail: detail)
    }
  }

  /// Whether the number has more significant digits than binary floating point keeps (15).
  public var mayHaveLostDigits: Bool {
    abs(value) >= 1e15
  }
}

extension CellNumber: Hashable {
  /// Whether two numbers are equal and spelt alike.
  public static func == (left: Self, right: Self) -> Bool {
    left.value == right.value && left.rawText == right.rawText
  }

  /// Feeds the number to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(value)
  }
}
