import Spreadsheet
import Testing

@testable import SpreadsheetReading

/// Files that were cut or changed on their way are refused, or read as what is left of them.
struct DamageTests {
  private let fixture = WorkbookFixture(
    rows: """
      <row r="1" hidden="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>1+&quot;x&quot;</f><v>1.5</v></c></row>\
      <!-- x --><row r="2"><c r="A2" t="inlineStr"><is><t>乙&amp;</t></is></c></row>
      """,
    strings: ["甲"],
    after: "<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>"
  )

  @Test func refusesAFileThatWasCut() throws {
    let bytes = fixture.bytes()
    for part in 0..<64 {
      let cut = Array(bytes.prefix(bytes.count * part / 64))
      let error = #expect(throws: ReadingError.self) { try WorkbookReader().workbook(bytes: cut) }
      #expect(error == (cut.isEmpty ? .empty : cut.count < 4 ? .text : .truncated))
    }
  }

  @Test func refusesAWorksheetThatWasCutAtAnyByte() throws {
    let name = "xl/worksheets/sheet1.xml"
    let whole = try #require(fixture.parts.first { $0.name == name }).contents
    for parsing in [Package.Parsing.automatic, .rewritten, .scanned] {
      for length in 0..<whole.count {
        var cut = fixture
        cut.parts.removeAll { $0.name == name }
        cut.parts.append((name, Array(whole.prefix(length))))
        #expect(throws: ReadingError.partMalformed(name)) { try cut.read(parsing) }
      }
    }
  }

  @Test func saysSoWhenAnyPartWasCutAtAnyByte() throws {
    let whole = try fixture.read()
    for (index, part) in fixture.parts.enumerated() {
      for length in 0..<part.contents.count {
        var cut = fixture
        cut.parts[index].contents = Array(part.contents.prefix(length))
        guard let workbook = try? cut.read() else { continue }
        #expect(workbook == whole || !workbook.faults.isEmpty, "\(part.name) of \(length) bytes")
        // Nothing is asked of the part that names the types of the others.
        #expect(part.name == "[Content_Types].xml" || !workbook.faults.isEmpty, "\(part.name)")
      }
    }
  }

  @Test func refusesAWorkbookWithoutWorksheets() {
    var fixture = fixture
    for sheets in ["", "<sheets/>"] {
      fixture["xl/workbook.xml"] = "<workbook>\(sheets)</workbook>"
      #expect(throws: ReadingError.partMissing("worksheet")) { try fixture.read() }
    }
  }

  @Test func neverTrapsOnAChangedByte() throws {
    // Whatever comes of it, it comes as a value: the two parsers agree where both read the sheet.
    let name = "xl/worksheets/sheet1.xml"
    let whole = try #require(fixture.parts.first { $0.name == name }).contents
    var readings = 0
    for offset in whole.indices {
      for byte in [UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), 0x22, 0x00, 0xFF] {
        var changed = fixture
        changed.parts.removeAll { $0.name == name }
        var contents = whole
        contents[offset] = byte
        changed.parts.append((name, contents))
        guard let scanned = try? changed.read(), let rewritten = try? changed.read(.rewritten)
        else { continue }
        readings += 1
        #expect(scanned == rewritten, "byte \(byte) at \(offset)")
      }
    }
    #expect(readings > 100)
  }
}
