import Foundation
import Spreadsheet
import Testing

@testable import SpreadsheetReading

/// Many tasks read at once, and each gets what it would get alone.
struct ConcurrencyTests {
  /// Workbooks that lead through every path of the reader: plain, rewritten, deflated, faulty, refused.
  private static let files: [[UInt8]] = {
    let plain = WorkbookFixture(
      rows: """
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45292</v></c></row>\
        <row r="2"><c r="A2" t="inlineStr"><is><t>乙</t></is></c><c r="B2"><v>1.5e3</v></c></row>
        """,
      strings: ["甲", "丙&amp;"],
      numberFormats: ["yyyy-mm-dd"]
    )
    var unusual = plain
    unusual["xl/sharedStrings.xml"] = "<sst><!-- --><si><t><![CDATA[甲]]></t></si></sst>"
    var encoded = plain
    encoded.parts.removeAll { $0.name == "xl/sharedStrings.xml" }
    encoded.parts.append(
      (
        "xl/sharedStrings.xml",
        Array("<?xml version='1.0' encoding='GBK'?><sst><si><t>".utf8) + [0xBC, 0xD7]
          + Array("</t></si></sst>".utf8)
      )
    )
    let faulty = WorkbookFixture(rows: "<row><c t=\"s\"><v>9</v></c><c><v>x</v></c></row>")
    let refused = WorkbookFixture(rows: "<row><c>")
    var deflated = ZipFixture()
    for part in plain.parts {
      var entry = ZipFixture.Entry(name: Array(part.name.utf8), contents: part.contents)
      entry.checksum = ZipFixture.checksum(part.contents)
      entry.size = part.contents.count
      entry.method = 8
      entry.contents = DeflateFixture(part.contents).bytes
      deflated.entries.append(entry)
    }
    return [plain, unusual, encoded, faulty, refused].map { $0.bytes() } + [deflated.bytes()]
  }()

  private static func read(_ file: [UInt8]) -> Result<Workbook, ReadingError> {
    Result { () throws(ReadingError) in try WorkbookReader().workbook(bytes: file) }
  }

  @Test func tasksReadManyWorkbooksAtOnce() async {
    let alone = Self.files.map(Self.read)
    #expect(Set(alone).count == 3)
    await withTaskGroup(of: Bool.self) { group in
      for task in 0..<8 {
        group.addTask {
          (0..<40).allSatisfy { round in
            let index = (task + round) % Self.files.count
            return Self.read(Self.files[index]) == alone[index]
          }
        }
      }
      for await isEqual in group { #expect(isEqual) }
    }
  }

  @Test func tasksShareAnArchiveAndAWorkbook() async throws {
    var zip = ZipFixture()
    for (index, file) in Self.files.enumerated() { zip.add("\(index).xlsx", file) }
    let archive = try ArchiveReader(bytes: zip.bytes())
    let workbook = try Self.read(Self.files[0]).get()
    let dump = workbook.dump()
    await withTaskGroup(of: Bool.self) { group in
      for task in 0..<8 {
        group.addTask {
          (0..<20).allSatisfy { round in
            let index = (task + round) % Self.files.count
            return (try? archive.bytes(of: archive.entries[index])) == Self.files[index]
              && workbook.dump() == dump
          }
        }
      }
      for await isEqual in group { #expect(isEqual) }
    }
  }
}
