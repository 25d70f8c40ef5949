import Spreadsheet
import Testing

@testable import SpreadsheetReading

/// What breaks a limit is refused with the limit's name and value, and what keeps it is read.
struct LimitsTests {
  private let fixture = WorkbookFixture(
    rows:
      "<row r=\"1\" spans=\"1:1\"><c r=\"A1\" s=\"0\" t=\"s\"><v>0</v></c><c><v>1</v></c></row>",
    strings: ["甲", "乙"],
    after: "<mergeCells><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"A2:B2\"/></mergeCells>"
  )

  @Test(arguments: [
    (ReadingLimits.Name.entries, 7), (.sharedStrings, 2), (.sharedStringBytes, 6),
    (.worksheets, 1), (.cells, 2), (.mergedRanges, 2), (.attributes, 3), (.depth, 5),
  ])
  func refusesOneTooMany(_ name: ReadingLimits.Name, _ needed: Int) throws {
    for parsing in [Package.Parsing.automatic, .rewritten] {
      var limits = ReadingLimits()
      limits[name] = needed
      #expect(try fixture.read(parsing, limits: limits).worksheets.first?.cells.count == 2)
      limits[name] = needed - 1
      #expect(throws: ReadingError.limit(name, allowed: needed - 1)) {
        try fixture.read(parsing, limits: limits)
      }
    }
  }

  @Test func refusesTooManyBytes() throws {
    let bytes = fixture.bytes()
    var limits = ReadingLimits()
    limits.fileBytes = bytes.count
    #expect(try WorkbookReader(limits: limits).workbook(bytes: bytes).faults.isEmpty)
    limits.fileBytes -= 1
    #expect(throws: ReadingError.limit(.fileBytes, allowed: limits.fileBytes)) {
      try WorkbookReader(limits: limits).workbook(bytes: bytes)
    }
    limits = ReadingLimits()
    limits.partBytes = 100
    #expect(throws: ReadingError.limit(.partBytes, allowed: 100)) {
      try fixture.read(limits: limits)
    }
    limits = ReadingLimits()
    limits.packageBytes = 1000
    #expect(throws: ReadingError.limit(.packageBytes, allowed: 1000)) {
      try fixture.read(limits: limits)
    }
  }

  @Test func listsSomeFaultsAndSaysThatThereWereMore() throws {
    var limits = ReadingLimits()
    limits.faults = 3
    let row = "<row>" + String(repeating: "<c t=\"s\"><v>9</v></c>", count: 5) + "</row>"
    let workbook = try WorkbookFixture(rows: row).read(limits: limits)
    #expect(
      workbook.faults.map(\.detail) == [
        "no such shared string", "no such shared string", "no such shared string",
        "more faults are not listed",
      ]
    )
  }

  @Test func refusesDocumentTypes() throws {
    var fixture = fixture
    fixture["xl/sharedStrings.xml"] =
      "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><sst><si><t>&a;</t></si></sst>"
    #expect(throws: ReadingError.documentType("xl/sharedStrings.xml")) { try fixture.read() }
  }

  @Test func refusesWhatTheDirectorySaysFalsely() throws {
    func read(_ change: (inout ZipFixture.Entry) -> Void) throws -> Int? {
      var zip = ZipFixture()
      for part in fixture.parts { zip.add(part.name, part.contents) }
      change(&zip.entries[2])
      return try WorkbookReader().workbook(bytes: zip.bytes()).worksheets.first?.cells.count
    }
    let part = "xl/workbook.xml"
    #expect(try read { _ in } == 2)
    #expect(try read { $0.size = 0 } == 2)
    #expect(try read { $0.size = 0xFFFF_FFF0 } == 2)
    #expect(throws: ReadingError.partDamaged(part)) { try read { $0.checksum = 1 } }
    #expect(throws: ReadingError.partEncrypted(part)) { try read { $0.flags = 1 } }
    #expect(throws: ReadingError.partMethodUnknown(part)) { try read { $0.method = 12 } }
    #expect(throws: ReadingError.partDamaged(part)) { try read { $0.method = 8 } }
  }
}
