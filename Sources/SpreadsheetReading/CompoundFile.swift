/// The directory of an OLE2 compound file, in which old office documents and protected new ones lie
/// ([MS-CFB]).
///
/// Only the streams and storages at the top are listed: what a document embeds has a directory of its
/// own further down, and must not be taken for the document.
struct CompoundFile {
  /// An entry of the directory ([MS-CFB] 2.6.1).
  private struct Entry {
    var name: String
    var left: Int
    var right: Int
    var child: Int
    var start: Int
    var size: Int
  }

  /// The most entries that are looked at.
  private static let maximumCount = 4096

  private let bytes: ByteView
  private let sectorSize: Int
  private var top: [Entry] = []

  /// Reads the directory; what is damaged is left out.
  init(_ bytes: ByteView) {
    self.bytes = bytes
    // 2.2: the sector shift is 9 or 12.
    sectorSize = bytes.number16(30) == 12 ? 4096 : 512
    var entries: [Entry] = []
    var sector = bytes.number32(48)
    var seen: Set<Int> = []
    while let start = offset(ofSector: sector), seen.insert(sector).inserted,
      entries.count < Self.maximumCount
    {
      for entry in stride(from: start, to: start + sectorSize, by: 128) {
        entries.append(Self.entry(bytes, entry))
      }
      sector = next(sector)
    }
    guard let root = entries.first else { return }
    // 2.6.4: the entries of a storage form a tree of siblings.
    var waiting = [root.child]
    var visited: Set<Int> = []
    while let index = waiting.popLast() {
      guard entries.indices.contains(index), visited.insert(index).inserted else { continue }
      top.append(entries[index])
      waiting += [entries[index].left, entries[index].right]
    }
  }

  /// Whether there is a stream or storage of a name at the top; case does not matter (2.6.4).
  func contains(_ name: String) -> Bool { entry(name) != nil }

  /// Whether the workbook in an old Excel file is encrypted: its stream begins with the record of the
  /// workbook, perhaps one that it is write-protected, and then FilePass ([MS-XLS] 2.1.7.20.3, 2.4.117).
  var hasFilePass: Bool {
    guard let stream = entry("Workbook") ?? entry("Book"),
      // 2.2: smaller streams lie elsewhere; a workbook is hardly that small.
      stream.size >= 4096, var offset = offset(ofSector: stream.start)
    else { return false }
    for _ in 0..<3 {
      if bytes.number16(offset) == 0x2F { return true }
      offset += 4 + bytes.number16(offset + 2)
    }
    return false
  }

  private func entry(_ name: String) -> Entry? {
    let wanted = name.lowercased()
    return top.first { $0.name.lowercased() == wanted }
  }

  private func offset(ofSector sector: Int) -> Int? {
    // 2.1: numbers from 0xFFFFFFFA on are marks; the header takes the place of a sector.
    guard sector < 0xFFFF_FFFA else { return nil }
    let offset = (sector + 1) * sectorSize
    return offset + sectorSize <= bytes.count ? offset : nil
  }

  /// The sector after one in its chain (2.3), as far as the header names the sectors of the table; a
  /// file larger than 7 MB has more of them.
  private func next(_ sector: Int) -> Int {
    let perSector = sectorSize / 4
    let table = sector / perSector
    guard table < 109, let start = offset(ofSector: bytes.number32(76 + 4 * table)) else {
      return 0xFFFF_FFFE
    }
    return bytes.number32(start + 4 * (sector % perSector))
  }

  private static func entry(_ bytes: ByteView, _ offset: Int) -> Entry {
    let length = min(max(bytes.number16(offset + 64) / 2 - 1, 0), 31)
    let units = (0..<length).map { UInt16(bytes.number16(offset + 2 * $0)) }
    return Entry(
      name: String(decoding: units, as: UTF16.self),
      left: bytes.number32(offset + 68),
      right: bytes.number32(offset + 72),
      child: bytes.number32(offset + 76),
      start: bytes.number32(offset + 116),
      size: bytes.number32(offset + 120)
    )
  }
}

extension ByteView {
  /// The number of two bytes, the lower first.
  fileprivate func number16(_ offset: Int) -> Int {
    Int(self[offset]) | Int(self[offset + 1]) << 8
  }

  /// The number of four bytes, the lower first.
  fileprivate func number32(_ offset: Int) -> Int {
    number16(offset) | number16(offset + 2) << 16
  }
}
