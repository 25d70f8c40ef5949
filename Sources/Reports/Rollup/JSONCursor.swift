/// Walks over the JSON of a record without making values of it.
///
/// A county has 150,000 records of some 2 KB each. The ledger checked that they are JSON when they
/// were filed.
struct JSONCursor {
  /// A value where the cursor stands.
  enum Token: Hashable {
    case null
    case boolean(Bool)
    /// A number's bytes.
    case number(Range<Int>)
    /// The bytes between a string's quotation marks.
    case string(Range<Int>)
    /// An array, whose elements follow.
    case array
    /// An object, whose members follow.
    case object
  }

  /// The text is no JSON after all.
  struct Fault: Error {}

  let bytes: [UInt8]
  private var place = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The token where the cursor stands; the cursor goes behind it, or into an array or object.
  mutating func token() throws(Fault) -> Token {
    skipSpace()
    guard place < bytes.count else { throw Fault() }
    switch bytes[place] {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"):
      place += 1
      return .object
    case UInt8(ascii: "["):
      place += 1
      return .array
    case UInt8(ascii: "n"):
      place += 4
      return .null
    case UInt8(ascii: "t"):
      place += 4
      return .boolean(true)
    case UInt8(ascii: "f"):
      place += 5
      return .boolean(false)
    default:
      let start = place
      while place < bytes.count, Self.isOfNumber(bytes[place]) { place += 1 }
      guard place > start else { throw Fault() }
      return .number(start..<place)
    }
  }

  /// The name of an object's next member; `nil` behind the last.
  mutating func member() throws(Fault) -> Range<Int>? {
    guard try !isAtEnd(UInt8(ascii: "}")) else { return nil }
    let name = try string()
    skipSpace()
    guard place < bytes.count, bytes[place] == UInt8(ascii: ":") else { throw Fault() }
    place += 1
    return name
  }

  /// Whether an array has another element, before which the cursor stands then.
  mutating func hasElement() throws(Fault) -> Bool { try !isAtEnd(UInt8(ascii: "]")) }

  /// Goes behind what a token begins.
  mutating func skip(_ token: Token) throws(Fault) {
    switch token {
    case .array: while try hasElement() { try skip(try self.token()) }
    case .object: while try member() != nil { try skip(try self.token()) }
    case .null, .boolean, .number, .string: break
    }
  }

  /// Whether a string's bytes are those of a text.
  func bytes(_ range: Range<Int>, are text: [UInt8]) -> Bool {
    guard range.count == text.count else { return false }
    var index = range.lowerBound
    for byte in text {
      guard bytes[index] == byte else { return false }
      index += 1
    }
    return true
  }

  private mutating func isAtEnd(_ end: UInt8) throws(Fault) -> Bool {
    skipSpace()
    guard place < bytes.count else { throw Fault() }
    if bytes[place] == end {
      place += 1
      return true
    }
    if bytes[place] == UInt8(ascii: ",") {
      place += 1
      skipSpace()
    }
    return false
  }

  private mutating func string() throws(Fault) -> Range<Int> {
    skipSpace()
    guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { throw Fault() }
    let start = place + 1
    var index = start
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard index < bytes.count else { throw Fault() }
    place = index + 1
    return start..<index
  }

  private mutating func skipSpace() {
    while place < bytes.count, bytes[place] <= 0x20 { place += 1 }
  }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }
}
