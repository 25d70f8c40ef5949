import Foundation
import Spreadsheet
import Testing

@testable import SpreadsheetReading

/// The inputs on which a fuzz target once failed keep what it promises, and so do its seeds.
struct FuzzFixtureTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
  private static let seeds = folder.appending(path: "../Fuzzing/Seeds").standardizedFileURL

  private func fixtures(_ target: String) throws -> [(name: String, bytes: [UInt8])] {
    let folder = Self.folder.appending(path: "Fixtures").appending(path: target)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try names.sorted().map { name in
      (name, [UInt8](try Data(contentsOf: folder.appending(path: name))))
    }
  }

  private func check(
    _ inputs: [(name: String, bytes: [UInt8])],
    _ check: (UnsafeBufferPointer<UInt8>) throws -> Void
  ) {
    for input in inputs {
      #expect(throws: Never.self, "\(input.name)") {
        try unsafe input.bytes.withUnsafeBufferPointer { unsafe try check($0) }
      }
    }
  }

  @Test func theWorkbookChecksHold() throws {
    check(try fixtures("workbook"), WorkbookCheck.run)
  }

  @Test func theScannerChecksHold() throws { check(try fixtures("scanner"), ScannerCheck.run) }

  @Test func theParsersAgree() throws { check(try fixtures("paths"), PathsCheck.run) }

  @Test func theFormatChecksHold() throws { check(try fixtures("formats"), FormatsCheck.run) }

  @Test func everyCheckHoldsOnTheSeeds() throws {
    let text = try String(contentsOf: Self.seeds.appending(path: "parts.txt"), encoding: .utf8)
    let seeds = text.components(separatedBy: "========\n").map { ("seed", Array($0.utf8)) }
    #expect(seeds.count > 200)
    check(seeds, WorkbookCheck.run)
    check(seeds, PathsCheck.run)
    let parts = seeds.flatMap { seed in
      String(decoding: seed.1, as: UTF8.self).components(separatedBy: "@@").map { part in
        ("part", Array(part.drop { $0 != "\n" }.dropFirst().utf8))
      }
    }
    check(parts, ScannerCheck.run)
    let formats = try String(contentsOf: Self.seeds.appending(path: "formats.txt"), encoding: .utf8)
    check(formats.split(separator: "\n").map { ("text", Array($0.utf8)) }, FormatsCheck.run)
  }

  @Test func aContainerIsPackedAsTheWorkbookThatItDescribes() throws {
    let text = """
      @@d xl/worksheets/sheet1.xml
      <worksheet><sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>
      @@s xl/sharedStrings.xml
      <sst><si><t>乙</t></si></sst>
      @@- xl/styles.xml

      """
    let container = try #require(PartContainer(Array(text.utf8)))
    let workbook = try WorkbookReader().workbook(bytes: container.package())
    #expect(
      workbook.dump() == "sheet 填报\n  A1 \"乙\"\nfault styles-unreadable "
    )
    #expect(PartContainer([0x50, 0x4B]) == nil)
  }

  /// A check that lets everything pass would find nothing.
  @Test func theChecksSeeWhatIsBroken() {
    let empty = Cell(CellReference(1, 1), .text(""))
    #expect(throws: Violation.self) {
      try WorkbookCheck.examine(Workbook(worksheets: [Worksheet(name: "a", cells: [empty])]))
    }
    #expect(throws: Violation.self) {
      try WorkbookCheck.examine(
        Workbook(
          worksheets: [Worksheet(name: "a")],
          faults: [WorkbookFault(.worksheetUnreadable, sheet: "a")]
        )
      )
    }
  }
}
