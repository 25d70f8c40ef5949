import Foundation
import Glibc
import Synchronization

/// An empty file beside an SQLite ledger in which each run that goes on has locked the byte of its
/// number: the system frees it when the run ends, however it ends.
final class RunFile: Sendable {
  private let path: String
  private let ledgerPath: String
  private let descriptor = Mutex<Int32?>(nil)

  /// Names the file beside a ledger, which is made with the first run that files something.
  init(ledger path: String) {
    ledgerPath = path
    self.path = path + "-runs"
  }

  deinit {
    descriptor.withLock { if let open = $0 { close(open) } }
  }

  /// Locks the byte of a run.
  ///
  /// - Throws: ``LedgerError/cannotOpen``.
  func hold(_ run: Int64) throws {
    try locking { open in
      var lock = Self.lock(run)
      guard unsafe fcntl(open, Self.setLock, &lock) == 0 else { throw LedgerError.cannotOpen }
    }
  }

  /// Whether another program, or another ledger of this one, has locked the byte of a run.
  ///
  /// - Throws: ``LedgerError/cannotOpen``.
  func isHeld(_ run: Int64) throws -> Bool {
    try locking { open in
      var lock = Self.lock(run)
      guard unsafe fcntl(open, Self.getLock, &lock) == 0 else { throw LedgerError.cannotOpen }
      return lock.l_type != Int16(F_UNLCK)
    }
  }

  private func locking<Value>(_ body: (Int32) throws -> Value) throws -> Value {
    try descriptor.withLock { descriptor in
      let own: Int32
      if let descriptor {
        own = descriptor
      } else {
        own = unsafe open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard own >= 0 else { throw LedgerError.cannotOpen }
        // Whoever may write the ledger may say that a run goes on; only the owner can let them.
        var ledger = stat()
        if unsafe stat(ledgerPath, &ledger) == 0 { _ = fchmod(own, ledger.st_mode & 0o666) }
        descriptor = own
      }
      return try body(own)
    }
  }

  /// Locks that belong to the open file, not to the program: `F_OFD_GETLK` and `F_OFD_SETLK` of
  /// Linux, which the C headers show only when asked.
  private static let getLock: Int32 = 36
  private static let setLock: Int32 = 37

  private static func lock(_ run: Int64) -> flock {
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    // The byte after the largest offset cannot be locked.
    lock.l_start = off_t(run / 2)
    lock.l_len = 1
    return lock
  }
}
