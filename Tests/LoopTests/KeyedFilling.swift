import FormDefinitions
import FormLayout
import FormProof
import Spreadsheet

/// Fills in a blank workbook as it was read, at the cells that its hidden keys name.
struct KeyedFilling {
  let form: FormDefinition
  var workbook: Workbook

  /// Writes records into the cards, in order.
  mutating func fillCards(_ records: [PrefilledRecord]) {
    guard let plan = form.cardPlan(), let sheet = index(of: .records) else { return }
    let keys = SheetKeys(workbook.worksheets[sheet])
    var cells: [Cell] = []
    for (index, record) in records.enumerated() {
      for row in plan.rows {
        for cell in row.cells {
          guard let value = value(cell.content, row: row.kind, of: record),
            let row = keys.rows[row.kind.key(card: index + 1)],
            let column = keys.columns[.grid(cell.column + 1)]
          else { continue }
          cells.append(Cell(CellReference(row, column), value.typed))
        }
      }
    }
    write(cells, to: sheet)
  }

  /// Writes records into the list, and their table rows into the tables' sheets.
  mutating func fillList(_ records: [PrefilledRecord]) {
    fillRows(records.map { keyed($0.values) }, role: .records)
    for table in form.tables {
      let rows = records.flatMap { record in
        (record.tables[table.id] ?? []).map { row in
          form.tieFields.compactMap { id in
            record.values[id].map { (key: ColumnKey.tie(id), value: $0) }
          }
            + keyed(row)
        }
      }
      fillRows(rows, role: .table(table.id))
    }
  }

  private func keyed(_ values: [String: FieldValue]) -> [(key: ColumnKey, value: FieldValue)] {
    values.filter { form.field($0.key)?.computed == nil }.map { (.field($0.key), $0.value) }
  }

  private mutating func fillRows(_ rows: [[(key: ColumnKey, value: FieldValue)]], role: SheetRole) {
    guard let sheet = index(of: role) else { return }
    let keys = SheetKeys(workbook.worksheets[sheet])
    var cells: [Cell] = []
    for (index, values) in rows.enumerated() {
      guard let row = keys.rows[.record(index + 1)] else { continue }
      for (key, value) in values {
        guard let column = keys.columns[key] else { continue }
        cells.append(Cell(CellReference(row, column), value.typed))
      }
    }
    write(cells, to: sheet)
  }

  private func value(
    _ content: CardPlan.Content,
    row: CardPlan.RowKind,
    of record: PrefilledRecord
  ) -> FieldValue? {
    switch (content, row) {
    case (.field(let id), _): return form.field(id)?.computed == nil ? record.values[id] : nil
    case (.column(let table, let id), .tableRow(_, let number)):
      let rows = record.tables[table] ?? []
      return number <= rows.count ? rows[number - 1][id] : nil
    default: return nil
    }
  }

  private func index(of role: SheetRole) -> Int? {
    workbook.worksheets.firstIndex { sheet in
      guard case .text(let text) = sheet[CellReference(1, 1)]?.value else { return false }
      return SheetStamp(text)?.role == role
    }
  }

  private mutating func write(_ cells: [Cell], to index: Int) {
    let sheet = workbook.worksheets[index]
    workbook.worksheets[index] = Worksheet(
      name: sheet.name,
      visibility: sheet.visibility,
      cells: sheet.cells + cells,
      mergedRanges: sheet.mergedRanges,
      hiddenRows: sheet.hiddenRows,
      hiddenColumns: sheet.hiddenColumns
    )
  }
}
