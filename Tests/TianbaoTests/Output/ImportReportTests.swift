import Findings
import FormIntake
import Foundation
import Spreadsheet
import SpreadsheetReading
import Testing

@testable import Tianbao

/// Of every file that goes back the screen says why.
@Suite struct ImportReportTests {
  private func file(_ name: String, _ submission: Submission) -> FileSubmission {
    FileSubmission(file: name, sha256: "00", submission: submission)
  }

  private func unreadable(_ name: String, _ error: ReadingError) -> FileSubmission {
    file(name, FileFindings.submission(for: error))
  }

  private func returned(_ name: String, _ findings: [(Severity, String)]) -> FileSubmission {
    var submission = Submission(verdict: .returned)
    submission.findings = findings.map { severity, message in
      Finding(
        "rule.x",
        severity,
        at: Location(sheet: "筛查表", cell: "E5"),
        message: LocalizedText(verbatim: message),
        fix: LocalizedText(verbatim: "改")
      )
    }
    return file(name, submission)
  }

  private func lines(_ results: [FileSubmission], _ language: Language = .chinese) -> [String] {
    ImportReport(results: results, skipped: [], language: language).text
      .components(separatedBy: "\n")
  }

  @Test func `each file that goes back has its first cause below its verdict`() throws {
    let lines = lines([
      unreadable("1.xls", .legacyWorkbook), unreadable("2.xlsx", .encrypted),
      file("3.xlsx", Submission(verdict: .accepted)),
      returned("4.xlsx", [(.warning, "有点怪"), (.confirm, "请核实"), (.error, "人数\n不对")]),
      returned("5.xlsx", [(.confirm, "年龄偏大")]),
    ])
    func below(_ name: String) throws -> String {
      let index = try #require(lines.firstIndex { $0.hasPrefix(name) })
      return lines[index + 1]
    }
    #expect(try below("1.xls") == "    [错误] 整个文件：这是旧格式的工作簿（.xls 或 .et），不是 .xlsx")
    #expect(try below("2.xlsx") == "    [错误] 整个文件：文件设有打开密码，无法读取")
    #expect(try below("3.xlsx").hasPrefix("4.xlsx"))
    #expect(try below("4.xlsx") == "    [错误] 筛查表 E5：人数 不对")
    #expect(try below("5.xlsx") == "    [待确认] 筛查表 E5：年龄偏大")
  }

  @Test func `it says where the other files' findings stand`() {
    let one = returned("1.xlsx", [(.error, "错")])
    let two = returned("2.xlsx", [(.error, "错"), (.error, "又错")])
    #expect(
      lines([one, two]).last
        == "其余 1 个文件的问题：加 --csv 文件夹，见 findings.csv；加 --report 文件夹，每个文件一页"
    )
    #expect(!lines([one]).contains { $0.contains("--report") })
    #expect(lines([one, two], .english).last?.contains("--report") == true)
  }

  @Test func `a long batch is cut, and the rest counted`() {
    let results = (1...320).map { returned("\($0).xlsx", [(.error, "错\($0)")]) }
    let lines = lines(results)
    #expect(lines.count { $0.hasPrefix("    [错误] 筛查表 E5：") } == 300)
    #expect(lines.contains { $0.contains("另有 20 个退回或无法读取的文件没有列出原因") })
    // Every file and its verdict are there.
    #expect(lines.count { $0.contains("退回修改") } >= 320)
  }

  @Test func `a cause stays on its line`() {
    let long = String(repeating: "长", count: 300)
    let lines = lines([returned("1.xlsx", [(.error, long)])])
    #expect(lines[2].count < 120 && lines[2].hasSuffix("…"))
  }
}
