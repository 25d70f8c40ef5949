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
    let beside = folder.appending(path: ".\(url.lastPathComponent).part")
    guard
      manager.createFile(
        atPath: beside.path,
        contents: nil,
        attributes: [.posixPermissions: 0o600]
      )
    else { throw .cannotCreate(url.lastPathComponent) }
    do {
      let handle = try FileHandle(forWritingTo: beside)
      try handle.write(contentsOf: Data(text.utf8))
      try handle.synchronize()
      try handle.close()
    } catch {
      try? manager.removeItem(at: beside)
      throw .cannotWrite(url.lastPathComponent)
    }
    guard rename(beside.path, url.path) == 0 else {
      try? manager.removeItem(at: beside)
      throw .cannotWrite(url.lastPathComponent)
    }
  }
}
