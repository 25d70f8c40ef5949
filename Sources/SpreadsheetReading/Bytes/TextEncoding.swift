import Glibc

/// Turns text of other encodings into UTF-8, through the C library's converter.
enum TextEncoding {
  /// Converts bytes from an encoding, by the converter's name for it.
  ///
  /// What is not valid in the encoding becomes U+FFFD. The result is `nil` when the encoding is not known, or the text grows beyond a number of bytes.
  static func utf8(_ bytes: ByteView, from encoding: String, limit: Int) -> [UInt8]? {
    let converter = unsafe iconv_open("UTF-8", encoding)
    guard Int(bitPattern: converter) != -1 else { return nil }
    defer { unsafe iconv_close(converter) }
    var input = unsafe Array(UnsafeMutableBufferPointer(mutating: bytes.buffer(0..<bytes.count)))
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let isComplete = unsafe input.withUnsafeMutableBytes { memory -> Bool in
      var source = unsafe memory.baseAddress?.assumingMemoryBound(to: CChar.self)
      var rest = memory.count
      while rest > 0 {
        let produced = unsafe chunk.withUnsafeMutableBytes { target -> (Int, Int32) in
          var end = unsafe target.baseAddress?.assumingMemoryBound(to: CChar.self)
          var room = target.count
          let result = unsafe iconv(converter, &source, &rest, &end, &room)
          return (target.count - room, result == -1 ? errno : 0)
        }
        output.append(contentsOf: chunk[..<produced.0])
        guard output.count <= limit else { return false }
        switch produced.1 {
        case 0: return true
        case E2BIG: continue
        default:
          // EILSEQ or EINVAL: one byte that cannot be converted.
          output.append(contentsOf: "\u{FFFD}".utf8)
          unsafe source = source.map { unsafe $0 + 1 }
          rest -= 1
        }
      }
      return true
    }
    return isComplete ? output : nil
  }

  /// The bytes of a name in an archive as text: UTF-8 if they are that, else GB18030, which Windows
  /// in Chinese writes without saying so.
  static func name(_ bytes: [UInt8]) -> String {
    if let name = String(validating: bytes, as: UTF8.self) { return name }
    let converted = unsafe bytes.withUnsafeBufferPointer {
      unsafe utf8(ByteView($0), from: "GB18030", limit: 1 << 20)
    }
    return String(decoding: converted ?? bytes, as: UTF8.self)
  }
}
