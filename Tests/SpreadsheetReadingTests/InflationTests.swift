import Spreadsheet
import Testing

@testable import SpreadsheetReading

/// Deflated parts are inflated to what really comes out of them, and no further than allowed.
struct InflationTests {
  private let rows = (1...200).map { "<row r=\"\($0)\"><c><v>\($0)</v></c></row>" }.joined()

  /// A workbook whose parts are deflated, blanks after its worksheet.
  private func workbook(
    blanks: Int = 0,
    _ change: (inout ZipFixture.Entry) -> Void = { _ in }
  ) -> [UInt8] {
    var zip = ZipFixture()
    for part in WorkbookFixture(rows: rows).parts {
      var entry = ZipFixture.Entry(name: Array(part.name.utf8), contents: part.contents)
      entry.checksum = ZipFixture.checksum(part.contents)
      entry.size = part.contents.count
      entry.method = 8
      let isSheet = part.name.hasSuffix("sheet1.xml")
      let byte = isSheet && blanks > 0 ? UInt8(ascii: " ") : nil
      entry.contents = DeflateFixture(part.contents, thenRepeat: byte, count: blanks).bytes
      if isSheet { change(&entry) }
      zip.entries.append(entry)
    }
    return zip.bytes()
  }

  private func count(_ bytes: [UInt8], _ limits: ReadingLimits = ReadingLimits()) throws -> Int? {
    try WorkbookReader(limits: limits).workbook(bytes: bytes).worksheets.first?.cells.count
  }

  @Test(arguments: [nil, 0, 1, 10, 1 << 20, 0xFFFF_FFF0])
  func readsWhateverSizeIsClaimed(_ size: Int?) throws {
    #expect(try count(workbook { $0.size = size ?? $0.size }) == 200)
  }

  @Test func stopsBombsAtTheLimit() {
    #expect(throws: ReadingError.limit(.partBytes, allowed: 64 << 20)) {
      try count(workbook(blanks: 80 << 20) { $0.size = 100 })
    }
  }

  @Test func refusesWhatCannotBeInflated() {
    let error = ReadingError.partDamaged("xl/worksheets/sheet1.xml")
    #expect(throws: error) { try count(workbook { $0.contents.removeLast(20) }) }
    #expect(throws: error) { try count(workbook { $0.contents[5] ^= 0x10 }) }
    #expect(throws: error) { try count(workbook { $0.checksum = 0 }) }
    #expect(throws: error) { try count(workbook { $0.contents = [] }) }
  }

  @Test func readsOtherSheetsThanTheDamagedOne() throws {
    var fixture = WorkbookFixture(rows: rows)
    fixture["xl/workbook.xml"] = fixture["xl/workbook.xml"]?.replacing(
      "</sheets>",
      with: "<sheet name=\"甲\" sheetId=\"2\" r:id=\"rId9\"/></sheets>"
    )
    fixture["xl/_rels/workbook.xml.rels"] = fixture["xl/_rels/workbook.xml.rels"]?.replacing(
      "</Relationships>",
      with: "<Relationship Id=\"rId9\" Type=\"/worksheet\" Target=\"b.xml\"/></Relationships>"
    )
    fixture["xl/b.xml"] = "<worksheet><sheetData><row><c"
    let workbook = try fixture.read()
    #expect(workbook.worksheets.map(\.cells.count) == [200, 0])
    #expect(
      workbook.faults == [
        WorkbookFault(.worksheetUnreadable, sheet: "甲", detail: "part.malformed")
      ]
    )
  }
}

/// Large parts, whose memory is given back while they are read.
struct LargePartTests {
  @Test func areReadByBothParsersAfterHalfOfThemIsGone() throws {
    let row =
      "<row><c><v>1.25</v></c><c t=\"str\"><v>\(String(repeating: "x", count: 2000))</v></c></row>"
    let rows = String(repeating: row, count: 6_000)
    var limits = ReadingLimits()
    limits.packageBytes = 16 << 20
    let plain = try WorkbookFixture(rows: rows).read(limits: limits)
    let unusual = try WorkbookFixture(rows: rows + "<!-- -->").read(limits: limits)
    #expect(plain == unusual)
    #expect(plain.worksheets.first?.cells.count == 12_000)
    #expect(plain.faults.isEmpty)
  }
}
