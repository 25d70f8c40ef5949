import Findings
import FormDefinitions
import FormLayout
import Spreadsheet
import TestSupport
import Testing

@testable import FormIntake

/// What is written where the form prints something, or just below it.
@Suite struct CardEdgeTests {
  private func edited(_ table: String) throws -> Submission {
    imported(
      try Village.cards().writing(Village.goodCard, on: "登记表")
        .writing(MarkdownSheet(table), on: "登记表")
    )
  }

  @Test(arguments: [
    ("B2", "某某镇登记表"), ("B3", "填报单位：李庄村"), ("B10", "编号"), ("B12", "户内另有一人"),
  ])
  func `what is written over printed cells is not taken for printed`(
    cell: String,
    text: String
  ) throws {
    let reference = try #require(CellReference(cell))
    let submission = try edited(
      """
      |                  | B       |
      | \(reference.row) | \(text) |
      """
    )
    #expect(submission.texts == [goodRecord])
    #expect(submission.lines == ["warning cells.ignored 登记表!\(cell)"])
  }

  @Test func `running numbers may be written in any way`() throws {
    let submission = try edited(
      """
      |    | B   |
      | 11 | 1   |
      | 12 | 2、 |
      | 13 | =7  |
      """
    )
    #expect(submission.lines == [])
  }

  /// The household form with its members last, so that nothing printed stands below them.
  private static let membersLast = FormCatalogue(
    sources: HouseholdForm.codes.map { DefinitionSource(.codeList, name: "codes.yaml", text: $0) }
      + [
        DefinitionSource(.parameters, name: "parameters.yaml", text: HouseholdForm.parameters),
        DefinitionSource(
          .form,
          name: "household.yaml",
          text: HouseholdForm.text
            .replacing("          - [members: 4]\n", with: "")
            .replacing("      - [members: 4]\n", with: "")
            .replacing(
              "      - [{signature: [户主签字, 日期]}]\n",
              with: "      - [{signature: [户主签字, 日期]}]\n      - [members: 4]\n"
            )
        ),
      ]
  )

  private func membersLast(_ table: String) throws -> Submission {
    let form = try Self.membersLast.form("household")
    let workbook = try FormWorkbook(
      form: form,
      request: WorkbookRequest(unit: Village.unit, period: ReportingPeriod("2023-08"))
    ).layout.workbook
    // The card ends with the members in rows 13 to 15.
    let household = MarkdownSheet(
      """
      |    | C                  | D    | E                  |
      | 4  |                    |      | 张三               |
      | 5  | 411003197005010135 |      | =1                 |
      | 13 | 张三               | 户主 | 411003197005010135 |
      """
    )
    return imported(
      workbook.writing(household, on: "登记表").writing(MarkdownSheet(table), on: "登记表"),
      catalogue: Self.membersLast
    )
  }

  @Test(arguments: ["B", "C", "D"])
  func `a note below a form that ends with members is no member`(column: String) throws {
    let submission = try membersLast(
      """
      |    | \(column)  |
      | 18 | 以上已核实 |
      """
    )
    #expect(submission.records.first?.tables["members"]?.count == 1)
    #expect(submission.lines == ["warning cells.ignored 登记表!\(column)18"])
  }

  @Test func `a member written right below the last row is a member`() throws {
    let submission = try membersLast(
      """
      |    | C    | D    | E  |
      | 5  |      |      | =2 |
      | 16 | 李四 | 配偶 | 411003197211120247 |
      """
    )
    #expect(submission.records.first?.tables["members"]?.count == 2)
    #expect(submission.lines == [])
  }

  @Test func `a sheet of another village that was pasted in is said`() throws {
    var workbook = try Village.cards().writing(Village.goodCard, on: "登记表")
    let other = ReportingUnit(code: "411003102202", name: "李庄村")
    var sheet = try #require(try Village.cards(unit: other).worksheet(named: "登记表"))
    sheet.name = "登记表 (2)"
    workbook.worksheets.append(sheet)
    let submission = imported(workbook)
    #expect(submission.identity?.unit == Village.unit.code)
    #expect(submission.texts == [goodRecord])
    #expect(submission.lines == ["warning identity.contradiction -"])
  }
}
