internal import CDeflate
internal import CZip
internal import Glibc

/// A package whose parts are changed after the library has written it.
///
/// Parts that are left alone keep their compressed bytes, and all keep their order.
@safe struct PackageRevision: ~Copyable {
  private let bytes: UnsafeMutableRawPointer
  private let byteCount: Int
  private let source: OpaquePointer
  private let archive: OpaquePointer

  /// Opens a package; what is changed shows in what `close` returns.
  init(of package: borrowing MemoryFile) throws(WritingError) {
    let count = Int(lseek(package.descriptor, 0, SEEK_END))
    guard count > 0 else { throw .cannotWrite(errorNumber: EIO) }
    let bytes = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, package.descriptor, 0)
    guard let bytes = unsafe bytes, unsafe bytes != UnsafeMutableRawPointer(bitPattern: -1) else {
      throw .cannotWrite(errorNumber: errno)
    }
    guard let source = unsafe zip_source_buffer_create(bytes, UInt64(count), 0, nil) else {
      unsafe munmap(bytes, count)
      throw .cannotWrite(errorNumber: ENOMEM)
    }
    // Kept for what is written to it: the archive frees its own claim when it closes.
    unsafe zip_source_keep(source)
    guard let archive = unsafe zip_open_from_source(source, 0, nil) else {
      unsafe zip_source_free(source)
      unsafe zip_source_free(source)
      unsafe munmap(bytes, count)
      throw .cannotWrite(errorNumber: ENOMEM)
    }
    unsafe self.bytes = unsafe bytes
    byteCount = count
    unsafe self.source = unsafe source
    unsafe self.archive = unsafe archive
  }

  /// Writes the shared formulas of a worksheet's part, and inserts text behind its cells.
  ///
  /// - Parameters:
  ///   - part: The name of the part.
  ///   - text: The text, which may be empty.
  ///   - followers: The beginnings of elements before the first of which the text is to stand.
  /// - Throws: `refused` when the part is missing or has no place for the text, `cannotWrite` when
  ///   memory runs out.
  func revise(
    _ part: String,
    inserting text: String,
    before followers: [String]
  ) throws(WritingError) {
    var status = unsafe zip_stat_t()
    guard unsafe zip_stat(archive, part, 0, &status) == 0 else { throw failure }
    let index = unsafe status.index
    let size = unsafe Int(clamping: status.size)
    let added = text.utf8.count
    // A zero behind the text ends searches in it.
    guard let content = unsafe malloc(size + added + 1) else {
      throw .cannotWrite(errorNumber: ENOMEM)
    }
    defer { unsafe free(content) }
    try unsafe inflate(status, into: content)
    let characters = unsafe content.assumingMemoryBound(to: CChar.self)
    unsafe characters[size] = 0
    unsafe SharedFormulaTable.unmark(UnsafeMutableRawBufferPointer(start: content, count: size))
    if added > 0 {
      guard let place = unsafe Self.place(before: followers, in: characters) else {
        throw .refused(code: Int(ZIP_ER_INCONS), .workbook)
      }
      let offset = unsafe place - characters
      unsafe memmove(place + added, place, size - offset)
      unsafe text.withCString { unsafe _ = memcpy(place, $0, added) }
    }
    let deflated = try unsafe DeflatedPart(
      UnsafeRawBufferPointer(start: content, count: size + added)
    )
    guard let replacement = unsafe deflated.source(for: archive) else { throw failure }
    guard unsafe zip_file_replace(archive, index, replacement, 0) == 0 else {
      unsafe zip_source_free(replacement)
      throw failure
    }
    // The time is the first that a package knows.
    guard unsafe zip_set_file_compression(archive, index, ZIP_CM_DEFLATE, 0) == 0,
      unsafe zip_file_set_dostime(archive, index, 0, 1 << 5 | 1, 0) == 0
    else { throw failure }
  }

  /// Inflates a part that the library has deflated into room for all of it.
  private func inflate(
    _ status: zip_stat_t,
    into content: UnsafeMutableRawPointer
  ) throws(WritingError) {
    let index = unsafe status.index
    let size = unsafe Int(clamping: status.size)
    let packedSize = unsafe Int(clamping: status.comp_size)
    guard unsafe status.comp_method == ZIP_CM_DEFLATE,
      let file = unsafe zip_fopen_index(archive, index, zip_flags_t(ZIP_FL_COMPRESSED))
    else { throw failure }
    defer { unsafe zip_fclose(file) }
    var packed = [UInt8](repeating: 0, count: packedSize)
    guard unsafe zip_fread(file, &packed, UInt64(packedSize)) == packedSize else { throw failure }
    guard let inflater = unsafe libdeflate_alloc_decompressor() else {
      throw .cannotWrite(errorNumber: ENOMEM)
    }
    defer { unsafe libdeflate_free_decompressor(inflater) }
    let result = unsafe libdeflate_deflate_decompress(
      inflater,
      packed,
      packedSize,
      content,
      size,
      nil
    )
    guard result == LIBDEFLATE_SUCCESS, unsafe libdeflate_crc32(0, content, size) == status.crc
    else { throw .refused(code: Int(ZIP_ER_CRC), .workbook) }
  }

  /// Where the first of the elements begins that stand behind the cells.
  private static func place(
    before followers: [String],
    in text: UnsafeMutablePointer<CChar>
  ) -> UnsafeMutablePointer<CChar>? {
    let cells = unsafe strstr(text, "</sheetData>") ?? strstr(text, "<sheetData/>")
    guard let cells = unsafe cells else { return nil }
    return unsafe followers.compactMap { unsafe strstr(cells, $0) }.min()
  }

  /// Why libzip has not done as it was told.
  private var failure: WritingError {
    let error = unsafe zip_get_error(archive)
    return unsafe .refused(code: Int(zip_error_code_zip(error)), .workbook)
  }

  /// Puts the package together anew.
  consuming func close() throws(WritingError) -> MemoryFile {
    guard unsafe zip_close(archive) == 0 else {
      let failure = failure
      _ = consume self
      throw failure
    }
    let (source, bytes, byteCount) = unsafe (source, bytes, byteCount)
    discard self
    defer {
      unsafe zip_source_free(source)
      unsafe munmap(bytes, byteCount)
    }
    let package = try MemoryFile()
    guard unsafe zip_source_open(source) == 0 else { throw .cannotWrite(errorNumber: EIO) }
    defer { unsafe zip_source_close(source) }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = unsafe zip_source_read(source, &buffer, UInt64(buffer.count))
      guard count != 0 else { return package }
      guard count > 0 else { throw .cannotWrite(errorNumber: EIO) }
      try package.append(buffer[..<Int(count)])
    }
  }

  deinit {
    unsafe zip_discard(archive)
    unsafe zip_source_free(source)
    unsafe munmap(bytes, byteCount)
  }
}
