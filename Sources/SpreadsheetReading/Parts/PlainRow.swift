import Spreadsheet

/// The start of a row as programs spell nearly all of them: `<row r="1" spans="1:24" ht="12">`, with
/// its number, and attributes of which only `hidden` matters here.
struct PlainRow {
  /// Words whose lowest byte is the first character.
  private enum Spelling {
    static let start: UInt64 = 0x20_776F_723C  // <row and a space
    static let number: UInt64 = 0x22_3D72  // r="
    static let hidden: UInt64 = 0x3D6E_6564_6469_68  // hidden=
  }

  /// The number of the row.
  private(set) var number = 0
  /// The reference that its first cell probably has.
  private(set) var first = ExpectedReference()
  private(set) var isHidden = false
  /// Whether the row has no content.
  private(set) var isEmpty = false
  /// The offset of the name.
  let name: Int
  /// The offset after the start tag.
  private(set) var end = 0

  /// Reads the start tag at an offset; `nil` when there is none, or one that is anything else, which is
  /// left to the scanner.
  init?(_ bytes: ByteView, at start: Int, attributes: Int) {
    guard bytes.word(start) & 0xFF_FFFF_FFFF == Spelling.start else { return nil }
    name = start + 1
    var offset = start + 4
    var count = 0
    while bytes[offset] == ASCII.space {
      offset += 1
      count += 1
      let word = bytes.word(offset)
      if word & 0xFF_FFFF == Spelling.number {
        let digits = DigitWord(bytes.word(offset + 3))
        offset += 3 + digits.count
        number = Int(truncatingIfNeeded: digits.value)
        guard (1...CellReference.maximumRow).contains(number), bytes[offset] == ASCII.quote else {
          return nil
        }
        let start = offset - digits.count
        first = ExpectedReference(bytes, row: number, at: start, digits: digits.count)
        offset += 1
      } else if word & 0xFF_FFFF_FFFF_FFFF == Spelling.hidden {
        let value = bytes[offset + 8]
        guard bytes[offset + 7] == ASCII.quote, bytes[offset + 9] == ASCII.quote,
          value == UInt8(ascii: "0") || value == UInt8(ascii: "1")
        else { return nil }
        isHidden = value == UInt8(ascii: "1")
        offset += 10
      } else {
        let start = offset
        while case let letters = ASCII.leadingLetters(bytes.word(offset)), letters > 0 {
          offset += letters
          guard letters == 8 else { break }
        }
        guard offset > start, bytes[offset] == ASCII.equals, bytes[offset + 1] == ASCII.quote else {
          return nil
        }
        offset = bytes.endOfAttribute(from: offset + 2, quote: ASCII.quote)
        guard bytes[offset] == ASCII.quote else { return nil }
        offset += 1
      }
    }
    if bytes[offset] == ASCII.slash {
      isEmpty = true
      offset += 1
    }
    guard number > 0, count <= attributes, bytes[offset] == ASCII.greater else { return nil }
    end = offset + 1
  }
}
