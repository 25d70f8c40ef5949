import FormDefinitions
import Foundation
import Spreadsheet
import Testing

@testable import FormLayout

/// A form's page by itself.
@Suite struct FormPageTests {
  @Test func `a computed field is its value, as no formula of the village's workbook fits`() throws
  {
    let text = """
      form: sum
      title: 合计表
      name: 合计表
      revision: "1"
      source: 测试
      record: 户
      groups: [{id: base, label: 基本, fields: [a, b, total]}]
      fields:
        a: {label: 甲, type: integer}
        b: {label: 乙, type: integer}
        total: {label: 合计, type: integer, computed: a + b}
      layout:
        card:
          paper: A4 portrait
          columns: [10, 14]
          grid:
            - [title: 2]
            - [甲, $a]
            - [乙, $b]
            - [合计, $total]
      """
    let catalogue = FormCatalogue(sources: [DefinitionSource(.form, name: "sum.yaml", text: text)])
    let form = try #require(catalogue.forms["sum"])
    let record = PrefilledRecord(values: ["a": .number(1), "b": .number(2), "total": .number(3)])
    let page = try FormPage.workbook(form, record, line: "汇总", created: .epoch)
    let cells = page.sheets.flatMap(\.cells)
    #expect(
      !cells.contains {
        if case .formula = $0.content { true } else { false }
      }
    )
    #expect(
      cells.contains {
        if case .number(let number) = $0.content { number == 3 } else { false }
      }
    )
  }
}
