import Findings
import FormDefinitions
import FormIntake
import FormLayout
import Foundation
import Testing

@testable import Ledger
@testable import Tianbao

/// What the clerk is told of files that were filed.
@Suite struct LedgerReportTests {
  private func result(_ name: String, income: Int) throws -> FileSubmission {
    var submission = try Office.submission([
      Office.household("张三", Office.zhang, ["income": .number(Decimal(income))])
    ]).submission
    submission.identity?.unit = Office.zhangzhuang.code
    submission.identity?.batch = name
    return FileSubmission(
      file: name,
      sha256: name.padding(toLength: 64, withPad: "0", startingAt: 0),
      submission: submission
    )
  }

  /// What is said of a supplement that is filed with one verdict and judged to have another.
  private func text(_ filed: Verdict, _ judged: Verdict) throws -> String {
    let office = try Office()
    let ledger = try Ledger(.file(office.url("台账.sqlite")), creating: true, actor: "甲")
    let time = ReceiptTime(day: Office.day)
    _ = try ledger.file(try result("a", income: 1), Office.catalogue, received: time)
    var second = try result("b", income: 2)
    second.submission.verdict = filed
    let receipt = try ledger.file(second, Office.catalogue, received: time)
    guard case .supplement = receipt?.outcome else {
      Issue.record("no supplement")
      return ""
    }
    second.submission.verdict = judged
    return LedgerReport([second], [receipt], Office.catalogue, language: .chinese).text
  }

  @Test func `another copy of a blank workbook is said to be no correction`() throws {
    let office = try Office()
    let ledger = try Ledger(.file(office.url("台账.sqlite")), creating: true, actor: "甲")
    let blank = try FormWorkbook(
      form: Office.catalogue.form("visit"),
      request: WorkbookRequest(unit: Office.zhangzhuang, blankCopies: 2)
    ).identity
    let receipts = try [Office.zhang, Office.wang].map { person -> (FileSubmission, Receipt?) in
      var submission = try Office.submission([Office.household("张三", person, [:])]).submission
      submission.identity = blank
      let result = FileSubmission(
        file: "\(person.suffix(4)).xlsx",
        sha256: person.padding(toLength: 64, withPad: "0", startingAt: 0),
        submission: submission
      )
      let time = ReceiptTime(day: Office.day)
      return (result, try ledger.file(result, Office.catalogue, received: time))
    }
    let text = LedgerReport(
      receipts.map(\.0),
      receipts.map(\.1),
      Office.catalogue,
      language: .chinese
    ).text
    #expect(text.contains("补报 1 份") && text.contains("两份都算"))
    #expect(text.contains("没有一户相同，所以不当作更正；本意是更正它的，加 --corrects 1 单独再收这一份"))
  }

  @Test func `a supplement that goes back is not said to count`() throws {
    let accepted = try text(.accepted, .acceptedWithWarnings)
    #expect(accepted.contains("两份都算，同一户以这一份为准；改动 1 处"))
    for (filed, judged) in [(Verdict.returned, Verdict.returned), (.accepted, .returned)] {
      let returned = try text(filed, judged)
      #expect(!returned.contains("都算") && !returned.contains("为准"))
      #expect(returned.contains("收到过另一份工作簿，这一份还要更正，更正以前不算；改动 1 处"))
    }
  }
}
