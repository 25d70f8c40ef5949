/// Deflates bytes with the fixed codes of RFC 1951, §3.2.6, taking only runs of one byte together;
/// enough to make entries as programs do, and bombs.
struct DeflateFixture {
  private(set) var bytes: [UInt8] = []
  private var pending: UInt32 = 0
  private var pendingBits = 0

  /// Deflates bytes, after which as many copies of a byte follow.
  init(_ contents: [UInt8], thenRepeat byte: UInt8? = nil, count: Int = 0) {
    append(0b011, 3)  // The last block, with fixed codes.
    var index = 0
    while index < contents.count {
      literal(contents[index])
      var run = 0
      while run < 258, index + 1 + run < contents.count,
        contents[index + 1 + run] == contents[index]
      {
        run += 1
      }
      if run == 258 { copy258() } else { run = 0 }
      index += 1 + run
    }
    if let byte {
      literal(byte)
      for _ in 0..<count / 258 { copy258() }
    }
    code(0, 7)  // The end of the block.
    append(0, 7)
  }

  private mutating func literal(_ byte: UInt8) {
    if byte < 144 { code(0x30 + UInt32(byte), 8) } else { code(0x190 + UInt32(byte) - 144, 9) }
  }

  /// Copies the byte before 258 times.
  private mutating func copy258() {
    code(0xC5, 8)
    code(0, 5)
  }

  /// Appends a code, which goes from its highest bit.
  private mutating func code(_ value: UInt32, _ length: Int) {
    for bit in (0..<length).reversed() { append(value >> bit & 1, 1) }
  }

  private mutating func append(_ value: UInt32, _ length: Int) {
    pending |= value << pendingBits
    pendingBits += length
    while pendingBits >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      pendingBits -= 8
    }
  }
}
