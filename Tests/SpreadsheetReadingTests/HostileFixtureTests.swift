import Foundation
import Spreadsheet
import Testing

@testable import SpreadsheetReading

/// The attacks that matter most, made here, so that the promise is kept where there is no corpus.
struct HostileFixtureTests {
  private let sheet = "xl/worksheets/sheet1.xml"

  /// A workbook one part of which is deflated, with as many copies of a byte after it.
  private func bomb(
    _ name: String,
    _ contents: String,
    then byte: Character,
    count: Int
  ) -> [UInt8] {
    var zip = ZipFixture()
    for part in WorkbookFixture(rows: "<row/>").parts where part.name != name {
      zip.add(part.name, part.contents)
    }
    let head = Array(contents.utf8)
    var entry = ZipFixture.Entry(name: Array(name.utf8), contents: [])
    entry.method = 8
    entry.size = head.count
    entry.contents = DeflateFixture(head, thenRepeat: byte.asciiValue, count: count).bytes
    zip.entries.append(entry)
    return zip.bytes()
  }

  @Test(arguments: ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"])
  func bombsEndAtThePartLimit(_ name: String) {
    var limits = ReadingLimits()
    limits.partBytes = 2 << 20
    let file = bomb(name, "<x>", then: " ", count: 8 << 20)
    #expect(file.count < 100_000)
    #expect(throws: ReadingError.limit(.partBytes, allowed: 2 << 20)) {
      try WorkbookReader(limits: limits).workbook(bytes: file)
    }
  }

  @Test func manyLargePartsEndAtThePackageLimit() throws {
    var fixture = WorkbookFixture(rows: "<row/>")
    var tabs = ""
    var links: [(id: String, type: String, target: String)] = []
    let blanks = String(repeating: " ", count: 1000)
    for number in 1...20 {
      tabs += "<sheet name=\"\(number)\" r:id=\"r\(number)\"/>"
      links.append(("r\(number)", "worksheet", "s\(number).xml"))
      fixture["xl/s\(number).xml"] = "<worksheet><sheetData/></worksheet>\(blanks)"
    }
    fixture["xl/workbook.xml"] =
      "<workbook xmlns:r=\"\(WorkbookFixture.family)\"><sheets>\(tabs)</sheets></workbook>"
    fixture["xl/_rels/workbook.xml.rels"] = WorkbookFixture.relationships(links)
    var limits = ReadingLimits()
    limits.packageBytes = 15_000
    #expect(throws: ReadingError.limit(.packageBytes, allowed: 15_000)) {
      try fixture.read(limits: limits)
    }
    #expect(try fixture.read().worksheets.count == 20)
  }

  @Test(arguments: [
    "<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>",
    "<!DOCTYPE w SYSTEM \"http://127.0.0.1:9/w.dtd\">",
    "<!DOCTYPE w [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>",
  ])
  func documentTypesAreRefused(_ declaration: String) {
    var fixture = WorkbookFixture()
    fixture[sheet] =
      "\(declaration)<worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>"
    #expect(throws: ReadingError.documentType(sheet)) { try fixture.read() }
  }

  @Test func deepNestingEndsAtTheDepthLimit() {
    let nested = String(repeating: "<a>", count: 100_000)
    for comment in ["", "<!-- -->"] {
      var fixture = WorkbookFixture()
      fixture[sheet] = "<worksheet>\(comment)\(nested)"
      #expect(throws: ReadingError.limit(.depth, allowed: 64)) { try fixture.read() }
    }
  }

  @Test func manyAttributesEndAtTheAttributeLimit() {
    let attributes = (0..<20_000).map { " a\($0)=\"\"" }.joined()
    for comment in ["", "<!-- -->"] {
      var fixture = WorkbookFixture()
      fixture[sheet] = "<worksheet>\(comment)<sheetData\(attributes)/></worksheet>"
      #expect(throws: ReadingError.limit(.attributes, allowed: 64)) { try fixture.read() }
    }
  }

  @Test func cellsThatShareALongStringEndAtTheLimitOfTheirText() throws {
    let text = String(repeating: "a", count: 32_767)
    func workbook(_ rows: Int, _ limits: ReadingLimits = ReadingLimits()) throws -> Workbook {
      let cells = String(repeating: "<c t=\"s\"><v>0</v></c>", count: 1000)
      let rows = String(repeating: "<row>\(cells)</row>", count: rows)
      return try WorkbookFixture(rows: rows, strings: [text, "b"]).read(limits: limits)
    }
    // One copy a cell would take 262 MB; the reader keeps one for all.
    let before = try #require(HostileTests.peakMegabytes())
    #expect(try workbook(8).worksheets.first?.cells.count == 8000)
    #expect(HostileTests.isSanitized || HostileTests.peakMegabytes() ?? 0 < before + 100)
    #expect(throws: ReadingError.limit(.cellTextBytes, allowed: 256 << 20)) { try workbook(9) }
    var limits = ReadingLimits()
    limits.cellTextBytes = 32_767_000
    #expect(try workbook(1, limits).worksheets.first?.cells.count == 1000)
    limits.cellTextBytes -= 1
    #expect(throws: ReadingError.limit(.cellTextBytes, allowed: 32_766_999)) {
      try workbook(1, limits)
    }
  }

  @Test(.disabled(if: HostileTests.isSanitized, "a sanitizer needs more address space than this"))
  func anEntryThatClaimsToBeLongerThanTheFileGetsNoMemory() async throws {
    // 2 GiB where the directory has the length of a deflated entry within the archive.
    var zip = ZipFixture()
    for part in WorkbookFixture(rows: "<row/>").parts { zip.add(part.name, part.contents) }
    zip.entries[2].method = 8
    var bytes = zip.bytes()
    let name = zip.entries[2].name
    for start in bytes.indices where bytes[start...].starts(with: name) {
      for (head, field) in [(start - 30, start - 12), (start - 46, start - 26)]
      where head >= 0 && bytes[head...].starts(with: "PK".utf8) {
        bytes.replaceSubrange(field..<field + 4, with: [0xFF, 0xFF, 0xFF, 0x7F])
      }
    }
    await #expect(processExitsWith: .success) { [file = bytes as [UInt8]] in
      var limit = rlimit(rlim_cur: 1 << 30, rlim_max: 1 << 30)
      try #require(setrlimit(__rlimit_resource_t(9), &limit) == 0)  // RLIMIT_AS
      #expect(throws: ReadingError.partDamaged("xl/workbook.xml")) {
        try WorkbookReader().workbook(bytes: file)
      }
    }
  }

  @Test func aCellFarAwayCostsNoMoreThanANearOne() throws {
    let fixture = WorkbookFixture(rows: "<row><c r=\"XFD1048576\"><v>1</v></c><c r=\"A1\"/></row>")
    #expect(try fixture.dump() == "sheet 填报\n  XFD1048576 1")
  }

  @Test func rangesThatCoverTheSheetCostNoMoreThanOthers() throws {
    let fixture = WorkbookFixture(
      before: "<cols><col min=\"1\" max=\"999999999\" hidden=\"1\"/></cols>",
      after: "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>"
    )
    let workbook = try fixture.read()
    #expect(workbook.worksheets.first?.hiddenColumns.count == CellReference.maximumColumn)
    #expect(workbook.worksheets.first?.mergedRanges.count == 1)
  }

  /// Small files whose elements multiply with each other, or with what each of them covers.
  @Test(.disabled(if: HostileTests.isSanitized, "a sanitizer makes everything take longer"))
  func whatMultipliesTakesNoLongerThanItIsLong() async {
    await #expect(processExitsWith: .success) {
      // Without the time that a process takes to begin.
      let begun = HostileTests.processorSeconds()
      let columns = String(repeating: "<col min=\"1\" max=\"16384\" hidden=\"1\"/>", count: 20_000)
      let workbook = try WorkbookFixture(before: "<cols>\(columns)</cols>").read()
      #expect(workbook.worksheets.first?.hiddenColumns.count == CellReference.maximumColumn)

      var fixture = WorkbookFixture(rows: "<row><c><v>1</v></c></row>")
      let links = 20_000
      let tabs = (0..<1000).map { "<sheet name=\"\($0)\" r:id=\"x\(links - 1)\"/>" }.joined()
      fixture["xl/workbook.xml"] =
        "<workbook xmlns:r=\"\(WorkbookFixture.family)\"><sheets>\(tabs)</sheets></workbook>"
      fixture["xl/_rels/workbook.xml.rels"] = WorkbookFixture.relationships(
        (0..<links).map { ("x\($0)", "worksheet", "worksheets/sheet1.xml") }
      )
      #expect(try fixture.read().worksheets.count == 1000)
      #expect(HostileTests.processorSeconds() - begun < 10)
    }
  }

  @Test func aWorksheetHasOneDrawing() throws {
    // ECMA-376 part 1, §18.3.1.99; each of a million would be read.
    let drawings = "<drawing r:id=\"rId1\"/><drawing r:id=\"rId2\"/>"
    var fixture = WorkbookFixture(rows: "<row/>", after: drawings)
    fixture["xl/worksheets/_rels/sheet1.xml.rels"] = WorkbookFixture.relationships([
      ("rId1", "drawing", "d1.xml"), ("rId2", "drawing", "d2.xml"),
    ])
    for number in 1...2 {
      fixture["xl/worksheets/d\(number).xml"] =
        "<wsDr><oneCellAnchor><from><row>\(number)</row><col>0</col></from><pic/></oneCellAnchor></wsDr>"
    }
    for parsing in [Package.Parsing.automatic, .rewritten] {
      let workbook = try fixture.read(parsing)
      #expect(workbook.worksheets.first?.pictureAnchors.map(\.description) == ["A2"])
    }
  }

  @Test(arguments: ["2024-01-01", "T06:00"])
  func aDateIsNoLongerThanDatesAre(_ text: String) {
    #expect(ISODateText.date(text) != nil)
    #expect(ISODateText.date(text + String(repeating: " ", count: 100)) == nil)
    #expect(ISODateText.date("2024-01-01T00:00:00." + String(repeating: "0", count: 100)) == nil)
  }

  @Test func nestedArchivesAreNotOpened() throws {
    var bytes = WorkbookFixture(rows: "<row/>").bytes()
    for depth in 0..<20 {
      var zip = ZipFixture()
      zip.add("\(depth).zip", bytes)
      bytes = zip.bytes()
    }
    #expect(throws: ReadingError.archiveWithoutWorkbook) {
      try WorkbookReader().workbook(bytes: bytes)
    }
    let archive = try ArchiveReader(bytes: bytes)
    #expect(archive.entries.map(\.name) == ["19.zip"])
    #expect(FileKind(bytes: try archive.bytes(of: archive.entries[0])) == .archive)
  }
}
