import Foundation
import Glibc

/// An SQLite file that this program may read and not write to.
///
/// SQLite reads a file in WAL mode through two others beside it (`-wal` and `-shm`,
/// <https://www.sqlite.org/wal.html#read_only_databases>). Where they are there, somebody else has the
/// file open and is waited for as always. Where they are not, nobody has it open, all that was written
/// is in the file, and it is read as one that cannot change; that it did not is checked after each read.
struct ReadOnlyFile: Sendable {
  private let path: String
  /// What the file was when it was opened; `nil` where SQLite keeps watch itself.
  private let stamp: Stamp?

  /// What a change to a file changes.
  private struct Stamp: Hashable {
    let file: UInt64
    let size: Int64
    let seconds: Int
    let nanoseconds: Int

    init?(_ path: String) {
      var status = stat()
      guard unsafe stat(path, &status) == 0 else { return nil }
      file = UInt64(status.st_ino)
      size = Int64(status.st_size)
      seconds = status.st_mtim.tv_sec
      nanoseconds = status.st_mtim.tv_nsec
    }
  }

  /// Finds how a file can be read; `nil` for one that may be written to.
  ///
  /// - Throws: as ``init(reading:)`` does.
  init?(_ path: String) throws {
    let path = Self.resolved(path)
    let folder = URL(filePath: path).deletingLastPathComponent().path
    guard unsafe access(path, W_OK) != 0 || access(folder, W_OK) != 0 else { return nil }
    try self.init(reading: path)
  }

  /// Finds how a file can be read that is not to be written to.
  ///
  /// - Throws: ``LedgerError/cannotOpen`` for one that may not even be read, ``LedgerError/readOnly(_:)``
  ///   for one of which a part is still in the file beside it, as a program was killed when it wrote.
  init(reading path: String) throws {
    let path = Self.resolved(path)
    guard unsafe access(path, R_OK) == 0 else { throw LedgerError.cannotOpen }
    self.path = path
    if unsafe access(path + "-shm", R_OK) == 0 && access(path + "-wal", R_OK) == 0 {
      stamp = nil
    } else {
      guard Stamp(path + "-wal").map({ $0.size == 0 }) ?? true else {
        throw LedgerError.readOnly(.unfinished)
      }
      stamp = Stamp(path)
    }
  }

  /// Where a link leads: SQLite keeps its files beside that.
  private static func resolved(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().path
  }

  /// The file as SQLite is to be given it.
  var address: String {
    guard stamp != nil else { return path }
    // The three characters that mean something in an address, and whatever is no ASCII.
    let allowed = CharacterSet(charactersIn: "?#%").inverted.intersection(.urlPathAllowed)
    let encoded = path.addingPercentEncoding(withAllowedCharacters: allowed) ?? path
    return "file:\(encoded)?immutable=1"
  }

  /// Refuses what was read while somebody else wrote.
  ///
  /// - Throws: ``LedgerError/busy(seconds:)``.
  func checkUnchanged() throws {
    guard let stamp else { return }
    guard Stamp(path) == stamp, Stamp(path + "-wal").map({ $0.size == 0 }) ?? true else {
      throw LedgerError.busy(seconds: 0)
    }
  }
}
