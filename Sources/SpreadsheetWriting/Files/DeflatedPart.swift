internal import CDeflate
internal import CZip
internal import Glibc

/// A part that is deflated already: libzip copies its bytes as they are.
///
/// libzip would deflate with zlib, which takes three times as long, and in 1.7 heeds no level unless
/// the method changes.
@safe final class DeflatedPart {
  private let bytes: UnsafeMutableRawPointer
  private let byteCount: Int
  private let inflatedSize: Int
  private let checksum: UInt32
  private var offset = 0
  private var error = unsafe zip_error_t()

  /// Deflates a part, at the first level that makes it as small as zlib's usual one does.
  ///
  /// - Throws: `cannotWrite` when memory runs out.
  init(_ content: UnsafeRawBufferPointer) throws(WritingError) {
    guard let deflater = unsafe libdeflate_alloc_compressor(5) else {
      throw .cannotWrite(errorNumber: ENOMEM)
    }
    defer { unsafe libdeflate_free_compressor(deflater) }
    let bound = unsafe libdeflate_deflate_compress_bound(deflater, content.count)
    guard let room = unsafe malloc(bound) else { throw .cannotWrite(errorNumber: ENOMEM) }
    let count = unsafe libdeflate_deflate_compress(
      deflater,
      content.baseAddress,
      content.count,
      room,
      bound
    )
    guard count > 0 else {
      unsafe free(room)
      throw .cannotWrite(errorNumber: ENOMEM)
    }
    unsafe bytes = unsafe room
    byteCount = count
    inflatedSize = content.count
    checksum = unsafe libdeflate_crc32(0, content.baseAddress, content.count)
    unsafe zip_error_init(&error)
  }

  deinit { unsafe free(bytes) }

  /// A source of an archive, which keeps this part as long as it lives; `nil` when memory runs out.
  func source(for archive: OpaquePointer) -> OpaquePointer? {
    let context = unsafe Unmanaged.passRetained(self)
    let source = unsafe zip_source_function(
      archive,
      { context, data, length, command in
        guard let context = unsafe context else { return -1 }
        let part = unsafe Unmanaged<DeflatedPart>.fromOpaque(context)
        guard command != ZIP_SOURCE_FREE else {
          unsafe part.release()
          return 0
        }
        return unsafe part.takeUnretainedValue().answer(command, data, Int(clamping: length))
      },
      context.toOpaque()
    )
    if unsafe source == nil { unsafe context.release() }
    return unsafe source
  }

  /// Does what libzip asks of a source (zip_source_function(3)).
  private func answer(
    _ command: zip_source_cmd_t,
    _ data: UnsafeMutableRawPointer?,
    _ length: Int
  ) -> Int64 {
    switch command {
    case ZIP_SOURCE_OPEN:
      offset = 0
      return 0
    case ZIP_SOURCE_READ:
      guard let data = unsafe data else { return -1 }
      let count = min(length, byteCount - offset)
      unsafe data.copyMemory(from: bytes + offset, byteCount: count)
      offset += count
      return Int64(count)
    case ZIP_SOURCE_CLOSE: return 0
    case ZIP_SOURCE_STAT:
      guard let status = unsafe data?.assumingMemoryBound(to: zip_stat_t.self) else { return -1 }
      unsafe zip_stat_init(status)
      unsafe status.pointee.valid = UInt64(
        ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD
      )
      unsafe status.pointee.size = UInt64(inflatedSize)
      unsafe status.pointee.comp_size = UInt64(byteCount)
      unsafe status.pointee.crc = checksum
      unsafe status.pointee.comp_method = UInt16(ZIP_CM_DEFLATE)
      return Int64(unsafe MemoryLayout<zip_stat_t>.size)
    case ZIP_SOURCE_ERROR: return unsafe zip_error_to_data(&error, data, UInt64(length))
    case ZIP_SOURCE_SUPPORTS:
      // Open, read, close, status, error and free, as every source that can be read.
      let commands = [
        ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
        ZIP_SOURCE_FREE,
      ]
      return commands.reduce(0) { $0 | 1 << Int64($1.rawValue) }
    default: return -1
    }
  }
}
