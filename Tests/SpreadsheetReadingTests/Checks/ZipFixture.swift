/// Makes zip archives of stored entries, with whatever the test wants its directory to claim.
struct ZipFixture {
  /// One entry, with what the archive says of it.
  struct Entry {
    var name: [UInt8]
    var contents: [UInt8]
    var method: UInt16 = 0
    var flags: UInt16 = 0
    var checksum: UInt32?
    var size: Int?
  }

  var entries: [Entry] = []

  /// Adds an entry.
  mutating func add(_ name: String, _ contents: [UInt8]) {
    entries.append(Entry(name: Array(name.utf8), contents: contents))
  }

  /// Adds an entry with text.
  mutating func add(_ name: String, _ contents: String) { add(name, Array(contents.utf8)) }

  /// The bytes of the archive.
  func bytes() -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let offset = file.count
      let common =
        Self.number(20, 2) + Self.number(Int(entry.flags), 2) + Self.number(Int(entry.method), 2)
        + Self.number(0, 2) + Self.number(0x21, 2)
        + Self.number(Int(entry.checksum ?? Self.checksum(entry.contents)), 4)
        + Self.number(entry.contents.count, 4)
        + Self.number(entry.size ?? entry.contents.count, 4)
        + Self.number(entry.name.count, 2) + Self.number(0, 2)
      file += Array("PK\u{3}\u{4}".utf8) + common + entry.name + entry.contents
      directory += Array("PK\u{1}\u{2}".utf8) + Self.number(20, 2) + common
      directory += Self.number(0, 10) + Self.number(offset, 4) + entry.name
    }
    let end =
      Array("PK\u{5}\u{6}".utf8) + Self.number(0, 4) + Self.number(entries.count, 2)
      + Self.number(entries.count, 2) + Self.number(directory.count, 4)
      + Self.number(file.count, 4) + Self.number(0, 2)
    return file + directory + end
  }

  private static func number(_ value: Int, _ length: Int) -> [UInt8] {
    (0..<length).map { UInt8(truncatingIfNeeded: $0 < 8 ? value >> ($0 * 8) : 0) }
  }

  private static let remainders: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1 }
  }

  /// The CRC-32 of bytes.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    let table = remainders
    var rest: UInt32 = 0xFFFF_FFFF
    for byte in bytes { rest = table[Int(UInt8(truncatingIfNeeded: rest) ^ byte)] ^ rest >> 8 }
    return ~rest
  }
}
