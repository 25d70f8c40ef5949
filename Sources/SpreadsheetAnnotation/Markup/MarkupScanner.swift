/// Steps through the tags of an XML part and says at which bytes they stand.
///
/// It changes nothing and normalises nothing, since what is spliced in goes between bytes of the
/// original. Comments, processing instructions and CDATA are passed over; a document type ends the
/// scan, as it does for the reader.
struct MarkupScanner {
  /// A tag.
  struct Tag {
    enum Kind {
      case start
      case end
      case empty
    }

    var kind: Kind
    /// The bytes from `<` to behind `>`.
    var range: Range<Int>
    /// The bytes of the name with its prefix.
    var fullName: Range<Int>
    /// The bytes of the name without its prefix.
    var name: Range<Int>
  }

  let bytes: [UInt8]
  private(set) var position = 0
  /// The names of the elements that are open.
  private var open: [Range<Int>] = []
  private let depthLimit = 256

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The number of elements that are open behind the tag that was met last.
  var depth: Int { open.count }

  /// Steps to the next tag; `nil` at the end of the part.
  mutating func next() throws(MarkupFault) -> Tag? {
    while true {
      guard let start = offset(of: UInt8(ascii: "<"), from: position) else {
        guard open.isEmpty else { throw MarkupFault() }
        return nil
      }
      if matches("<!--", at: start) {
        position = try end(of: "-->", from: start + 4)
      } else if matches("<![CDATA[", at: start) {
        position = try end(of: "]]>", from: start + 9)
      } else if matches("<?", at: start) {
        position = try end(of: "?>", from: start + 2)
      } else if matches("<!", at: start) {
        throw MarkupFault()
      } else {
        return try tag(at: start)
      }
    }
  }

  private mutating func tag(at start: Int) throws(MarkupFault) -> Tag {
    let isEnd = byte(start + 1) == UInt8(ascii: "/")
    let nameStart = start + (isEnd ? 2 : 1)
    var offset = nameStart
    var localStart = nameStart
    while let byte = byte(offset), !Self.endsName(byte) {
      if byte == UInt8(ascii: ":") { localStart = offset + 1 }
      offset += 1
    }
    let full = nameStart..<offset
    guard !full.isEmpty, localStart < offset else { throw MarkupFault() }
    // A `>` may stand in an attribute's value.
    var quote: UInt8?
    while let byte = byte(offset) {
      if byte == UInt8(ascii: "<") { throw MarkupFault() }
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        break
      }
      offset += 1
    }
    guard offset < bytes.count else { throw MarkupFault() }
    position = offset + 1
    let isEmpty = !isEnd && bytes[offset - 1] == UInt8(ascii: "/")
    if isEnd {
      guard let name = open.popLast(), bytes[name] == bytes[full] else { throw MarkupFault() }
    } else if !isEmpty {
      guard open.count < depthLimit else { throw MarkupFault() }
      open.append(full)
    }
    return Tag(
      kind: isEnd ? .end : isEmpty ? .empty : .start,
      range: start..<position,
      fullName: full,
      name: localStart..<full.upperBound
    )
  }

  /// Whether a tag has a local name.
  func isNamed(_ tag: Tag, _ name: StaticString) -> Bool { equals(name, tag.name) }

  /// The attributes of a start tag.
  func attributes(of tag: Tag) -> [MarkupAttribute] {
    var attributes: [MarkupAttribute] = []
    var offset = tag.fullName.upperBound
    let end = tag.range.upperBound
    while offset < end {
      while offset < end, Self.isSpace(bytes[offset]) { offset += 1 }
      let start = offset
      var localStart = offset
      while offset < end, !Self.endsName(bytes[offset]) {
        if bytes[offset] == UInt8(ascii: ":") { localStart = offset + 1 }
        offset += 1
      }
      guard offset > start else { break }
      let full = start..<offset
      while offset < end, Self.isSpace(bytes[offset]) { offset += 1 }
      guard offset < end, bytes[offset] == UInt8(ascii: "=") else { break }
      offset += 1
      while offset < end, Self.isSpace(bytes[offset]) { offset += 1 }
      guard offset < end else { break }
      let quote = bytes[offset]
      guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { break }
      let valueStart = offset + 1
      offset = valueStart
      while offset < end, bytes[offset] != quote { offset += 1 }
      attributes.append(
        MarkupAttribute(
          prefix: localStart > start ? text(start..<localStart - 1) : "",
          name: text(localStart..<full.upperBound),
          value: valueStart..<offset,
          range: full.lowerBound..<min(offset + 1, end)
        )
      )
      offset += 1
    }
    return attributes
  }

  /// The text of a range as the part spells it.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private func byte(_ offset: Int) -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private func offset(of byte: UInt8, from start: Int) -> Int? {
    var offset = start
    while offset < bytes.count {
      if bytes[offset] == byte { return offset }
      offset += 1
    }
    return nil
  }

  private func matches(_ literal: StaticString, at offset: Int) -> Bool {
    let count = literal.utf8CodeUnitCount
    guard bytes.count - offset >= count else { return false }
    return equals(literal, offset..<offset + count)
  }

  private func equals(_ literal: StaticString, _ range: Range<Int>) -> Bool {
    guard range.count == literal.utf8CodeUnitCount else { return false }
    for index in 0..<range.count
    where unsafe bytes[range.lowerBound + index] != literal.utf8Start[index] { return false }
    return true
  }

  private func end(of literal: StaticString, from start: Int) throws(MarkupFault) -> Int {
    var offset = start
    while offset < bytes.count {
      if matches(literal, at: offset) { return offset + literal.utf8CodeUnitCount }
      offset += 1
    }
    throw MarkupFault()
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    isSpace(byte) || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
      || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "<")
  }
}

/// A part whose tags cannot be followed; it is left as it is.
struct MarkupFault: Error {}

/// An attribute of a tag, with the bytes at which it stands.
struct MarkupAttribute {
  var prefix: String
  /// The name without its prefix.
  var name: String
  /// The bytes between the quotes.
  var value: Range<Int>
  /// The bytes from the name to behind the closing quote.
  var range: Range<Int>
}
