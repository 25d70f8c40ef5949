import CZip

/// A zip archive in memory: a plain one read here, any other opened by libzip and closed with its
/// owner.
@safe
struct ZipArchive: ~Copyable {
  /// What the directory says of one entry.
  struct Entry: Equatable {
    /// The number of the entry in the directory.
    var index: UInt64
    /// Bytes that the entry takes in the archive.
    var compressedSize: Int
    /// Bytes that the entry claims to hold; never trusted.
    var claimedSize: Int
    /// The checksum of the contents.
    var checksum: UInt32
    /// The compression method; 0 is stored, 8 is deflate.
    var method: UInt16
    /// Whether the entry is encrypted.
    var isEncrypted: Bool
  }

  private let bytes: ByteView
  /// The directory of a plain archive.
  private let directory: ZipDirectory?
  /// libzip's handle of any other.
  private let handle: OpaquePointer?
  /// The number of entries in the directory.
  let count: Int

  /// Opens an archive over bytes that must stay where they are for as long as it lives.
  ///
  /// - Parameters:
  ///   - bytes: the bytes of the file.
  ///   - throughLibrary: whether libzip opens even a plain archive; for comparing the two.
  /// - Throws: ``ReadingError/truncated`` when there is no directory at the end, and
  ///   ``ReadingError/damaged`` when the directory contradicts the file.
  init(_ bytes: ByteView, throughLibrary: Bool = false) throws(ReadingError) {
    self.bytes = bytes
    directory = throughLibrary ? nil : ZipDirectory(bytes)
    if let directory {
      unsafe handle = nil
      count = directory.entries.count
      return
    }
    var failure = unsafe zip_error_t()
    unsafe zip_error_init(&failure)
    defer { unsafe zip_error_fini(&failure) }
    let memory = unsafe bytes.buffer(0..<bytes.count)
    guard
      let source = unsafe zip_source_buffer_create(
        memory.baseAddress,
        UInt64(bytes.count),
        0,
        &failure
      )
    else { throw .damaged }
    guard let handle = unsafe zip_open_from_source(source, ZIP_RDONLY, &failure) else {
      let code = unsafe zip_error_code_zip(&failure)
      unsafe zip_source_free(source)
      throw code == ZIP_ER_NOZIP ? .truncated : .damaged
    }
    unsafe self.handle = unsafe handle
    unsafe count = max(0, Int(zip_get_num_entries(handle, 0)))
  }

  deinit { if let handle = unsafe handle { unsafe zip_discard(handle) } }

  /// The name of an entry as the archive has it, in whatever encoding.
  func name(_ index: UInt64) -> [UInt8] {
    if let directory {
      let entries = directory.entries
      return index < UInt64(entries.count) ? bytes.array(entries[Int(index)].name) : []
    }
    guard let name = unsafe zip_get_name(handle, index, zip_flags_t(ZIP_FL_ENC_RAW)) else {
      return []
    }
    return unsafe name.withMemoryRebound(to: UInt8.self, capacity: 1) { start in
      var length = 0
      while unsafe start[length] != 0 { length += 1 }
      return unsafe Array(UnsafeBufferPointer(start: start, count: length))
    }
  }

  /// The names of all entries in the order of the directory.
  func names() -> [[UInt8]] { (0..<count).map { name(UInt64($0)) } }

  /// What the directory says of an entry.
  func entry(_ index: UInt64) -> Entry? {
    if let directory {
      guard index < UInt64(directory.entries.count) else { return nil }
      let entry = directory.entries[Int(index)]
      return Entry(
        index: index,
        compressedSize: entry.contents.count,
        claimedSize: entry.claimedSize,
        checksum: entry.checksum,
        method: entry.method,
        isEncrypted: false
      )
    }
    var status = unsafe zip_stat_t()
    guard unsafe zip_stat_index(handle, index, 0, &status) == 0 else { return nil }
    return unsafe Entry(
      index: index,
      compressedSize: Int(clamping: status.comp_size),
      claimedSize: Int(clamping: status.size),
      checksum: status.crc,
      method: status.comp_method,
      isEncrypted: status.encryption_method != ZIP_EM_NONE
    )
  }

  /// The bytes of an entry as they stand in the archive; `nil` when they are not all there.
  ///
  /// They are lent by the archive, or by the buffer that they are copied into.
  func compressed(_ entry: Entry, buffer: inout ByteBuffer) -> ByteView? {
    if let directory {
      guard entry.index < UInt64(directory.entries.count) else { return nil }
      return bytes.slice(directory.entries[Int(entry.index)].contents)
    }
    // What claims to be longer than the archive is not all there, and no room is made for the claim.
    guard entry.compressedSize <= bytes.count else { return nil }
    buffer.reserveDiscardingContents(entry.compressedSize)
    let flags = zip_flags_t(ZIP_FL_COMPRESSED)
    guard let file = unsafe zip_fopen_index(handle, entry.index, flags) else { return nil }
    defer { unsafe zip_fclose(file) }
    while buffer.count < entry.compressedSize {
      let rest = UInt64(entry.compressedSize - buffer.count)
      let length = unsafe Int(zip_fread(file, buffer.start + buffer.count, rest))
      guard length > 0 else { return nil }
      buffer.count += length
    }
    return buffer.view
  }
}

extension ZipArchive {
  /// Where the record at the end of an archive lies; `nil` when there is none.
  private static func end(_ bytes: ByteView) -> Int? {
    // APPNOTE 4.3.16: the record has 22 bytes and a comment of at most 65,535.
    let last = bytes.count - 22
    guard last >= 0 else { return nil }
    for offset in stride(from: last, through: max(0, last - 65_535), by: -1)
    where bytes.matches("PK\u{5}\u{6}", at: offset) { return offset }
    return nil
  }

  /// The number of entries that the end of an archive claims, without opening it; `nil` when the
  /// archive is so large that it keeps the number elsewhere, or has no such end.
  static func claimedCount(_ bytes: ByteView) -> Int? {
    guard let end = end(bytes) else { return nil }
    let count = Int(bytes[end + 10]) | Int(bytes[end + 11]) << 8
    return count == 0xFFFF ? nil : count
  }

  /// Where an archive begins that has other bytes before it, as its end tells; `nil` when none does.
  static func start(_ bytes: ByteView) -> Int? {
    guard let end = end(bytes) else { return nil }
    func number(_ offset: Int) -> Int {
      (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << ($1 * 8) }
    }
    let start = end - number(end + 12) - number(end + 16)
    return start > 0 && bytes.matches("PK\u{3}\u{4}", at: start) ? start : nil
  }
}
