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

/// A formula without anything that cannot be kept as it is spelt.
///
/// Of its attributes none matters here: the cells that share a formula with another have an empty one
/// (ECMA-376 part 1, §18.3.1.40).
struct PlainFormula {
  /// The spelling.
  let range: Range<Int>
  /// The offset after the element.
  let end: Int

  /// Reads the formula from the offset after the name of its element to the element's end, or gives
  /// `nil` when there is more to it: attributes that are many or spelt in another way than programs do,
  /// control characters and line ends, other references than the five names that XML knows, or a
  /// picture.
  @inline(never)
  init?(_ bytes: ByteView, at tag: Int) {
    guard let start = Self.endOfTag(bytes, from: tag) else { return nil }
    if bytes[start - 2] == ASCII.slash {
      range = start..<start
      end = start
      return
    }
    let stop = bytes.offset(of: ASCII.less, from: start)
    guard bytes.matches("</f>", at: stop) else { return nil }
    let spelling = bytes.slice(start..<stop)
    var offset = 0
    while true {
      offset = spelling.offsetOfAmpersandOrControl(from: offset)
      guard offset < stop - start else { break }
      guard spelling[offset] == ASCII.ampersand,
        let length = Self.lengthOfReference(spelling.word(offset + 1))
      else { return nil }
      offset += 1 + length
    }
    // A formula that is longer gives no picture.
    if spelling.count < 6 * 256 {
      offset = spelling.offset(of: UInt8(ascii: "P"), from: 0)
      while offset < spelling.count {
        if spelling.matches("DISPIMG(", at: offset - 3) { return nil }
        offset = spelling.offset(of: UInt8(ascii: "P"), from: offset + 1)
      }
    }
    range = start..<stop
    end = stop + 4
  }

  /// The offset after a start tag from the one after its name; `nil` when it has more attributes than
  /// a cell, or others than letters with a value in double quotes.
  @inline(__always)
  private static func endOfTag(_ bytes: ByteView, from start: Int) -> Int? {
    var offset = start
    for _ in 0..<PlainCell.attributes where bytes[offset] == ASCII.space {
      // Our own writer leaves more than one.
      offset = bytes.skippingSpace(from: offset + 1)
      let letters = ASCII.leadingLetters(bytes.word(offset))
      // Space before the end.
      guard letters > 0 else { break }
      offset += letters
      guard letters < 8, bytes[offset] == ASCII.equals, bytes[offset + 1] == ASCII.quote else {
        return nil
      }
      offset = bytes.endOfAttribute(from: offset + 2, quote: ASCII.quote)
      guard bytes[offset] == ASCII.quote else { return nil }
      offset += 1
    }
    offset = bytes.skippingSpace(from: offset)
    if bytes[offset] == ASCII.slash { offset += 1 }
    return bytes[offset] == ASCII.greater ? offset + 1 : nil
  }

  /// The number of characters of a reference after its `&`, or `nil` when it is none of the five.
  private static func lengthOfReference(_ word: UInt64) -> Int? {
    if word & 0xFFFF_FFFF == 0x3B70_6D61 { return 4 }  // amp;
    if word & 0xFF_FFFF == 0x3B_746C || word & 0xFF_FFFF == 0x3B_7467 { return 3 }  // lt; gt;
    if word & 0xFF_FFFF_FFFF == 0x3B_746F_7571 { return 5 }  // quot;
    if word & 0xFF_FFFF_FFFF == 0x3B_736F_7061 { return 5 }  // apos;
    return nil
  }
}

/// The reference that a cell will state if it follows the one before, as nearly all do.
struct ExpectedReference {
  /// The place of the reference that was read last.
  private(set) var row = 0
  private(set) var column = 0
  /// The characters of the next reference with the quote after it, if they are at most eight; with a
  /// mask of zero they are none that a word can be.
  private var characters: UInt64 = 1
  private var mask: UInt64 = 0
  private(set) var length = 0
  /// One at the last letter, so that adding it gives the next column.
  private var step: UInt64 = 0
  /// The column of the last reference of as many letters that begins with the same ones.
  private var lastColumn = 0

  /// Nothing is known.
  init() {}

  /// The first cell of a row whose number stands at an offset in as many digits, followed by a quote.
  @inline(__always)
  init(_ bytes: ByteView, row: Int, at start: Int, digits: Int) {
    // A, the digits and the quote.
    guard 1...6 ~= digits else { return }
    self.row = row
    length = digits + 2
    mask = UInt64.max >> UInt64(64 - 8 * length)
    characters = (bytes.word(start) << 8 | UInt64(UInt8(ascii: "A"))) & mask
    step = 1
    lastColumn = 26
  }

  /// Reads the reference at an offset; gives the number of its characters with the quote after it, or
  /// `nil` when it is none.
  @inline(__always)
  mutating func read(_ bytes: ByteView, at start: Int) -> Int? {
    guard isNext(bytes.word(start)) else { return readAnew(bytes, at: start) }
    moveOn()
    return length
  }

  /// Whether a word begins with the next reference.
  @inline(__always)
  func isNext(_ word: UInt64) -> Bool { word & mask == characters }

  /// Moves on to the next reference.
  @inline(__always)
  mutating func moveOn() {
    column += 1
    advance()
  }

  private mutating func readAnew(_ bytes: ByteView, at start: Int) -> Int? {
    var offset = start
    var letters = 0
    var column = 0
    while true {
      let letter = bytes[offset] &- UInt8(ascii: "A")
      guard letter < 26, letters < 3 else { break }
      column = column * 26 + Int(letter) + 1
      letters += 1
      offset += 1
    }
    let number = DigitWord(bytes.word(offset))
    offset += number.count
    guard (1...CellReference.maximumColumn).contains(column),
      (1...UInt64(CellReference.maximumRow)).contains(number.value), bytes[offset] == ASCII.quote
    else { return nil }
    row = Int(truncatingIfNeeded: number.value)
    self.column = column
    length = offset + 1 - start
    if length <= 8 {
      mask = UInt64.max >> UInt64(64 - 8 * length)
      characters = bytes.word(start) & mask
      step = 1 << UInt64(8 * (letters - 1))
      // After Z the number of letters or an earlier letter changes.
      lastColumn = min((column - 1) / 26 * 26 + 26, CellReference.maximumColumn)
      advance()
    } else {
      forget()
    }
    return offset + 1 - start
  }

  @inline(__always)
  private mutating func advance() {
    if column >= lastColumn { forget() } else { characters &+= step }
  }

  private mutating func forget() {
    mask = 0
    characters = 1
  }
}
