import Glibc

/// The encoding of a part that is to be edited: its text in UTF-8, and the way back.
///
/// Editors splice bytes into UTF-8. A part in UTF-16 or GB 18030 is converted, and converted back
/// afterwards, if that gives its own bytes again; otherwise it is none that can be edited.
package struct PartEncoding: Hashable, Sendable {
  /// The converter's name for the encoding; `nil` is UTF-8.
  private let name: String?

  /// The encoding of parts that are made anew.
  package static let utf8 = PartEncoding(name: nil)

  private init(name: String?) { self.name = name }

  /// Tells the encoding of a part and gives its text in UTF-8, with a byte order mark if it had one;
  /// `nil` when the text cannot be converted there and back.
  package static func decoded(
    _ bytes: [UInt8],
    limit: Int
  ) -> (text: [UInt8], encoding: PartEncoding)? {
    let found = unsafe bytes.withUnsafeBufferPointer { unsafe XMLEncoding(ByteView($0)) }
    guard case .other(let name) = found else { return (bytes, .utf8) }
    let text = unsafe bytes.withUnsafeBufferPointer {
      unsafe TextEncoding.utf8(ByteView($0), from: name, limit: limit)
    }
    let encoding = PartEncoding(name: name)
    guard let text, encoding.encoded(text) == bytes else { return nil }
    return (text, encoding)
  }

  /// Converts a text in UTF-8 to the encoding; `nil` when it holds what the encoding cannot.
  package func encoded(_ text: [UInt8]) -> [UInt8]? {
    guard let name else { return text }
    let converter = unsafe iconv_open(name, "UTF-8")
    guard Int(bitPattern: converter) != -1 else { return nil }
    defer { unsafe iconv_close(converter) }
    var input = text
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let isComplete = unsafe input.withUnsafeMutableBytes { memory -> Bool in
      var source = unsafe memory.baseAddress?.assumingMemoryBound(to: CChar.self)
      var rest = memory.count
      while rest > 0 {
        let (produced, code) = unsafe chunk.withUnsafeMutableBytes { target -> (Int, Int32) in
          var end = unsafe target.baseAddress?.assumingMemoryBound(to: CChar.self)
          var room = target.count
          let result = unsafe iconv(converter, &source, &rest, &end, &room)
          return (target.count - room, result == -1 ? errno : 0)
        }
        output.append(contentsOf: chunk[..<produced])
        guard code == 0 || code == E2BIG else { return false }
      }
      return true
    }
    return isComplete ? output : nil
  }
}

/// Where the archive begins in a file that has other bytes before it.
package enum ArchiveStart {
  /// The offset of the archive's first byte; 0 where nothing stands before it.
  package static func offset(in bytes: [UInt8]) -> Int {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      let view = unsafe ByteView(buffer)
      let kind = FileKind(signatureOf: view)
      guard kind == .text || kind == .unknown else { return 0 }
      return ZipArchive.start(view) ?? 0
    }
  }
}
