import FormDefinitions
import Spreadsheet
import Testing

@testable import FormLayout

@Suite struct KeyTests {
  @Test func `row keys are read as they were written`() {
    let tables = ["members", "h", "r1", "x_2"]
    var keys: [RowKey] = [.printed("title"), .printed("")]
    for card in [1, 2, 99, 1000] {
      for number in [1, 7, 60, 1000] {
        keys += [.grid(card: card, row: number), .continuation(card: card, part: number)]
        keys += tables.map { .tableRow(card: card, table: $0, row: number) }
        keys.append(.record(card * number))
      }
      keys += tables.map { .tableHeader(card: card, table: $0) }
    }
    for key in keys { #expect(RowKey(key.text) == key, "\(key.text)") }
    #expect(Set(keys.map(\.text)).count == Set(keys).count)
  }

  @Test func `column keys are read as they were written`() {
    let keys: [ColumnKey] =
      (1...60).map { .grid($0) } + ["no", "c1", "f:x", "a"].flatMap { [.field($0), .tie($0)] }
      + [.ordinal]
    for key in keys { #expect(ColumnKey(key.text) == key, "\(key.text)") }
    #expect(Set(keys.map(\.text)).count == keys.count)
  }

  @Test(arguments: [
    "", "1", "1.", "1.r", "1.r0", "0.r1", "a.r1", "1.q1", "1.members", "1.members.x", "1.m.0",
    "1.a.b.c", "#", "#0", "#a", "-1.r1", "户主姓名", "12.5",
  ])
  func `what is no row key is none`(text: String) { #expect(RowKey(text) == nil) }

  @Test(arguments: ["", "c", "c0", "cx", "f:", "t:", "f", "户主", "12", "NO"])
  func `what is no column key is none`(text: String) { #expect(ColumnKey(text) == nil) }

  @Test(arguments: ["411003102201", "", "A|B", "100%", "%7C", "a%7Cb|c%25", "局|室\n"])
  func `a stamp is read as it was written`(unit: String) {
    let identity = WorkbookIdentity(
      form: "screening",
      revision: "2023.1",
      layout: "card",
      unit: unit,
      period: "2023-05",
      batch: "00c0ffee"
    )
    let roles: [SheetRole] = [
      .instructions, .index, .records, .table("members"), .codes, .identity,
    ]
    for role in roles {
      let stamp = SheetStamp(identity: identity, role: role)
      #expect(SheetStamp(stamp.text) == stamp, "\(stamp.text)")
    }
    #expect(SheetStamp("") == nil && SheetStamp("tianbao1|records|screening") == nil)
    #expect(SheetStamp("tianbao1|nothing|f|1||||") == nil)
    #expect(SheetStamp("tianbao1|records||1|card|||") == nil)
  }

  @Test func `every input cell has a key of its own row and column`() throws {
    for (what, _, made) in try OfficialForms.workbooks() {
      for sheet in made.layout.sheets {
        var rows: [Int: String] = [:]
        var columns: [Int: String] = [:]
        for cell in sheet.cells {
          guard case .text(let text) = cell.content else { continue }
          if cell.reference.column == 1 { rows[cell.reference.row] = text }
          if cell.reference.row == 1 { columns[cell.reference.column] = text }
        }
        let inputs = sheet.cells.filter {
          $0.reference.row > 1 && $0.reference.column > 1 && !sheet.isHidden
            && !made.layout.styles[$0.style].isLocked
        }
        for cell in inputs where rows[cell.reference.row] != "~foot" {
          let row = rows[cell.reference.row].flatMap { RowKey($0) }
          let column = columns[cell.reference.column].flatMap { ColumnKey($0) }
          if row == nil || column == nil {
            Issue.record("\(what) \(sheet.name) \(cell.reference) has no keys")
          }
        }
        let inputRows = Set(inputs.map(\.reference.row)).compactMap { rows[$0] }
        #expect(Set(inputRows).count == inputRows.count, "\(what) \(sheet.name)")
        let keys = columns.values.filter { !$0.hasPrefix("tianbao1") }
        #expect(Set(keys).count == keys.count, "\(what) \(sheet.name)")
      }
    }
  }
}
