import Glibc
import Synchronization

/// The open archive behind an ``ArchiveReader``, read by one thread at a time.
final class ArchiveContents: Sendable {
  /// What the directory says of each entry, by number.
  let directory: [(name: [UInt8], size: Int)]

  private let limits: ReadingLimits
  private let state: Mutex<State>

  /// What reading changes.
  private struct State: ~Copyable {
    // The archive lies over the file's bytes, which are freed after it.
    var archive: ZipArchive
    var inflater: Inflater
    let file: ByteBuffer
    var output = ByteBuffer(capacity: 1 << 16)
    var inflatedBytes = 0
  }

  /// Opens an archive over the bytes of its file.
  init(_ file: consuming sending ByteBuffer, _ limits: ReadingLimits) throws(ReadingError) {
    let archive = try ZipArchive(file.view)
    guard archive.count <= limits.archiveEntries else {
      throw .limit(.archiveEntries, allowed: limits.archiveEntries)
    }
    guard let inflater = Inflater() else { throw .unreadable(code: ENOMEM) }
    directory = (0..<archive.count).map { index in
      (archive.name(UInt64(index)), archive.entry(UInt64(index))?.claimedSize ?? 0)
    }
    self.limits = limits
    state = Mutex(State(archive: archive, inflater: inflater, file: file))
  }

  /// The bytes of an entry.
  func bytes(of entry: ArchiveEntry) throws(ReadingError) -> [UInt8] {
    try state.withLock { (state) throws(ReadingError) -> [UInt8] in
      guard let found = state.archive.entry(UInt64(entry.index)) else {
        throw .partMissing("\(entry.index)")
      }
      let left = limits.archiveContentBytes - state.inflatedBytes
      do throws(Inflater.Failure) {
        try state.inflater.read(
          found,
          of: state.archive,
          limit: min(limits.fileBytes, left),
          into: &state.output
        )
      } catch {
        throw error.error(
          in: "\(entry.index + 1)",
          tooLarge: left < limits.fileBytes ? .archiveContentBytes : .fileBytes,
          limits
        )
      }
      state.inflatedBytes += state.output.count
      return state.output.view.array(0..<state.output.count)
    }
  }
}
