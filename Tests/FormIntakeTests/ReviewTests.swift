import Findings
import FormDefinitions
import FormLayout
import Spreadsheet
import TestSupport
import Testing

@testable import FormIntake

/// What a village does without seeing the hidden keys: each of these lost data, or filed it wrong,
/// without a word.
@Suite struct ReviewTests {
  private func cards() throws -> Workbook {
    try Village.cards(copies: 2).writing(Village.goodCard, on: "登记表")
      .writing(Village.secondCard, on: "登记表")
  }

  @Test func `a card whose keys were pasted over is read by its labels`() throws {
    let pasted = MarkdownSheet(
      "|    | A |\n" + (2...15).map { "| \($0) | x |" }.joined(separator: "\n")
    )
    let submission = imported(try cards().writing(pasted, on: "登记表"))
    #expect(submission.texts == [goodRecord, secondRecord])
    #expect(submission.lines.filter { $0.hasPrefix("error") } == [])
    #expect(submission.only("keys.lost")?.severity == .warning)
  }

  @Test func `a household whose remark says how many it counts is no subtotal`() throws {
    let row = MarkdownSheet(
      """
      |   | C    | D                  | F  | O       |
      | 7 | 赵六 | 41100319800303017X | =1 | 共计3人 |
      """
    )
    let submission = imported(
      try ListVillage.filled().changing("登记表") { $0.insertingRows(before: 7) }
        .writing(row, on: "登记表")
    )
    #expect(submission.records.map(\.key) == [Village.zhang, Village.zhao, Village.wang])
    #expect(submission.balance.ignored == 0)
  }

  @Test func `printed rows that were sorted without their keys are told by their texts`() throws {
    let sorted = MarkdownSheet(
      """
      |   | B  | C        | D        | E    |
      | 5 | =4 | 政策落实 | 宣传到位 | 第四 |
      | 6 | =3 | 政策落实 | 政策知晓 | 第三 |
      | 7 | =2 | 责任落实 | 遍访对象 | 第二 |
      | 8 | =1 | 责任落实 | 进度安排 | 第一 |
      """
    )
    let submission = imported(
      try Village.cards("tasks", period: nil).writing(sorted, on: "月报表")
    )
    let rows = try #require(submission.records.first?.tables["items"])
    #expect(
      rows.map { "\($0["content"]?.description ?? "") \($0["finding"]?.description ?? "")" }
        == ["宣传到位 第四", "政策知晓 第三", "遍访对象 第二", "进度安排 第一"]
    )
    #expect(submission.lines == ["note rows.moved 月报表!5:8"])
  }

  @Test func `headings that were exchanged above the hidden keys are an error`() throws {
    let exchanged = MarkdownSheet(
      """
      |   | G          | H          |
      | 5 | 经营性收入 | 工资性收入 |
      """
    )
    let submission = imported(try ListVillage.filled().writing(exchanged, on: "登记表"))
    #expect(
      submission.lines == [
        "error column.contradiction 登记表!G5", "error column.contradiction 登记表!H5",
      ]
    )
    #expect(
      submission.findings.first?.message.chinese
        == "这一列的表头是“经营性收入”，位置却是“工资性收入”的，分不清填的是哪一项"
    )
  }

  @Test func `heads of a card's table that were exchanged are an error`() throws {
    let exchanged = MarkdownSheet(
      """
      |    | C          | D    |
      | 10 | 与户主关系 | 姓名 |
      """
    )
    let submission = imported(try cards().writing(exchanged, on: "登记表"))
    #expect(
      submission.lines.filter { $0.hasPrefix("error column") } == [
        "error column.contradiction 登记表!C10", "error column.contradiction 登记表!D10",
      ]
    )
  }

  @Test func `what is written over a title or a running number is said`() throws {
    let over = MarkdownSheet(
      """
      |    | B                  |
      | 2  | 此户电话有变       |
      | 12 | 已搬走             |
      """
    )
    let submission = imported(try cards().writing(over, on: "登记表"))
    #expect(submission.balance.ignored == 2)
    #expect(submission.verdict == .acceptedWithWarnings)
  }

  @Test func `a rule about a row that was deleted says nothing more`() throws {
    let submission = imported(try cards().changing("登记表") { $0.deletingRows(5...5) })
    #expect(submission.findings.map(\.code.rawValue).contains("row.missing"))
    #expect(!submission.findings.map(\.code.rawValue).contains("rule.size-is-member-count"))
  }

  @Test
  func
    `what was refused is no earlier version, and later versions are compared with other villages`()
    throws
  {
    var submission = imported(try Village.cards().writing(Village.goodCard, on: "登记表"))
    #expect(submission.lines == [])
    let form = try HouseholdForm.catalogue.form("household")
    var batch = BatchDuplicates()
    var refused = submission
    refused.records = []
    #expect(batch.findings(refused, file: "空表.xlsx", form: form) == [])
    #expect(batch.findings(submission, file: "张庄村.xlsx", form: form) == [])
    let other = imported(
      try Village.cards(copies: 2).writing(Village.goodCard, on: "登记表")
        .writing(Village.secondCard, on: "登记表")
    )
    #expect(
      batch.findings(other, file: "张庄村（2）.xlsx", form: form).map(\.code.rawValue)
        == ["submission.same-unit"]
    )
    // A person who stands in the second file alone is still looked for in other villages' files.
    submission = imported(try Village.cards(copies: 2).writing(Village.secondCard, on: "登记表"))
    submission.identity?.unit = "411003102202"
    #expect(
      Set(batch.findings(submission, file: "李楼村.xlsx", form: form).map(\.code.rawValue))
        == ["person.duplicate-across-files"]
    )
  }

  @Test func `a record of another unit than the workbook's is an error`() throws {
    let catalogue = FormCatalogue(
      sources: HouseholdForm.codes.enumerated().map {
        DefinitionSource(.codeList, name: "codes/\($0.offset).yaml", text: $0.element)
      } + [
        DefinitionSource(.parameters, name: "parameters.yaml", text: HouseholdForm.parameters),
        DefinitionSource(
          .form,
          name: "household.yaml",
          text: HouseholdForm.text.replacing(
            "village: {label: 村, type: text, unit_part: village}",
            with: "village: {label: 村, type: division-code, unit_part: code}"
          )
        ),
      ]
    )
    let form = try catalogue.form("household")
    let workbook = try FormWorkbook(
      form: form,
      request: WorkbookRequest(unit: Village.unit, blankCopies: 1, layout: .card)
    ).layout.workbook.writing(Village.goodCard, on: "登记表")
    #expect(imported(workbook, catalogue: catalogue).lines == [])
    let other = MarkdownSheet(
      """
      |   | C            |
      | 4 | 411003102202 |
      """
    )
    let submission = imported(workbook.writing(other, on: "登记表"), catalogue: catalogue)
    #expect(submission.lines == ["error unit.mismatch 登记表!C4"])
    #expect(
      submission.findings.first?.message.chinese
        == "“村”是 411003102202，这份工作簿却是发给 411003102201 的"
    )
  }

  @Test func `what is written over a running number of a list is said`() throws {
    let over = MarkdownSheet(
      """
      |   | B      |
      | 7 | 已搬走 |
      """
    )
    let submission = imported(try ListVillage.filled().writing(over, on: "登记表"))
    #expect(submission.texts == [goodRecord, secondRecord])
    #expect(submission.lines == ["warning cells.ignored 登记表!B7"])
  }
}
