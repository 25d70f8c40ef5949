import Glibc

/// The open archive behind an ``ArchiveReader``, read by one thread at a time.
final class ArchiveContents: @unchecked Sendable {
  /// What the directory says of each entry, by number.
  let directory: [(name: [UInt8], size: Int)]

  private let limits: ReadingLimits
  private let turn = ThreadLock()
  /// Used by the thread alone that has its turn.
  private var state: State

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
    state = State(archive: archive, inflater: inflater, file: file)
  }

  /// The bytes of an entry.
  func bytes(of entry: ArchiveEntry) throws(ReadingError) -> [UInt8] {
    turn.lock()
    defer { turn.unlock() }
    return try Self.bytes(of: entry, &state, limits)
  }

  private static func bytes(
    of entry: ArchiveEntry,
    _ state: inout State,
    _ limits: ReadingLimits
  ) throws(ReadingError) -> [UInt8] {
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

/// A lock of the system's threads.
///
/// Not a `Mutex`: on Linux that waits in ways that the thread sanitizer does not see, which then takes
/// each use for a race.
@safe
private final class ThreadLock: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  init() {
    unsafe mutex.initialize(to: pthread_mutex_t())
    unsafe pthread_mutex_init(mutex, nil)
  }

  deinit {
    unsafe pthread_mutex_destroy(mutex)
    unsafe mutex.deallocate()
  }

  func lock() { unsafe pthread_mutex_lock(mutex) }

  func unlock() { unsafe pthread_mutex_unlock(mutex) }
}
