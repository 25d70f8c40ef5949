import Glibc

/// A package of parts that is open for reading (ECMA-376 part 2).
struct Package: ~Copyable {
  /// Through which of the two parsers parts go; they must agree.
  enum Parsing: Sendable {
    /// Through the scanner, and through the full parser what the scanner leaves.
    case automatic
    /// Through the full parser first, always, and then token by token, without shortcuts.
    case rewritten
    /// Through the scanner alone.
    case scanned
  }

  private let archive: ZipArchive
  private let index: PartIndex
  private let limits: ReadingLimits
  private let parsing: Parsing
  private var inflater: Inflater
  private var contents = ByteBuffer(capacity: 1 << 16)
  private var rewritten = ByteBuffer(capacity: 0)
  private var inflatedBytes = 0

  /// Opens a package over bytes that must stay where they are for as long as it lives.
  init(_ bytes: ByteView, limits: ReadingLimits, parsing: Parsing) throws(ReadingError) {
    if let count = ZipArchive.claimedCount(bytes), count > limits.entries {
      throw .limit(.entries, allowed: limits.entries)
    }
    let archive = try ZipArchive(bytes)
    guard archive.count <= limits.entries else {
      throw .limit(.entries, allowed: limits.entries)
    }
    guard let inflater = Inflater() else { throw .unreadable(code: ENOMEM) }
    index = PartIndex(archive.names())
    self.archive = archive
    self.inflater = inflater
    self.limits = limits
    self.parsing = parsing
  }

  /// What the package is, told by the names of its parts.
  var kind: FileKind { FileKind(names: archive.names()) }

  /// Whether there is a part of a name.
  func contains(_ part: PartName) -> Bool {
    if case .none = index.entry(named: part) { return false }
    return true
  }

  /// Reads a part as XML; the body may be run twice and must begin anew each time.
  mutating func read<Result>(
    _ part: PartName,
    _ body: (inout XMLScanner) throws(XMLFault) -> Result
  ) throws(ReadingError) -> Result {
    try load(part)
    if parsing != .rewritten {
      do throws(XMLFault) {
        return try scan(contents.view, body)
      } catch {
        guard case .unusual = error, parsing == .automatic else {
          throw ReadingError(error, in: part)
        }
      }
      // What was read of a large part may have been given back to the system.
      if contents.count >= XMLScanner.discardingSize { try reload(part) }
    }
    do {
      try XMLRewriter(limits: limits).rewrite(contents.view, into: &rewritten)
      return try scan(rewritten.view, body)
    } catch { throw ReadingError(error, in: part) }
  }

  /// Puts the contents of a part into the buffer, in UTF-8.
  private mutating func load(_ part: PartName) throws(ReadingError) {
    try inflate(part)
    guard case .other(let name) = XMLEncoding(contents.view) else { return }
    guard let converted = TextEncoding.utf8(contents.view, from: name, limit: limits.partBytes)
    else { throw .partMalformed("\(part)") }
    contents.reserveDiscardingContents(converted.count)
    unsafe converted.withUnsafeBufferPointer { unsafe contents.append($0) }
  }

  /// Loads a part once more, which costs the package nothing.
  private mutating func reload(_ part: PartName) throws(ReadingError) {
    let before = inflatedBytes
    inflatedBytes = 0
    try load(part)
    inflatedBytes = before
  }

  private func scan<Result>(
    _ view: ByteView,
    _ body: (inout XMLScanner) throws(XMLFault) -> Result
  ) throws(XMLFault) -> Result {
    var scanner = try XMLScanner(view, limits: limits)
    scanner.allowsShortcuts = parsing != .rewritten
    // The view is of memory that this package owns and can fill again.
    scanner.allowsDiscarding = view.count >= XMLScanner.discardingSize
    let result = try body(&scanner)
    try scanner.finish()
    return result
  }

  private mutating func inflate(_ part: PartName) throws(ReadingError) {
    let number: Int
    switch index.entry(named: part) {
    case .none: throw .partMissing("\(part)")
    case .ambiguous: throw .partAmbiguous("\(part)")
    case .entry(let entry): number = entry
    }
    guard let entry = archive.entry(UInt64(number)) else { throw .partDamaged("\(part)") }
    let left = limits.packageBytes - inflatedBytes
    do {
      try inflater.read(entry, of: archive, limit: min(limits.partBytes, left), into: &contents)
    } catch {
      throw error.error(
        in: "\(part)",
        tooLarge: left < limits.partBytes ? .packageBytes : .partBytes,
        limits
      )
    }
    inflatedBytes += contents.count
  }
}

extension ReadingError {
  /// The error for a fault in a part.
  init(_ fault: XMLFault, in part: PartName) {
    switch fault {
    case .unusual, .malformed: self = .partMalformed("\(part)")
    case .documentType: self = .documentType("\(part)")
    case .limit(let name, let allowed): self = .limit(name, allowed: allowed)
    }
  }

  /// Whether the error is confined to one part, so that others can still be read.
  var isConfinedToPart: Bool {
    switch self {
    case .partMissing, .partDamaged, .partEncrypted, .partMethodUnknown, .partMalformed,
      .targetOutside:
      true
    default: false
    }
  }
}
