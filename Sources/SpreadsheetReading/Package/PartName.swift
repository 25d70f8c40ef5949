/// The name of a part: its path in the package, without a leading slash (ECMA-376 part 2, §6.2.2).
package struct PartName: Hashable, Sendable {
  /// The path, with `/` between its segments and no `.` or `..` among them.
  package let path: [UInt8]

  /// Creates a name from a path that is already in its plain form.
  package init(_ path: String) { self.path = Array(path.utf8) }

  private init(path: [UInt8]) { self.path = path }

  /// Creates a name from that of an entry: backslashes count as slashes, and leading slashes, empty
  /// and `.` segments are left out; `nil` when the name leads out of the package.
  package init?(entry name: [UInt8]) {
    guard Self.isPlain(name) else {
      self.init(segments: [], name)
      return
    }
    self.init(path: name)
  }

  /// Whether a path needs no change: no backslash, and no segment that is empty or begins with a dot.
  private static func isPlain(_ path: [UInt8]) -> Bool {
    var previous = ASCII.slash
    for byte in path {
      if byte == ASCII.backslash { return false }
      if previous == ASCII.slash, byte == ASCII.slash || byte == UInt8(ascii: ".") { return false }
      previous = byte
    }
    return previous != ASCII.slash
  }

  /// Creates the name to which a relationship's target leads from a part, or `nil` when it leads out
  /// of the package.
  package init?(target: String, from source: PartName?) {
    var bytes = Array(target.utf8)
    if let fragment = bytes.firstIndex(of: ASCII.hash) { bytes.removeSubrange(fragment...) }
    bytes = Self.percentDecoded(bytes)
    guard !bytes.isEmpty, !Self.hasScheme(bytes) else { return nil }
    let isAbsolute = bytes[0] == ASCII.slash || bytes[0] == ASCII.backslash
    let folder = isAbsolute ? [] : source?.folder ?? []
    guard !Self.isPlain(bytes) else {
      self.init(path: folder + bytes)
      return
    }
    self.init(segments: folder.split(separator: ASCII.slash), bytes)
  }

  private init?(segments: [ArraySlice<UInt8>], _ bytes: [UInt8]) {
    var segments = segments
    for segment in bytes.split(whereSeparator: { $0 == ASCII.slash || $0 == ASCII.backslash }) {
      if segment.elementsEqual(".".utf8) { continue }
      if segment.elementsEqual("..".utf8) {
        guard segments.popLast() != nil else { return nil }
      } else {
        segments.append(segment)
      }
    }
    guard !segments.isEmpty else { return nil }
    self.init(path: Array(segments.joined(separator: [ASCII.slash])))
  }

  /// The path up to and with its last slash.
  private var folder: [UInt8] {
    path.lastIndex(of: ASCII.slash).map { Array(path[...$0]) } ?? []
  }

  /// The part that holds the relationships of this one (ECMA-376 part 2, §6.5.3).
  package var relationships: PartName {
    let folder = folder
    return PartName(
      path: folder + Array("_rels/".utf8) + path[folder.count...] + Array(".rels".utf8)
    )
  }

  /// Whether a path differs at most in the case of ASCII letters; such names mean one part.
  package func foldsLike(_ other: [UInt8]) -> Bool {
    guard path.count == other.count else { return false }
    for index in path.indices {
      let (one, two) = (path[index], other[index])
      guard one != two else { continue }
      let letter = one | 0x20
      guard letter == two | 0x20, letter &- UInt8(ascii: "a") < 26 else { return false }
    }
    return true
  }

  /// Whether a target begins with a URI scheme, such as `http:` or `file:`.
  private static func hasScheme(_ bytes: [UInt8]) -> Bool {
    let head = bytes.prefix { $0 != ASCII.slash && $0 != ASCII.backslash }
    return head.contains(ASCII.colon)
      || (bytes.count > 1 && bytes[0] == ASCII.slash && bytes[1] == ASCII.slash)
  }

  private static func percentDecoded(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: "%")) else { return bytes }
    var decoded: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = ASCII.digit(bytes[index + 1], base: 16),
        let low = ASCII.digit(bytes[index + 2], base: 16)
      {
        decoded.append(UInt8(high * 16 + low))
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return decoded
  }
}

extension PartName: CustomStringConvertible {
  /// The path as text, cut to a length fit for a message.
  package var description: String { String(decoding: path.prefix(120), as: UTF8.self) }
}
