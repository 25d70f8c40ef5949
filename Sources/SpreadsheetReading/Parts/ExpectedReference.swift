import Spreadsheet

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
