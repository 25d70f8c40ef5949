import Findings
import FormDefinitions
import FormLayout
import Spreadsheet
import TestSupport
import Testing

@testable import FormIntake

/// Households and people who were reported twice: within a household, a workbook, a run.
@Suite struct DuplicateTests {
  /// Disability certificates of 张三: 20 characters, and 22 after a re-issue.
  static let certificates = ["41100319700501013544", "41100319700501013544B1"]

  private func filled(_ table: String, copies: Int = 1) throws -> Workbook {
    try Village.cards(copies: copies).writing(Village.goodCard, on: "登记表")
      .writing(MarkdownSheet(table), on: "登记表")
  }

  @Test(arguments: [Village.zhang] + certificates)
  func `a member who stands in two rows, whatever document is given`(number: String) throws {
    let submission = imported(
      try filled(
        """
        |    | E             |
        | 12 | ⟦\(number)⟧   |
        """
      )
    )
    #expect(submission.lines == ["error table.duplicate-key 登记表!E12"])
    let finding = try #require(submission.findings.first)
    #expect(finding.message.chinese == "“家庭成员”里有两行的证件号码相同")
    #expect(finding.fix.chinese == "删去重复的一行，或改正号码")
    #expect(finding.related.map(\.description) == ["登记表!E11"])
  }

  @Test(arguments: [Village.zhang] + certificates)
  func `a household that stands on two cards, whatever document is given`(number: String) throws {
    let submission = imported(
      try filled(
        """
        |    | C         | D    | E    |
        | 18 |           |      | 张三 |
        | 19 | \(number) |      | =1   |
        | 25 | 张三      | 户主 |      |
        """,
        copies: 2
      )
    )
    #expect(submission.lines == ["error record.duplicate 登记表!C19"])
  }

  @Test(arguments: [Village.li, "41100319721112024744"])
  func `a person who stands in two households of a workbook`(number: String) throws {
    let submission = imported(
      try filled(
        """
        |    | C                  | D    | E                  |
        | 18 |                    |      | 王五               |
        | 19 | 411003196501010113 |      | =2                 |
        | 25 | 王五               | 户主 | 411003196501010113 |
        | 26 | 李四               | 配偶 | ⟦\(number)⟧        |
        """,
        copies: 2
      )
    )
    #expect(submission.lines == ["error person.duplicate 登记表!E26"])
    let finding = try #require(submission.findings.first)
    #expect(finding.message.chinese == "此人同时出现在另一户（E12）")
    #expect(finding.related.map(\.description) == ["登记表!E12"])
  }

  @Test func `people whose number is missing or cannot be read are no duplicates`() throws {
    let submission = imported(
      try filled(
        """
        |    | C    | D    | E  |
        | 5  |      |      | =3 |
        | 11 |      |      | ∅  |
        | 12 |      |      | ∅  |
        | 13 | 小宝 | 之子 | ∅  |
        """
      )
    )
    #expect(submission.lines == [])
  }

  private func form() throws -> FormDefinition { try HouseholdForm.catalogue.form("household") }

  @Test(arguments: [Village.li, "41100319721112024744"])
  func `a person who stands in the files of two villages`(number: String) throws {
    let first = imported(try filled("| | C |"))
    let other = ReportingUnit(code: "411003102202", name: "李庄村")
    let second = imported(
      try Village.cards(unit: other).writing(Village.secondCard.moved(up: 14), on: "登记表")
        .writing(
          MarkdownSheet(
            """
            |    | C    | D    | E         |
            | 5  |      |      | =2        |
            | 12 | 李四 | 配偶 | \(number) |
            """
          ),
          on: "登记表"
        )
    )
    var batch = BatchDuplicates()
    #expect(batch.findings(first, file: "张庄.xlsx", form: try form()) == [])
    let findings = batch.findings(second, file: "李庄.xlsx", form: try form())
    #expect(findings.map(\.code.rawValue) == ["person.duplicate-across-files"])
    #expect(findings.first?.severity == .error)
    #expect(findings.first?.location?.description == "登记表!E12")
    #expect(findings.first?.message.chinese == "此人在“张庄.xlsx”中也有填报（登记表!E12）")
    #expect(findings.first?.fix.chinese == "两村核对后只在一处保留")
    #expect(findings.first?.record == 0)
  }

  @Test func `two files of one unit are said once, not person by person`() throws {
    let first = imported(try filled("| | C |"))
    // Made anew in between: another batch, another layout, the same report.
    let second = imported(try ListVillage.filled())
    #expect(first.identity?.batch != second.identity?.batch)
    var batch = BatchDuplicates()
    _ = batch.findings(first, file: "一.xlsx", form: try form())
    let findings = batch.findings(second, file: "二.xlsx", form: try form())
    #expect(findings.map(\.description) == ["warning submission.same-unit -"])
    #expect(findings.first?.message.chinese == "与“一.xlsx”是同一单位、同一期的同一张表")
    // Households may have been added to a list that went out before.
    #expect(findings.first?.fix.chinese == "补发的另一份不必处理：两份都收，同一户以这一份为准；重复的只留一份")
    let again = batch.findings(first, file: "三.xlsx", form: try form())
    #expect(again.map(\.description) == ["warning submission.same-unit -"])
    #expect(again.first?.fix.chinese == "确认以哪一份为准，只留一份")
    // Another version of the second: it is that one which it replaces.
    let version = batch.findings(second, file: "四.xlsx", form: try form())
    #expect(version.first?.message.chinese == "与“二.xlsx”是同一单位、同一期的同一张表")
    #expect(version.first?.fix.chinese == "确认以哪一份为准，只留一份")
  }

  @Test func `copies of a blank workbook with other households are both taken`() throws {
    let blank = try FormWorkbook(
      form: try form(),
      request: WorkbookRequest(unit: Village.unit, blankCopies: 2)
    ).identity
    var first = imported(try filled("| | C |"))
    first.identity = blank
    var second = first
    second.records = try first.records.map { record in
      SubmittedRecord(
        key: String(try #require(record.key).reversed()),
        values: record.values,
        tables: record.tables,
        cells: record.cells
      )
    }
    func fixes(_ others: [Submission]) throws -> [String] {
      var batch = BatchDuplicates()
      return try others.enumerated().flatMap { number, submission in
        batch.findings(submission, file: "\(number).xlsx", form: try form()).map {
          "\($0.message.chinese.prefix(9)) \($0.fix.chinese.prefix(15))"
        }
      }
    }
    #expect(
      try fixes([first, second, first, second]) == [
        "与“0.xlsx” 同一份空白工作簿填了两份，没有", "与“0.xlsx” 确认以哪一份为准，只留一份",
        "与“1.xlsx” 确认以哪一份为准，只留一份",
      ]
    )
    // One that has a roster is a version of the other, whatever stands in it.
    first.identity?.batch = "0011aabb"
    second.identity?.batch = "0011aabb"
    #expect(try fixes([first, second]) == ["与“0.xlsx” 确认以哪一份为准，只留一份"])
  }

  @Test func `people stand once in each round`() throws {
    var first = imported(try filled("| | C |"))
    var second = first
    first.identity?.campaign = "spring"
    second.identity?.campaign = "autumn"
    var batch = BatchDuplicates()
    #expect(batch.findings(first, file: "一.xlsx", form: try form()) == [])
    #expect(batch.findings(second, file: "二.xlsx", form: try form()) == [])
  }

  @Test func `what names no round is held against what does`() throws {
    let filled = imported(try filled("| | C |"))
    func codes(_ files: [(unit: String, campaign: String)]) throws -> [[String]] {
      var batch = BatchDuplicates()
      return try files.map { unit, campaign in
        var submission = filled
        submission.identity?.unit = unit
        submission.identity?.campaign = campaign
        return batch.findings(submission, file: "\(unit)\(campaign)", form: try form()).map {
          "\($0.code.rawValue.prefix(10)) \($0.message.chinese.split(separator: "“").last?.prefix(7) ?? "")"
        }
      }
    }
    let one = "411003102201"
    #expect(
      try codes([(one, "spring"), (one, "autumn"), (one, ""), (one, "autumn")]) == [
        [], [], ["submission 4110031"], ["submission 4110031"],
      ]
    )
    let apart = try codes([("1", "spring"), ("2", ""), ("3", "autumn"), ("4", "spring")])
    #expect(apart[0] == [])
    #expect(Set(apart[1]) == ["person.dup 1spring"])
    #expect(Set(apart[2].map { $0.prefix(12) }) == ["person.dup 2"])
    #expect(Set(apart[3]) == ["person.dup 1spring"])
  }

  @Test func `files of one name from two folders are two files`() throws {
    var first = imported(try filled("| | C |"))
    first.identity?.unit = ""
    var batch = BatchDuplicates()
    #expect(batch.findings(first, file: "表.xlsx", form: try form()) == [])
    let findings = batch.findings(first, file: "表.xlsx", form: try form())
    #expect(
      findings.map(\.code.rawValue) == Array(repeating: "person.duplicate-across-files", count: 2)
    )
  }
}

extension MarkdownSheet {
  /// The table some rows further up.
  fileprivate func moved(up rows: Int) -> MarkdownSheet {
    var sheet = self
    sheet.cells = Dictionary(
      uniqueKeysWithValues: cells.map {
        (CellReference($0.key.row - rows, $0.key.column), $0.value)
      }
    )
    return sheet
  }
}
