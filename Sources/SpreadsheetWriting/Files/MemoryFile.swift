internal import CXLSXWriter
internal import Glibc

/// A file in memory that takes the package while the library writes it.
///
/// The library reports a full disk to standard error only. In memory it meets none, and what it
/// wrote reaches the disk through `OutputFile`, which sees every fault.
struct MemoryFile: ~Copyable {
  let descriptor: Int32

  init() throws(WritingError) {
    descriptor = xlsx_memory_file()
    guard descriptor >= 0 else { throw .cannotCreate(errorNumber: errno) }
  }

  /// The name under which this process can open the file.
  var path: String { "/proc/self/fd/\(descriptor)" }

  /// Writes bytes behind what was written last.
  func append(_ bytes: ArraySlice<UInt8>) throws(WritingError) {
    try OutputFile.write(bytes, to: descriptor)
  }

  deinit { close(descriptor) }
}
