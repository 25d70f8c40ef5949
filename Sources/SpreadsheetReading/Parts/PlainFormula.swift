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
