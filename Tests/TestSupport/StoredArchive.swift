/// Makes zip archives of stored entries; names are bytes, so that they may be in any encoding.
public struct StoredArchive: Sendable {
  private var file: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// Creates an archive without entries.
  public init() {}

  /// Adds an entry.
  public mutating func add(_ name: some Sequence<UInt8>, _ contents: [UInt8]) {
    let name = Array(name)
    let common =
      Self.number(20, 2) + Self.number(0, 6) + Self.number(0x21, 2)
      + Self.number(Int(Self.checksum(contents)), 4) + Self.number(contents.count, 4)
      + Self.number(contents.count, 4) + Self.number(name.count, 2) + Self.number(0, 2)
    directory += Array("PK\u{1}\u{2}".utf8) + Self.number(20, 2) + common
    directory += Self.number(0, 10) + Self.number(file.count, 4) + name
    file += Array("PK\u{3}\u{4}".utf8) + common + name + contents
    count += 1
  }

  /// The bytes of the archive.
  public var bytes: [UInt8] {
    file + directory + Array("PK\u{5}\u{6}".utf8) + Self.number(0, 4) + Self.number(count, 2)
      + Self.number(count, 2) + Self.number(directory.count, 4) + Self.number(file.count, 4)
      + Self.number(0, 2)
  }

  private static func number(_ value: Int, _ length: Int) -> [UInt8] {
    (0..<length).map { UInt8(truncatingIfNeeded: $0 < 8 ? value >> ($0 * 8) : 0) }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var rest: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      rest ^= UInt32(byte)
      for _ in 0..<8 { rest = rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1 }
    }
    return ~rest
  }
}
