import Findings
import FormDefinitions
import FormLayout
import Spreadsheet
import TestSupport
import Testing

@testable import FormIntake

/// What a village does to the rows and columns of a card.
@Suite struct CardMoveTests {
  private func filled() throws -> Workbook {
    try Village.cards().writing(Village.goodCard, on: "登记表")
  }

  private func edited(_ change: (Worksheet) -> Worksheet) throws -> Submission {
    imported(try filled().changing("登记表", change))
  }

  @Test(arguments: 1...15)
  func `a row inserted anywhere changes nothing`(row: Int) throws {
    let submission = try edited { $0.insertingRows(before: row) }
    #expect(submission.texts == [goodRecord])
    #expect(submission.lines == [])
  }

  @Test(arguments: 1...6)
  func `a column inserted anywhere changes nothing`(column: Int) throws {
    let submission = try edited { $0.insertingColumn(before: column) }
    #expect(submission.texts == [goodRecord])
    #expect(submission.lines == [])
  }

  @Test func `cells are named where they stand now`() throws {
    let submission = try edited { $0.insertingRows(2, before: 3).insertingColumn(before: 3) }
    #expect(submission.records[0].cells["head_name"]?.description == "登记表!F6")
  }

  @Test func `rows in another order are read by their keys, and that is said`() throws {
    let submission = try edited { $0.arrangingRows(from: 4, [6, 4, 7, 5]) }
    #expect(submission.texts == [goodRecord])
    #expect(submission.lines == ["note rows.moved 登记表!2:15"])
    #expect(submission.verdict == .accepted)
    let finding = try #require(submission.only("rows.moved"))
    #expect(finding.message.chinese == "第 2～15 行的次序与发出时不同，已按原位置识别")
    #expect(finding.fix.chinese == "不必处理")
  }

  @Test func `columns in another order are read by their keys, and that is said`() throws {
    let submission = try edited { $0.arrangingColumns(from: 2, [4, 5, 2, 3]) }
    #expect(submission.texts == [goodRecord])
    #expect(submission.lines == ["note columns.moved 登记表"])
  }

  @Test func `a deleted row is named by what stood in it`() throws {
    let submission = try edited { $0.deletingRow(7) }
    let record = goodRecord.replacing(" checked_on=2023-08-01", with: "")
    // The income is computed from its items though its own cell is gone.
    #expect(submission.texts == [record])
    #expect(submission.lines == ["error row.missing 登记表!B7"])
    let finding = try #require(submission.only("row.missing"))
    #expect(finding.message.chinese == "第 1 份缺少一行（纯收入、排查日期），可能被删除")
    #expect(finding.fix.chinese == "从原表复制这一行（整行复制）插回原处，再填写")
  }

  @Test func `a deleted row with required fields is one finding, not one a field`() throws {
    let submission = try edited { $0.deletingRow(4) }
    #expect(submission.lines == ["error row.missing 登记表!B4"])
    #expect(
      submission.findings.first?.message.chinese == "第 1 份缺少一行（村、户主姓名），可能被删除"
    )
  }

  @Test func `a deleted column is named by what stood in it`() throws {
    let submission = try edited { $0.deletingColumn(5) }
    #expect(submission.lines == ["error column.missing 登记表"])
    let finding = try #require(submission.only("column.missing"))
    #expect(
      finding.message.chinese
        == "有列被删除，这些项目找不到：户主姓名、家庭人口数、经营性收入、排查日期、风险类型、监测类别、家庭成员“证件号码”"
    )
    #expect(finding.fix.chinese == "请用原表重新填写，不要删除列")
  }

  @Test func `rows that are hidden or filtered away are read, and that is said`() throws {
    let submission = try edited { sheet in
      var sheet = sheet
      sheet.hiddenRows.formUnion([12, 6])
      return sheet
    }
    #expect(submission.texts == [goodRecord])
    #expect(submission.lines == ["note rows.hidden 登记表"])
    #expect(
      submission.findings.first?.message.chinese == "隐藏的 2 行（第 6、12 行），已一并读取"
    )
  }

  @Test func `notes beside and below the form are left out with a reason`() throws {
    let notes = MarkdownSheet(
      """
      |    | B        | G          |
      | 5  |          | ⟦去年已填⟧ |
      | 18 | ⟦已核对⟧ |            |
      """
    )
    let submission = imported(try filled().writing(notes, on: "登记表"))
    #expect(submission.texts == [goodRecord])
    #expect(
      submission.lines == ["warning cells.ignored 登记表!G5", "warning cells.ignored 登记表!B18"]
    )
    #expect(
      submission.findings.map(\.message.chinese) == [
        "1 格内容未导入：表中没有的列", "1 格内容未导入：表中没有的行",
      ]
    )
    #expect(submission.balance.ignored == 2)
    #expect(submission.verdict == .acceptedWithWarnings)
  }

  @Test func `a changed label is left out with a reason; its field is read`() throws {
    let label = MarkdownSheet(
      """
      |   | D              |
      | 4 | ⟦承包户主名字⟧ |
      """
    )
    let submission = imported(try filled().writing(label, on: "登记表"))
    #expect(submission.texts == [goodRecord])
    #expect(submission.lines == ["warning cells.ignored 登记表!D4"])
    #expect(submission.findings.first?.message.chinese == "1 格内容未导入：表头文字被改动")
  }

  @Test func `labels that only look different are labels`() throws {
    let labels = MarkdownSheet(
      """
      |   | B      | D           |
      | 4 | 村：   | 户 主 姓 名 |
      | 5 | 户主↵证件号码 | 家庭人口数* |
      """
    )
    let submission = imported(try filled().writing(labels, on: "登记表"))
    #expect(submission.lines == [])
  }

  @Test func `a signature that was typed in is left out, and nothing is to be done`() throws {
    let signature = MarkdownSheet(
      """
      |    | B                              |
      | 15 | ⟦户主签字：张三 日期：8月1日⟧ |
      """
    )
    let submission = imported(try filled().writing(signature, on: "登记表"))
    #expect(submission.texts == [goodRecord])
    #expect(submission.lines == ["note cells.ignored 登记表!B15"])
    #expect(submission.findings.first?.message.chinese == "1 格内容未导入：签字栏，不导入")
    #expect(submission.findings.first?.fix.chinese == "不必处理")
  }

  @Test func `a second value in a cell that was split goes back`() throws {
    let split = MarkdownSheet(
      """
      |    | C    | D       |
      | 14 | 困难 | ⟦缺水⟧ |
      """
    )
    let submission = imported(try filled().writing(split, on: "登记表"))
    #expect(submission.lines.contains("error cell.split 登记表!D14"))
    let finding = try #require(submission.only("cell.split"))
    #expect(finding.message.chinese == "一项被写在两格里：C14 和 D14")
    #expect(finding.fix.chinese == "把内容合到 C14 一格")
    #expect(finding.related.map(\.description) == ["登记表!C14"])
    #expect(finding.field == "note")
    // The finding says it; the account does not say it again.
    #expect(submission.lines.count == 1)
    #expect(submission.balance.ignored == 1)
  }

  @Test func `a value in another cell of a split range is taken`() throws {
    let split = MarkdownSheet(
      """
      |    | D    |
      | 14 | 缺水 |
      """
    )
    let submission = imported(try filled().writing(split, on: "登记表"))
    #expect(submission.lines == [])
    #expect(submission.texts[0].contains("note=缺水"))
    #expect(submission.records[0].cells["note"]?.description == "登记表!D14")
  }

  @Test func `a space in a cell of a split range is nothing`() throws {
    let split = MarkdownSheet(
      """
      |    | C    | D | E |
      | 14 | 困难 | ␣ | ␣ |
      """
    )
    let submission = imported(try filled().writing(split, on: "登记表"))
    #expect(submission.lines == [])
    #expect(submission.texts[0].contains("note=困难"))
  }
}
