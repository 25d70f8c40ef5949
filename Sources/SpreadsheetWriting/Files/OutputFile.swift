internal import Glibc

/// A nameless-to-be file beside the target, which takes the target's name when it is complete.
///
/// Going out of scope before `publish` removes it.
package struct OutputFile: ~Copyable {
  /// The folder of the target.
  let folder: String
  private let target: String
  private let temporary: String
  private let descriptor: Int32
  private let replacing: Bool

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - path: the target.
  ///   - replacing: whether a file of that name may be replaced.
  /// - Throws: why no file can be made there.
  package init(path: String, replacing: Bool) throws(WritingError) {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    var status = stat()
    guard !path.utf8.contains(0) else { throw .cannotCreate(errorNumber: EINVAL) }
    guard unsafe stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw .folderMissing
    }
    if unsafe lstat(path, &status) == 0 {
      guard replacing else { throw .targetExists }
      guard status.st_mode & S_IFMT != S_IFDIR else { throw .cannotCreate(errorNumber: EISDIR) }
    }
    // mkstemp gives the file to its owner alone (0600).
    var template = Array("\(folder)/.tianbao-XXXXXX".utf8CString)
    let descriptor = unsafe mkstemp(&template)
    guard descriptor >= 0 else { throw .cannotCreate(errorNumber: errno) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    self.descriptor = descriptor
    self.folder = folder
    self.replacing = replacing
    target = path
    temporary = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Copies a whole file into this one and waits until it is on the disk.
  func fill(from source: borrowing MemoryFile) throws(WritingError) {
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var offset: off_t = 0
    while true {
      let count = unsafe pread(source.descriptor, &buffer, buffer.count, offset)
      guard count != 0 else { break }
      guard count > 0 else { throw .cannotWrite(errorNumber: errno) }
      try Self.write(buffer[..<count], to: descriptor)
      offset += off_t(count)
    }
    guard fsync(descriptor) == 0 else { throw .cannotWrite(errorNumber: errno) }
  }

  /// Writes bytes into this file and waits until they are on the disk.
  package func fill(with bytes: [UInt8]) throws(WritingError) {
    try Self.write(bytes[...], to: descriptor)
    guard fsync(descriptor) == 0 else { throw .cannotWrite(errorNumber: errno) }
  }

  /// Writes bytes to a file's end, whatever interrupts it.
  static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) throws(WritingError) {
    var rest = bytes
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      guard written >= 0 || errno == EINTR else { throw .cannotWrite(errorNumber: errno) }
      rest = rest.dropFirst(max(0, written))
    }
  }

  /// Gives the file the target's name.
  package consuming func publish() throws(WritingError) {
    if replacing {
      guard unsafe rename(temporary, target) == 0 else {
        throw .cannotCreate(errorNumber: errno)
      }
      return
    }
    // Refuses a target that has come into being since the file was begun.
    guard unsafe link(temporary, target) != 0 else { return }
    switch errno {
    case EEXIST: throw .targetExists
    case EPERM, EOPNOTSUPP, EMLINK:
      // No hard links here, as on a memory stick.
      var status = stat()
      guard unsafe lstat(target, &status) != 0 else { throw .targetExists }
      guard unsafe rename(temporary, target) == 0 else {
        throw .cannotCreate(errorNumber: errno)
      }
    case let number: throw .cannotCreate(errorNumber: number)
    }
  }

  deinit {
    close(descriptor)
    unsafe unlink(temporary)
  }
}
