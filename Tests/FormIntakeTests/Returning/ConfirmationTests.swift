import Findings
import Spreadsheet
import TestSupport
import Testing

@testable import FormIntake

/// What a village answers on 退回意见 is read when its file comes back.
@Suite struct ConfirmationTests {
  /// A card with two spouses, which is unlikely and has to be confirmed.
  private func twoSpouses() throws -> Workbook {
    try Village.cards().writing(Village.goodCard, on: "登记表").writing(
      MarkdownSheet(
        """
        |    | B | C    | D    | E                  |
        | 5  |   |      |      | =3                 |
        | 13 |   | 王五 | 配偶 | 411003196501010113 |
        """
      ),
      on: "登记表"
    )
  }

  /// The workbook with 退回意见, on which the only finding to confirm is answered.
  private func answered(
    _ workbook: Workbook,
    _ answer: String,
    _ reason: String,
    extra: [Cell] = []
  ) throws -> Workbook {
    let submission = imported(workbook)
    let finding = try #require(submission.findings.first { $0.severity >= .confirm })
    let record = finding.record.flatMap { submission.records[$0].key }
    let key = FindingKey.text(finding, record: record, in: workbook)
    var cells = [
      Cell(CellReference(1, 1), .text(RemarkSheet.stamp)),
      Cell(CellReference(2, 2), .text("退回意见")),
      Cell(CellReference(5, 1), .text(RemarkSheet.keyPrefix + key)),
      Cell(CellReference(5, 2), .number(CellNumber(1))),
      Cell(CellReference(5, 8), .text(finding.message.chinese)),
      Cell(CellReference(6, 1), .text(RemarkSheet.memoryPrefix + "undo|0|1")),
    ]
    if !answer.isEmpty { cells.append(Cell(CellReference(5, 10), .text(answer))) }
    if !reason.isEmpty { cells.append(Cell(CellReference(5, 11), .text(reason))) }
    var result = workbook
    result.worksheets.append(Worksheet(name: "退回意见", cells: cells + extra))
    return result
  }

  @Test func `the sheet alone changes nothing and is accounted for`() throws {
    let before = imported(try twoSpouses())
    #expect(before.lines == ["confirm rule.one-spouse 登记表!D11"])
    let after = imported(try answered(try twoSpouses(), "", ""))
    #expect(after.findings == before.findings)
    #expect(after.records == before.records)
    #expect(after.balance.printed == before.balance.printed + 6)
    #expect(after.balance.ignored == before.balance.ignored)
  }

  @Test func `answers to rules across files wait for the other files`() throws {
    let key = "across.size|household%5Fsize|1|人数不一致"
    let extra = [
      Cell(CellReference(7, 1), .text(RemarkSheet.keyPrefix + key)),
      Cell(CellReference(7, 2), .number(CellNumber(2))),
      Cell(CellReference(7, 10), .text("属实")), Cell(CellReference(7, 11), .text("新添一口")),
    ]
    let submission = imported(try answered(try twoSpouses(), "属实", "重组家庭", extra: extra))
    #expect(submission.answersAcross.map(\.key) == [key])
    #expect(submission.answersAcross.map(\.reason) == ["新添一口"])
    // The key that goes out is the one that comes back, whatever the other cells hold.
    let finding = Finding(
      "across.size",
      .confirm,
      at: Location(sheet: "登记表", cell: "C5"),
      field: "household_size",
      message: LocalizedText(verbatim: "人数不一致"),
      fix: LocalizedText(verbatim: "改正")
    )
    #expect(FindingKey.text(finding, record: "1", in: try twoSpouses()) == key)
  }

  @Test(arguments: [
    ("属实", "重组家庭"), ("情况属实。", "重组家庭"), ("属实，重组家庭", ""), ("√", "重组家庭"), ("是", "重组家庭"),
  ])
  func `a finding that is confirmed with a reason is a note`(_ answer: (String, String)) throws {
    let submission = imported(try answered(try twoSpouses(), answer.0, answer.1))
    #expect(submission.lines == ["note rule.one-spouse 登记表!D11"])
    #expect(submission.verdict == .accepted)
    let finding = try #require(submission.only("rule.one-spouse"))
    #expect(finding.confirmation == "重组家庭")
    #expect(finding.fix.chinese == "村里答复属实：重组家庭；不必处理")
    #expect(submission.balance.ignored == 0)
  }

  @Test(arguments: [
    ("属实", "", "（已答复“属实”，还要在“退回意见”的“情况说明”栏写明原因）"),
    ("已改", "", "（答复“已改”，但这一格的内容没有变）"), ("不属实", "填错了", ""), ("", "正在核实", ""),
  ])
  func `an answer that does not confirm says why`(_ answer: (String, String, String)) throws {
    let before = try #require(imported(try twoSpouses()).findings.first)
    let submission = imported(try answered(try twoSpouses(), answer.0, answer.1))
    let finding = try #require(submission.only("rule.one-spouse"))
    #expect(finding.severity == .confirm)
    #expect(finding.confirmation == nil)
    #expect(finding.fix.chinese == before.fix.chinese + answer.2)
    #expect(submission.verdict == .returned)
  }

  @Test func `a confirmation lapses when a value changes that it speaks of`() throws {
    let workbook = try answered(try twoSpouses(), "属实", "重组家庭")
    // A third spouse: the rule's message has another number.
    let changed = workbook.writing(
      MarkdownSheet(
        """
        |    | B | C | D    | E |
        | 11 |   |   | 配偶 |   |
        """
      ),
      on: "登记表"
    )
    let finding = try #require(imported(changed).only("rule.one-spouse"))
    #expect(finding.severity == .confirm)
    #expect(finding.confirmation == nil)
  }

  @Test func `a confirmation moves with its record`() throws {
    var workbook = try answered(try twoSpouses(), "属实", "重组家庭")
    let index = try #require(workbook.worksheets.firstIndex { $0.name == "登记表" })
    workbook.worksheets[index] = workbook.worksheets[index].insertingRows(2, before: 4)
    let finding = try #require(imported(workbook).only("rule.one-spouse"))
    #expect(finding.confirmation == "重组家庭")
    #expect(finding.location?.cell == "D13")
  }

  @Test func `an error cannot be confirmed`() throws {
    let workbook = try Village.cards().writing(Village.goodCard, on: "登记表").writing(
      MarkdownSheet(
        """
        |    | B | C | D | E  |
        | 5  |   |   |   | =4 |
        """
      ),
      on: "登记表"
    )
    let submission = imported(try answered(workbook, "属实", "确有四人"))
    let finding = try #require(submission.only("rule.size-is-member-count"))
    #expect(finding.severity == .error)
    #expect(finding.fix.chinese.hasSuffix("（这一项必须改正，答复“属实”不能通过）"))
    #expect(submission.verdict == .returned)
  }

  @Test func `what is written beside the answers is said`() throws {
    let extra = [
      Cell(CellReference(5, 13), .text("村里的话")), Cell(CellReference(9, 10), .text("属实")),
    ]
    let submission = imported(try answered(try twoSpouses(), "属实", "重组家庭", extra: extra))
    let finding = try #require(submission.only("cells.ignored"))
    #expect(finding.message.chinese == "2 格内容未导入：写在“退回意见”的答复栏以外")
    #expect(finding.location?.sheet == "退回意见")
  }

  @Test func `one answer confirms one finding`() {
    var confirmations = Confirmations([
      RemarkSheet.Answer(key: "k", answer: "属实", reason: "一", cell: CellReference(5, 10))
    ])
    #expect(confirmations.take("k")?.reason == "一")
    #expect(confirmations.take("k") == nil)
  }
}
