import SpreadsheetReading

/// How the changes of an annotation are taken back exactly, as long as no other program has saved
/// the workbook since.
///
/// It stands as text in the hidden column of 退回意见. Of each part that was changed it keeps a
/// checksum of the changed bytes, and which of them are to be replaced by what.
struct UndoJournal: Equatable {
  private struct Entry: Equatable {
    var part: PartName
    var checksum: UInt64
    var undo: Splices
  }

  private var entries: [Entry] = []
  private var added: [PartName] = []

  init() {}

  /// Notes a part that was changed.
  mutating func note(_ part: PartName, after: [UInt8], undo: Splices) {
    entries.append(Entry(part: part, checksum: Self.checksum(after), undo: undo))
  }

  /// Notes a part that was added.
  mutating func noteAdded(_ part: PartName) { added.append(part) }

  /// Takes another journal in, of changes that were carried out together with these.
  mutating func join(_ other: UndoJournal) {
    entries += other.entries
    added += other.added
  }

  /// Takes the changes back.
  ///
  /// - Returns: whether that was possible; nothing was changed where it was not.
  func undo(_ package: inout EditablePackage) throws(AnnotationError) -> Bool {
    var texts: [(PartName, [UInt8])] = []
    for entry in entries {
      guard let text = try package.text(entry.part), Self.checksum(text) == entry.checksum,
        entry.undo.list.allSatisfy({ $0.range.upperBound <= text.count })
      else { return false }
      texts.append((entry.part, entry.undo.applied(to: text)))
    }
    for part in added where package.name(part) == nil { return false }
    for (part, text) in texts { try package.set(part, to: text) }
    for part in added { package.remove(part) }
    return true
  }

  /// The hash of Fowler, Noll and Vo, variant 1a, 64 bits: it finds out whether a program has saved
  /// the part anew, which is no matter of forgery.
  private static func checksum(_ bytes: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }
}

extension UndoJournal {
  /// What begins each of the texts.
  static let prefix = "undo|"
  /// UTF-8 bytes that one cell takes at most; a cell holds 32,767 UTF-16 units.
  private static let chunk = 24_000

  /// The journal as texts for cells: the original bytes of a part as text, with `%` before what
  /// cells or this notation could change.
  var texts: [String] {
    var fields = ["1"]
    for entry in entries {
      fields += ["p", Self.escaped(Array(entry.part.text.utf8)), String(entry.checksum, radix: 16)]
      for splice in entry.undo.list {
        fields += [
          "s", String(splice.range.lowerBound), String(splice.range.count),
          Self.escaped(splice.replacement),
        ]
      }
    }
    for part in added { fields += ["a", Self.escaped(Array(part.text.utf8))] }
    let all = Array(fields.joined(separator: "|").utf8)
    var texts: [String] = []
    var start = 0
    while start < all.count {
      let end = min(all.count, start + Self.chunk)
      texts.append(
        "\(Self.prefix)\(texts.count)|" + String(decoding: all[start..<end], as: UTF8.self)
      )
      start = end
    }
    return texts
  }

  /// Reads the journal from texts; `nil` when they are none, or not all there.
  init?(texts: [String]) {
    var pieces: [Int: Substring] = [:]
    for text in texts where text.hasPrefix(Self.prefix) {
      let rest = text.dropFirst(Self.prefix.count)
      guard let bar = rest.firstIndex(of: "|"), let number = Int(rest[..<bar]) else { return nil }
      pieces[number] = rest[rest.index(after: bar)...]
    }
    guard !pieces.isEmpty, (0..<pieces.count).allSatisfy({ pieces[$0] != nil }) else { return nil }
    let text = (0..<pieces.count).compactMap { pieces[$0] }.joined()
    var fields = text.split(separator: "|", omittingEmptySubsequences: false)[...]
    guard fields.popFirst() == "1" else { return nil }
    while let kind = fields.popFirst() {
      switch kind {
      case "p":
        guard let name = fields.popFirst().flatMap(Self.unescaped),
          let checksum = fields.popFirst().flatMap({ UInt64($0, radix: 16) })
        else { return nil }
        let part = PartName(String(decoding: name, as: UTF8.self))
        entries.append(Entry(part: part, checksum: checksum, undo: Splices()))
      case "s":
        guard let start = fields.popFirst().flatMap({ Int($0) }), start >= 0,
          let count = fields.popFirst().flatMap({ Int($0) }), count >= 0,
          case (let end, false) = start.addingReportingOverflow(count),
          let bytes = fields.popFirst().flatMap(Self.unescaped), !entries.isEmpty
        else { return nil }
        entries[entries.count - 1].undo.replace(start..<end, with: bytes)
      case "a":
        guard let name = fields.popFirst().flatMap(Self.unescaped) else { return nil }
        added.append(PartName(String(decoding: name, as: UTF8.self)))
      default: return nil
      }
    }
  }

  /// Printable ASCII stands for itself; every other byte is `%` and two digits.
  private static func escaped(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in bytes {
      // `_` could begin what spreadsheet programs take for a character (`_x000D_`).
      let isPlain =
        byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "%") && byte != UInt8(ascii: "|")
        && byte != UInt8(ascii: "_")
      if isPlain {
        result.append(byte)
      } else {
        result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func unescaped(_ text: Substring) -> [UInt8]? {
    var result: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        result.append(byte)
        continue
      }
      guard let high = rest.popFirst(), let low = rest.popFirst(),
        let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16)
      else { return nil }
      result.append(value)
    }
    return result
  }
}
