import Spreadsheet

/// How the last cell of a column with a value was spelt between its reference and the value, such as
/// ` s="1" t="s"><v>`: that of the next row is nearly always the same, and is only compared.
struct UsualCell {
  /// What a cell spelt so holds.
  enum Kind {
    case number
    case date
    case sharedString
    case boolean
  }

  /// The number of bytes that are compared at most.
  static let maximumLength = 24

  let kind: Kind
  /// The number of bytes.
  let length: Int
  // The bytes, and which of them count.
  private let words: (UInt64, UInt64, UInt64)
  private let masks: (UInt64, UInt64, UInt64)

  /// What no cell is spelt like.
  static let none = UsualCell()

  private init() {
    kind = .number
    length = 0
    words = (1, 0, 0)
    masks = (0, 0, 0)
  }

  /// Notes what stands in a range of at most ``maximumLength`` bytes.
  init(_ bytes: ByteView, _ range: Range<Int>, _ kind: Kind) {
    self.kind = kind
    length = range.count
    func mask(_ start: Int) -> UInt64 {
      // A shift by too much gives zero.
      range.count <= start ? 0 : UInt64.max >> UInt64(max(0, 64 - 8 * (range.count - start)))
    }
    masks = (mask(0), mask(8), mask(16))
    words = (
      bytes.word(range.lowerBound) & masks.0, bytes.word(range.lowerBound + 8) & masks.1,
      bytes.word(range.lowerBound + 16) & masks.2
    )
  }

  /// Whether what stands at an offset begins alike, which an empty cell does not.
  @inline(__always)
  func mayStand(in bytes: ByteView, at offset: Int) -> Bool {
    bytes.word(offset) & masks.0 == words.0
  }

  /// Whether the same stands at an offset.
  @inline(__always)
  func stands(in bytes: ByteWindow, at offset: Int) -> Bool {
    let difference =
      (bytes.word(offset) & masks.0 ^ words.0) | (bytes.word(offset &+ 8) & masks.1 ^ words.1)
      | (bytes.word(offset &+ 16) & masks.2 ^ words.2)
    return difference == 0
  }
}

/// The bytes of a usual cell, and of what follows it: as many as none of them reaches beyond, so that
/// their end is looked for but once.
@safe
struct ByteWindow {
  /// The number of bytes: 6 to the reference, 8 of the reference, ``UsualCell/maximumLength``, a sign,
  /// twice 24 digits with a point between them, and 8 bytes after the value.
  static let size = 104

  private let start: UnsafePointer<UInt8>

  /// Lends as many bytes.
  @unsafe @inline(__always)
  init(_ start: UnsafePointer<UInt8>) { unsafe self.start = unsafe start }

  /// The eight bytes at an offset, the first of them lowest; NUL beyond the window.
  @inline(__always)
  func word(_ offset: Int) -> UInt64 {
    guard UInt(bitPattern: offset) <= UInt(Self.size - 8) else { return 0 }
    return unsafe UInt64(
      littleEndian: UnsafeRawPointer(start + offset).loadUnaligned(as: UInt64.self)
    )
  }
}

/// Plain digits with what `PackedCell` keeps of their decimal point and sign.
private struct UsualNumber {
  /// The end of a value and its cell, `</v></c>`.
  static let ending: UInt64 = 0x3E63_2F3C_3E76_2F3C

  private(set) var digits: UInt64 = 0
  private(set) var detail: UInt8 = 0
  /// The offset after the digits.
  private(set) var end: Int

  /// Reads the number at an offset to the end of its cell; `nil` when there is none, or one that is
  /// left to ``PlainCell``.
  @inline(__always)
  init?(_ bytes: ByteWindow, at start: Int) {
    let word = bytes.word(start)
    let run = DigitWord(word)
    // Nearly all are indices, days and other short numbers.
    guard run.count > 0, bytes.word(start + run.count) == Self.ending,
      run.count == 1 || word & 0xFF != UInt64(UInt8(ascii: "0"))
    else {
      guard let long = UsualNumber(long: bytes, at: start) else { return nil }
      self = long
      return
    }
    self.init(digits: run.value, end: start + run.count)
  }

  private init(digits: UInt64, end: Int) {
    self.digits = digits
    self.end = end
  }

  @inline(never)
  private init?(long bytes: ByteWindow, at start: Int) {
    end = start
    if bytes.word(end) & 0xFF == UInt64(UInt8(ascii: "-")) {
      detail = PackedCell.negative
      end += 1
    }
    let isZero = bytes.word(end) & 0xFF == UInt64(UInt8(ascii: "0"))
    let whole = readRun(bytes)
    guard whole > 0, whole == 1 || !isZero else { return nil }
    var fraction = 0
    if bytes.word(end) & 0xFF == UInt64(UInt8(ascii: ".")) {
      end += 1
      fraction = readRun(bytes)
      guard fraction > 0 else { return nil }
      detail |= UInt8(truncatingIfNeeded: fraction)
    }
    // With a whole part of zero one more would do.
    guard whole + fraction <= 19, bytes.word(end) == Self.ending else { return nil }
  }

  /// Reads digits after those that were read before; gives their number.
  @inline(__always)
  private mutating func readRun(_ bytes: ByteWindow) -> Int {
    let start = end
    while true {
      let run = DigitWord(bytes.word(end))
      digits = digits &* DigitWord.powers[run.count] &+ run.value
      end += run.count
      // More digits than these are none of a usual number.
      guard run.count == 8, end - start < 24 else { return end - start }
    }
  }
}

extension WorksheetPart {
  /// The number of columns whose spelling is noted.
  static var usualColumns: Int { 256 }

  /// Reads the cells from an offset on that follow one another in a row and are spelt as those of
  /// their columns were before; gives the offset of the first that is not.
  mutating func readUsualCells(
    _ bytes: ByteView,
    from start: Int,
    _ usual: [UsualCell],
    _ expected: inout ExpectedReference
  ) -> Int {
    // <c r="
    let beginning: UInt64 = 0x223D_7220_633C
    let stringCount = UInt64(context.strings.usualCount)
    let dates: PackedCell.Kind = context.dateSystem == .from1900 ? .dateFrom1900 : .dateFrom1904
    let cellsOfRun = 64
    return unsafe withUnsafeTemporaryAllocation(of: PackedCell.self, capacity: cellsOfRun) { run in
      var count = 0
      var offset = start
      let usual = usual.span
      cells: while expected.column < usual.count, let window = bytes.window(at: offset),
        window.word(0) & 0xFFFF_FFFF_FFFF == beginning, expected.isNext(window.word(6))
      {
        let cell = usual[expected.column]
        let value = 6 + expected.length
        guard cell.stands(in: window, at: value),
          let number = UsualNumber(window, at: value + cell.length)
        else { break }
        var packed = PackedCell(
          row: expected.row,
          column: expected.column + 1,
          .decimal,
          detail: number.detail,
          payload: number.digits
        )
        switch cell.kind {
        case .number: break
        case .date:
          let serial = PackedCell.value(ofDigits: number.digits, detail: number.detail)
          if serial >= 0, serial < Self.endOfDates {
            packed = PackedCell(
              row: expected.row,
              column: expected.column + 1,
              dates,
              payload: serial.bitPattern
            )
          }
        case .sharedString:
          guard number.detail == 0, number.digits < stringCount else { break cells }
          packed.kind = .sharedText
        case .boolean:
          guard number.detail == 0, number.digits <= 1 else { break cells }
          packed.kind = .boolean
        }
        expected.moveOn()
        offset += number.end + 8
        unsafe run[count] = packed
        count += 1
        if count == cellsOfRun {
          unsafe cells.append(ascending: UnsafeBufferPointer(run))
          count = 0
        }
      }
      unsafe cells.append(ascending: UnsafeBufferPointer(rebasing: run[..<count]))
      return offset
    }
  }

  /// Notes how a cell with a value is spelt.
  func note(_ cell: PlainCell, _ bytes: ByteView, in usual: inout [UsualCell]) {
    guard 1...UsualCell.maximumLength ~= cell.spelling.count, cell.column <= Self.usualColumns
    else { return }
    while usual.count < cell.column { usual.append(.none) }
    let kind: UsualCell.Kind =
      switch cell.kind {
      case .sharedString: .sharedString
      case .boolean: .boolean
      case .number, .text: showsDate(cell) ? .date : .number
      }
    usual[cell.column - 1] = UsualCell(bytes, cell.spelling, kind)
  }

  /// Whether a number in a cell would be a date.
  @inline(__always)
  func showsDate(_ cell: PlainCell) -> Bool {
    cell.style < context.showsDate.count && context.showsDate[cell.style]
  }
}
