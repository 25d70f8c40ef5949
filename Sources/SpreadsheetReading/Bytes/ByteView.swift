import Glibc

/// Bytes lent by their owner for the time of one parse, read with a check of every index.
///
/// A byte beyond the end reads as NUL, which no XML document may hold, so that scanners stop there
/// by themselves and need no second test.
@safe
struct ByteView {
  private let start: UnsafePointer<UInt8>
  /// The number of bytes.
  let count: Int

  /// Lends a buffer, whose memory must stay where it is for as long as the view is used.
  @unsafe
  init(_ start: UnsafePointer<UInt8>, count: Int) {
    unsafe self.start = unsafe start
    self.count = count
  }

  /// Lends a buffer, whose memory must stay where it is for as long as the view is used.
  @unsafe
  init(_ buffer: UnsafeBufferPointer<UInt8>) {
    // An empty buffer may have no address; with a count of zero it is never read.
    unsafe self.start = unsafe buffer.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
    self.count = buffer.count
  }

  /// The byte at an offset, or NUL outside the bytes.
  @inline(__always)
  subscript(offset: Int) -> UInt8 {
    guard UInt(bitPattern: offset) < UInt(bitPattern: count) else { return 0 }
    return unsafe start[offset]
  }

  /// The eight bytes at an offset, the first of them lowest; bytes outside are NUL.
  @inline(__always)
  func word(_ offset: Int) -> UInt64 {
    guard offset >= 0, offset <= count &- 8 else { return wordAtEnd(offset) }
    return unsafe UInt64(
      littleEndian: UnsafeRawPointer(start + offset).loadUnaligned(as: UInt64.self)
    )
  }

  /// The ``ByteWindow/size`` bytes from an offset on, or `nil` when there are fewer.
  @inline(__always)
  func window(at offset: Int) -> ByteWindow? {
    guard offset >= 0, offset <= count &- ByteWindow.size else { return nil }
    return unsafe ByteWindow(start + offset)
  }

  private func wordAtEnd(_ offset: Int) -> UInt64 {
    (0..<8).reduce(0) { $0 | UInt64(self[offset &+ $1]) << UInt64($1 * 8) }
  }

  /// The bytes of a range as a buffer; the range is cut to what there is.
  @unsafe
  func buffer(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    let range = range.clamped(to: 0..<count)
    return unsafe UnsafeBufferPointer(start: start + range.lowerBound, count: range.count)
  }

  /// Gives the whole pages in a range back to the system; their bytes are NUL from then on.
  ///
  /// Only for memory of a ``ByteBuffer``, which holds nothing else in them.
  func discard(_ range: Range<Int>) {
    let page = 2 << 20
    let address = UInt(bitPattern: unsafe start)
    let first = Int((address + UInt(range.lowerBound) + UInt(page - 1)) / UInt(page)) * page
    let last = Int((address + UInt(range.upperBound)) / UInt(page)) * page
    guard first < last else { return }
    let memory = unsafe UnsafeMutableRawPointer(bitPattern: first)
    _ = unsafe madvise(memory, last - first, MADV_DONTNEED)
  }

  /// A view of a part of the bytes.
  func slice(_ range: Range<Int>) -> ByteView { unsafe ByteView(buffer(range)) }

  /// A copy of a part of the bytes.
  func array(_ range: Range<Int>) -> [UInt8] { unsafe Array(buffer(range)) }

  /// The bytes of a range as text; what is not UTF-8 becomes U+FFFD.
  func text(_ range: Range<Int>) -> String { unsafe String(decoding: buffer(range), as: UTF8.self) }

  /// The bytes of a range that are known to be UTF-8, as text.
  func wellFormedText(_ range: Range<Int>) -> String {
    unsafe String(copying: UTF8Span(unchecked: buffer(range).span))
  }

  /// Whether the bytes at an offset are those of a literal.
  @inline(__always)
  func matches(_ literal: StaticString, at offset: Int) -> Bool {
    let length = literal.utf8CodeUnitCount
    guard offset >= 0, count - offset >= length else { return false }
    // With the length of a literal the compiler makes one or two comparisons of it.
    return unsafe memcmp(start + offset, literal.utf8Start, length) == 0
  }

  /// Whether the bytes of a range are those of a literal.
  @inline(__always)
  func equals(_ literal: StaticString, _ range: Range<Int>) -> Bool {
    range.count == literal.utf8CodeUnitCount && matches(literal, at: range.lowerBound)
  }

  /// The first offset at or after another that holds no white space.
  @inline(__always)
  func skippingSpace(from offset: Int) -> Int {
    var offset = offset
    while ASCII.isSpace(self[offset]) { offset += 1 }
    return offset
  }

  /// The first offset at or after another that holds a byte, or the end.
  func offset(of byte: UInt8, from offset: Int) -> Int {
    guard offset < count else { return offset }
    let first = unsafe start + offset
    guard let found = unsafe memchr(first, CInt(byte), count - offset) else { return count }
    return unsafe offset + (UnsafeRawPointer(found) - UnsafeRawPointer(first))
  }

  /// The first offset at or after another that holds an ampersand, a control character, a tab or a line
  /// end, or the end.
  @inline(__always)
  func offsetOfAmpersandOrControl(from start: Int) -> Int {
    let (ones, highs): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    // The lowest byte that is either shows as the lowest high bit that is set.
    func found(_ word: UInt64) -> UInt64 {
      let other = word ^ ones &* UInt64(ASCII.ampersand)
      return ((other &- ones) & ~other) | ((word &- ones &* 0x20) & ~word)
    }
    var offset = start
    while offset >= 0, offset <= count &- 32 {
      let words = unsafe UnsafeRawPointer(self.start + offset)
        .loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self)
      let first = found(UInt64(littleEndian: words.0)) | found(UInt64(littleEndian: words.1))
      let last = found(UInt64(littleEndian: words.2)) | found(UInt64(littleEndian: words.3))
      guard (first | last) & highs == 0 else { break }
      offset += 32
    }
    // Beyond the end all is NUL.
    while true {
      let found = found(word(offset)) & highs
      if found != 0 { return min(count, offset + found.trailingZeroBitCount / 8) }
      offset += 8
    }
  }

  /// The first offset at or after another that holds a quote, or a byte that no attribute may hold:
  /// `<`, or NUL, which the end is too.
  @inline(__always)
  func endOfAttribute(from start: Int, quote: UInt8) -> Int {
    let (ones, highs): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    let quotes = ones &* UInt64(quote)
    let less = ones &* UInt64(ASCII.less)
    var offset = start
    for _ in 0..<4 {
      let word = word(offset)
      let (one, two) = (word ^ quotes, word ^ less)
      // The lowest byte that is zero in one of the three shows as the lowest high bit that is set.
      let zeros =
        ((one &- ones) & ~one) | ((two &- ones) & ~two) | ((word &- ones) & ~word)
      if zeros & highs != 0 { return offset + (zeros & highs).trailingZeroBitCount / 8 }
      offset += 8
    }
    return endOfLongAttribute(from: offset, quote: quote)
  }

  private func endOfLongAttribute(from start: Int, quote: UInt8) -> Int {
    let end = offset(of: quote, from: start)
    let value = slice(min(start, count)..<end)
    return start + min(value.offset(of: ASCII.less, from: 0), value.offset(of: 0, from: 0))
  }
}

/// The characters that the readers of this module look for.
enum ASCII {
  static let tab = UInt8(ascii: "\t")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
  static let apostrophe = UInt8(ascii: "'")
  static let ampersand = UInt8(ascii: "&")
  static let hash = UInt8(ascii: "#")
  static let semicolon = UInt8(ascii: ";")
  static let less = UInt8(ascii: "<")
  static let greater = UInt8(ascii: ">")
  static let slash = UInt8(ascii: "/")
  static let backslash = UInt8(ascii: "\\")
  static let equals = UInt8(ascii: "=")
  static let colon = UInt8(ascii: ":")
  static let exclamation = UInt8(ascii: "!")
  static let question = UInt8(ascii: "?")
  static let underscore = UInt8(ascii: "_")

  /// Whether XML counts a byte as white space.
  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == space || byte == lineFeed || byte == carriageReturn || byte == tab
  }

  /// The number of letters before the first byte of eight that is none; the lowest is the first.
  @inline(__always)
  static func leadingLetters(_ word: UInt64) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    // Of bytes below 0x80 no sum reaches the next byte; the others are no letters anyway, and what
    // they carry only touches bytes after them.
    let small = word | ones &* 0x20
    let atLeastA = small &+ ones &* (0x80 - 0x61)
    let beyondZ = small &+ ones &* (0x80 - 0x7B)
    let others = (~atLeastA | beyondZ | word) & (ones &* 0x80)
    return others.trailingZeroBitCount / 8
  }

  /// The value of a digit of a number to a base up to 16, or `nil`.
  static func digit(_ byte: UInt8, base: UInt32) -> UInt32? {
    let value: UInt32
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): value = UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): value = UInt32(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): value = UInt32(byte - UInt8(ascii: "A")) + 10
    default: return nil
    }
    return value < base ? value : nil
  }
}
