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

  /// Inserts text into a worksheet's part, behind its cells.
  ///
  /// - Parameters:
  ///   - text: The text; nothing happens where it is empty.
  ///   - part: The name of the part.
  ///   - followers: The beginnings of elements before the first of which the text is to stand.
  /// - Throws: `refused` when the part is missing or has no place for the text, `cannotWrite` when
  ///   memory runs out.
  func insert(
    _ text: String,
    into part: String,
    before followers: [String]
  ) throws(WritingError) {
    guard !text.isEmpty else { return }
    var status = unsafe zip_stat_t()
    guard unsafe zip_stat(archive, part, 0, &status) == 0,
      let file = unsafe zip_fopen_index(archive, status.index, 0)
    else { throw failure }
    defer { unsafe zip_fclose(file) }
    let size = unsafe Int(clamping: status.size)
    let added = text.utf8.count
    // A zero behind the text ends searches in it.
    guard let content = unsafe malloc(size + added + 1) else {
      throw .cannotWrite(errorNumber: ENOMEM)
    }
    let characters = unsafe content.assumingMemoryBound(to: CChar.self)
    guard unsafe zip_fread(file, content, UInt64(size)) == size else {
      unsafe free(content)
      throw failure
    }
    unsafe characters[size] = 0
    guard let place = unsafe Self.place(before: followers, in: characters) else {
      unsafe free(content)
      throw .refused(code: Int(ZIP_ER_INCONS), .workbook)
    }
    let offset = unsafe place - characters
    unsafe memmove(place + added, place, size - offset)
    unsafe text.withCString { unsafe _ = memcpy(place, $0, added) }
    // The archive frees the content, at once if it cannot take it.
    guard let replacement = unsafe zip_source_buffer(archive, content, UInt64(size + added), 1)
    else {
      unsafe free(content)
      throw failure
    }
    let index = unsafe status.index
    guard unsafe zip_file_replace(archive, index, replacement, 0) == 0 else {
      unsafe zip_source_free(replacement)
      throw failure
    }
    // Stored for now, see `compress`; the time is the first that a package knows.
    guard unsafe zip_set_file_compression(archive, index, ZIP_CM_STORE, 0) == 0,
      unsafe zip_file_set_dostime(archive, index, 0, 1 << 5 | 1, 0) == 0
    else { throw failure }
  }

  /// Compresses a part that has been changed and stored, with zlib's usual level as the library does.
  ///
  /// This takes a revision of its own: libzip 1.7 heeds a level only where the method changes, and
  /// otherwise takes the highest, which is four times slower and gains nothing here.
  ///
  /// - Throws: `refused` when there is no such part.
  func compress(_ part: String) throws(WritingError) {
    let index = unsafe zip_name_locate(archive, part, 0)
    guard index >= 0,
      unsafe zip_set_file_compression(archive, UInt64(index), ZIP_CM_DEFLATE, 6) == 0
    else { throw failure }
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
