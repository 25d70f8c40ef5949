/// The name of a part: its path in the package, without a leading slash (ECMA-376 part 2, §6.2.2).
struct PartName: Hashable {
  /// The path, with `/` between its segments and no `.` or `..` among them.
  let path: [UInt8]

  /// Creates a name from a path that is already in its plain form.
  init(_ path: String) { self.path = Array(path.utf8) }

  /// Creates a name from that of an entry: backslashes count as slashes, and leading slashes, empty
  /// and `.` segments are left out; `nil` when the name leads out of the package.
  init?(entry name: [UInt8]) { self.init(segments: [], name) }

  /// Creates the name to which a relationship's target leads from a part, or `nil` when it leads out
  /// of the package.
  init?(target: String, from source: PartName?) {
    var bytes = Array(target.utf8)
    if let fragment = bytes.firstIndex(of: ASCII.hash) { bytes.removeSubrange(fragment...) }
    bytes = Self.percentDecoded(bytes)
    guard !bytes.isEmpty, !Self.hasScheme(bytes) else { return nil }
    let isAbsolute = bytes[0] == ASCII.slash || bytes[0] == ASCII.backslash
    let folder = isAbsolute ? [] : source?.path.split(separator: ASCII.slash).dropLast() ?? []
    self.init(segments: Array(folder), bytes)
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
    path = Array(segments.joined(separator: [ASCII.slash]))
  }

  /// The part that holds the relationships of this one (ECMA-376 part 2, §6.5.3).
  var relationships: PartName {
    let folder = path.lastIndex(of: ASCII.slash).map { $0 + 1 } ?? 0
    return PartName(
      String(decoding: path[..<folder], as: UTF8.self) + "_rels/"
        + String(decoding: path[folder...], as: UTF8.self) + ".rels"
    )
  }

  /// The name with ASCII letters in lower case; names that fold alike mean one part.
  var folded: [UInt8] {
    path.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
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
  var description: String { String(decoding: path.prefix(120), as: UTF8.self) }
}

/// The parts of a package by name.
struct PartIndex {
  private var exact: [[UInt8]: Int] = [:]
  private var folded: [[UInt8]: [Int]] = [:]

  /// What a look for a name finds.
  enum Match {
    case none
    case entry(Int)
    case ambiguous
  }

  /// Creates the index of the entries' names, in the order of the directory.
  init(_ names: [[UInt8]]) {
    exact.reserveCapacity(names.count)
    folded.reserveCapacity(names.count)
    for (index, name) in names.enumerated() {
      guard name.last != ASCII.slash, let part = PartName(entry: name) else { continue }
      exact[part.path] = index
      folded[part.folded, default: []].append(index)
    }
  }

  /// The entry of a name: the exact name before one that differs in case only; two that fold alike
  /// are ambiguous, since programs differ in which of them they take.
  func entry(named name: PartName) -> Match {
    guard let candidates = folded[name.folded] else { return .none }
    guard candidates.count == 1 else { return .ambiguous }
    return .entry(exact[name.path] ?? candidates[0])
  }

  /// Whether there is a part of a name, in whatever case.
  func contains(_ name: StaticString) -> Bool { folded[PartName("\(name)").folded] != nil }
}
