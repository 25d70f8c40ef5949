import Findings
import FormDefinitions
import FormLayout
import TestSupport
import Testing

@Suite struct LayoutFaultTests {
  private func faults(_ text: String) throws -> [String] {
    let sources =
      DefinitionText.standardLists + [
        DefinitionSource(.form, name: "visit.yaml", text: text)
      ]
    let catalogue = FormCatalogue(sources: sources)
    #expect(catalogue.faults == [])
    return layoutFaults(of: try catalogue.form("visit")).map { $0.text(.chinese) }
  }

  private func form(rows: Int, label: String = "姓名", name: String = "走访表") -> String {
    """
    form: visit
    title: 走访表
    name: \(name)
    revision: "1"
    key: who
    fields:
      who: {label: 姓名, type: text}
    tables:
      members: {label: 成员, rows: \(rows), fields: {x: {label: 甲, type: text}}}
    layout:
      card:
        columns: [1, 20]
        grid:
          - [\(label), $who]
          - [members]
        tables:
          members: {columns: {x: 2}, row_height: 20}
      list: {}
    """
  }

  @Test func `a card that fits has none`() throws {
    #expect(try faults(form(rows: 8)) == [])
    #expect(try faults(form(rows: 40)) == [])
  }

  @Test func `a card higher than its page is told`() throws {
    #expect(
      try faults(form(rows: 100)) == [
        "visit.yaml:14: 一张卡片要占一页的 205%，印不下 → 减少行数或子表的 rows，缩短文字、加宽窄列，或改用更大的纸"
      ]
    )
  }

  @Test func `a row higher than a row can be is told at its line`() throws {
    let label = String(repeating: "很长", count: 60)
    let found = try faults(form(rows: 1, label: label))
    // 120 characters of 9 points, two a line: 60 lines.
    #expect(found == ["visit.yaml:14: 这一行要 718 磅高，一行最多 409 磅 → 缩短文字或加宽这一列"])
  }

  @Test(arguments: ["目录", "成员", "代码表", "填表说明", "_TIANBAO"])
  func `a tab whose name is taken is told`(name: String) throws {
    let line = name == "成员" ? 9 : 1
    #expect(
      try faults(form(rows: 1, name: name)) == [
        "visit.yaml:\(line): 工作簿里已有名为“\(name)”的工作表 → 换一个 name"
      ]
    )
  }
}
