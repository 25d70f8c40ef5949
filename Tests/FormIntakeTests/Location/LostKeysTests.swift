import Findings
import FormDefinitions
import FormLayout
import Spreadsheet
import TestSupport
import Testing

@testable import FormIntake

/// Cards whose hidden keys were deleted.
@Suite struct LostKeysTests {
  /// What was deleted of row 1 and column A.
  enum Loss: String, CaseIterable, CustomTestStringConvertible {
    case row, column, both
    var testDescription: String { rawValue }

    func apply(_ sheet: Worksheet) -> Worksheet {
      switch self {
      case .row: sheet.deletingRow(1)
      case .column: sheet.deletingColumn(1)
      case .both: sheet.deletingRow(1).deletingColumn(1)
      }
    }
  }

  private func filled() throws -> Workbook {
    try Village.cards(copies: 2).writing(Village.goodCard, on: "登记表")
      .writing(Village.secondCard, on: "登记表")
  }

  @Test(arguments: Loss.allCases)
  func `the labels tell the cells, and that is said`(loss: Loss) throws {
    var workbook = try filled()
    workbook.definedNames = workbook.definedNames.filter { !$0.key.hasPrefix("tianbao_card") }
    let submission = imported(workbook.changing("登记表", loss.apply))
    #expect(submission.texts == [goodRecord, secondRecord])
    #expect(submission.lines == ["warning keys.lost 登记表"])
    #expect(submission.verdict == .acceptedWithWarnings)
    let finding = try #require(submission.only("keys.lost"))
    #expect(finding.message.chinese == "隐藏的识别行或识别列已被删除，改按表头文字识别，请核对导入结果")
    #expect(finding.fix.chinese == "核对无误即可；下次请不要删除第一行和第一列")
  }

  @Test func `the names tell the cells where both keys are gone`() throws {
    var workbook = try filled().changing("登记表", Loss.both.apply)
    workbook.definedNames["tianbao_card_1"] = "登记表!$A$1:$D$14"
    workbook.definedNames["tianbao_card_2"] = "登记表!$A$15:$D$28"
    let submission = imported(workbook)
    #expect(submission.texts == [goodRecord, secondRecord])
    #expect(submission.lines == ["warning keys.lost 登记表"])
    #expect(submission.only("keys.lost")?.message.chinese.contains("改按名称识别") == true)
  }

  @Test(arguments: Loss.allCases)
  func `a sheet of cards alone in a new workbook, without keys`(loss: Loss) throws {
    var sheet = loss.apply(try #require(try filled().worksheet(named: "登记表")))
    sheet.name = "Sheet1"
    let submission = imported(Workbook(worksheets: [sheet]))
    #expect(submission.texts == [goodRecord, secondRecord])
    // That the keys are lost too is said with it.
    #expect(submission.lines == ["warning identity.lost Sheet1"])
  }

  @Test(arguments: Loss.allCases)
  func `inserted rows, too, are survived without keys`(loss: Loss) throws {
    let more = MarkdownSheet(
      """
      |    | C    | D    | E                  |
      | 14 | 小宝 | 儿子 | 411003200908200356 |
      """
    )
    let size = MarkdownSheet(
      """
      |   | E  |
      | 5 | =3 |
      """
    )
    let workbook = try filled().changing("登记表") { $0.insertingRows(before: 14) }
      .writing(more, on: "登记表").writing(size, on: "登记表").changing("登记表", loss.apply)
    let submission = imported(workbook)
    let expected =
      goodRecord.replacing("household_size=2", with: "household_size=3")
      + " members(id_number=411003200908200356 name=小宝 relation=之子)"
    #expect(submission.texts == [expected, secondRecord])
    #expect(submission.lines.filter { !$0.hasPrefix("note") } == ["warning keys.lost 登记表"])
  }

  @Test func `a nearly empty card without keys is not taken for the instructions`() throws {
    let name = MarkdownSheet(
      """
      |   | E    |
      | 4 | 张三 |
      """
    )
    let submission = imported(
      try Village.cards().writing(name, on: "登记表").changing("登记表", Loss.both.apply)
    )
    #expect(submission.records.count == 1)
    #expect(submission.lines.contains("warning keys.lost 登记表"))
  }
}
