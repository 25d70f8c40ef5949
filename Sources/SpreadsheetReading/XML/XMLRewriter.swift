import CExpat

/// Rewrites any XML part in the plain form that ``XMLScanner`` reads, through the full parser.
///
/// Comments and processing instructions are left out, CDATA becomes text, prefixes are dropped, and
/// references are resolved; then only `&`, `<`, quotes and control characters are escaped. A document
/// type ends the work, so no entity is ever expanded.
struct XMLRewriter {
  /// What is allowed.
  let limits: ReadingLimits

  /// Rewrites a part in UTF-8, which may hold what is no valid UTF-8 or no XML character.
  func rewrite(_ bytes: ByteView, into output: inout ByteBuffer) throws(XMLFault) {
    guard let repaired = XMLRepair.repaired(bytes) else {
      try parse(bytes, into: &output)
      return
    }
    try unsafe repaired.withUnsafeBufferPointer { (buffer) throws(XMLFault) in
      try parse(unsafe ByteView(buffer), into: &output)
    }
  }

  private func parse(_ bytes: ByteView, into output: inout ByteBuffer) throws(XMLFault) {
    let state = RewriterState(limits: limits, capacity: min(bytes.count + 64, limits.partBytes))
    guard let parser = unsafe XML_ParserCreate("UTF-8") else { throw .malformed }
    defer { unsafe XML_ParserFree(parser) }
    unsafe state.parser = parser
    unsafe XML_SetUserData(parser, Unmanaged.passUnretained(state).toOpaque())
    unsafe XML_SetElementHandler(
      parser,
      { data, name, attributes in
        guard let name = unsafe name, let attributes = unsafe attributes else { return }
        unsafe RewriterState.of(data)?.start(name, attributes)
      },
      { data, name in
        guard let name = unsafe name else { return }
        unsafe RewriterState.of(data)?.end(name)
      }
    )
    unsafe XML_SetCharacterDataHandler(parser) { data, text, length in
      guard let text = unsafe text else { return }
      unsafe RewriterState.of(data)?.characters(text, Int(length))
    }
    unsafe XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
      unsafe RewriterState.of(data)?.stop(.documentType)
    }
    let text = unsafe bytes.buffer(0..<bytes.count)
    let status = withExtendedLifetime(state) {
      unsafe text.withMemoryRebound(to: CChar.self) { text in
        unsafe XML_Parse(parser, text.baseAddress, Int32(clamping: text.count), 1)
      }
    }
    if let fault = state.fault { throw fault }
    guard status == XML_STATUS_OK else { throw .malformed }
    output.reserveDiscardingContents(state.output.count)
    unsafe output.append(state.output.view.buffer(0..<state.output.count))
  }
}

/// What the callbacks of one parse share.
@safe
private final class RewriterState {
  let limits: ReadingLimits
  var output: ByteBuffer
  var parser: XML_Parser?
  private(set) var fault: XMLFault?
  private var depth = 0

  init(limits: ReadingLimits, capacity: Int) {
    self.limits = limits
    output = ByteBuffer(capacity: capacity)
  }

  static func of(_ data: UnsafeMutableRawPointer?) -> RewriterState? {
    guard let data = unsafe data else { return nil }
    return unsafe Unmanaged<RewriterState>.fromOpaque(data).takeUnretainedValue()
  }

  func stop(_ fault: XMLFault) {
    guard self.fault == nil else { return }
    self.fault = fault
    unsafe XML_StopParser(parser, 0)
  }

  func start(
    _ name: UnsafePointer<CChar>,
    _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>
  ) {
    depth += 1
    guard depth <= limits.depth else {
      stop(.limit(.depth, allowed: limits.depth))
      return
    }
    output.append(ASCII.less)
    unsafe appendLocalName(name)
    var index = 0
    while let name = unsafe attributes[index], let value = unsafe attributes[index + 1] {
      index += 2
      guard index <= 2 * limits.attributes else {
        stop(.limit(.attributes, allowed: limits.attributes))
        return
      }
      output.append(ASCII.space)
      // An attribute's prefix matters: `r:id` is not `id`.
      unsafe append(name, length: length(name), isAttribute: true)
      output.append("=\"")
      unsafe append(value, length: length(value), isAttribute: true)
      output.append(ASCII.quote)
    }
    output.append(ASCII.greater)
    checkSize()
  }

  func end(_ name: UnsafePointer<CChar>) {
    depth -= 1
    output.append("</")
    unsafe appendLocalName(name)
    output.append(ASCII.greater)
    checkSize()
  }

  func characters(_ text: UnsafePointer<CChar>, _ length: Int) {
    // Text outside of the root element is white space.
    guard depth > 0 else { return }
    unsafe append(text, length: length, isAttribute: false)
    checkSize()
  }

  private func checkSize() {
    guard output.count > limits.partBytes else { return }
    stop(.limit(.partBytes, allowed: limits.partBytes))
  }

  private func length(_ text: UnsafePointer<CChar>) -> Int {
    var length = 0
    while unsafe text[length] != 0 { length += 1 }
    return length
  }

  private func appendLocalName(_ name: UnsafePointer<CChar>) {
    var start = unsafe name
    var length = unsafe length(name)
    for offset in 0..<length where unsafe UInt8(bitPattern: name[offset]) == ASCII.colon {
      unsafe start = name + offset + 1
      length -= offset + 1
      break
    }
    unsafe append(start, length: length, isAttribute: false)
  }

  private func append(_ text: UnsafePointer<CChar>, length: Int, isAttribute: Bool) {
    for offset in 0..<length {
      let byte = unsafe UInt8(bitPattern: text[offset])
      switch byte {
      case ASCII.ampersand: output.append("&amp;")
      case ASCII.less: output.append("&lt;")
      case ASCII.greater: output.append("&gt;")
      case ASCII.carriageReturn: output.append("&#13;")
      case ASCII.quote where isAttribute: output.append("&quot;")
      case ASCII.lineFeed where isAttribute: output.append("&#10;")
      case ASCII.tab where isAttribute: output.append("&#9;")
      default: output.append(byte)
      }
    }
  }
}
