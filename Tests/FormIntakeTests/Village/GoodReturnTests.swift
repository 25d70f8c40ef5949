import Findings
import FormDefinitions
import FormLayout
import Spreadsheet
import TestSupport
import Testing

@testable import FormIntake

@Suite struct GoodReturnTests {
  @Test func `the forms of these tests have no fault`() {
    #expect(HouseholdForm.catalogue.faults.map { $0.text(.chinese) } == [])
    #expect(HouseholdForm.catalogue.forms.keys.sorted() == ["household", "tasks"])
  }

  @Test func `a card that is right is accepted without a word`() throws {
    let submission = imported(
      try Village.cards().writing(Village.goodCard, on: "登记表")
    )
    #expect(submission.lines == [])
    #expect(submission.verdict == .accepted)
    #expect(submission.texts == [goodRecord])
    #expect(submission.records.map(\.key) == [Village.zhang])
    #expect(submission.records[0].cells["head_name"]?.description == "登记表!E4")
    #expect(submission.records[0].cells["note"]?.description == "登记表!C14")
    #expect(submission.identity?.unit == "411003102201")
    #expect(submission.identity?.period == "2023-08")
    // The village's name, ten fields and six cells of members.
    #expect(submission.balance.used == 17)
    #expect(submission.balance.ignored == 0)
  }

  @Test func `cards that nobody filled in are left out`() throws {
    let submission = imported(
      try Village.cards(copies: 3).writing(Village.secondCard, on: "登记表")
    )
    #expect(submission.lines == [])
    #expect(submission.texts == [secondRecord])
  }

  @Test func `a return in which nothing is filled in goes back`() throws {
    let submission = imported(try Village.cards(copies: 2))
    #expect(submission.lines == ["error submission.empty -"])
    #expect(submission.verdict == .returned)
    #expect(submission.records.isEmpty)
    let finding = try #require(submission.only("submission.empty"))
    #expect(finding.message.chinese == "表里没有填写任何内容")
    #expect(finding.fix.chinese == "填写后再报送；确无内容的请报空表说明")
  }

  @Test func `a household that was only prefilled is one finding`() throws {
    let known = PrefilledRecord(
      values: ["head_name": .text("张三"), "head_id": .text(Village.zhang)]
    )
    let submission = imported(
      try Village.cards(records: [known]).writing(Village.secondCard, on: "登记表")
    )
    #expect(submission.lines == ["error record.not-filled 登记表!C4"])
    #expect(submission.records.count == 2)
    let finding = try #require(submission.only("record.not-filled"))
    #expect(finding.message.chinese == "本户只有预填内容，还没有填写")
    #expect(finding.fix.chinese == "填写本户的各项；确实没有此户的，请与乡镇联系")
    #expect(finding.record == 0)
  }

  @Test func `a list that is right is accepted without a word`() throws {
    let submission = imported(try ListVillage.filled())
    #expect(submission.lines == [])
    #expect(submission.verdict == .accepted)
    #expect(submission.texts == [goodRecord, secondRecord])
    #expect(submission.records[1].cells["head_name"]?.description == "登记表!C7")
  }
}

/// A village that fills in the list layout.
enum ListVillage {
  static let households = MarkdownSheet(
    """
    |   | B  | C    | D                  | E      | F  | G      | H       | I        | J            | K  | L | M      | N            |
    | 6 |    | 张三 | 411003197005010135 | 张庄村 | =2 | =30000 | =1200.5 | =31200.5 | {2023-08-01} | 否 |   | 脱贫户 | 脱贫不稳定户 |
    | 7 |    | 王五 | 411003196501010113 | 张庄村 | =1 |        |         |          |              |    |   |        |              |
    """
  )
  static let members = MarkdownSheet(
    """
    |   | C    | D                  | E    | F    | G                  |
    | 6 | 张三 | 411003197005010135 | 张三 | 户主 | 411003197005010135 |
    | 7 | 张三 | 411003197005010135 | 李四 | 配偶 | 411003197211120247 |
    | 8 | 王五 | 411003196501010113 | 王五 | 户主 | 411003196501010113 |
    """
  )

  /// The list with two households, their people on the sheet of members.
  static func filled() throws -> Workbook {
    try Village.list().writing(households, on: "登记表").writing(members, on: "家庭成员")
  }
}
