import Findings
import FormDefinitions
import FormLayout
import Spreadsheet
import TestSupport
import Testing

@testable import FormIntake

/// What a list says about itself and cannot be true, or what looks like a total and is none.
@Suite struct ListContradictionTests {
  private func edited(_ table: String, on sheet: String = "登记表") throws -> Submission {
    imported(try ListVillage.filled().writing(MarkdownSheet(table), on: sheet))
  }

  @Test func `a heading that is another field's label contradicts its column`() throws {
    let filled = try ListVillage.filled()
    let sheet = try #require(filled.worksheet(named: "登记表"))
    let wage = try #require(sheet.cells.first { $0.value == .text("工资性收入") }?.reference)
    let business = try #require(sheet.cells.first { $0.value == .text("经营性收入") }?.reference)
    let submission = imported(
      filled.changing("登记表") { sheet in
        var cells = Array(sheet.cells)
        cells.append(Cell(wage, .text("经营性收入")))
        cells.append(Cell(business, .text("工资性收入")))
        var changed = sheet
        changed = Worksheet(
          name: sheet.name,
          cells: cells,
          mergedRanges: sheet.mergedRanges,
          hiddenRows: sheet.hiddenRows,
          hiddenColumns: sheet.hiddenColumns
        )
        return changed
      }
    )
    let findings = submission.findings.filter { $0.code == "column.contradiction" }
    #expect(findings.map(\.location?.cell) == [wage.description, business.description])
    #expect(
      findings.first?.message.chinese == "这一列的表头是“经营性收入”，位置却是“工资性收入”的，分不清填的是哪一项"
    )
    #expect(submission.verdict == .returned)
  }

  @Test func `a household whose remark says a total is a household`() throws {
    let filled = try ListVillage.filled()
    let sheet = try #require(filled.worksheet(named: "登记表"))
    let note = try #require(
      sheet.cells.first { $0.value == .text("备注") && $0.reference.row == 5 }?.reference
    )
    let submission = imported(
      filled.changing("登记表") { $0.insertingRows(before: 7) }.writing(
        MarkdownSheet(
          """
          |   | C    | D                  | F  | \(CellReference.letters(ofColumn: note.column)) |
          | 7 | 赵六 | 41100319800303017X | =1 | 共计1人 |
          """
        ),
        on: "登记表"
      )
    )
    #expect(submission.records.map(\.key) == [Village.zhang, Village.zhao, Village.wang])
  }

  @Test func `a row with a total and numbers alone is left out`() throws {
    let submission = imported(
      try ListVillage.filled().changing("登记表") { $0.insertingRows(before: 7) }.writing(
        MarkdownSheet(
          """
          |   | C    | F  |
          | 7 | 合计 | =3 |
          """
        ),
        on: "登记表"
      )
    )
    #expect(submission.records.map(\.key) == [Village.zhang, Village.wang])
    #expect(submission.only("cells.ignored")?.message.chinese == "2 格内容未导入：小计、合计行")
  }

  @Test func `a member with an unknown household number is tied by name, and that is said`() throws
  {
    let submission = try edited(
      """
      |   | D                  |
      | 6 | 41100319800303017X |
      """,
      on: "家庭成员"
    )
    let finding = try #require(submission.only("row.tied-by-name"))
    #expect(finding.severity == .warning)
    #expect(finding.location?.cell == "D6")
    #expect(finding.message.chinese == "第 6 行的“户主证件号码”在主表中找不到，按姓名归到同名的户")
  }
}
