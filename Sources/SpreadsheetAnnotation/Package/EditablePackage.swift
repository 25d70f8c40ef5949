import SpreadsheetReading

/// A package of parts whose contents can be changed (ECMA-376 part 2).
///
/// Contents are UTF-8 here, whatever encoding a part has in the archive.
struct EditablePackage: ~Copyable {
  /// What a part holds now.
  private struct Part {
    var text: [UInt8]
    let encoding: PartEncoding
    /// What the archive has for it; `nil` for a part that is new.
    let original: [UInt8]?
  }

  private let archive: EditableArchive
  private let limits: ReadingLimits
  /// The names of the archive's entries, in its order; `nil` for what is no part.
  private let entryNames: [PartName?]
  private var parts: [PartName: Part] = [:]
  private var removed: Set<PartName> = []
  /// The parts that are new, in the order in which they came.
  private var added: [PartName] = []
  private var inflatedBytes = 0

  /// Opens a package.
  init(_ bytes: ArraySlice<UInt8>, limits: ReadingLimits) throws(AnnotationError) {
    let archive = try EditableArchive(bytes)
    guard archive.count <= limits.entries else {
      throw .unreadable(.limit(.entries, allowed: limits.entries))
    }
    var names: [PartName?] = []
    for index in 0..<archive.count {
      let name = archive.name(index)
      names.append(name.last == UInt8(ascii: "/") ? nil : PartName(entry: name))
    }
    entryNames = names
    self.archive = archive
    self.limits = limits
  }

  /// The names of all parts as they are now.
  var names: [PartName] {
    entryNames.compactMap { $0 }.filter { !removed.contains($0) }
      + added.filter { !removed.contains($0) }
  }

  /// The part's name as the package spells it; `nil` when there is none, in whatever case.
  func name(_ part: PartName) -> PartName? {
    let names = names
    return names.first { $0 == part } ?? names.first { $0.foldsLike(part.path) }
  }

  /// The text of a part; `nil` when there is none.
  ///
  /// - Throws: `partMalformed` when its encoding does not survive an edit, `packageRefused` when it is
  ///   damaged or too large.
  mutating func text(_ part: PartName) throws(AnnotationError) -> [UInt8]? {
    guard let part = name(part) else { return nil }
    if let known = parts[part] { return known.text }
    guard let entry = entryNames.firstIndex(of: part) else { return nil }
    let left = min(limits.partBytes, limits.packageBytes - inflatedBytes)
    let original = try archive.contents(entry, limit: left)
    inflatedBytes += original.count
    guard let decoded = PartEncoding.decoded(original, limit: limits.partBytes) else {
      throw .partMalformed("\(part)")
    }
    parts[part] = Part(text: decoded.text, encoding: decoded.encoding, original: original)
    return decoded.text
  }

  /// A part as a tree; `nil` when there is none.
  mutating func document(_ part: PartName) throws(AnnotationError) -> MarkupDocument? {
    guard let text = try text(part) else { return nil }
    do { return try MarkupDocument(text) } catch { throw .partMalformed("\(part)") }
  }

  /// Changes the text of a part, or makes a new one.
  mutating func set(_ part: PartName, to text: [UInt8]) throws(AnnotationError) {
    if let known = name(part), try self.text(known) != nil, let old = parts[known] {
      guard old.encoding.encoded(text) != nil else { throw .partMalformed("\(part)") }
      parts[known] = Part(text: text, encoding: old.encoding, original: old.original)
      return
    }
    if let entry = entryNames.firstIndex(of: part) {
      // It was taken out and comes back.
      removed.remove(part)
      let original = try archive.contents(entry, limit: limits.partBytes)
      parts[part] = Part(text: text, encoding: .utf8, original: original)
      return
    }
    removed.remove(part)
    if !added.contains(part) { added.append(part) }
    parts[part] = Part(text: text, encoding: .utf8, original: nil)
  }

  /// Takes a part out.
  mutating func remove(_ part: PartName) {
    guard let known = name(part) else { return }
    removed.insert(known)
    parts[known] = nil
  }

  /// Puts the package together anew; `nil` when nothing in it has changed.
  consuming func written() throws(AnnotationError) -> [UInt8]? {
    var hasChanged = false
    for (index, name) in entryNames.enumerated() {
      guard let name else { continue }
      if removed.contains(name) {
        try archive.remove(index)
        hasChanged = true
      } else if let part = parts[name], let bytes = part.encoding.encoded(part.text),
        bytes != part.original
      {
        try archive.put(bytes, at: index, named: "")
        hasChanged = true
      }
    }
    for name in added where !removed.contains(name) {
      guard let part = parts[name] else { continue }
      try archive.put(part.text, at: nil, named: String(decoding: name.path, as: UTF8.self))
      hasChanged = true
    }
    guard hasChanged else { return nil }
    return try archive.written()
  }
}
