import CZip

/// A zip archive in memory, opened by libzip and closed with its owner.
@safe
struct ZipArchive: ~Copyable {
  /// What the directory says of one entry.
  struct Entry {
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

  private let handle: OpaquePointer
  private let byteCount: Int
  /// The number of entries in the directory.
  let count: Int

  /// Opens an archive over bytes that must stay where they are for as long as it lives.
  ///
  /// - Throws: ``ReadingError/truncated`` when there is no directory at the end, and
  ///   ``ReadingError/damaged`` when the directory contradicts the file.
  init(_ bytes: ByteView) throws(ReadingError) {
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
    byteCount = bytes.count
    unsafe count = max(0, Int(zip_get_num_entries(handle, 0)))
  }

  deinit { unsafe zip_discard(handle) }

  /// The name of an entry as the archive has it, in whatever encoding.
  func name(_ index: UInt64) -> [UInt8] {
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

  /// Reads the bytes of an entry as they stand in the archive; `false` when they are not all there.
  func readCompressed(_ entry: Entry, into buffer: inout ByteBuffer) -> Bool {
    // What claims to be longer than the archive is not all there, and no room is made for the claim.
    guard entry.compressedSize <= byteCount else { return false }
    buffer.reserveDiscardingContents(entry.compressedSize)
    let flags = zip_flags_t(ZIP_FL_COMPRESSED)
    guard let file = unsafe zip_fopen_index(handle, entry.index, flags) else { return false }
    defer { unsafe zip_fclose(file) }
    while buffer.count < entry.compressedSize {
      let rest = UInt64(entry.compressedSize - buffer.count)
      let length = unsafe Int(zip_fread(file, buffer.start + buffer.count, rest))
      guard length > 0 else { return false }
      buffer.count += length
    }
    return true
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
