import Foundation

/// A folder that its owner alone can look into, removed with all it holds when its owner goes.
struct PrivateFolder: ~Copyable {
  let url: URL

  /// Makes the folder among the temporary files, or gives `nil` when it cannot be made.
  init?() {
    var template = Array(
      FileManager.default.temporaryDirectory.appending(path: "tianbao-XXXXXX").path.utf8CString
    )
    // mkdtemp makes folders of mode 0700.
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) } != nil
    }
    guard made else { return nil }
    let bytes = template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    url = URL(filePath: String(decoding: bytes, as: UTF8.self), directoryHint: .isDirectory)
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
