@testable import SpreadsheetReading

/// Named parts in plain text, from which a package is packed with right checksums.
///
/// A fuzzer that changes the bytes of a zip archive meets little but its checksums. Here each part
/// follows a line of its own, `@@s NAME` for one that is stored or `@@d NAME` for one that is
/// deflated, so that names and contents can be changed, exchanged and spliced. Parts that every
/// workbook has are put in where they are missing, unless a line `@@- NAME` takes them out.
package struct PartContainer {
  /// One part.
  struct Part {
    var name: [UInt8]
    var contents: [UInt8]
    var isDeflated = false
  }

  /// The parts in the order of the text.
  private(set) var parts: [Part] = []
  private var absent: Set<[UInt8]> = []

  /// Reads a container, or gives `nil` when the bytes do not begin as one.
  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: "@@".utf8) else { return nil }
    var offset = 0
    while offset < bytes.count {
      let start = offset + 2
      let line = bytes[start...].firstIndex(of: ASCII.lineFeed) ?? bytes.count
      var next = min(line + 1, bytes.count)
      let contents = next
      while next < bytes.count, !Self.isHead(bytes, next) { next += 1 }
      add(bytes[start..<line], bytes[contents..<next])
      offset = next
    }
    for part in WorkbookFixture(rows: "<row><c><v>1</v></c></row>", strings: ["甲"]).parts {
      let name = Array(part.name.utf8)
      guard !absent.contains(name), !parts.contains(where: { $0.name == name }) else { continue }
      parts.append(Part(name: name, contents: part.contents))
    }
  }

  private mutating func add(_ head: ArraySlice<UInt8>, _ contents: ArraySlice<UInt8>) {
    let name = Array(head.dropFirst(2))
    if head.first == UInt8(ascii: "-") {
      absent.insert(name)
    } else {
      parts.append(
        Part(
          name: name,
          contents: Array(contents),
          isDeflated: head.first == UInt8(ascii: "d")
        )
      )
    }
  }

  /// Whether a line begins at an offset that names a part.
  private static func isHead(_ bytes: [UInt8], _ offset: Int) -> Bool {
    offset + 1 < bytes.count && bytes[offset] == UInt8(ascii: "@")
      && bytes[offset + 1] == UInt8(ascii: "@") && bytes[offset - 1] == ASCII.lineFeed
  }

  /// The bytes of the package.
  func package() -> [UInt8] {
    var zip = ZipFixture()
    for part in parts {
      var entry = ZipFixture.Entry(name: part.name, contents: part.contents)
      if part.isDeflated {
        entry.checksum = ZipFixture.checksum(part.contents)
        entry.size = part.contents.count
        entry.method = 8
        entry.contents = DeflateFixture(part.contents).bytes
      }
      zip.entries.append(entry)
    }
    return zip.bytes()
  }

  /// The file that an input stands for: the package of its parts, or the bytes as they are.
  static func file(_ input: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    let bytes = unsafe Array(input)
    return PartContainer(bytes)?.package() ?? bytes
  }
}
