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
  public init(_ row: Int, _ column: Int) {
    precondition((1...Self.maximumRow).contains(row) && (1...Self.maximumColumn).contains(column))
    self.row = row
    self.column = column
  }

  /// Parses A1 notation, with or without `$` before letters and digits; `nil` for anything else.
  public init?(_ text: some StringProtocol) {
    var bytes = text.utf8[...]
    if bytes.first == UInt8(ascii: "$") { bytes = bytes.dropFirst() }
    var column = 0
    while let byte = bytes.first, let letter = Self.letterValue(byte) {
      column = column * 26 + letter
      guard column <= Self.maximumColumn else { return nil }
      bytes = bytes.dropFirst()
    }
    if column > 0, bytes.first == UInt8(ascii: "$") { bytes = bytes.dropFirst() }
    var row = 0
    while let byte = bytes.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      row = row * 10 + Int(byte - UInt8(ascii: "0"))
      guard row <= Self.maximumRow else { return nil }
      bytes = bytes.dropFirst()
    }
    guard bytes.isEmpty else { return nil }
    self.init(row: row, column: column)
  }

  /// The value of a column letter, 1 to 26; `nil` for any other byte.
  private static func letterValue(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A")) + 1
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a")) + 1
    default: nil
    }
  }

  /// The letters of a one-based column number, such as `AB` for 28.
  public static func letters(ofColumn column: Int) -> String {
    var letters: [UInt8] = []
    var rest = column
    while rest > 0 {
      letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
      rest = (rest - 1) / 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
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
  public var description: String { "\(Self.letters(ofColumn: column))\(row)" }
}

/// A rectangle of cells.
public struct CellRange: Hashable, Sendable {
  /// The top left cell.
  public let first: CellReference
  /// The bottom right cell.
  public let last: CellReference

  /// Creates the rectangle that two opposite corners span.
  public init(_ corner: CellReference, _ opposite: CellReference) {
    first = CellReference(min(corner.row, opposite.row), min(corner.column, opposite.column))
    last = CellReference(max(corner.row, opposite.row), max(corner.column, opposite.column))
  }

  /// Parses `B2:D4` or a single `B2`; `nil` for anything else.
  public init?(_ text: some StringProtocol) {
    // Two corners with all that they may have take 25 characters; leading zeros are few.
    guard text.utf8.count <= 64 else { return nil }
    let corners = text.split(separator: ":", omittingEmptySubsequences: false)
    guard let first = corners.first.flatMap({ CellReference($0) }), corners.count <= 2 else {
      return nil
    }
    guard corners.count == 2 else {
      self.init(first, first)
      return
    }
    guard let last = CellReference(corners[1]) else { return nil }
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
