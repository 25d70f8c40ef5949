import Spreadsheet

/// Plain digits with what `PackedCell` keeps of their decimal point and sign.
struct UsualNumber {
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

/// A cell with its place, after its reference: empty, with a number or a shared string, or with the
/// formula of another that gives no text.
private struct CommonCell {
  /// What stands in such a cell, as words whose lowest byte is the first character.
  private enum Spelling {
    static let style: UInt32 = 0x223D_7320  // a space, s="
    static let empty: UInt64 = 0x3E2F  // />
    static let number: UInt32 = 0x3E76_3C3E  // ><v>
    static let sharedString: UInt64 = 0x3C3E_2273_223D_7420  // a space, t="s"><
    static let value: UInt64 = 0x3E76  // v>
    static let text: UInt64 = 0x2272_7473_223D_7420  // a space, t="str"
    static let formula: UInt64 = 0x66_3C3E  // ><f
    static let spaces: UInt64 = 0x2020
    static let shared: UInt64 = 0x7261_6873_223D_7420  // a space, t="shar
    static let index: UInt64 = 0x223D_6973_2022_6465  // ed" si="
    static let noText: UInt64 = 0x3C3E_762F_3C3E_763C  // <v></v><
    static let end: UInt64 = 0x3E_632F  // /c>
  }

  private(set) var style = 0
  /// Whether the cell holds a value.
  private(set) var hasValue = false
  private(set) var isSharedString = false
  /// The offset of the value, or that after the cell when it has none.
  private(set) var end: Int

  /// Reads what stands at an offset; `nil` when it is anything else.
  @inline(__always)
  init?(_ bytes: ByteWindow, at start: Int) {
    end = start
    if UInt32(truncatingIfNeeded: bytes.word(end)) == Spelling.style {
      let number = DigitWord(bytes.word(end + 4))
      style = Int(truncatingIfNeeded: number.value)
      end += 5 + number.count
      guard number.count > 0, bytes.word(end - 1) & 0xFF == UInt64(ASCII.quote) else { return nil }
    }
    let word = bytes.word(end)
    if word & 0xFFFF == Spelling.empty {
      end += 2
    } else if word == Spelling.sharedString, bytes.word(end + 8) & 0xFFFF == Spelling.value {
      end += 10
      hasValue = true
      isSharedString = true
    } else if UInt32(truncatingIfNeeded: word) == Spelling.number {
      end += 4
      hasValue = true
    } else {
      guard word == Spelling.text, let end = Self.endOfSharedFormula(bytes, end + 8) else {
        return nil
      }
      self.end = end
    }
  }

  /// The offset after a cell whose formula is that of another and gives no text, from the end of its
  /// start tag, `><f t="shared" si="7"/><v></v></c>`.
  @inline(__always)
  private static func endOfSharedFormula(_ bytes: ByteWindow, _ start: Int) -> Int? {
    guard bytes.word(start) & 0xFF_FFFF == Spelling.formula else { return nil }
    var offset = start + 3
    // Our own writer leaves more than one.
    while bytes.word(offset) & 0xFFFF == Spelling.spaces { offset += 1 }
    guard bytes.word(offset) == Spelling.shared, bytes.word(offset + 8) == Spelling.index else {
      return nil
    }
    let index = DigitWord(bytes.word(offset + 16))
    offset += 16 + index.count
    guard index.count > 0, bytes.word(offset) & 0xFF == UInt64(ASCII.quote) else { return nil }
    offset += 1
    while bytes.word(offset) & 0xFF == UInt64(ASCII.space) { offset += 1 }
    guard bytes.word(offset) & 0xFFFF == Spelling.empty,
      bytes.word(offset + 2) == Spelling.noText,
      bytes.word(offset + 10) & 0xFF_FFFF == Spelling.end
    else { return nil }
    return offset + 13
  }
}

extension WorksheetPart {
  /// The number of columns whose spelling is noted.
  static var usualColumns: Int { 256 }

  /// Reads the cells from an offset on that follow one another in a row and are spelt as those of
  /// their columns were before, or as nearly all are; gives the offset of the first that is not.
  mutating func readRun(
    _ bytes: ByteView,
    from start: Int,
    _ usual: [UsualCell],
    _ missed: inout [UInt64],
    _ place: inout ExpectedReference
  ) -> Int {
    // <c r="
    let beginning: UInt64 = 0x223D_7220_633C
    let stringCount = UInt64(context.strings.usualCount)
    let cellsOfRun = 64
    var expected = place
    let end = unsafe withUnsafeTemporaryAllocation(of: PackedCell.self, capacity: cellsOfRun) {
      run in
      var count = 0
      var offset = start
      let usual = usual.span
      var missed = missed.mutableSpan
      while let window = bytes.window(at: offset),
        window.word(0) & 0xFFFF_FFFF_FFFF == beginning, expected.isNext(window.word(6))
      {
        let column = expected.column
        var value = 6 + expected.length
        var kind = UsualCell.Kind.number
        if column < usual.count, usual[column].stands(in: window, at: value) {
          kind = usual[column].kind
          value += usual[column].length
        } else {
          guard let cell = CommonCell(window, at: value) else { break }
          guard cell.hasValue else {
            expected.moveOn()
            offset += cell.end
            continue
          }
          if column < missed.count {
            // What comes twice is worth a note, which is made of it when it is read as any cell.
            let word = window.word(value)
            guard missed[column] != word else {
              missed[column] = 0
              break
            }
            missed[column] = word
          }
          kind = cell.isSharedString ? .sharedString : showsDate(cell.style) ? .date : .number
          value = cell.end
        }
        guard let number = UsualNumber(window, at: value),
          let packed = packed(number, kind, expected, stringCount)
        else { break }
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
    place = expected
    return end
  }

  /// The next cell with a value; `nil` where there is more to say about it.
  @inline(__always)
  private func packed(
    _ number: UsualNumber,
    _ kind: UsualCell.Kind,
    _ expected: ExpectedReference,
    _ stringCount: UInt64
  ) -> PackedCell? {
    var packed = PackedCell(
      row: expected.row,
      column: expected.column + 1,
      .decimal,
      detail: number.detail,
      payload: number.digits
    )
    switch kind {
    case .number: break
    case .date:
      let serial = PackedCell.value(ofDigits: number.digits, detail: number.detail)
      if serial >= 0, serial < Self.endOfDates {
        packed = PackedCell(
          row: expected.row,
          column: expected.column + 1,
          context.dateSystem == .from1900 ? .dateFrom1900 : .dateFrom1904,
          payload: serial.bitPattern
        )
      }
    case .sharedString:
      guard number.detail == 0, number.digits < stringCount else { return nil }
      packed.kind = .sharedText
    case .boolean:
      guard number.detail == 0, number.digits <= 1 else { return nil }
      packed.kind = .boolean
    }
    return packed
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
      case .number, .text, .inlineText: showsDate(cell.style) ? .date : .number
      }
    usual[cell.column - 1] = UsualCell(bytes, cell.spelling, kind)
  }

  /// Whether a number in a cell of a format would be a date.
  @inline(__always)
  func showsDate(_ style: Int) -> Bool {
    style < context.showsDate.count && context.showsDate[style]
  }
}
