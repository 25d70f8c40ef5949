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

  private var openNames: [Range<Int>] = []
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
    while isInTag { _ = try nextAttribute() }
    if isEmptyElement {
      isEmptyElement = false
      name = localName(openNames.removeLast())
      return .end
    }
    if openNames.isEmpty {
      position = skippingSpace(position)
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
    let full = try nameRange(position + 1)
    hasRoot = true
    guard openNames.count < limits.depth else { throw .limit(.depth, allowed: limits.depth) }
    openNames.append(full)
    name = localName(full)
    position = full.upperBound
    isInTag = true
    attributeCount = 0
    return .start
  }

  private mutating func endTag() throws(XMLFault) -> Token {
    let full = try nameRange(position + 2)
    guard let open = openNames.popLast(), open.count == full.count else { throw .unusual }
    for offset in 0..<full.count
    where bytes[open.lowerBound + offset] != bytes[full.lowerBound + offset] { throw .unusual }
    let end = skippingSpace(full.upperBound)
    guard bytes[end] == ASCII.greater else { throw .unusual }
    position = end + 1
    name = localName(full)
    return .end
  }

  /// Steps to the next attribute of the start tag that was met last; `false` after the last one.
  mutating func nextAttribute() throws(XMLFault) -> Bool {
    guard isInTag else { return false }
    let start = skippingSpace(position)
    switch bytes[start] {
    case ASCII.greater:
      position = start + 1
      isInTag = false
      return false
    case ASCII.slash:
      guard bytes[start + 1] == ASCII.greater else { throw .unusual }
      position = start + 2
      isInTag = false
      isEmptyElement = true
      return false
    default: break
    }
    guard start > position else { throw .unusual }
    attributeCount += 1
    guard attributeCount <= limits.attributes else {
      throw .limit(.attributes, allowed: limits.attributes)
    }
    let full = try nameRange(start)
    attributeName = localName(full)
    attributeHasPrefix = attributeName.lowerBound != full.lowerBound
    var offset = skippingSpace(full.upperBound)
    guard bytes[offset] == ASCII.equals else { throw .unusual }
    offset = skippingSpace(offset + 1)
    let quote = bytes[offset]
    guard quote == ASCII.quote || quote == ASCII.apostrophe else { throw .unusual }
    let valueStart = offset + 1
    offset = valueStart
    while bytes[offset] != quote {
      guard bytes[offset] != ASCII.less, bytes[offset] != 0 else { throw .unusual }
      offset += 1
    }
    attributeValue = valueStart..<offset
    position = offset + 1
    return true
  }

  private func skippingSpace(_ offset: Int) -> Int {
    var offset = offset
    while ASCII.isSpace(bytes[offset]) { offset += 1 }
    return offset
  }

  private func nameRange(_ start: Int) throws(XMLFault) -> Range<Int> {
    var end = start
    while XMLScanner.isNameByte(bytes[end]) { end += 1 }
    guard end > start else { throw .unusual }
    return start..<end
  }

  private func localName(_ full: Range<Int>) -> Range<Int> {
    for offset in full where bytes[offset] == ASCII.colon { return offset + 1..<full.upperBound }
    return full
  }

  /// Whether the scanner takes a byte as one of a name; the full parser is stricter.
  @inline(__always)
  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "_"),
      UInt8(ascii: "-"), UInt8(ascii: "."), 0x80...:
      true
    default: false
    }
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
