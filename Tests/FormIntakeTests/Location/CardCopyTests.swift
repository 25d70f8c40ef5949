import Findings
import FormDefinitions
import FormLayout
import Spreadsheet
import TestSupport
import Testing

@testable import FormIntake

/// Cards and rows of members that a village copied, inserted or sorted.
@Suite struct CardCopyTests {
  private func filled() throws -> Workbook {
    try Village.cards().writing(Village.goodCard, on: "登记表")
  }

  @Test func `a card that was copied with its rows is another household`() throws {
    let workbook = try filled().changing("登记表") { $0.insertingCopy(ofRows: 2...15, before: 16) }
    let second = MarkdownSheet(
      """
      |    | C                  | E                  |
      | 18 |                    | 王五               |
      | 19 | 411003196501010113 | =1                 |
      | 20 | ∅                  | ∅                  |
      | 21 | ∅                  | ∅                  |
      | 22 | ∅                  |                    |
      | 23 | ∅                  | ∅                  |
      | 25 | 王五               | 411003196501010113 |
      | 26 | ∅                  | ∅                  |
      """
    )
    let relation = MarkdownSheet(
      """
      |    | D |
      | 26 | ∅ |
      """
    )
    let submission = imported(
      workbook.writing(second, on: "登记表").writing(relation, on: "登记表")
    )
    #expect(submission.texts == [goodRecord, secondRecord])
    #expect(submission.lines == [])
    #expect(submission.records[1].cells["head_name"]?.description == "登记表!E18")
  }

  @Test func `a copied card that was not changed is a duplicate`() throws {
    let submission = imported(
      try filled().changing("登记表") { $0.insertingCopy(ofRows: 2...15, before: 16) }
    )
    #expect(submission.texts == [goodRecord, goodRecord])
    #expect(submission.lines == ["error record.duplicate 登记表!C19"])
    let finding = try #require(submission.only("record.duplicate"))
    #expect(finding.message.chinese == "本户与 C5 的户主证件号码相同，重复填报")
    #expect(finding.fix.chinese == "删去重复的一户，或改正号码")
    #expect(finding.related.map(\.description) == ["登记表!C5"])
    #expect(finding.record == 1)
  }

  @Test(arguments: [true, false])
  func `a row of members that was copied or inserted is a member`(isCopy: Bool) throws {
    let row = MarkdownSheet(
      """
      |    | C    | D    | E                  |
      | 5  |      |      | =3                 |
      | 13 | 小宝 | 之子 | 411003200908200356 |
      """
    )
    let submission = imported(
      try filled().changing("登记表") {
        isCopy ? $0.insertingCopy(ofRows: 12...12, before: 13) : $0.insertingRows(before: 13)
      }.writing(row, on: "登记表")
    )
    let expected =
      goodRecord.replacing("household_size=2", with: "household_size=3")
      + " members(id_number=411003200908200356 name=小宝 relation=之子)"
    #expect(submission.texts == [expected])
    #expect(submission.lines == [])
  }

  @Test func `members that were sorted keep their order on the sheet`() throws {
    let submission = imported(
      try filled().changing("登记表") { $0.arrangingRows(from: 11, [12, 11]) }
    )
    let rows = submission.records[0].tables["members"] ?? []
    #expect(rows.map { $0["name"] } == [.text("李四"), .text("张三")])
    #expect(submission.lines.allSatisfy { $0.hasPrefix("note rows.moved") })
    #expect(submission.verdict == .accepted)
  }

  @Test func `a row of members that was deleted was not needed`() throws {
    let submission = imported(try filled().changing("登记表") { $0.deletingRow(13) })
    #expect(submission.texts == [goodRecord])
    #expect(submission.lines == [])
  }

  @Test(arguments: ["合计", "小计", "总 计", "合计："])
  func `a row of totals between members is no member`(word: String) throws {
    let total = MarkdownSheet(
      """
      |    | B       | C  |
      | 13 | \(word) | =2 |
      """
    )
    let submission = imported(
      try filled().changing("登记表") { $0.insertingRows(before: 13) }.writing(total, on: "登记表")
    )
    #expect(submission.texts == [goodRecord])
    #expect(submission.lines == ["note cells.ignored 登记表!B13:C13"])
    #expect(submission.findings.first?.message.chinese == "2 格内容未导入：小计、合计行")
    #expect(submission.findings.first?.fix.chinese == "不必处理")
  }

  @Test func `a running number without a member is nothing`() throws {
    let numbers = MarkdownSheet(
      """
      |    | B  |
      | 13 | =9 |
      """
    )
    let submission = imported(try filled().writing(numbers, on: "登记表"))
    #expect(submission.texts == [goodRecord])
    #expect(submission.lines == [])
  }
}

/// A table whose rows are printed in advance.
@Suite struct PresetTableTests {
  static let findings = MarkdownSheet(
    """
    |   | E          |
    | 5 | 未发现问题 |
    | 6 | 已遍访     |
    | 7 | 有一户不知 |
    | 8 | 已发放     |
    """
  )

  private func filled() throws -> Workbook {
    try Village.cards("tasks", period: nil).writing(Self.findings, on: "月报表")
  }

  /// The rows of the only record: number and finding.
  private func rows(_ submission: Submission) -> [String] {
    (submission.records.first?.tables["items"] ?? []).map { row in
      [row["number"], row["finding"]].map { $0?.description ?? "-" }.joined(separator: " ")
    }
  }

  private let all = ["1 未发现问题", "2 已遍访", "3 有一户不知", "4 已发放"]

  @Test func `merged labels stand for all their rows`() throws {
    let submission = imported(try filled())
    #expect(submission.lines == [])
    #expect(rows(submission) == all)
    #expect(
      submission.records[0].tables["items"]?.map { $0["project"]?.description } == [
        "责任落实", "责任落实", "政策落实", "政策落实",
      ]
    )
  }

  @Test func `labels that were repeated in every row are right`() throws {
    let labels = MarkdownSheet(
      """
      |   | C        |
      | 6 | 责任落实 |
      | 8 | 政策落实 |
      """
    )
    let submission = imported(try filled().writing(labels, on: "月报表"))
    #expect(submission.lines == [])
    #expect(rows(submission) == all)
  }

  @Test func `printed text that was changed is noted, and the original counts`() throws {
    let changed = MarkdownSheet(
      """
      |   | D          |
      | 6 | 遍访对象户 |
      """
    )
    let submission = imported(try filled().writing(changed, on: "月报表"))
    #expect(submission.lines == ["note preset.changed 月报表!D6"])
    #expect(submission.records[0].tables["items"]?[1]["content"] == .text("遍访对象"))
    let finding = try #require(submission.only("preset.changed"))
    #expect(finding.message.chinese == "预印的“排查内容”被改动，按原文处理")
    #expect(finding.field == "items.content")
  }

  @Test func `a row that was inserted between printed ones is said`() throws {
    let extra = MarkdownSheet(
      """
      |   | C    | E    |
      | 7 | 其他 | 缺水 |
      """
    )
    let submission = imported(
      try filled().changing("月报表") { $0.insertingRows(before: 7) }.writing(extra, on: "月报表")
    )
    #expect(rows(submission) == all)
    #expect(submission.lines == ["error row.not-in-form 月报表!C7"])
    let finding = try #require(submission.only("row.not-in-form"))
    #expect(finding.message.chinese == "第 7 行不在“任务”的预印内容里，未导入")
    #expect(finding.fix.chinese == "把内容写进对应的预印行")
  }

  @Test func `rows in another order keep their numbers`() throws {
    let submission = imported(
      try filled().changing("月报表") { $0.arrangingRows(from: 5, [7, 8, 5, 6]) }
    )
    #expect(Set(rows(submission)) == Set(all))
    #expect(submission.lines.allSatisfy { $0.hasPrefix("note rows.moved") })
  }

  @Test func `a printed row that was deleted is said`() throws {
    let submission = imported(try filled().changing("月报表") { $0.deletingRow(6) })
    #expect(rows(submission) == [all[0], all[2], all[3]])
    #expect(submission.lines == ["error row.missing 月报表!B6"])
    let finding = try #require(submission.only("row.missing"))
    #expect(finding.message.chinese == "“任务”缺少预印的第 2 行，可能被删除")
  }

  @Test func `nothing filled in is missing in every row`() throws {
    let one = MarkdownSheet(
      """
      |   | E          |
      | 5 | 未发现问题 |
      | 6 | ⟦⟧         |
      | 7 | ⟦⟧         |
      | 8 | ⟦⟧         |
      """
    )
    let submission = imported(try Village.cards("tasks", period: nil).writing(one, on: "月报表"))
    #expect(submission.lines == one.marks.map { "error field.required 月报表!\($0)" })
  }

  @Test(arguments: LostKeysTests.Loss.allCases, [5, 6, 8])
  func `without keys, printed texts tell the rows, one of which is gone`(
    loss: LostKeysTests.Loss,
    deleted: Int
  ) throws {
    let submission = imported(
      try filled().changing("月报表") { loss.apply($0.deletingRow(deleted)) }
    )
    #expect(rows(submission) == all.enumerated().filter { $0.offset != deleted - 5 }.map(\.element))
    #expect(submission.lines.contains { $0.hasPrefix("error row.missing") })
    #expect(submission.verdict == .returned)
  }

  @Test(arguments: LostKeysTests.Loss.allCases, [6, 7])
  func `without keys, printed texts tell the rows, one of which was inserted`(
    loss: LostKeysTests.Loss,
    inserted: Int
  ) throws {
    let extra = MarkdownSheet(
      """
      |             | C    | E    |
      | \(inserted) | 其他 | 缺水 |
      """
    )
    let submission = imported(
      try filled().changing("月报表") { $0.insertingRows(before: inserted) }
        .writing(extra, on: "月报表").changing("月报表", loss.apply)
    )
    #expect(rows(submission) == all)
    #expect(submission.lines.contains { $0.hasPrefix("error row.not-in-form") })
  }
}
