import Findings
import FormDefinitions
import FormLayout
import Spreadsheet
import TestSupport
import Testing

@testable import FormIntake

/// What a village does to a list: a row a household, its members on a sheet of their own.
@Suite struct ListMoveTests {
  private func edited(_ change: (Worksheet) -> Worksheet) throws -> Submission {
    imported(try ListVillage.filled().changing("登记表", change))
  }

  private func members(_ change: (Worksheet) -> Worksheet) throws -> Submission {
    imported(try ListVillage.filled().changing("家庭成员", change))
  }

  @Test(arguments: 1...10)
  func `a row inserted anywhere changes nothing`(row: Int) throws {
    let submission = try edited { $0.insertingRows(before: row) }
    #expect(submission.texts == [goodRecord, secondRecord])
    #expect(submission.lines == [])
  }

  @Test(arguments: 1...16)
  func `a column inserted anywhere changes nothing`(column: Int) throws {
    let submission = try edited { $0.insertingColumn(before: column) }
    #expect(submission.texts == [goodRecord, secondRecord])
    #expect(submission.lines == [])
  }

  @Test func `sorted rows come in their order on the sheet, and that is said`() throws {
    let submission = try edited { $0.arrangingRows(from: 6, [7, 6]) }
    #expect(submission.texts == [secondRecord, goodRecord])
    #expect(submission.lines == ["note rows.moved 登记表!6:8"])
  }

  @Test func `rows that were inserted without keys are records`() throws {
    let row = MarkdownSheet(
      """
      |   | C    | D                  | F  |
      | 7 | 赵六 | 41100319800303017X | =1 |
      """
    )
    let member = MarkdownSheet(
      """
      |   | C    | D                  | E    | F    | G                  |
      | 9 | 赵六 | 41100319800303017X | 赵六 | 户主 | 41100319800303017X |
      """
    )
    let submission = imported(
      try ListVillage.filled().changing("登记表") { $0.insertingRows(before: 7) }
        .writing(row, on: "登记表").writing(member, on: "家庭成员")
    )
    #expect(submission.lines == [])
    #expect(submission.records.map(\.key) == [Village.zhang, Village.zhao, Village.wang])
    #expect(submission.records[1].tables["members"]?.count == 1)
  }

  @Test(arguments: [9, 10, 14])
  func `rows that were written below the last printed row are records`(row: Int) throws {
    let added = MarkdownSheet(
      """
      |        | C    | D                  | F  |
      | \(row) | 赵六 | 41100319800303017X | =1 |
      """
    )
    let member = MarkdownSheet(
      """
      |   | C    | D                  | E    | F    | G                  |
      | 9 | 赵六 | 41100319800303017X | 赵六 | 户主 | 41100319800303017X |
      """
    )
    // The foot stands in row 9: it is overwritten, or the rows stand below it.
    let submission = imported(
      try ListVillage.filled().writing(added, on: "登记表").writing(member, on: "家庭成员")
    )
    #expect(submission.records.map(\.key) == [Village.zhang, Village.wang, Village.zhao])
    #expect(submission.records.last?.tables["members"]?.count == 1)
    #expect(submission.lines.allSatisfy { !$0.hasPrefix("error") })
  }

  @Test func `what is signed in the foot is a signature`() throws {
    let foot = MarkdownSheet(
      """
      |   | E                              |
      | 9 | 填表人：李四 审核人：王五      |
      """
    )
    let submission = imported(try ListVillage.filled().writing(foot, on: "登记表"))
    #expect(submission.texts == [goodRecord, secondRecord])
    #expect(submission.lines == ["note cells.ignored 登记表!E9"])
  }

  @Test func `a note below the foot is left out with a reason`() throws {
    let note = MarkdownSheet(
      """
      |    | C                |
      | 11 | ⟦以上数据已核实⟧ |
      """
    )
    let submission = imported(try ListVillage.filled().writing(note, on: "登记表"))
    #expect(submission.texts == [goodRecord, secondRecord])
    #expect(submission.lines == ["warning cells.ignored 登记表!C11"])
  }

  @Test func `columns of the village's own are left out with a reason`() throws {
    let extra = MarkdownSheet(
      """
      |   | Q        |
      | 5 | 联系人   |
      | 6 | 支书     |
      | 7 | 会计     |
      """
    )
    let submission = imported(try ListVillage.filled().writing(extra, on: "登记表"))
    #expect(submission.texts == [goodRecord, secondRecord])
    #expect(submission.lines == ["warning cells.ignored 登记表!Q5:Q7"])
    #expect(submission.findings.first?.message.chinese == "3 格内容未导入：表中没有的列")
  }

  @Test func `columns in another order are read by their keys, and that is said`() throws {
    let submission = try edited { $0.arrangingColumns(from: 3, [6, 3, 5, 4]) }
    #expect(submission.texts == [goodRecord, secondRecord])
    #expect(submission.lines == ["note columns.moved 登记表"])
  }

  @Test func `a deleted column is named, and its fields are not said to be empty`() throws {
    let submission = try edited { $0.deletingColumn(6) }
    #expect(submission.lines == ["error column.missing 登记表"])
    let finding = try #require(submission.only("column.missing"))
    #expect(finding.message.chinese == "缺少这些列：家庭人口数")
    #expect(finding.fix.chinese == "把列补回来（表头文字要与原表一致），或用原表重新填写")
  }

  @Test func `a column whose key is lost is known by its heading, and that is noted`() throws {
    let keys = MarkdownSheet(
      """
      |   | F | O |
      | 1 | ∅ | ∅ |
      """
    )
    let submission = imported(try ListVillage.filled().writing(keys, on: "登记表"))
    #expect(submission.texts == [goodRecord, secondRecord])
    #expect(submission.lines == ["note column.by-label 登记表!F", "note column.by-label 登记表!O"])
    #expect(submission.findings.first?.message.chinese == "此列的识别标记已丢失，按表头文字识别")
  }

  @Test(arguments: LostKeysTests.Loss.allCases)
  func `the headings tell the columns where the keys are gone`(loss: LostKeysTests.Loss) throws {
    let submission = imported(
      try ListVillage.filled().changing("登记表", loss.apply).changing("家庭成员", loss.apply)
    )
    #expect(submission.texts == [goodRecord, secondRecord])
    #expect(
      submission.lines
        == (loss == .column
          ? [] : ["warning keys.lost 登记表", "warning keys.lost 家庭成员"])
    )
  }

  @Test(arguments: LostKeysTests.Loss.allCases)
  func `dates written with points are no keys`(loss: LostKeysTests.Loss) throws {
    let dates = MarkdownSheet(
      """
      |   | J        |
      | 6 | 2023.8.1 |
      | 7 | 2023.8.2 |
      """
    )
    let submission = imported(
      try ListVillage.filled().writing(dates, on: "登记表").changing("登记表", loss.apply)
    )
    #expect(
      submission.records.map { $0.values["checked_on"]?.description } == [
        "2023-08-01", "2023-08-02",
      ]
    )
  }

  @Test func `subtotals in a list are no records`() throws {
    let total = MarkdownSheet(
      """
      |   | C    | F  | G      |
      | 7 | 小计 | =3 | =30000 |
      """
    )
    let submission = imported(
      try ListVillage.filled().changing("登记表") { $0.insertingRows(before: 7) }
        .writing(total, on: "登记表")
    )
    #expect(submission.texts == [goodRecord, secondRecord])
    #expect(submission.lines == ["note cells.ignored 登记表!C7:G7"])
  }

  @Test func `filtered rows are read, and that is said`() throws {
    let submission = try edited { sheet in
      var sheet = sheet
      sheet.hiddenRows.insert(7)
      sheet.isFiltered = true
      return sheet
    }
    #expect(submission.texts == [goodRecord, secondRecord])
    #expect(submission.lines == ["note rows.hidden 登记表"])
  }

  @Test func `a member is tied by the number of its household, whatever the name`() throws {
    let names = MarkdownSheet(
      """
      |   | C      |
      | 7 | 张 三  |
      | 8 | ∅      |
      """
    )
    let submission = imported(try ListVillage.filled().writing(names, on: "家庭成员"))
    #expect(submission.texts == [goodRecord, secondRecord])
    #expect(submission.lines == [])
  }

  @Test func `a member without the number is tied by the name`() throws {
    let ids = MarkdownSheet(
      """
      |   | D |
      | 6 | ∅ |
      | 7 | ∅ |
      | 8 | ∅ |
      """
    )
    let submission = imported(try ListVillage.filled().writing(ids, on: "家庭成员"))
    #expect(submission.texts == [goodRecord, secondRecord])
    #expect(submission.lines == [])
  }

  @Test func `a member of no household of the list goes back`() throws {
    let orphan = MarkdownSheet(
      """
      |   | C      | D                  | E    | F    |
      | 9 | ⟦赵六⟧ | 41100319800303017X | 赵六 | 户主 |
      """
    )
    let submission = imported(try ListVillage.filled().writing(orphan, on: "家庭成员"))
    #expect(submission.texts == [goodRecord, secondRecord])
    #expect(submission.lines == ["error row.orphan 家庭成员!C9"])
    let finding = try #require(submission.only("row.orphan"))
    #expect(finding.message.chinese == "第 9 行的户主姓名、户主证件号码在主表中找不到对应的户")
    #expect(finding.fix.chinese == "把这一行的户主姓名、户主证件号码填得与主表一致")
  }

  @Test func `a name that two households share ties to neither`() throws {
    let twins = MarkdownSheet(
      """
      |   | C    |
      | 7 | 张三 |
      """
    )
    let tie = MarkdownSheet(
      """
      |   | C      | D |
      | 8 | ⟦张三⟧ | ∅ |
      """
    )
    let submission = imported(
      try ListVillage.filled().writing(twins, on: "登记表").writing(tie, on: "家庭成员")
    )
    #expect(submission.lines.contains("error row.ambiguous 家庭成员!C8"))
    let finding = try #require(submission.only("row.ambiguous"))
    #expect(finding.message.chinese == "第 8 行对应不止一户，无法确定归属")
  }

  @Test func `the members of a household may stand anywhere`() throws {
    let submission = try members { $0.arrangingRows(from: 6, [8, 7, 6]) }
    #expect(submission.records.map { $0.tables["members"]?.count } == [2, 1])
    #expect(submission.lines == ["note rows.moved 家庭成员!6:14"])
  }
}
