import Findings
import FormDefinitions
import FormLayout
import Spreadsheet
import TestSupport
import Testing

@testable import FormIntake

/// The unit that a record names against the unit that the workbook was made for.
@Suite struct UnitCheckTests {
  private static let form = """
    form: visit
    title: 走访表
    name: 走访表
    revision: "1"
    record: 户
    fields:
      code: {label: 区划代码, type: division-code, unit_part: code}
      name: {label: 姓名, type: text, personal: true}
    layout:
      card:
        columns: [1, 2, 1, 2]
        grid:
          - [title]
          - [区划代码, $code, 姓名, $name]
    """

  private func submission(code: String) throws -> Submission {
    let catalogue = FormCatalogue(sources: [
      DefinitionSource(.form, name: "visit.yaml", text: Self.form)
    ])
    #expect(catalogue.faults.isEmpty)
    let workbook = try FormWorkbook(
      form: try catalogue.form("visit"),
      request: WorkbookRequest(unit: Village.unit)
    ).layout.workbook
    let filled = workbook.writing(
      MarkdownSheet(
        """
        |   | C | E |
        | 3 | \(code) | 张三 |
        """
      ),
      on: "走访表"
    )
    return imported(filled, catalogue: catalogue)
  }

  @Test func `the unit of the workbook is right`() throws {
    #expect(try submission(code: "411003102201").findings == [])
  }

  @Test func `another unit is an error at its cell`() throws {
    let submission = try submission(code: "411003102203")
    #expect(submission.lines == ["error unit.mismatch 走访表!C3"])
    #expect(
      submission.findings.first?.message.chinese
        == "“区划代码”是 411003102203，这份工作簿却是发给 411003102201 的"
    )
  }

  @Test func `what is written on the contents sheet is told, what is printed there is not`() throws
  {
    let workbook = try Village.cards().writing(Village.goodCard, on: "登记表").writing(
      MarkdownSheet(
        """
        |   | E      | H        |
        | 5 | 已搬走 | 电话改了 |
        """
      ),
      on: "目录"
    )
    let submission = imported(workbook)
    #expect(submission.lines == ["warning cells.ignored 目录!E5:H5"])
  }
}
