import FormDefinitions
import Spreadsheet

/// Draws the list layout: a sheet for the records and one for each table.
struct ListDrawer {
  let form: FormDefinition
  let list: ListLayout
  let context: DrawingContext

  func draw(
    _ records: [PrefilledRecord],
    styles: inout StyleBook
  ) -> (sheets: [SheetLayout], names: [DefinedName]) {
    let columns = ListColumns(form: form).columns
    let tables = form.tables.filter { !$0.isPreset }
    let rows = Dictionary(
      tables.map { ($0.id, tableRows($0, records)) },
      uniquingKeysWith: { first, _ in first }
    )
    let checks = ListChecks(form: form, context: context, records: records.count) {
      rows[$0.id]?.count ?? 0
    }
    let known = ListCheckValues(form: form, context: context, records: records, rows: rows) {
      values(of: $0)
    }
    var constants = FormulaNames()
    let main = ListSheet(
      form: form,
      context: context,
      columns: columns,
      role: .records,
      name: form.name,
      title: list.title,
      paper: list.paper,
      isLandscape: list.isLandscape,
      checks: checks.columns(checks.main, &constants)
    )
    let sheet = main.draw(
      records.enumerated().map { index, record in
        ListSheet.Row(
          key: .record(index + 1),
          values: values(of: record),
          checks: known.record(index)
        )
      },
      styles: &styles
    )
    var sheets = [sheet]
    var checkNames = main.checks.names
    var names = columnNames(columns, in: sheet, prefix: "tianbao_col_", rows: records.count)
    for table in tables {
      let columns = ListColumns(table: table, form: form).columns
      let drawer = ListSheet(
        form: form,
        context: context,
        columns: columns,
        role: .table(table.id),
        name: table.name,
        title: "\(form.title)（\(table.label)）",
        paper: list.paper,
        isLandscape: list.isLandscape,
        checks: checks.tables[table.id].map { checks.columns($0, &constants) }
          ?? ListChecks.Columns(cells: [], names: [], marks: [])
      )
      var rows = rows[table.id] ?? []
      for index in rows.indices { rows[index].checks = known.rows[table.id]?[index] ?? [:] }
      let tableSheet = drawer.draw(rows, styles: &styles)
      names += columnNames(
        columns,
        in: tableSheet,
        prefix: "tianbao_col_\(table.id).",
        rows: rows.count
      )
      sheets.append(tableSheet)
      checkNames += drawer.checks.names
    }
    var seen: Set<String> = []
    names += (constants.names + checkNames).filter { seen.insert($0.name).inserted }
    return (sheets, names)
  }

  private func values(of record: PrefilledRecord) -> [ColumnKey: FieldValue] {
    var values: [ColumnKey: FieldValue] = [:]
    for (id, value) in record.values { values[.field(id)] = value }
    if let unit = context.request.unit, !record.values.isEmpty {
      for (id, part) in form.unitParts where values[.field(id)] == nil {
        let text = unit.value(of: part)
        if !text.isEmpty { values[.field(id)] = .text(text) }
      }
    }
    return values
  }

  /// The rows known in advance, and as many blank ones as a card would print at least.
  private func tableRows(_ table: TableDefinition, _ records: [PrefilledRecord]) -> [ListSheet.Row]
  {
    var rows: [ListSheet.Row] = []
    for (number, record) in records.enumerated() {
      var tie: [ColumnKey: FieldValue] = [:]
      for id in form.tieFields { tie[.tie(id)] = record.values[id] }
      let known = record.tables[table.id] ?? []
      for index in 0..<max(known.count + 1, min(4, table.minimumRows)) {
        var values = tie
        if index < known.count {
          for (id, value) in known[index] { values[.field(id)] = value }
        }
        rows.append(
          ListSheet.Row(
            key: .record(rows.count + 1),
            values: values,
            record: number,
            index: index < known.count ? index : nil
          )
        )
      }
    }
    return rows
  }

  private func columnNames(
    _ columns: [ListColumn],
    in sheet: SheetLayout,
    prefix: String,
    rows: Int
  ) -> [DefinedName] {
    columns.enumerated().compactMap { index, column in
      guard case .field(let id) = column.key else { return nil }
      let range = CellRange(
        CellReference(ListSheet.headerRow, index + 2),
        CellReference(ListSheet.headerRow + max(1, rows), index + 2)
      )
      return DefinedName(prefix + id, formula: "\(sheet.name.quoted)!\(range.absolute)")
    }
  }
}
