import FormDefinitions

/// Where the fields and the tables' rows and columns of a plan stand.
struct CardGrid {
  /// The row, from 0, and the column, one-based.
  var fields: [String: (row: Int, column: Int)] = [:]
  var rows: [String: [Int]] = [:]
  var columns: [String: [String: Int]] = [:]
  var lastColumn: [String: Int] = [:]

  init(_ plan: CardPlan, form: FormDefinition) {
    for (offset, row) in plan.rows.enumerated() {
      if case .tableRow(let table, _) = row.kind { rows[table, default: []].append(offset) }
      for cell in row.cells {
        let column = cell.column + CardSheet.firstColumn
        switch cell.content {
        case .field(let id): fields[id] = (offset, column)
        case .column(let table, let id), .preset(let table, let id, _):
          columns[table, default: [:]][id] = column
          lastColumn[table] = max(lastColumn[table] ?? 0, column + cell.across - 1)
        default: break
        }
      }
    }
  }
}
