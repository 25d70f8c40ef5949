public import Foundation
import SpreadsheetWriting

/// Writes text files that appear whole or not at all, readable by their owner alone.
public enum TextFile {
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
    try write(bytes: Array(text.utf8), to: url, replacing: replacing)
  }

  /// Writes bytes beside their target and renames the file.
  static func write(bytes: [UInt8], to url: URL, replacing: Bool) throws(Failure) {
    do {
      let output = try OutputFile(path: url.path, replacing: replacing)
      try output.fill(with: bytes)
      try output.publish()
    } catch {
      let name = url.lastPathComponent
      switch error {
      case .targetExists: throw .exists(name)
      case .folderMissing, .cannotCreate: throw .cannotCreate(name)
      case .cannotWrite, .limit, .invalid, .refused: throw .cannotWrite(name)
      }
    }
  }
}
