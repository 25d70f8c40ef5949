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
public struct CellNumber: Hashable, Sendable {
  /// The number in binary floating point; finite.
  public let value: Double
  /// The characters of the file, such as `4.11003E+17`, without surrounding white space.
  public let rawText: String

  /// Creates a number from what the file says.
  public init(_ value: Double, rawText: String) {
    self.value = value
    self.rawText = rawText
  }

  /// Creates a number from its value alone.
  public init(_ value: Double) {
    self.value = value
    if value == value.rounded(), abs(value) < 1e15 {
      rawText = String(Int64(value))
    } else {
      rawText = String(value)
    }
  }

  /// Whether the number has more significant digits than binary floating point keeps (15).
  public var mayHaveLostDigits: Bool {
    abs(value) >= 1e15
  }
}
