internal import CZip
internal import Glibc

/// The memory that libzip reads an archive from and writes its new bytes to.
///
/// libzip's own buffer may share memory between what it reads and what it writes, and in the version
/// that Debian 12 has (1.7.3) frees it wrongly when an archive's first entries stay. This one keeps
/// the two apart.
@safe
final class ArchiveMemory {
  private let input: [UInt8]
  private var position = 0
  /// What was written; `nil` before anything was.
  private(set) var output: [UInt8]?
  private var outputPosition = 0
  private var failure = unsafe zip_error_t()

  /// Lends bytes to libzip.
  init(_ bytes: [UInt8]) {
    input = bytes
    unsafe zip_error_init(&failure)
  }

  deinit { unsafe zip_error_fini(&failure) }

  /// A source over the memory, which lives for as long as the source does; `nil` without room.
  func makeSource() -> OpaquePointer? {
    let owner = unsafe Unmanaged.passRetained(self)
    let source = unsafe zip_source_function_create(
      { state, data, length, command in
        guard let state = unsafe state else { return -1 }
        let memory = unsafe Unmanaged<ArchiveMemory>.fromOpaque(state)
        if command == ZIP_SOURCE_FREE {
          unsafe memory.release()
          return 0
        }
        return unsafe memory.takeUnretainedValue().answer(command, data, length)
      },
      unsafe owner.toOpaque(),
      nil
    )
    if unsafe source == nil { unsafe owner.release() }
    return unsafe source
  }

  private static let commands: [zip_source_cmd_t] = [
    ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
    ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS,
    ZIP_SOURCE_BEGIN_WRITE, ZIP_SOURCE_COMMIT_WRITE, ZIP_SOURCE_ROLLBACK_WRITE, ZIP_SOURCE_WRITE,
    ZIP_SOURCE_SEEK_WRITE, ZIP_SOURCE_TELL_WRITE, ZIP_SOURCE_REMOVE,
  ]

  /// Does what libzip asks a source for.
  private func answer(
    _ command: zip_source_cmd_t,
    _ data: UnsafeMutableRawPointer?,
    _ length: UInt64
  ) -> zip_int64_t {
    switch command {
    case ZIP_SOURCE_SUPPORTS:
      return Self.commands.reduce(0) { $0 | 1 << zip_int64_t($1.rawValue) }
    case ZIP_SOURCE_OPEN:
      position = 0
      return 0
    case ZIP_SOURCE_READ: return unsafe read(data, length)
    case ZIP_SOURCE_TELL: return zip_int64_t(position)
    case ZIP_SOURCE_SEEK:
      let offset = unsafe zip_source_seek_compute_offset(
        UInt64(position),
        UInt64(input.count),
        data,
        length,
        &failure
      )
      guard offset >= 0 else { return -1 }
      position = Int(offset)
      return 0
    case ZIP_SOURCE_STAT: return unsafe stat(data, length)
    case ZIP_SOURCE_ERROR: return unsafe zip_error_to_data(&failure, data, length)
    case ZIP_SOURCE_BEGIN_WRITE:
      output = []
      output?.reserveCapacity(input.count)
      outputPosition = 0
      return 0
    case ZIP_SOURCE_ROLLBACK_WRITE, ZIP_SOURCE_REMOVE:
      output = nil
      return 0
    case ZIP_SOURCE_WRITE: return unsafe write(data, length)
    case ZIP_SOURCE_TELL_WRITE: return zip_int64_t(outputPosition)
    case ZIP_SOURCE_SEEK_WRITE:
      let offset = unsafe zip_source_seek_compute_offset(
        UInt64(outputPosition),
        UInt64(output?.count ?? 0),
        data,
        length,
        &failure
      )
      guard offset >= 0 else { return -1 }
      outputPosition = Int(offset)
      return 0
    case ZIP_SOURCE_CLOSE, ZIP_SOURCE_COMMIT_WRITE: return 0
    default:
      unsafe zip_error_set(&failure, ZIP_ER_OPNOTSUPP, 0)
      return -1
    }
  }

  private func read(_ data: UnsafeMutableRawPointer?, _ length: UInt64) -> zip_int64_t {
    let count = min(Int(clamping: length), input.count - position)
    guard count > 0, let data = unsafe data else { return 0 }
    let target = unsafe UnsafeMutableRawBufferPointer(start: data, count: count)
    unsafe target.copyBytes(from: input[position..<position + count])
    position += count
    return zip_int64_t(count)
  }

  private func write(_ data: UnsafeMutableRawPointer?, _ length: UInt64) -> zip_int64_t {
    guard let data = unsafe data, let size = output?.count else { return -1 }
    let bytes = unsafe UnsafeRawBufferPointer(start: data, count: Int(clamping: length))
    // libzip goes back to complete the head of an entry, and then to the end again.
    let overlap = min(bytes.count, size - outputPosition)
    unsafe output?.replaceSubrange(outputPosition..<outputPosition + overlap, with: bytes)
    outputPosition += bytes.count
    return zip_int64_t(bytes.count)
  }

  private func stat(_ data: UnsafeMutableRawPointer?, _ length: UInt64) -> zip_int64_t {
    guard let data = unsafe data, unsafe length >= UInt64(MemoryLayout<zip_stat_t>.size) else {
      return -1
    }
    let status = unsafe data.assumingMemoryBound(to: zip_stat_t.self)
    unsafe zip_stat_init(status)
    unsafe status.pointee.size = UInt64(input.count)
    unsafe status.pointee.valid = UInt64(ZIP_STAT_SIZE)
    return unsafe zip_int64_t(MemoryLayout<zip_stat_t>.size)
  }
}
