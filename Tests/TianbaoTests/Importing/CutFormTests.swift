import Findings
import FormDefinitions
import FormIntake
import FormLayout
import Foundation
import Spreadsheet
import SpreadsheetReading
import Testing

@testable import Tianbao

/// A generated form of which only the beginning came back is returned, and never taken for a shorter one.
@Suite struct CutFormTests {
  @Test(arguments: ["screening", "verification", "risk-clearance", "monthly-tasks"])
  func `a form cut at every 64th is unreadable`(id: String) async throws {
    let root = URL(filePath: #filePath).appending(path: "../../../../").standardizedFileURL
    let catalogue = try FormCatalogue(directory: root.appending(path: "forms"))
    let office = try Office()
    let whole = office.folder.appending(path: "whole.xlsx")
    try FormGenerator(catalogue.form(id)).write(to: whole)
    let bytes = try Data(contentsOf: whole)
    #expect(try WorkbookReader().workbook(contentsOf: whole.path).faults.isEmpty)
    try FileManager.default.removeItem(at: whole)
    for part in 0..<64 {
      try office.write(bytes.prefix(bytes.count * part / 64), to: "\(part).xlsx")
    }
    let batch = BatchImporter(FormImporter(catalogue, today: Office.day))
    let results = await batch.submissions(
      of: try ReturnedFiles(paths: [office.folder.path]).files
    )
    #expect(results.count == 64)
    for result in results {
      #expect(result.submission.verdict == .unreadable, "\(result.file)")
      #expect(result.submission.records.isEmpty, "\(result.file)")
      let code = result.submission.findings.first?.code.rawValue
      #expect(code == (result.file == "0.xlsx" ? "file.empty" : "file.truncated"), "\(result.file)")
    }
  }
}
