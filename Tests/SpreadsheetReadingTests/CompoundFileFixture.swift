/// Makes small OLE2 compound files: a header, a table of sectors, a directory, and one stream
/// ([MS-CFB] 2.2–2.6).
struct CompoundFileFixture {
  /// The bytes of the file.
  private(set) var bytes: [UInt8]
  private var count: Int

  /// Makes a file with entries at the top, the first of which is the stream.
  init(_ names: [String], stream: [UInt8] = []) {
    // Sectors of 512 bytes after the header: 0 the table, 1 and 2 the directory, 3 to 10 the stream.
    bytes = [UInt8](repeating: 0, count: 512 * 12)
    count = 1
    bytes.replaceSubrange(0..<8, with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
    bytes[30] = 9
    put(1, at: 44)
    put(1, at: 48)
    for index in 0..<109 { put(index == 0 ? 0 : 0xFFFF_FFFF, at: 76 + 4 * index) }
    let table = [0xFFFF_FFFD, 2, 0xFFFF_FFFE] + (4...10).map { $0 } + [0xFFFF_FFFE]
    for index in 0..<128 {
      put(index < table.count ? table[index] : 0xFFFF_FFFF, at: 512 + 4 * index)
    }
    write("Root Entry", entry: 0)
    put(names.isEmpty ? 0xFFFF_FFFF : 1, at: 1024 + 76)
    for (index, name) in names.enumerated() {
      write(name, entry: index + 1)
      // Each is the right sibling of the one before.
      if index > 0 { put(index + 1, at: 1024 + 128 * index + 72) }
    }
    count += names.count
    put(3, at: 1024 + 128 + 116)
    put(4096, at: 1024 + 128 + 120)
    bytes.replaceSubrange(2048..<2048 + stream.count, with: stream)
  }

  /// Puts an entry below another.
  mutating func embed(_ name: String, in parent: Int) {
    write(name, entry: count)
    put(count, at: 1024 + 128 * parent + 76)
    count += 1
  }

  private mutating func write(_ name: String, entry: Int) {
    let offset = 1024 + 128 * entry
    for (index, letter) in name.utf8.enumerated() { bytes[offset + index * 2] = letter }
    bytes[offset + 64] = UInt8(name.utf8.count * 2 + 2)
    for field in [68, 72, 76] { put(0xFFFF_FFFF, at: offset + field) }
  }

  private mutating func put(_ number: Int, at offset: Int) {
    for index in 0..<4 { bytes[offset + index] = UInt8(truncatingIfNeeded: number >> (8 * index)) }
  }
}
