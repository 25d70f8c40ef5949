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
