import Foundation
import Spreadsheet
import SpreadsheetWriting
import Testing

@Suite struct WorkbookWriterTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `equal layouts give equal bytes`() throws {
    let paths = ["a.xlsx", "b.xlsx"].map(folder.file)
    for path in paths { try WorkbookWriter().write(.rich, to: path) }
    let files = try paths.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
    #expect(files[0] == files[1])
    #expect(files[0].count > 4_000)
    if let keep = ProcessInfo.processInfo.environment["KEEP"] {
      try files[0].write(to: URL(fileURLWithPath: keep))
    }
  }
}
