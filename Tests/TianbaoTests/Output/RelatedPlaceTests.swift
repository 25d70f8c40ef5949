import Findings
import FormIntake
import FormLayout
import Foundation
import Spreadsheet
import Testing

@testable import Tianbao

/// Whatever a clerk or a village reads names both cells of what two files contradict each other in.
@Suite struct RelatedPlaceTests {
  private static let other = "[李庄 筛查表.xlsx]筛查表!F7"

  private static func finding(
    at location: Location?,
    _ cell: String = "F7",
    severity: Severity = .error
  ) -> Finding {
    Finding(
      "across.size",
      severity,
      at: location,
      message: LocalizedText("核查表 4 人，筛查表 3 人", en: "4 here, 3 there"),
      fix: LocalizedText("核对后改正", en: "check"),
      related: [Location(sheet: "[李庄 筛查表.xlsx]筛查表", cell: cell)]
    )
  }

  private func result(_ findings: [Finding]) throws -> FileSubmission {
    var result = try Office.submission([Office.household("张三", Office.zhang)])
    result.submission.findings = findings
    result.submission.verdict = .returned
    return result
  }

  @Test func `on the screen`() throws {
    let result = try result([Self.finding(at: Location(sheet: "走访表", cell: "C4"))])
    let text = ImportReport(results: [result], skipped: [], language: .chinese).text
    #expect(text.contains("核查表 4 人，筛查表 3 人（另见 \(Self.other)）"))
    let english = ImportReport(results: [result], skipped: [], language: .english).text
    #expect(english.contains("4 here, 3 there (see \(Self.other))"))
  }

  @Test func `the same words about other cells are not joined`() throws {
    let result = try result([
      Self.finding(at: Location(sheet: "走访表", cell: "C4")),
      Self.finding(at: Location(sheet: "走访表", cell: "C5"), "F8"),
    ])
    let text = ImportReport(results: [result], skipped: [], language: .chinese).text
    #expect(text.contains("筛查表!F7）") && text.contains("筛查表!F8）"))
  }

  @Test func `what is gone has the place where it was`() throws {
    let result = try result([Self.finding(at: Location(sheet: "走访表"))])
    let text = ImportReport(results: [result], skipped: [], language: .chinese).text
    #expect(text.contains("（另见 \(Self.other)）"))
  }

  @Test func `in findings csv, in a column at the end`() throws {
    let result = try result([
      Self.finding(at: Location(sheet: "走访表", cell: "C4")), Self.finding(at: nil, "F9"),
    ])
    let lines = FindingsCSV.text([result], language: .chinese).components(separatedBy: "\r\n")
    #expect(lines[0].hasSuffix(",处理办法,代码,另见"))
    #expect(lines[1].hasSuffix(",across.size,\(Self.other)"))
    #expect(lines[2].hasSuffix(",across.size,[李庄 筛查表.xlsx]筛查表!F9"))
    #expect(FindingsCSV.text([], language: .english).contains(",fix,code,related"))
  }

  @Test func `on the page of the file`() throws {
    let office = try Office()
    let result = try result([Self.finding(at: Location(sheet: "走访表", cell: "C4"))])
    let folder = try ReportFolder(office.url("报告"), files: [result.file], from: [])
    try folder.write(
      [result],
      Office.catalogue,
      received: ReceiptTime(day: Office.day, minute: 0),
      replacing: false,
      language: .chinese
    )
    let page = try String(contentsOf: office.url("报告/张庄.html"), encoding: .utf8)
    #expect(page.contains("（另见 \(Self.other)）"))
  }

  @Test func `in the marked copy, in the comment and on 退回意见`() throws {
    let workbook = try FormGenerator(Office.definition())
      .workbook(for: nil, households: [Office.household("张三", Office.zhang)]).layout.workbook
    let sheet = try #require(workbook.worksheets.first).name
    let result = try result([
      Self.finding(at: Location(sheet: sheet, cell: "B3"), severity: .confirm)
    ])
    let marks = ReturnedMarks(
      result.submission,
      in: workbook,
      form: try Office.definition(),
      language: .chinese
    )
    #expect(marks.remarks.map(\.message) == ["核查表 4 人，筛查表 3 人（另见 \(Self.other)）"])
    #expect(marks.marks.first?.comment.contains("（另见 \(Self.other)）") == true)
    // An answer is known by the finding's own words, as those of earlier copies are.
    #expect(marks.remarks.first?.key.contains("另见") == false)
  }
}
