/// The formula of a cell, as a worksheet part spells it: with `&amp;`, `&lt;`, `&gt;`, `&quot;` and
/// `&apos;`, and no other references.
///
/// A sheet that checks itself holds far more formulas than values, and hardly anyone asks for them, so
/// they are decoded only then.
@usableFromInline
struct FormulaText: Sendable {
  /// The spelling of this formula, and of others of its worksheet.
  let bytes: [UInt8]
  let range: Range<Int>

  /// The formula in a range of bytes.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    self.range = range
  }

  /// Spells a formula.
  @usableFromInline
  init(_ text: String) {
    bytes = Self.spelt(text)
    range = bytes.indices
  }

  /// The spelling of a formula.
  static func spelt(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      bytes.append(byte)
      if byte == UInt8(ascii: "&") { bytes.append(contentsOf: "amp;".utf8) }
    }
    return bytes
  }

  /// The formula.
  @usableFromInline var text: String {
    let spelling = bytes[range]
    guard var next = spelling.firstIndex(of: UInt8(ascii: "&")) else { return Self.text(spelling) }
    var plain: [UInt8] = []
    plain.reserveCapacity(spelling.count)
    var start = spelling.startIndex
    while true {
      plain.append(contentsOf: spelling[start..<next])
      guard next < spelling.endIndex else { return Self.text(plain[...]) }
      let end = spelling[next...].firstIndex(of: UInt8(ascii: ";")) ?? spelling.endIndex - 1
      plain.append(Self.character(of: spelling[(next + 1)..<end]))
      start = end + 1
      next = spelling[start...].firstIndex(of: UInt8(ascii: "&")) ?? spelling.endIndex
    }
  }

  /// The character for which a reference stands; what lies between its ends tells enough.
  private static func character(of name: ArraySlice<UInt8>) -> UInt8 {
    switch (name.first, name.count) {
    case (UInt8(ascii: "l"), _): UInt8(ascii: "<")
    case (UInt8(ascii: "g"), _): UInt8(ascii: ">")
    case (UInt8(ascii: "q"), _): UInt8(ascii: "\"")
    case (UInt8(ascii: "a"), 4): UInt8(ascii: "'")
    default: UInt8(ascii: "&")
    }
  }

  /// The text of bytes; what is not UTF-8, or no XML character, becomes U+FFFD.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.unicodeScalars.contains(where: { $0.value & ~1 == 0xFFFE }) else { return text }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.value & ~1 == 0xFFFE ? "\u{FFFD}" : $0 }
      )
    )
  }
}

/// Where the formula of a cell is spelt among those of its worksheet.
@usableFromInline
struct FormulaPlace: Sendable {
  /// The position of the cell in its table.
  @usableFromInline let position: Int
  let range: Range<Int>
}
