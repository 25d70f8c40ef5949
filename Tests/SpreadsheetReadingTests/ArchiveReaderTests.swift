import Spreadsheet
import Testing

@testable import SpreadsheetReading

struct ArchiveReaderTests {
  /// 张庄.xlsx in GBK.
  private let gbkName: [UInt8] = [0xD5, 0xC5, 0xD7, 0xAF] + Array(".xlsx".utf8)

  private func archive() -> ZipFixture {
    var zip = ZipFixture()
    zip.add("村/", "")
    zip.entries.append(.init(name: gbkName, contents: WorkbookFixture(rows: "<row/>").bytes()))
    zip.add("村\\李庄.xlsx", "text")
    zip.add("__MACOSX/._李庄.xlsx", "x")
    zip.add("村/~$李庄.xlsx", "x")
    zip.add("村/.DS_Store", "x")
    zip.add("inner.zip", ZipFixture(entries: [.init(name: [0x61], contents: [0x62])]).bytes())
    return zip
  }

  @Test func listsEntriesAndReadsThem() throws {
    let reader = try ArchiveReader(bytes: archive().bytes())
    #expect(reader.entries.map(\.name) == ["张庄.xlsx", "村/李庄.xlsx", "inner.zip"])
    #expect(reader.entries.map(\.fileName) == ["张庄.xlsx", "李庄.xlsx", "inner.zip"])
    #expect(reader.ignoredNames == ["__MACOSX/._李庄.xlsx", "村/~$李庄.xlsx", "村/.DS_Store"])
    let kinds = try reader.entries.map { FileKind(bytes: try reader.bytes(of: $0)) }
    #expect(kinds == [.workbook, .text, .archive])
    let workbook = try WorkbookReader().workbook(bytes: reader.bytes(of: reader.entries[0]))
    #expect(workbook.worksheets.map(\.name) == ["填报"])
  }

  @Test func keepsToTheLimits() throws {
    var limits = ReadingLimits()
    limits.archiveEntries = 6
    #expect(throws: ReadingError.limit(.archiveEntries, allowed: 6)) {
      try ArchiveReader(bytes: archive().bytes(), limits: limits)
    }
    limits = ReadingLimits()
    limits.fileBytes = 100
    let reader = try ArchiveReader(bytes: archive().bytes(), limits: limits)
    #expect(throws: ReadingError.limit(.fileBytes, allowed: 100)) {
      try reader.bytes(of: reader.entries[0])
    }
    #expect(try reader.bytes(of: reader.entries[1]) == Array("text".utf8))
    limits = ReadingLimits()
    limits.archiveContentBytes = 5
    let poor = try ArchiveReader(bytes: archive().bytes(), limits: limits)
    #expect(try poor.bytes(of: poor.entries[1]).count == 4)
    #expect(throws: ReadingError.limit(.archiveContentBytes, allowed: 5)) {
      try poor.bytes(of: poor.entries[1])
    }
  }

  @Test func refusesWhatIsNoArchive() {
    #expect(throws: ReadingError.rar) {
      try ArchiveReader(bytes: [0x52, 0x61, 0x72, 0x21, 0x1A, 7, 0])
    }
    #expect(throws: ReadingError.notFound) { try ArchiveReader(contentsOf: "/no/such.zip") }
    #expect(throws: ReadingError.truncated) {
      try ArchiveReader(bytes: Array(archive().bytes().dropLast(10)))
    }
  }

  @Test func refusesEncryptedEntries() throws {
    var zip = ZipFixture()
    zip.entries.append(.init(name: [0x61], contents: [0x62], flags: 1))
    let reader = try ArchiveReader(bytes: zip.bytes())
    #expect(throws: ReadingError.partEncrypted("1")) { try reader.bytes(of: reader.entries[0]) }
  }
}
