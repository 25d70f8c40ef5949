internal import Glibc

/// A folder with room for the parts of a package while the library assembles them.
///
/// The library writes each part to a nameless file first, and does not notice when that file runs
/// out of room: the package would lose the part's end. So the room is looked for beforehand, in
/// memory first, where household data leaves no trace on the disk.
struct ScratchFolder {
  let path: String

  /// Finds a folder.
  ///
  /// - Parameters:
  ///   - folder: The folder of the target, taken if there is none in memory.
  ///   - bytes: The size of all parts, or more.
  /// - Throws: `cannotWrite` where there is no room.
  init(beside folder: String, holding bytes: Int) throws(WritingError) {
    guard Self.largestFile >= bytes else { throw .cannotWrite(errorNumber: EFBIG) }
    let candidates = ["/dev/shm", folder]
    guard let path = candidates.first(where: { Self.room(in: $0) >= bytes }) else {
      throw .cannotWrite(errorNumber: ENOSPC)
    }
    self.path = path
  }

  private static func room(in folder: String) -> Int {
    var status = statvfs()
    guard unsafe access(folder, W_OK | X_OK) == 0, unsafe statvfs(folder, &status) == 0 else {
      return 0
    }
    let (bytes, overflow) = Int(clamping: status.f_bavail)
      .multipliedReportingOverflow(by: Int(clamping: status.f_frsize))
    return overflow ? .max : bytes
  }

  private static var largestFile: Int {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else {
      return .max
    }
    return Int(clamping: limit.rlim_cur)
  }
}
