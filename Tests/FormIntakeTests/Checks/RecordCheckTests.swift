import Findings
import FormDefinitions
import FormLayout
import Spreadsheet
import TestSupport
import Testing

@testable import FormIntake

/// The checks of one record, on a card in which everything else is right.
@Suite struct RecordCheckTests {
  /// Imports the good card with cells written over.
  private func card(
    _ table: String,
    period: String? = "2023-08",
    unit: ReportingUnit? = Village.unit
  ) throws -> (submission: Submission, marks: [CellReference]) {
    let sheet = MarkdownSheet(table)
    let workbook = try Village.cards(unit: unit, period: period)
      .writing(Village.goodCard, on: "登记表").writing(sheet, on: "登记表")
    return (imported(workbook), sheet.marks)
  }

  @Test func `what is required and empty is said with its place and its help`() throws {
    let (submission, marks) = try card(
      """
      |    | C | E   | D   |
      | 5  |   | ⟦∅⟧ |     |
      | 12 |   |     | ⟦∅⟧ |
      """
    )
    #expect(submission.lines == marks.map { "error field.required 登记表!\($0)" })
    #expect(submission.findings.map(\.field) == ["household_size", "members.relation"])
    let finding = try #require(submission.findings.first)
    #expect(finding.message.chinese == "“家庭人口数”没有填写")
    #expect(finding.fix.chinese == "请填写“家庭人口数”：按户口簿填写")
    #expect(finding.record == 0)
    #expect(finding.value == nil)
    #expect(submission.verdict == .returned)
    #expect(submission.records.count == 1)
  }

  @Test func `strokes in a required field are as good as nothing`() throws {
    let (submission, _) = try card(
      """
      |   | E |
      | 4 | / |
      """
    )
    #expect(submission.lines == ["error field.required 登记表!E4", "note value.stroke 登记表!E4"])
  }

  @Test(arguments: [("是", ["error field.required 登记表!E8"]), ("否", []), ("∅", [])])
  func `what is required under a condition`(answer: String, expected: [String]) throws {
    let (submission, _) = try card(
      """
      |   | C         |
      | 8 | \(answer) |
      """
    )
    #expect(submission.lines == expected)
  }

  @Test func `a rule that is broken says its own words at its cell`() throws {
    let (submission, _) = try card(
      """
      |   | E    |
      | 5 | ⟦=3⟧ |
      """
    )
    #expect(submission.lines == ["error rule.size-is-member-count 登记表!E5"])
    let finding = try #require(submission.findings.first)
    #expect(finding.message.chinese == "家庭人口数为 3 人，成员表有 2 人")
    #expect(finding.fix.chinese == "核对户口簿后改正人数，或补齐成员")
    #expect(finding.field == "household_size")
    #expect(finding.value == "3")
  }

  @Test func `a value that cannot be read is said once, and no rule speaks of it`() throws {
    let (submission, _) = try card(
      """
      |   | C        | E      |
      | 5 |          | ⟦许多⟧ |
      | 6 | ⟦若干元⟧ |        |
      """
    )
    #expect(submission.findings.map { $0.location?.cell } == ["E5", "C6"])
    #expect(submission.findings.allSatisfy { $0.severity == .error })
    #expect(!submission.findings.contains { $0.code.rawValue.hasPrefix("rule.") })
    #expect(submission.findings.map(\.value) == ["许多", "若干元"])
  }

  @Test func `an unreadable cell of a member silences the rules over members`() throws {
    let (submission, _) = try card(
      """
      |    | D        |
      | 11 | 配偶     |
      | 12 | ⟦当家的⟧ |
      """
    )
    #expect(submission.findings.map { $0.location?.cell } == ["D12"])
  }

  @Test func `a rule that asks to confirm sends the workbook back`() throws {
    let (submission, _) = try card(
      """
      |    | D    |
      | 11 | 配偶 |
      """
    )
    #expect(submission.findings.map(\.code.rawValue) == ["rule.one-spouse"])
    #expect(submission.findings.first?.severity == .confirm)
    #expect(submission.verdict == .returned)
  }

  @Test func `a rule for each row points at its row`() throws {
    let (submission, _) = try card(
      """
      |    | C  |
      | 12 | 李 |
      """
    )
    #expect(submission.lines == ["warning rule.short-name 登记表!C12"])
    #expect(submission.findings.first?.message.chinese == "姓名“李”只有一个字")
    #expect(submission.findings.first?.field == "members.name")
    #expect(submission.verdict == .acceptedWithWarnings)
  }

  @Test func `a rule on trial only warns and says that it is new; a draft never speaks`() throws {
    let (submission, _) = try card(
      """
      |   | C       | E |
      | 6 | =300000 | ∅ |
      | 7 | =300000 |   |
      """
    )
    let high = try #require(submission.only("rule.high-wage"))
    #expect(high.severity == .warning)
    #expect(high.message.chinese == "工资性收入 300000 元，偏高（新规则，试行）")
    #expect(!submission.lines.contains { $0.contains("rule.never") })
  }

  @Test(arguments: [
    ("411003102201", "2023-08", "8000"), ("410000000000", "2023-08", "7500"),
    ("411003102201", "2022-12", "6000"), ("340323000000", "2023-08", nil),
    ("411003102201", "2021-01", nil),
  ])
  func `a parameter is that of the year and the area; without one its rule is silent`(
    code: String,
    period: String,
    line: String?
  ) throws {
    let (submission, _) = try card(
      """
      |   | C     | E |
      | 6 | =5000 | ∅ |
      | 7 | =5000 | ∅ |
      """,
      period: period,
      unit: ReportingUnit(code: code, name: "张庄村")
    )
    #expect(
      submission.only("rule.below-line")?.message.chinese
        == line.map { "纯收入 5000 元，低于监测线 \($0) 元" }
    )
  }

  @Test(arguments: ["∅", "⊥", "/"])
  func `a computed cell that is empty or was never calculated is computed`(cell: String) throws {
    let (submission, _) = try card(
      """
      |   | C       |
      | 7 | \(cell) |
      """
    )
    #expect(submission.texts == [goodRecord])
    #expect(submission.verdict == .accepted)
    #expect(submission.findings.allSatisfy { $0.severity == .note })
  }

  @Test func `a computed cell with another result is named with the right one`() throws {
    let (submission, _) = try card(
      """
      |   | C          |
      | 7 | ⟦=99999.5⟧ |
      """
    )
    #expect(submission.lines == ["error computed.mismatch 登记表!C7"])
    let finding = try #require(submission.findings.first)
    #expect(finding.message.chinese == "“纯收入”填的是 99999.5，按各项计算应为 31200.5")
    #expect(finding.fix.chinese == "核对各项后改为 31200.5，或恢复此格的公式")
  }

  @Test func `a result that differs by less than half a fen is right`() throws {
    let (submission, _) = try card(
      """
      |   | C           |
      | 7 | =31200.5000001 |
      """
    )
    #expect(submission.verdict == .accepted)
  }

  @Test func `a computed cell whose items are blank is not judged`() throws {
    let (submission, _) = try card(
      """
      |   | C      | E |
      | 6 | ∅      | ∅ |
      | 7 | =31200 |   |
      """
    )
    #expect(!submission.lines.contains { $0.contains("computed") })
  }

  @Test func `a choice that does not fit the one above it`() throws {
    let (submission, _) = try card(
      """
      |   | E              |
      | 9 | ⟦边缘易致贫户⟧ |
      """
    )
    #expect(submission.lines == ["error choice.parent 登记表!E9"])
    let finding = try #require(submission.findings.first)
    #expect(finding.message.chinese == "“户类型”为“脱贫户”时，“监测类别”不能是“边缘易致贫户”")
    #expect(finding.fix.chinese == "选 脱贫不稳定户、突发严重困难户，或改正“户类型”")
    #expect(finding.related.map(\.description) == ["登记表!C9"])
  }

  @Test func `a choice without the one above it is not judged`() throws {
    let (submission, _) = try card(
      """
      |   | C | E            |
      | 9 | ∅ | 边缘易致贫户 |
      """
    )
    #expect(submission.lines == [])
  }

  @Test func `a fault of the file is told with its cell`() throws {
    var workbook = try Village.cards().writing(Village.goodCard, on: "登记表")
    workbook.faults = [
      WorkbookFault(.sharedStringMissing, sheet: "登记表", cell: CellReference("C14")),
      WorkbookFault(.partUnreadable),
    ]
    let submission = imported(workbook)
    #expect(
      submission.lines == [
        "warning file.part-unreadable -", "error file.shared-string-missing 登记表!C14",
      ]
    )
  }
}
