/// Steps through the plain XML that spreadsheet programs write, over UTF-8 bytes, without copying.
///
/// It knows elements, attributes, text, the five predefined entities and character references.
/// Everything else (comments, CDATA, processing instructions, document types) and everything that is
/// not well-formed ends in ``XMLFault/unusual``; the part then goes through ``XMLRewriter``, which
/// turns it into the plain form. Names are matched without their prefix.
struct XMLScanner {
  /// What a step meets.
  enum Token {
    case start
    case end
    case text
    case finish
  }

  let bytes: ByteView
  let limits: ReadingLimits
  /// The offset of the next byte to look at.
  var position = 0
  /// The local name of the element that was met last.
  private(set) var name = 0..<0
  /// The text that was met last, as the part spells it.
  private(set) var text = 0..<0
  /// The local name of the attribute that was met last.
  private(set) var attributeName = 0..<0
  /// Whether the attribute that was met last has a prefix.
  private(set) var attributeHasPrefix = false
  /// The value of the attribute that was met last, as the part spells it.
  private(set) var attributeValue = 0..<0
  /// Whether a text that was decoded held, or holds, characters that were damaged.
  var metDamagedText = false

  /// Whether readers may move on by themselves.
  var allowsShortcuts = true
  /// Whether the memory of what was read may be given back to the system.
  var allowsDiscarding = false

  private var openNames: [XMLName] = []
  private var attributeCount = 0
  private var isInTag = false
  private var isEmptyElement = false
  private var hasRoot = false

  /// Creates a scanner over the bytes of a part, with or without a byte order mark.
  init(_ bytes: ByteView, limits: ReadingLimits) throws(XMLFault) {
    self.bytes = bytes
    self.limits = limits
    openNames.reserveCapacity(16)
    if bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF { position = 3 }
    if bytes.matches("<?xml", at: position) && ASCII.isSpace(bytes[position + 5]) {
      let end = bytes.offset(of: ASCII.greater, from: position)
      guard bytes[end - 1] == ASCII.question, end < bytes.count else { throw .unusual }
      position = end + 1
    }
  }

  /// Whether a reader may move on by itself over whole elements: the next byte is content of the
  /// element that is open, and shortcuts are allowed.
  var isOpenToShortcuts: Bool { allowsShortcuts && !isInTag && !isEmptyElement && hasRoot }

  /// Steps to the content of the element whose start was met last; `false` when it has none, or when
  /// shortcuts are not allowed.
  mutating func enterContent() throws(XMLFault) -> Bool {
    if isInTag { try skipAttributes() }
    return isOpenToShortcuts
  }

  /// The number of elements that are open.
  var depth: Int { openNames.count }

  /// Whether the element that was met last has a local name.
  @inline(__always)
  func isNamed(_ literal: StaticString) -> Bool { bytes.equals(literal, name) }

  /// Whether the attribute that was met last has a name without a prefix.
  @inline(__always)
  func attributeIs(_ literal: StaticString) -> Bool {
    !attributeHasPrefix && bytes.equals(literal, attributeName)
  }

  /// Steps to the next token; an empty element gives a start and an end.
  mutating func next() throws(XMLFault) -> Token {
    if isInTag { try skipAttributes() }
    if isEmptyElement {
      isEmptyElement = false
      name = openNames.removeLast().local
      return .end
    }
    if openNames.isEmpty {
      position = bytes.skippingSpace(from: position)
      if position == bytes.count && hasRoot { return .finish }
      guard bytes[position] == ASCII.less else { throw .unusual }
    } else if bytes[position] != ASCII.less {
      let end = bytes.offset(of: ASCII.less, from: position)
      guard end < bytes.count else { throw .unusual }
      text = position..<end
      position = end
      return .text
    }
    guard bytes[position + 1] != ASCII.slash else { return try endTag() }
    return try startTag()
  }

  private mutating func startTag() throws(XMLFault) -> Token {
    guard !(openNames.isEmpty && hasRoot) else { throw .unusual }
    guard let full = XMLName(bytes, at: position + 1) else { throw .unusual }
    hasRoot = true
    guard openNames.count < limits.depth else { throw .limit(.depth, allowed: limits.depth) }
    openNames.append(full)
    name = full.local
    position = full.end
    isInTag = true
    attributeCount = 0
    return .start
  }

  private mutating func endTag() throws(XMLFault) -> Token {
    guard let open = openNames.popLast(), open.isSpelt(in: bytes, at: position + 2) else {
      throw .unusual
    }
    let end = bytes.skippingSpace(from: position + 2 + open.end - open.start)
    guard bytes[end] == ASCII.greater else { throw .unusual }
    position = end + 1
    name = open.local
    return .end
  }

  /// Steps to the next attribute of the start tag that was met last; `false` after the last one.
  mutating func nextAttribute() throws(XMLFault) -> Bool {
    guard isInTag else { return false }
    let start = bytes.skippingSpace(from: position)
    guard start > position, let attribute = XMLAttribute(bytes, at: start) else {
      try endStartTag(at: start)
      return false
    }
    attributeCount += 1
    guard attributeCount <= limits.attributes else {
      throw .limit(.attributes, allowed: limits.attributes)
    }
    attributeName = attribute.name.local
    attributeHasPrefix = attribute.name.hasPrefix
    attributeValue = attribute.value
    position = attribute.value.upperBound + 1
    return true
  }

  /// Steps past the attributes that are left in the start tag that was met last.
  private mutating func skipAttributes() throws(XMLFault) {
    var count = attributeCount
    var offset = position
    while true {
      let start = bytes.skippingSpace(from: offset)
      guard start > offset, let attribute = XMLAttribute(bytes, at: start) else {
        return try endStartTag(at: start)
      }
      count += 1
      guard count <= limits.attributes else {
        throw .limit(.attributes, allowed: limits.attributes)
      }
      offset = attribute.value.upperBound + 1
    }
  }

  private mutating func endStartTag(at offset: Int) throws(XMLFault) {
    if bytes[offset] == ASCII.greater {
      position = offset + 1
    } else {
      guard bytes[offset] == ASCII.slash, bytes[offset + 1] == ASCII.greater else {
        throw .unusual
      }
      position = offset + 2
      isEmptyElement = true
    }
    isInTag = false
  }
}

/// An attribute, where it stands in a part.
private struct XMLAttribute {
  let name: XMLName
  /// The value as the part spells it; a quote stands after it.
  let value: Range<Int>

  /// Reads the attribute at an offset; `nil` when there is none.
  @inline(__always)
  init?(_ bytes: ByteView, at start: Int) {
    guard let name = XMLName(bytes, at: start) else { return nil }
    var offset = name.end
    if bytes[offset] != ASCII.equals { offset = bytes.skippingSpace(from: offset) }
    guard bytes[offset] == ASCII.equals else { return nil }
    offset += 1
    if ASCII.isSpace(bytes[offset]) { offset = bytes.skippingSpace(from: offset) }
    let quote = bytes[offset]
    guard quote == ASCII.quote || quote == ASCII.apostrophe else { return nil }
    let end = bytes.endOfAttribute(from: offset + 1, quote: quote)
    guard bytes[end] == quote else { return nil }
    self.name = name
    value = offset + 1..<end
  }
}

/// The name of an element or an attribute, where it stands in a part.
private struct XMLName {
  /// The offset of the first byte, of the first byte after the prefix, and of the byte after the last.
  let start: Int
  let localStart: Int
  let end: Int

  /// The local name.
  var local: Range<Int> { localStart..<end }
  /// Whether a prefix stands before the local name.
  var hasPrefix: Bool { localStart != start }

  /// Reads the name at an offset; `nil` when there is none that is plain.
  @inline(__always)
  init?(_ bytes: ByteView, at start: Int) {
    var end = start
    var localStart = start
    while true {
      let byte = bytes[end]
      guard Self.isNameByte(byte) else { break }
      end += 1
      if byte == ASCII.colon {
        guard localStart == start else { return nil }
        localStart = end
      }
    }
    // Of the bytes of names, those that may come first are the ones from 64 on. The byte after a
    // prefix is none of a name when there is no local name.
    guard end > start, bytes[start] >= 64, localStart < end, bytes[localStart] >= 64 else {
      return nil
    }
    self.start = start
    self.localStart = localStart
    self.end = end
  }

  /// Whether the same name stands at another offset.
  @inline(__always)
  func isSpelt(in bytes: ByteView, at offset: Int) -> Bool {
    let count = end - start
    for index in 0..<count where bytes[start + index] != bytes[offset + index] { return false }
    return !Self.isNameByte(bytes[offset + count])
  }

  /// Whether the scanner takes a byte as one of a name.
  ///
  /// No spreadsheet program writes names beyond ASCII; what they may hold is the full parser's to
  /// know, and whether they are UTF-8 at all.
  @inline(__always)
  private static func isNameByte(_ byte: UInt8) -> Bool {
    // One bit a character: `-`, `.`, the digits and `:` below 64, letters and `_` above.
    let bits: UInt64 = byte < 64 ? 0x07FF_6000_0000_0000 : 0x07FF_FFFE_87FF_FFFE
    return byte < 0x80 && bits &>> UInt64(byte) & 1 != 0
  }
}

extension XMLScanner {
  /// The number of bytes from which it is worth giving memory back.
  static var discardingSize: Int { 8 << 20 }

  /// Gives the memory from an offset to the position back to the system, if there is much of it; gives
  /// the offset from which there is more to give back.
  ///
  /// No element that is still open may begin there, since its name is needed at its end.
  func discard(from offset: Int) -> Int {
    guard allowsDiscarding, position - offset >= Self.discardingSize else { return offset }
    bytes.discard(offset..<position)
    return position
  }

  /// Steps to the root element, which must have a local name.
  mutating func root(_ literal: StaticString) throws(XMLFault) {
    guard case .start = try next() else { throw .unusual }
    guard isNamed(literal) else { throw .malformed }
  }

  /// Steps to the next element within the one that is open, past text; `false` at its end.
  mutating func nextChild() throws(XMLFault) -> Bool {
    while true {
      switch try next() {
      case .start: return true
      case .end: return false
      case .text: continue
      case .finish: throw .malformed
      }
    }
  }

  /// Steps past the end of the element whose start was met last.
  mutating func skipElement() throws(XMLFault) {
    let outer = depth - 1
    while depth > outer || isEmptyElement { _ = try next() }
  }

  /// Steps past the end of the element whose start was met last, and gives its own text as the part
  /// spells it, without that of elements within it.
  ///
  /// The rewritten form of a part has an element's text in one piece, and so has what programs write;
  /// where elements divide it, the first piece that is not empty counts.
  mutating func elementText() throws(XMLFault) -> Range<Int> {
    var found = position..<position
    while true {
      switch try next() {
      case .start: try skipElement()
      case .end: return found
      case .text: if found.isEmpty { found = text }
      case .finish: throw .malformed
      }
    }
  }

  /// Steps to the end of the part and sees that nothing comes after the root element.
  mutating func finish() throws(XMLFault) {
    while true {
      if case .finish = try next() { return }
    }
  }
}
