import FormDefinitions
import Spreadsheet
import TestSupport
import Testing

@testable import FormLayout

@Suite struct ContinuationTests {
  @Test(arguments: [0, 1, 8, 9, 20, 60]) func `no member is lost`(count: Int) throws {
    let form = try OfficialForms.form("verification")
    let members = (0..<count).map { ["name": FieldValue.text("成员\($0 + 1)")] }
    let record = PrefilledRecord(tables: ["members": members])
    let next = PrefilledRecord(values: ["head_name": .text("王五")])
    let made = try FormWorkbook(form: form, request: WorkbookRequest(records: [record, next]))
    let sheet = try #require(made.layout.sheets.first { $0.name.text == form.name })
    var keys: [Int: String] = [:]
    for cell in sheet.cells where cell.reference.column == 1 {
      if case .text(let text) = cell.content { keys[cell.reference.row] = text }
    }
    for (index, member) in members.enumerated() {
      let cell = sheet.cells.first { $0.content == .text(member["name"]?.description ?? "") }
      let row = try #require(cell?.reference.row)
      #expect(keys[row] == "1.members.\(index + 1)")
    }
    let rows = keys.values.filter { $0.hasPrefix("1.members.") && $0 != "1.members.h" }
    #expect(rows.count == max(8, count))
    // The second card begins below all of the first's pages.
    let second = try #require(keys.first { $0.value == "2.r1" }?.key)
    #expect(keys.filter { $0.value.hasPrefix("1.") }.keys.max() == second - 1)
  }

  @Test func `a page of more members repeats the head and names the household`() throws {
    let form = try OfficialForms.form("verification")
    let record = PrefilledRecord(
      values: ["head_name": .text("张三"), "head_id": .text("110101199003077213")],
      tables: ["members": Array(repeating: ["gender": .choice("男")], count: 20)]
    )
    let made = try FormWorkbook(
      form: form,
      request: WorkbookRequest(records: [record], blankCopies: 0)
    )
    let sheet = try #require(made.layout.sheets.first { $0.name.text == form.name })
    let plan = try #require(form.cardPlan(rows: ["members": 20]))
    let starts = plan.rows.indices.filter { plan.rows[$0].beginsPage }
    #expect(starts.count == 1)
    let start = try #require(starts.first)
    #expect(
      plan.rows[start..<(start + 4)].map { $0.kind.key(card: 1).text }
        == ["1.x1", "1.x2", "1.members.h", "1.members.9"]
    )
    #expect(sheet.page.rowBreaks == [start + 1])
    let texts = sheet.cells.filter { $0.reference.row >= start + 2 }.compactMap { cell in
      if case .text(let text) = cell.content { text } else { nil }
    }
    #expect(texts.contains("防止返贫监测帮扶核查表（续表）"))
    #expect(texts.contains("户主姓名：张三　户主证件号码：110101199003077213　第 1 份续页"))
    // Drop-downs go on in the rows of the continuation.
    let lists = sheet.validations.filter { $0.promptTitle == "与户主关系" }
    #expect(lists.flatMap(\.ranges).map(\.rows.count).reduce(0, +) == 20)
  }

  @Test func `each table has its head on a page of more rows`() throws {
    let form = try Self.twoTables()
    let plan = try #require(form.cardPlan(rows: ["a": 6, "b": 5]))
    let keys = plan.rows.map { $0.kind.key(card: 1).text }
    #expect(
      keys == [
        "1.r1", "1.a.h", "1.a.1", "1.a.2", "1.b.h", "1.b.1", "1.b.2",
        "1.x1", "1.x2", "1.a.h", "1.a.3", "1.a.4", "1.a.5", "1.a.6", "1.b.h", "1.b.3", "1.b.4",
        "1.b.5",
      ]
    )
  }

  @Test func `many rows of two tables keep to their pages`() throws {
    let form = try Self.twoTables()
    let plan = try #require(form.cardPlan(rows: ["a": 70, "b": 90]))
    var used = 0.0
    for row in plan.rows {
      used = (row.beginsPage ? 0 : used) + row.height
      #expect(used <= plan.page.printableHeight)
    }
    let keys = plan.rows.map { $0.kind.key(card: 1) }
    for (table, count) in [("a", 70), ("b", 90)] {
      let rows = keys.filter { if case .tableRow(_, table, _) = $0 { true } else { false } }
      #expect(rows == (1...count).map { .tableRow(card: 1, table: table, row: $0) })
    }
    for (above, below) in zip(plan.rows, plan.rows.dropFirst()) {
      if case .tableHeader = above.kind { #expect(!below.beginsPage) }
    }
  }

  private static func twoTables() throws -> FormDefinition {
    let text = """
      form: two
      title: 两个子表
      revision: "1"
      fields:
        name: {label: 姓名, type: text}
      tables:
        a: {label: 甲表, rows: 2, fields: {x: {label: 甲, type: text}}}
        b: {label: 乙表, rows: 2, fields: {x: {label: 乙, type: text}}}
      layout:
        card:
          columns: [1, 1]
          grid:
            - [姓名, $name]
            - [a]
            - [b]
          tables:
            a: {columns: {x: 2}}
            b: {columns: {x: 2}}
      """
    return try FormCatalogue(sources: [DefinitionSource(.form, name: "two.yaml", text: text)])
      .form("two")
  }
}
