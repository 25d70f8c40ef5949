/// The address of one cell: one-based row and column within the limits of the format.
///
/// A worksheet has 1,048,576 rows and 16,384 columns (ECMA-376 part 1, §18.3.1.73 and §18.3.1.13).
public struct CellReference: Hashable, Sendable {
  /// The number of rows a worksheet can have.
  public static let maximumRow = 1_048_576
  /// The number of columns a worksheet can have.
  public static let maximumColumn = 16_384

  /// The one-based row number.
  public let row: Int
  /// The one-based column number; 1 is column A.
  public let column: Int

  /// Creates a reference, or `nil` when the row or column is outside a worksheet.
  @inlinable
  public init?(row: Int, column: Int) {
    guard (1...Self.maximumRow).contains(row), (1...Self.maximumColumn).contains(column) else {
      return nil
    }
    self.row = row
    self.column = column
  }

  /// Creates a reference whose row and column are known to be inside a worksheet.
  ///
  /// - Precondition: row and column are within the format's limits.
  @inlinable
  public init(_ row: Int, _ column: Int) {
    precondition((1...Self.maximumRow).contains(row) && (1...Self.maximumColumn).contains(column))
    self.row = row
    self.column = column
  }

  /// Parses A1 notation, with or without `$` before letters and digits; `nil` for anything else.
  public init?(_ text: some StringProtocol) { self.init(utf8: text.utf8) }

  /// Parses the bytes of A1 notation; `nil` for anything else.
  // Inlined, so that a reader's bytes are parsed where they lie.
  @inlinable
  package init?(utf8 bytes: some Sequence<UInt8>) {
    var column = 0
    var row = 0
    var digits = 0
    var dollars = 0
    for byte in bytes {
      let letter = byte & 0xDF &- UInt8(ascii: "A")
      let digit = byte &- UInt8(ascii: "0")
      if digit < 10 {
        digits += 1
        row = row * 10 + Int(digit)
        guard row <= Self.maximumRow else { return nil }
      } else if letter < 26, digits == 0, dollars & 2 == 0 {
        column = column * 26 + Int(letter) + 1
        guard column <= Self.maximumColumn else { return nil }
      } else if byte == UInt8(ascii: "$"), digits == 0 {
        // One before the letters, one before the digits.
        let place = column == 0 ? 1 : 2
        guard dollars & 3 < place else { return nil }
        dollars |= place
      } else {
        return nil
      }
    }
    self.init(row: row, column: column)
  }

  /// The letters of a one-based column number, such as `AB` for 28.
  public static func letters(ofColumn column: Int) -> String {
    // A form has tens of thousands of references, and so short a text needs no memory of its own.
    String(unsafeUninitializedCapacity: 15) { write(lettersOf: column, to: $0) }
  }

  /// Writes the letters of a column; gives their number.
  private static func write(
    lettersOf column: Int,
    to buffer: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    var count = 0
    var rest = column
    while rest > 0 {
      rest = (rest - 1) / 26
      count += 1
    }
    rest = column
    for place in (0..<count).reversed() {
      buffer[place] = UInt8(ascii: "A") + UInt8((rest - 1) % 26)
      rest = (rest - 1) / 26
    }
    return count
  }

  /// The reference with `$` before row and column, such as `$C$5`.
  public var absolute: String { "$\(Self.letters(ofColumn: column))$\(row)" }
}

extension CellReference: Comparable {
  /// Orders cells row by row, then by column.
  public static func < (left: Self, right: Self) -> Bool {
    (left.row, left.column) < (right.row, right.column)
  }
}

extension CellReference: CustomStringConvertible {
  /// The reference in A1 notation.
  public var description: String {
    String(unsafeUninitializedCapacity: 15) { buffer in
      let start = Self.write(lettersOf: column, to: buffer)
      var count = start
      var rest = row
      repeat {
        buffer[count] = UInt8(ascii: "0") + UInt8(rest % 10)
        rest /= 10
        count += 1
      } while rest > 0
      buffer[start..<count].reverse()
      return count
    }
  }
}

/// A rectangle of cells.
public struct CellRange: Hashable, Sendable {
  /// The top left cell.
  public let first: CellReference
  /// The bottom right cell.
  public let last: CellReference

  /// Creates the rectangle that two opposite corners span.
  @inlinable
  public init(_ corner: CellReference, _ opposite: CellReference) {
    first = CellReference(min(corner.row, opposite.row), min(corner.column, opposite.column))
    last = CellReference(max(corner.row, opposite.row), max(corner.column, opposite.column))
  }

  /// Parses `B2:D4` or a single `B2`; `nil` for anything else.
  public init?(_ text: some StringProtocol) { self.init(utf8: text.utf8) }

  /// Parses the bytes of `B2:D4` or of a single `B2`; `nil` for anything else.
  @inlinable
  package init?(utf8 bytes: some Collection<UInt8>) {
    // Two corners with all that they may have take 25 characters; leading zeros are few.
    guard bytes.count <= 64 else { return nil }
    let colon = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
    guard let first = CellReference(utf8: bytes[..<colon]) else { return nil }
    guard colon < bytes.endIndex else {
      self.init(first, first)
      return
    }
    guard let last = CellReference(utf8: bytes[bytes.index(after: colon)...]) else { return nil }
    self.init(first, last)
  }

  /// The one-based rows that the range covers.
  public var rows: ClosedRange<Int> { first.row...last.row }
  /// The one-based columns that the range covers.
  public var columns: ClosedRange<Int> { first.column...last.column }

  /// Whether a cell lies in the range.
  public func contains(_ cell: CellReference) -> Bool {
    rows.contains(cell.row) && columns.contains(cell.column)
  }

  /// The range with `$` before rows and columns, such as `$B$2:$D$4`.
  public var absolute: String {
    first == last ? first.absolute : "\(first.absolute):\(last.absolute)"
  }
}

extension CellRange: CustomStringConvertible {
  /// The range in A1 notation; a single cell is written without a colon.
  public var description: String { first == last ? "\(first)" : "\(first):\(last)" }
}
