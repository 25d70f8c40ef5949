import Findings
import FormDefinitions
import Spreadsheet

/// The values of one field, or of one column of a table, in the order of the workbook's records.
///
/// What happens to a column as a whole (dragged, pasted one column off, filled in 万元) cannot be seen
/// in any one of its cells.
struct DataColumn {
  /// One value of the column.
  struct Entry {
    /// The zero-based index of the record.
    let record: Int
    let cell: LocatedCell
    let state: FieldState
  }

  let field: FieldDefinition
  /// The field as findings name it, `table.field` inside a table.
  let id: String
  /// The zero-based index of the form's table; `nil` for a field of the record.
  let table: Int?
  var entries: [Entry] = []

  /// The columns of a workbook's records: the fields', then the tables'.
  static func columns(of records: [ReadRecord], _ form: FormDefinition) -> [DataColumn] {
    var columns = form.fields.map { DataColumn(field: $0, id: $0.id, table: nil) }
    var starts: [Int] = []
    for (index, table) in form.tables.enumerated() {
      starts.append(columns.count)
      columns += table.fields.map {
        DataColumn(field: $0, id: "\(table.id).\($0.id)", table: index)
      }
    }
    for record in records {
      for (index, state) in record.states.enumerated() {
        guard let cell = record.cells[index] else { continue }
        columns[index].entries.append(Entry(record: record.index, cell: cell, state: state))
      }
      for (table, rows) in record.tables.enumerated() {
        for row in rows {
          for (index, state) in row.states.enumerated() {
            guard let cell = row.cells[index] else { continue }
            columns[starts[table] + index].entries.append(
              Entry(record: record.index, cell: cell, state: state)
            )
          }
        }
      }
    }
    return columns
  }
}

extension LocatedCell {
  /// Whether a cell stands directly below another one.
  func isBelow(_ other: LocatedCell) -> Bool {
    sheet == other.sheet && reference.column == other.reference.column
      && reference.row == other.reference.row + 1
  }

  /// The range from this cell to another one of its sheet.
  func range(to other: LocatedCell) -> CellRange { CellRange(reference, other.reference) }
}
