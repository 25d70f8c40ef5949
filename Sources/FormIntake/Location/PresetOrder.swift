import Findings
import FormDefinitions
import FormLayout
import Spreadsheet

/// Numbers the rows of tables that are printed in advance by what is printed in them.
///
/// Who sorts such a table selects what can be seen, and the hidden keys stay where they were: a row
/// that holds exactly the texts of another printed row is that row.
struct PresetOrder {
  let slots: CardSlots
  let worksheet: Worksheet
  let keys: KeyGrid
  /// The sheet's column of each grid column, both one-based.
  let columns: [Int: Int]

  /// A row of the sheet and the number that it has by its key or its texts.
  private struct Row {
    let row: Int
    let card: Int
    var number: Int?
  }

  /// The keys with the rows' own numbers, a note about it, and an error where two rows are one.
  func numbered() -> (keys: KeyGrid, findings: [Finding]) {
    var grid = keys
    var findings: [Finding] = []
    for table in slots.form.tables where table.isPreset {
      for segment in segments(table.id) {
        var rows = segment
        for index in rows.indices { rows[index].number = number(rows[index], table) }
        let moved = zip(rows, segment).filter { row, before in
          before.number != nil && row.number != before.number
        }.map(\.0.row)
        if let first = moved.first, let last = moved.last {
          findings.append(MovedFinding.rows(worksheet.name, rows: first...last))
        }
        findings += contradictions(&rows, table)
        for (row, before) in zip(rows, segment) where row.number != before.number {
          grid.rows[row.row] = .tableRow(card: row.card, table: table.id, row: row.number ?? 0)
        }
      }
    }
    return (grid, findings)
  }

  /// The table's rows, card after card, with the rows without a key that stand among them.
  private func segments(_ table: String) -> [[Row]] {
    var result: [[Row]] = []
    var current: [Row] = []
    var card: Int?
    var seen: Set<RowKey> = []
    var isOpen = false
    let all = Set(keys.rows.keys).union(worksheet.cells.map(\.reference.row)).sorted()
    for row in all where row != keys.keyRow {
      guard let key = keys.rows[row] else {
        if isOpen, let card { current.append(Row(row: row, card: card, number: nil)) }
        continue
      }
      guard let own = key.card else { continue }
      var isAgain = own != card
      if case .grid = key { isAgain = !seen.insert(key).inserted || isAgain }
      if isAgain {
        result.append(current)
        current = []
        card = own
        seen = [key]
      }
      switch key {
      case .tableHeader(_, table): isOpen = true
      case .tableRow(_, table, let number):
        isOpen = true
        current.append(Row(row: row, card: own, number: number > 0 ? number : nil))
      case .continuation: break
      default: isOpen = false
      }
    }
    return (result + [current]).filter { !$0.isEmpty }
  }

  /// The number that the texts give, else that of the key.
  private func number(_ row: Row, _ table: TableDefinition) -> Int? {
    let fields = table.fields.filter(\.isPreset)
    let texts = fields.compactMap { field -> (field: String, text: String)? in
      guard let seen = text(row.row, table, field.id) else { return nil }
      return (field.id, seen)
    }
    guard !texts.isEmpty else { return row.number }
    func fits(_ number: Int) -> Bool {
      guard table.presetRows.indices.contains(number - 1) else { return false }
      let values = table.presetRows[number - 1].values
      return texts.allSatisfy { LabelText.key(values[$0.field]?.description ?? "") == $0.text }
    }
    if let number = row.number, fits(number) { return number }
    // A merged label stands in its first row only; everything else must be there.
    let isWhole = fields.allSatisfy { field in
      table.mergedColumns.contains(field.id) || texts.contains { $0.field == field.id }
    }
    guard isWhole else { return row.number }
    let fitting = table.presetRows.indices.map { $0 + 1 }.filter(fits)
    return fitting.count == 1 ? fitting[0] : row.number
  }

  /// Leaves each number to one row; two filled rows of one number are an error.
  private func contradictions(_ rows: inout [Row], _ table: TableDefinition) -> [Finding] {
    var findings: [Finding] = []
    for number in Set(rows.compactMap(\.number)).sorted() {
      let claims = rows.indices.filter { rows[$0].number == number }
      guard claims.count > 1 else { continue }
      let filled = claims.filter { isFilled(rows[$0].row, table) }
      let kept = filled.first ?? claims[0]
      for index in claims where index != kept { rows[index].number = nil }
      guard filled.count > 1 else { continue }
      let list = filled.map { rows[$0].row }
      let places = list.map { row in
        Location(sheet: worksheet.name, cell: CellReference(row, leftmost(table)).description)
      }
      findings.append(
        Finding(
          "rows.same-item",
          .error,
          at: places[1],
          field: table.id,
          message: LocalizedText(
            "第 \(list.map(String.init).joined(separator: "、")) 行都是“\(table.label)”的第 \(number) 项，"
              + "只导入了第 \(list[0]) 行",
            en: "Rows \(list.map(String.init).joined(separator: ", ")) are all item \(number) of "
              + "‘\(table.label)’; only row \(list[0]) was imported"
          ),
          fix: LocalizedText(
            "每一项只留一行；如果写错了行，请从原表复制缺少的行再填写",
            en: "Keep one row an item; copy missing rows from the original form"
          ),
          related: [places[0]] + places.dropFirst(2)
        )
      )
    }
    return findings
  }

  private func isFilled(_ row: Int, _ table: TableDefinition) -> Bool {
    table.fields.contains { !$0.isPreset && text(row, table, $0.id) != nil }
  }

  /// The text of a cell of the table as labels are compared; `nil` for an empty one.
  private func text(_ row: Int, _ table: TableDefinition, _ field: String) -> String? {
    guard let column = column(table, field), let cell = worksheet[CellReference(row, column)],
      let text = CheckContext.seen(
        LocatedCell(sheet: 0, reference: cell.reference, value: cell.value)
      )
    else { return nil }
    let key = LabelText.key(text)
    return key.isEmpty ? nil : key
  }

  private func column(_ table: TableDefinition, _ field: String) -> Int? {
    let planned = slots.plan.rows.first { $0.kind == .tableRow(table.id, 1) }
    let cell = planned?.cells.first {
      switch $0.content {
      case .column(_, field), .preset(_, field, _): true
      default: false
      }
    }
    return cell.flatMap { columns[$0.column + 1] }
  }

  private func leftmost(_ table: TableDefinition) -> Int {
    table.fields.compactMap { column(table, $0.id) }.min() ?? 1
  }
}
