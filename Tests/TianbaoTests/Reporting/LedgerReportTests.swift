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
