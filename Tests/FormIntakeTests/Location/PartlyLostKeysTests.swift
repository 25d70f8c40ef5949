import Findings
import FormDefinitions
import FormLayout
import Spreadsheet
import TestSupport
import Testing

@testable import FormIntake

/// Cards of whose hidden keys a part was written over or deleted.
@Suite struct PartlyLostKeysTests {
  private func filled() throws -> Workbook {
    try Village.cards(copies: 3).writing(Village.goodCard, on: "登记表")
      .writing(Village.secondCard, on: "登记表").writing(Self.thirdCard, on: "登记表")
  }

  private static let thirdCard = MarkdownSheet(
    """
    |    | C                  | D    | E                  |
    | 32 |                    |      | 赵六               |
    | 33 | 41100319800303017X |      | =1                 |
    | 39 | 赵六               | 户主 | 41100319800303017X |
    """
  )

  private let thirdRecord =
    "head_id=41100319800303017X head_name=赵六 household_size=1 village=张庄村"
    + " members(id_number=41100319800303017X name=赵六 relation=户主)"

  /// The workbook with the keys of rows deleted or written over.
  private func losing(_ rows: some Sequence<Int>, text: String?) throws -> Workbook {
    let rows = Set(rows)
    return try filled().changing("登记表") { sheet in
      let kept = sheet.cells.filter { $0.reference.column != 1 || !rows.contains($0.reference.row) }
      let pasted = text.map { text in rows.map { Cell(CellReference($0, 1), .text(text)) } } ?? []
      return sheet.holding(kept + pasted)
    }
  }

  @Test(arguments: [2...15, 2...29, 5...9, 10...20, 16...29, 24...33, 30...43, 16...43, 13...17])
  func `rows whose keys were deleted are told by their labels`(rows: ClosedRange<Int>) throws {
    let submission = imported(try losing(rows, text: nil))
    #expect(submission.texts == [goodRecord, secondRecord, thirdRecord])
    #expect(submission.lines.count == 1)
    #expect(submission.lines.first?.hasPrefix("warning keys.lost 登记表!") == true)
    #expect(submission.verdict == .acceptedWithWarnings)
  }

  @Test(arguments: [4, 5, 6, 7, 8, 9, 14])
  func `one row whose key was deleted is told by its labels`(row: Int) throws {
    let submission = imported(try losing([row], text: nil))
    #expect(submission.texts == [goodRecord, secondRecord, thirdRecord])
    #expect(submission.lines == ["warning keys.lost 登记表!\(row):\(row)"])
    let finding = try #require(submission.only("keys.lost"))
    #expect(
      finding.message.chinese == "第 \(row) 行的识别列被覆盖或删除，改按表头文字识别，请核对导入结果"
    )
    #expect(finding.fix.chinese == "核对无误即可；下次请不要删除第一行和第一列")
  }

  @Test(arguments: [1...15, 1...29, 1...31])
  func `keys that were pasted over cost no household`(rows: ClosedRange<Int>) throws {
    let submission = imported(try losing(rows, text: "x"))
    #expect(submission.texts == [goodRecord, secondRecord, thirdRecord])
    #expect(submission.lines.contains { $0.hasPrefix("warning keys.lost 登记表!2:") })
    #expect(!submission.lines.contains { $0.hasPrefix("error") || $0.contains("rows.hidden") })
  }

  @Test func `a card that was copied without the hidden column is another household`() throws {
    let workbook = try Village.cards(copies: 2).writing(Village.goodCard, on: "登记表")
      .writing(Village.secondCard, on: "登记表").changing("登记表") { sheet in
        sheet.holding(
          sheet.cells
            + sheet.cells.filter { (16...29).contains($0.reference.row) && $0.reference.column > 1 }
            .map { Cell(CellReference($0.reference.row + 14, $0.reference.column), $0.value) }
        )
      }
    let submission = imported(workbook.writing(Self.thirdCard, on: "登记表"))
    #expect(submission.texts == [goodRecord, secondRecord, thirdRecord])
    #expect(submission.lines == ["warning keys.lost 登记表!30:43"])
  }

  @Test func `rows that nobody can tell go back, and are named`() throws {
    let strange = MarkdownSheet(
      """
      |   | B    | D    |
      | 5 | 甲一 | 甲二 |
      | 6 | 乙一 | 乙二 |
      """
    )
    let submission = imported(try losing(5...6, text: "x").writing(strange, on: "登记表"))
    #expect(submission.verdict == .returned)
    let finding = try #require(submission.only("rows.unrecognised"))
    #expect(finding.description == "error rows.unrecognised 登记表!B5:E6")
    #expect(finding.message.chinese == "第 5～6 行像是表格的一部分，但识别列被覆盖，未能导入")
    #expect(finding.fix.chinese == "从原表复制整行（含隐藏的第一列）插回原处再填写，或用原表重新填写")
  }

  @Test func `one row that nobody can tell goes back where the card lacks one`() throws {
    let strange = MarkdownSheet(
      """
      |   | B    | D    |
      | 7 | 甲一 | 甲二 |
      """
    )
    let submission = imported(try losing([7], text: nil).writing(strange, on: "登记表"))
    let finding = try #require(submission.only("rows.unrecognised"))
    #expect(finding.description == "error rows.unrecognised 登记表!B7:E7")
    #expect(finding.message.chinese == "第 7 行像是表格的一部分，但识别列被覆盖，未能导入")
    #expect(submission.only("row.missing")?.location?.cell == "B7")
  }

  @Test func `a label that a village wrote again beside a whole card is a note`() throws {
    let note = MarkdownSheet(
      """
      |    | B    | C    |
      | 45 | 备注 | 缺水 |
      """
    )
    let submission = imported(try filled().writing(note, on: "登记表"))
    #expect(submission.texts == [goodRecord, secondRecord, thirdRecord])
    #expect(submission.lines == ["warning cells.ignored 登记表!B45:C45"])
  }

  @Test(arguments: [2, 3, 4, 5])
  func `a column whose key was written over is told by its labels`(column: Int) throws {
    let letter = CellReference.letters(ofColumn: column)
    let pasted = MarkdownSheet(
      """
      |   | \(letter) |
      | 1 | x         |
      """
    )
    let submission = imported(try filled().writing(pasted, on: "登记表"))
    #expect(submission.texts == [goodRecord, secondRecord, thirdRecord])
    let finding = try #require(submission.only("keys.lost"))
    #expect(
      finding.message.chinese == "第 \(letter) 列的识别行被覆盖或删除，改按表头文字识别，请核对导入结果"
    )
    #expect(!submission.lines.contains { $0.hasPrefix("error") })
  }

  @Test func `the hidden row without its keys is not told as hidden`() throws {
    let workbook = try filled().changing("登记表") { sheet in
      sheet.holding(sheet.cells.filter { $0.reference.row != 1 || $0.reference.column == 1 })
    }
    let submission = imported(workbook)
    #expect(submission.texts == [goodRecord, secondRecord, thirdRecord])
    #expect(submission.lines == ["warning keys.lost 登记表"])
  }
}

/// A table that is printed in advance and was sorted without its hidden keys.
@Suite struct PresetOrderTests {
  private func filled() throws -> Workbook {
    try Village.cards("tasks", period: nil).writing(PresetTableTests.findings, on: "月报表")
  }

  /// The workbook with the visible cells of rows 5 to 8 in another order.
  private func sorted(_ order: [Int]) throws -> Workbook {
    try filled().changing("月报表") { sheet in
      sheet.holding(
        sheet.cells.map { cell in
          guard cell.reference.column > 1,
            let place = order.firstIndex(of: cell.reference.row)
          else { return cell }
          return Cell(CellReference(5 + place, cell.reference.column), cell.value)
        }
      )
    }
  }

  private func rows(_ submission: Submission) -> [String] {
    (submission.records.first?.tables["items"] ?? []).map { row in
      [row["number"], row["finding"]].map { $0?.description ?? "-" }.joined(separator: " ")
    }
  }

  private let all = ["1 未发现问题", "2 已遍访", "3 有一户不知", "4 已发放"]

  @Test(arguments: [([8, 7, 6, 5], "5:8"), ([7, 8, 5, 6], "5:8"), ([6, 5, 7, 8], "5:6")])
  func `each answer belongs to the task beside it`(order: [Int], moved: String) throws {
    let submission = imported(try sorted(order))
    #expect(rows(submission) == order.map { all[$0 - 5] })
    #expect(submission.lines == ["note rows.moved 月报表!\(moved)"])
    #expect(submission.verdict == .accepted)
  }

  @Test func `two printed texts that were changed leave the task in doubt`() throws {
    let changed = MarkdownSheet(
      """
      |   | C    | D    |
      | 5 | 其他 | 别的 |
      """
    )
    let submission = imported(try filled().writing(changed, on: "月报表"))
    #expect(submission.lines == ["error preset.changed 月报表!C5"])
    let finding = try #require(submission.only("preset.changed"))
    #expect(finding.message.chinese == "预印的“排查项目”“排查内容”被改动，无法确认这一行是哪一项")
    #expect(finding.fix.chinese == "从原表复制预印内容改回，核对这一行填写的是哪一项")
    #expect(submission.verdict == .returned)
  }

  @Test func `two rows of one task go back, and both are named`() throws {
    let copied = MarkdownSheet(
      """
      |   | B  | C        | D        |
      | 7 | =2 | 责任落实 | 遍访对象 |
      """
    )
    let submission = imported(try filled().writing(copied, on: "月报表"))
    let finding = try #require(submission.only("rows.same-item"))
    #expect(finding.description == "error rows.same-item 月报表!B7")
    #expect(finding.related.map(\.description) == ["月报表!B6"])
    #expect(finding.message.chinese == "第 6、7 行都是“任务”的第 2 项，只导入了第 6 行")
    #expect(finding.fix.chinese == "每一项只留一行；如果写错了行，请从原表复制缺少的行再填写")
    #expect(rows(submission) == [all[0], all[1], all[3]])
    #expect(submission.verdict == .returned)
  }

  @Test func `a printed row whose key was deleted is told by its texts`() throws {
    let key = MarkdownSheet(
      """
      |   | A |
      | 6 | ∅ |
      | 7 | x |
      """
    )
    let submission = imported(try filled().writing(key, on: "月报表"))
    #expect(rows(submission) == all)
    #expect(!submission.lines.contains { $0.hasPrefix("error") })
  }

  @Test(arguments: [(6, "月报表!B6"), (5, "月报表!B5"), (8, "月报表!B8")])
  func `a missing row is told where it belongs`(row: Int, place: String) throws {
    let submission = imported(try filled().changing("月报表") { $0.deletingRow(row) })
    #expect(submission.only("row.missing")?.location?.description == place)
  }
}
