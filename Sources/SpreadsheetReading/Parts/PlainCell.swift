import Spreadsheet

/// A cell as programs spell nearly all of them: `<c r="B2" s="1" t="s"><v>7</v></c>`, empty or with a
/// shared string or a number in plain digits.
struct PlainCell {
  /// The number of attributes that such a cell has at most.
  static let attributes = 3

  /// The place that the cell states; 0 when it states none.
  private(set) var row = 0
  private(set) var column = 0
  private(set) var style = 0
  private(set) var isSharedString = false
  /// Whether the cell holds a value.
  private(set) var hasValue = false
  /// The digits of the number, or of the index of the shared string.
  private(set) var digits: UInt64 = 0
  /// What `PackedCell` keeps of a number's decimal point and sign.
  private(set) var detail: UInt8 = 0
  /// The offset after the cell.
  private(set) var end = 0

  /// Reads the cell that begins at an offset; `nil` when there is none, or one that is anything else,
  /// which is left to the scanner.
  @inline(__always)
  init?(_ bytes: ByteView, at start: Int) {
    guard bytes[start] == ASCII.less, bytes[start + 1] == UInt8(ascii: "c") else { return nil }
    var offset = start + 2
    for _ in 0..<Self.attributes where bytes[offset] == ASCII.space {
      guard bytes[offset + 2] == ASCII.equals, bytes[offset + 3] == ASCII.quote else { return nil }
      switch bytes[offset + 1] {
      case UInt8(ascii: "r"): offset = readReference(bytes, offset + 4)
      case UInt8(ascii: "s"): offset = readStyle(bytes, offset + 4)
      case UInt8(ascii: "t"):
        switch bytes[offset + 4] {
        case UInt8(ascii: "s"): isSharedString = true
        case UInt8(ascii: "n"): isSharedString = false
        default: return nil
        }
        offset += 5
      default: return nil
      }
      guard bytes[offset] == ASCII.quote else { return nil }
      offset += 1
    }
    if bytes[offset] == ASCII.slash, bytes[offset + 1] == ASCII.greater {
      end = offset + 2
      return
    }
    guard bytes[offset] == ASCII.greater, bytes[offset + 1] == ASCII.less,
      bytes[offset + 2] == UInt8(ascii: "v"), bytes[offset + 3] == ASCII.greater
    else { return nil }
    offset = readDigits(bytes, offset + 4)
    guard hasValue, bytes.matches("</v></c>", at: offset) else { return nil }
    end = offset + 8
  }

  /// Reads a reference; gives the offset after it, where a quote must stand.
  @inline(__always)
  private mutating func readReference(_ bytes: ByteView, _ start: Int) -> Int {
    var offset = start
    column = 0
    row = 0
    while true {
      let letter = bytes[offset] &- UInt8(ascii: "A")
      guard letter < 26, column <= CellReference.maximumColumn else { break }
      column = column * 26 + Int(letter) + 1
      offset += 1
    }
    while true {
      let digit = bytes[offset] &- UInt8(ascii: "0")
      guard digit < 10, row <= CellReference.maximumRow else { break }
      row = row * 10 + Int(digit)
      offset += 1
    }
    let isInside =
      column &- 1 < CellReference.maximumColumn && row &- 1 < CellReference.maximumRow
      && column > 0 && row > 0
    return isInside ? offset : -1
  }

  @inline(__always)
  private mutating func readStyle(_ bytes: ByteView, _ start: Int) -> Int {
    var offset = start
    style = 0
    while true {
      let digit = bytes[offset] &- UInt8(ascii: "0")
      guard digit < 10, style < 1 << 30 else { break }
      style = style * 10 + Int(digit)
      offset += 1
    }
    return offset
  }

  /// Reads a number that can be spelt again from its digits; gives the offset after it.
  @inline(__always)
  private mutating func readDigits(_ bytes: ByteView, _ start: Int) -> Int {
    var offset = start
    if bytes[offset] == UInt8(ascii: "-") {
      detail = PackedCell.negative
      offset += 1
    }
    let first = offset
    while true {
      let digit = bytes[offset] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      digits = digits &* 10 &+ UInt64(digit)
      offset += 1
    }
    let whole = offset - first
    // A leading zero would be lost, and so would a number with more digits than the payload holds.
    guard whole > 0, whole == 1 || bytes[first] != UInt8(ascii: "0") else { return offset }
    var fraction = 0
    if bytes[offset] == UInt8(ascii: ".") {
      offset += 1
      let point = offset
      while true {
        let digit = bytes[offset] &- UInt8(ascii: "0")
        guard digit < 10 else { break }
        digits = digits &* 10 &+ UInt64(digit)
        offset += 1
      }
      fraction = offset - point
      guard fraction > 0 else { return offset }
    }
    let significant = bytes[first] == UInt8(ascii: "0") ? fraction : whole + fraction
    hasValue = significant <= 19 && fraction <= 19
    detail |= UInt8(truncatingIfNeeded: fraction)
    return offset
  }

  /// Puts the cell where it stands when it states no place itself.
  mutating func stand(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}
