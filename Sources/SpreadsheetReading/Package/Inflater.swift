import CDeflate

/// Inflates the entries of an archive into one buffer that is reused, up to a number of bytes.
@safe
struct Inflater: ~Copyable {
  /// Why the bytes of an entry cannot be had.
  enum Failure: Error {
    case damaged
    case encrypted
    case methodUnknown
    case tooLarge

    /// The error for a part, or an entry by its number, whose size breaks a limit.
    func error(in part: String, tooLarge name: ReadingLimits.Name, _ limits: ReadingLimits)
      -> ReadingError
    {
      switch self {
      case .damaged: .partDamaged(part)
      case .encrypted: .partEncrypted(part)
      case .methodUnknown: .partMethodUnknown(part)
      case .tooLarge: .limit(name, allowed: limits[name])
      }
    }
  }

  private let decompressor: OpaquePointer
  /// The compressed bytes of an entry that its archive does not lend.
  private var copied = ByteBuffer(capacity: 0)

  /// Creates an inflater; `nil` when there is no memory for one.
  init?() {
    guard let decompressor = unsafe libdeflate_alloc_decompressor() else { return nil }
    unsafe self.decompressor = unsafe decompressor
  }

  deinit { unsafe libdeflate_free_decompressor(decompressor) }

  /// Puts the contents of an entry into a buffer and checks them against the entry's checksum.
  ///
  /// The size that the directory claims is a first guess; the buffer grows to what comes out.
  mutating func read(
    _ entry: ZipArchive.Entry,
    of archive: borrowing ZipArchive,
    limit: Int,
    into output: inout ByteBuffer
  ) throws(Failure) {
    output.count = 0
    guard !entry.isEncrypted else { throw .encrypted }
    switch entry.method {
    case 0:
      guard entry.compressedSize <= limit else { throw .tooLarge }
      guard let bytes = archive.compressed(entry, buffer: &copied) else { throw .damaged }
      output.reserveDiscardingContents(bytes.count)
      unsafe output.append(bytes.buffer(0..<bytes.count))
    case 8:
      guard let bytes = archive.compressed(entry, buffer: &copied) else { throw .damaged }
      try inflate(bytes, claimedSize: entry.claimedSize, limit: limit, into: &output)
    default: throw .methodUnknown
    }
    // A large part is read once, so its compressed bytes need not wait for another.
    if copied.capacity > 1 << 20 { copied = ByteBuffer(capacity: 0) }
    let checksum = unsafe libdeflate_crc32(0, output.start, output.count)
    guard checksum == entry.checksum else { throw .damaged }
  }

  private func inflate(
    _ compressed: ByteView,
    claimedSize: Int,
    limit: Int,
    into output: inout ByteBuffer
  ) throws(Failure) {
    // Deflate cannot expand more than 1,032 times, so a larger claim is false.
    let possible = compressed.count < limit / 1032 ? compressed.count * 1032 : limit
    var capacity = max(min(claimedSize, possible), min(compressed.count * 4, limit), 1)
    let source = unsafe compressed.buffer(0..<compressed.count)
    while true {
      output.reserveDiscardingContents(capacity)
      var length = 0
      let room = min(output.capacity, limit)
      let result = unsafe libdeflate_deflate_decompress_ex(
        decompressor,
        source.baseAddress,
        source.count,
        output.start,
        room,
        nil,
        &length
      )
      switch result {
      case LIBDEFLATE_SUCCESS:
        output.count = length
        return
      case LIBDEFLATE_INSUFFICIENT_SPACE:
        guard room < limit else { throw .tooLarge }
        capacity = min(limit, room * 2)
      default: throw .damaged
      }
    }
  }
}
