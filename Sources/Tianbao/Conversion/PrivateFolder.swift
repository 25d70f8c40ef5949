import Foundation

/// A folder that its owner alone can look into, removed with all it holds when its owner goes.
///
/// A program that is killed removes nothing: ``removeAbandoned(in:)`` does it later. So that no folder
/// is taken from somebody who works in it, its name holds the number of its process, and a file in it is
/// locked for as long as the folder is in use, which the system undoes however the process ends.
struct PrivateFolder: ~Copyable {
  let url: URL
  /// The open file that is locked.
  private let lock: Int32

  private static let prefix = "tianbao-convert-"
  private static let lockName = "lock"

  /// Makes the folder among the temporary files, or gives `nil` when it cannot be made.
  init?() {
    let name = "\(Self.prefix)\(getpid())-XXXXXX"
    var template = Array(
      FileManager.default.temporaryDirectory.appending(path: name).path.utf8CString
    )
    // mkdtemp makes folders of mode 0700.
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) } != nil
    }
    guard made else { return nil }
    let bytes = template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    let url = URL(filePath: String(decoding: bytes, as: UTF8.self), directoryHint: .isDirectory)
    let file = url.appending(path: Self.lockName).path
    let lock = open(file, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      if lock >= 0 { close(lock) }
      try? FileManager.default.removeItem(at: url)
      return nil
    }
    self.url = url
    self.lock = lock
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
    close(lock)
  }

  /// Removes the folders of this user whose processes were killed before they could do it themselves.
  ///
  /// A folder stays while its process lives, while its file is locked, and while any program works in
  /// it, such as a converter that has outlived the one that started it.
  ///
  /// - Parameter parent: the folder in which they were made.
  static func removeAbandoned(in parent: URL = FileManager.default.temporaryDirectory) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    let folders = names.filter { name in
      guard name.hasPrefix(prefix),
        let process = pid_t(name.dropFirst(prefix.count).prefix { $0 != "-" }), process > 0
      else { return false }
      // Another user's process is there too, which this one may not signal.
      return kill(process, 0) != 0 && errno == ESRCH
    }.map { parent.appending(path: $0) }.filter(isOwn)
    guard !folders.isEmpty else { return }
    let places = foldersInUse()
    for folder in folders {
      let path = folder.resolvingSymlinksInPath().path
      guard !places.contains(where: { $0 == path || $0.hasPrefix(path + "/") }) else { continue }
      remove(folder)
    }
  }

  /// Whether something is a folder, no link to one, and this user's.
  private static func isOwn(_ folder: URL) -> Bool {
    var status = stat()
    return lstat(folder.path, &status) == 0 && status.st_uid == geteuid()
      && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Removes a folder unless it is locked; one without the file is being made at this moment, or by a
  /// program that was killed at the moment when it made it.
  private static func remove(_ folder: URL) {
    let lock = open(folder.appending(path: lockName).path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    guard lock >= 0 else {
      if errno == ENOENT { rmdir(folder.path) }
      return
    }
    defer { close(lock) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { return }
    try? FileManager.default.removeItem(at: folder)
  }

  /// The folders in which programs work, as far as this user may know.
  private static func foldersInUse() -> Set<String> {
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return Set(
      processes.filter { $0.allSatisfy(\.isNumber) }.compactMap {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\($0)/cwd")
      }
    )
  }
}
