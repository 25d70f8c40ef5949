public import Foundation

/// Writes text files that appear whole or not at all, readable by their owner alone.
public enum OutputFile {
  /// Why a file was not written.
  public enum Failure: Error, Hashable, Sendable {
    /// There is a file of that name already.
    case exists(String)
    /// No file can be made there.
    case cannotCreate(String)
    /// The file could not be written to its end.
    case cannotWrite(String)
  }

  /// Writes a file beside its target and renames it.
  ///
  /// - Parameters:
  ///   - text: the content, written as UTF-8.
  ///   - url: the target.
  ///   - replacing: whether a file of that name may be replaced.
  /// - Throws: why nothing was written.
  public static func write(_ text: String, to url: URL, replacing: Bool) throws(Failure) {
    let manager = FileManager.default
    if !replacing, manager.fileExists(atPath: url.path) { throw .exists(url.lastPathComponent) }
    let folder = url.deletingLastPathComponent()
    var template = Array(folder.appending(path: ".tianbao-XXXXXX").path.utf8CString)
    // A new file of a name that nobody has, readable by its owner alone.
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw .cannotCreate(url.lastPathComponent) }
    let beside = URL(
      filePath: String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    )
    do {
      let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      try handle.write(contentsOf: Data(text.utf8))
      try handle.synchronize()
      try handle.close()
    } catch {
      try? manager.removeItem(at: beside)
      throw .cannotWrite(url.lastPathComponent)
    }
    if !replacing {
      // A link, unlike a rename, fails where somebody made a file of that name in the meantime.
      defer { try? manager.removeItem(at: beside) }
      if link(beside.path, url.path) == 0 { return }
      let hasLinks = ![EPERM, EOPNOTSUPP, EMLINK].contains(errno)
      if errno == EEXIST || manager.fileExists(atPath: url.path) {
        throw .exists(url.lastPathComponent)
      }
      guard !hasLinks, rename(beside.path, url.path) == 0 else {
        throw .cannotWrite(url.lastPathComponent)
      }
      return
    }
    guard rename(beside.path, url.path) == 0 else {
      try? manager.removeItem(at: beside)
      throw .cannotWrite(url.lastPathComponent)
    }
  }
}
