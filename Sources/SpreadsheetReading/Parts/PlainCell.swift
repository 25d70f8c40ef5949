import Spreadsheet

/// A cell as programs spell nearly all of them: `<c r="B2" s="1" t="s"><v>7</v></c>`, empty or with a
/// shared string, a boolean or a number in plain digits, or with a formula before its value, which
/// then may be text, or with a text of its own.
///
/// It is read eight bytes at a time, and a reference is compared with the one that follows the last
/// before it is taken apart.
struct PlainCell {
  /// What stands in such a cell, as words whose lowest byte is the first character.
  private enum Spelling {
    static let start: UInt64 = 0x633C  // <c
    static let reference: UInt32 = 0x223D_7220  //  r="
    static let style: UInt32 = 0x223D_7320  //  s="
    static let type: UInt32 = 0x223D_7420  //  t="
    static let sharedString: UInt64 = 0x2273  // s"
    static let number: UInt64 = 0x226E  // n"
    static let boolean: UInt64 = 0x2262  // b"
    static let text: UInt64 = 0x2272_7473  // str"
    static let inline: UInt64 = 0x696C_6E69  // inli
    static let restOfInline: UInt64 = 0x2272_7453_656E  // neStr"
    static let empty: UInt64 = 0x3E2F  // />
    static let emptyAfterSpace: UInt64 = 0x3E_2F20  // a space, />
    static let value: UInt32 = 0x3E76_3C3E  // ><v>
    static let end: UInt64 = 0x3E63_2F3C_3E76_2F3C  // </v></c>
    static let formula: UInt64 = 0x66_3C3E  // ><f
    static let valueAfterFormula: UInt64 = 0x3E76_3C  // <v>
    static let endAfterFormula: UInt64 = 0x3E63_2F3C  // </c>
    static let noValue: UInt64 = 0x3E63_2F3C_3E2F_763C  // <v/></c>
    static let noValueAfterSpace: UInt64 = 0x632F_3C3E_2F20_763C  // <v /></c
    static let inlineText: UInt64 = 0x3E74_3C3E_7369_3C3E  // ><is><t>
    static let spacedInlineText: UInt64 = 0x2074_3C3E_7369_3C3E  // ><is><t and a space
  }

  /// What the digits of a cell are.
  enum Kind {
    case number
    case sharedString
    case boolean
    /// The text that a formula gives.
    case text
    /// A text that stands in the cell.
    case inlineText
  }

  /// The number of attributes that such a cell has at most.
  static let attributes = 3

  private(set) var row: Int
  private(set) var column: Int
  private(set) var style = 0
  private(set) var kind = Kind.number
  /// Whether the cell holds a value.
  private(set) var hasValue = false
  /// The digits of the number or the boolean, or of the index of the shared string.
  private(set) var digits: UInt64 = 0
  /// What `PackedCell` keeps of a number's decimal point and sign.
  private(set) var detail: UInt8 = 0
  /// What stands between the reference and the value; empty where the reference is not stated first
  /// and once, or there is no value without a formula.
  private(set) var spelling = 0..<0
  /// The formula as the part spells it, if there is one.
  private(set) var formula: Range<Int>?
  /// The text.
  private(set) var text = 0..<0
  /// The offset after the cell.
  private(set) var end = 0

  /// Reads the cell that begins at an offset; `nil` when there is none, or one that is anything else,
  /// which is left to the scanner.
  ///
  /// The row and the column are those of the cell if it does not state its place.
  @inline(__always)
  init?(
    _ bytes: ByteView,
    at start: Int,
    row: Int,
    column: Int,
    _ expected: inout ExpectedReference
  ) {
    self.row = row
    self.column = column
    guard bytes.word(start) & 0xFFFF == Spelling.start else { return nil }
    var offset = start + 2
    var word = bytes.word(offset)
    var afterReference = 0
    var references = 0
    for _ in 0..<Self.attributes
    where word & 0xFF == UInt64(ASCII.space) && word & 0xFF_FFFF != Spelling.emptyAfterSpace {
      switch UInt32(truncatingIfNeeded: word) {
      case Spelling.reference:
        guard let length = expected.read(bytes, at: offset + 4) else { return nil }
        (self.row, self.column) = (expected.row, expected.column)
        if offset == start + 2 { references = 1 } else { references += 2 }
        offset += 4 + length
        afterReference = offset
      case Spelling.style:
        let number = DigitWord(bytes.word(offset + 4))
        style = Int(truncatingIfNeeded: number.value)
        offset += 4 + number.count
        guard number.count > 0, bytes[offset] == ASCII.quote else { return nil }
        offset += 1
      case Spelling.type:
        switch word >> 32 & 0xFFFF {
        case Spelling.sharedString: kind = .sharedString
        case Spelling.number: kind = .number
        case Spelling.boolean: kind = .boolean
        default:
          if word >> 32 == Spelling.text {
            kind = .text
            offset += 2
          } else {
            guard word >> 32 == Spelling.inline,
              bytes.word(offset + 8) & 0xFFFF_FFFF_FFFF == Spelling.restOfInline
            else { return nil }
            kind = .inlineText
            offset += 8
          }
        }
        offset += 6
      default: return nil
      }
      word = bytes.word(offset)
    }
    if word & 0xFFFF == Spelling.empty {
      end = offset + 2
      return
    }
    if word & 0xFF_FFFF == Spelling.emptyAfterSpace {
      end = offset + 3
      return
    }
    guard kind != .inlineText else {
      readInlineText(bytes, offset)
      guard hasValue else { return nil }
      return
    }
    if UInt32(truncatingIfNeeded: word) == Spelling.value {
      guard kind != .text else { return nil }
      offset += 4
      if references == 1 { spelling = afterReference..<offset }
    } else {
      guard word & 0xFF_FFFF == Spelling.formula,
        let plain = PlainFormula(bytes, at: offset + 3)
      else { return nil }
      formula = plain.range
      offset = plain.end
      word = bytes.word(offset)
      if word & 0xFFFF_FFFF == Spelling.endAfterFormula {
        end = offset + 4
        return
      }
      if word == Spelling.noValue
        || (word == Spelling.noValueAfterSpace && bytes[offset + 8] == ASCII.greater)
      {
        // Programs that do not calculate write so; as text it is an empty one.
        hasValue = kind == .text
        end = offset + (word == Spelling.noValue ? 8 : 9)
        return
      }
      guard word & 0xFF_FFFF == Spelling.valueAfterFormula else { return nil }
      offset += 3
      if kind == .text {
        guard let plain = PlainText(bytes, from: offset),
          bytes.word(plain.range.upperBound) == Spelling.end
        else { return nil }
        text = plain.range
        hasValue = true
        end = plain.range.upperBound + 8
        return
      }
    }
    offset = readDigits(bytes, offset)
    guard hasValue, bytes.word(offset) == Spelling.end else { return nil }
    end = offset + 8
  }

  /// Reads the text of a cell from the end of its start tag, if it is plain.
  private mutating func readInlineText(_ bytes: ByteView, _ start: Int) {
    var offset = start + 8
    if bytes.word(start) != Spelling.inlineText {
      guard bytes.word(start) == Spelling.spacedInlineText,
        bytes.matches("xml:space=\"preserve\">", at: offset)
      else { return }
      offset += 21
    }
    guard let plain = PlainText(bytes, from: offset),
      bytes.matches("</t></is></c>", at: plain.range.upperBound)
    else { return }
    text = plain.range
    hasValue = true
    end = plain.range.upperBound + 13
  }

  /// Reads a number that can be spelt again from its digits; gives the offset after it.
  @inline(__always)
  private mutating func readDigits(_ bytes: ByteView, _ start: Int) -> Int {
    var offset = start
    if bytes[offset] == UInt8(ascii: "-") {
      detail = PackedCell.negative
      offset += 1
    }
    let isZero = bytes[offset] == UInt8(ascii: "0")
    let whole = readRun(bytes, &offset)
    // A leading zero would be lost, and so would more digits than the payload holds.
    guard whole > 0, whole == 1 || !isZero else { return offset }
    var fraction = 0
    if bytes[offset] == UInt8(ascii: ".") {
      offset += 1
      fraction = readRun(bytes, &offset)
      guard fraction > 0 else { return offset }
    }
    hasValue = (isZero ? fraction : whole + fraction) <= 19 && fraction <= 19
    detail |= UInt8(truncatingIfNeeded: fraction)
    return offset
  }

  /// Reads digits after those that were read before; gives their number.
  @inline(__always)
  private mutating func readRun(_ bytes: ByteView, _ offset: inout Int) -> Int {
    let start = offset
    while true {
      let run = DigitWord(bytes.word(offset))
      digits = digits &* DigitWord.powers[run.count] &+ run.value
      offset += run.count
      // No number that is read here has so many digits, so the rest does not matter.
      guard run.count == 8, offset - start < 32 else { return offset - start }
    }
  }
}
