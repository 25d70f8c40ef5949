import Synchronization

/// Reads a zip archive of workbooks, such as a village or a colleague sends, entry by entry.
///
/// ```swift
/// let archive = try ArchiveReader(contentsOf: "灵井镇.zip")
/// for entry in archive.entries {
///   let workbook = try reader.workbook(bytes: archive.bytes(of: entry))
/// }
/// ```
///
/// Nothing is written to disk, so the entries' names can do no harm. An archive within the archive is
/// an entry like any other: `FileKind(bytes:)` tells that it is one, and it is for the caller to
/// report it.
public struct ArchiveReader: Sendable {
  /// The entries that may be workbooks, in the order of the archive.
  public let entries: [ArchiveEntry]
  /// The names of the files that were left out since programs and systems make them for themselves:
  /// `~$` lock files, `__MACOSX/`, `.DS_Store`, `Thumbs.db`, `desktop.ini`.
  public let ignoredNames: [String]

  private let contents: ArchiveContents

  /// Opens the archive in a file.
  ///
  /// - Throws: ``ReadingError`` when the file is no zip archive, is damaged, or breaks a limit.
  public init(
    contentsOf path: String,
    limits: ReadingLimits = ReadingLimits()
  ) throws(ReadingError) {
    try self.init(ByteBuffer.contents(of: path, .archiveBytes, of: limits), limits)
  }

  /// Opens the archive that bytes are.
  ///
  /// - Throws: ``ReadingError`` when the bytes are no zip archive, are damaged, or break a limit.
  public init(bytes: [UInt8], limits: ReadingLimits = ReadingLimits()) throws(ReadingError) {
    guard bytes.count <= limits.archiveBytes else {
      throw .limit(.archiveBytes, allowed: limits.archiveBytes)
    }
    var buffer = ByteBuffer(capacity: bytes.count)
    unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append($0) }
    try self.init(buffer, limits)
  }

  private init(_ buffer: consuming ByteBuffer, _ limits: ReadingLimits) throws(ReadingError) {
    let kind = FileKind(signatureOf: buffer.view)
    guard kind == .archive else { throw ReadingError(kind) }
    if let count = ZipArchive.claimedCount(buffer.view), count > limits.archiveEntries {
      throw .limit(.archiveEntries, allowed: limits.archiveEntries)
    }
    let contents = try ArchiveContents(buffer, limits)
    var entries: [ArchiveEntry] = []
    var ignoredNames: [String] = []
    for (index, entry) in contents.directory.enumerated() {
      let name = TextEncoding.name(entry.name).replacing(backslashesWith: "/")
      guard !name.hasSuffix("/") else { continue }
      if ArchiveEntry.isIgnored(name) {
        ignoredNames.append(name)
      } else {
        entries.append(ArchiveEntry(name: name, byteCount: entry.size, index: index))
      }
    }
    self.entries = entries
    self.ignoredNames = ignoredNames
    self.contents = contents
  }

  /// The bytes of an entry, whole and checked.
  ///
  /// - Throws: ``ReadingError`` when the entry is damaged, encrypted, compressed by a method that is
  ///   not known, or larger than the limits allow.
  public func bytes(of entry: ArchiveEntry) throws(ReadingError) -> [UInt8] {
    try contents.bytes(of: entry)
  }
}

/// An entry in an archive of workbooks.
public struct ArchiveEntry: Hashable, Sendable {
  /// The path of the entry, with `/` between its segments.
  public let name: String
  /// The number of bytes that the archive claims the entry to hold; a claim may be false.
  public let byteCount: Int
  let index: Int

  /// The last segment of the path.
  public var fileName: String { name.split(separator: "/").last.map(String.init) ?? name }

  /// Whether programs or systems make files of this name for themselves.
  static func isIgnored(_ name: String) -> Bool {
    let segments = name.split(separator: "/")
    guard let last = segments.last else { return true }
    return segments.first == "__MACOSX" || last.hasPrefix("~$") || last.hasPrefix("._")
      || last == ".DS_Store" || last.lowercased() == "thumbs.db"
      || last.lowercased() == "desktop.ini"
  }
}

extension String {
  fileprivate func replacing(backslashesWith replacement: Character) -> String {
    contains("\\") ? String(map { $0 == "\\" ? replacement : $0 }) : self
  }
}
