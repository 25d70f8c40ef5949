internal import CZip
internal import Glibc

/// A zip archive in memory whose entries can be replaced, added and removed.
///
/// Entries that are left alone keep their place, their bytes and their compression: libzip copies
/// them raw.
@safe
struct EditableArchive: ~Copyable {
  private let memory: Unmanaged<ArchiveMemory>
  private let archive: OpaquePointer

  /// Opens an archive.
  init(_ bytes: ArraySlice<UInt8>) throws(AnnotationError) {
    let memory = ArchiveMemory(Array(bytes))
    guard let source = unsafe memory.makeSource() else {
      throw .packageRefused(code: Int(ZIP_ER_MEMORY))
    }
    var failure = unsafe zip_error_t()
    unsafe zip_error_init(&failure)
    defer { unsafe zip_error_fini(&failure) }
    guard let archive = unsafe zip_open_from_source(source, 0, &failure) else {
      let code = unsafe Int(zip_error_code_zip(&failure))
      unsafe zip_source_free(source)
      throw .packageRefused(code: code)
    }
    // A struct that is taken apart when it is written may own nothing but pointers.
    unsafe self.memory = unsafe Unmanaged.passRetained(memory)
    unsafe self.archive = unsafe archive
  }

  /// The number of entries.
  var count: Int { unsafe max(0, Int(zip_get_num_entries(archive, 0))) }

  /// The name of an entry as the archive has it.
  func name(_ index: Int) -> [UInt8] {
    guard
      let name = unsafe zip_get_name(archive, UInt64(index), zip_flags_t(ZIP_FL_ENC_RAW))
    else { return [] }
    return unsafe Array(UnsafeBufferPointer(start: name, count: strlen(name))).map {
      UInt8(bitPattern: $0)
    }
  }

  /// The contents of an entry, whole and checked.
  ///
  /// - Throws: `packageRefused` when they are damaged or larger than allowed.
  func contents(_ index: Int, limit: Int) throws(AnnotationError) -> [UInt8] {
    guard let file = unsafe zip_fopen_index(archive, UInt64(index), 0) else { throw failure }
    defer { unsafe zip_fclose(file) }
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe zip_fread(file, &buffer, UInt64(buffer.count))
      guard count >= 0 else { throw .packageRefused(code: Int(ZIP_ER_CRC)) }
      guard count > 0 else { return result }
      result += buffer[..<Int(count)]
      guard result.count <= limit else { throw .packageRefused(code: Int(ZIP_ER_OPNOTSUPP)) }
    }
  }

  /// Puts other contents into an entry, or adds one at the end.
  ///
  /// - Parameters:
  ///   - contents: the contents.
  ///   - index: the entry's number; `nil` adds one.
  ///   - name: the name of an entry that is added.
  /// - Throws: `packageRefused` when memory runs out.
  func put(_ contents: [UInt8], at index: Int?, named name: String) throws(AnnotationError) {
    // libzip frees what malloc gave.
    guard let copy = unsafe malloc(max(1, contents.count)) else {
      throw .packageRefused(code: Int(ZIP_ER_MEMORY))
    }
    unsafe contents.withUnsafeBytes { bytes in
      if let start = bytes.baseAddress { unsafe memcpy(copy, start, bytes.count) }
    }
    guard let data = unsafe zip_source_buffer(archive, copy, UInt64(contents.count), 1) else {
      unsafe free(copy)
      throw failure
    }
    let place: UInt64
    if let index {
      place = UInt64(index)
      guard unsafe zip_file_replace(archive, place, data, 0) == 0 else {
        unsafe zip_source_free(data)
        throw failure
      }
    } else {
      let added = unsafe zip_file_add(archive, name, data, zip_flags_t(ZIP_FL_ENC_UTF_8))
      guard added >= 0 else {
        unsafe zip_source_free(data)
        throw failure
      }
      place = UInt64(added)
    }
    // The first day that a package knows: the same input gives the same bytes on every day.
    guard unsafe zip_set_file_compression(archive, place, ZIP_CM_DEFLATE, 6) == 0,
      unsafe zip_file_set_dostime(archive, place, 0, 1 << 5 | 1, 0) == 0
    else { throw failure }
  }

  /// Takes an entry out.
  func remove(_ index: Int) throws(AnnotationError) {
    guard unsafe zip_delete(archive, UInt64(index)) == 0 else { throw failure }
  }

  private var failure: AnnotationError {
    unsafe .packageRefused(code: Int(zip_error_code_zip(zip_get_error(archive))))
  }

  /// Writes the archive anew and gives its bytes.
  consuming func written() throws(AnnotationError) -> [UInt8] {
    guard unsafe zip_close(archive) == 0 else {
      let failure = failure
      _ = consume self
      throw failure
    }
    let memory = unsafe memory.takeRetainedValue()
    discard self
    guard let output = memory.output else { throw .packageRefused(code: Int(ZIP_ER_READ)) }
    return output
  }

  deinit {
    unsafe zip_discard(archive)
    unsafe memory.release()
  }
}
