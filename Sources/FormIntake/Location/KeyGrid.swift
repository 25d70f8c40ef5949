import FormLayout
import Spreadsheet

/// The hidden keys of a worksheet: what each row and each column is.
struct KeyGrid {
  /// The keys by one-based row.
  var rows: [Int: RowKey] = [:]
  /// The keys by one-based column.
  var columns: [Int: ColumnKey] = [:]
  /// The one-based column that holds the row keys; 0 if there is none.
  var keyColumn = 0
  /// The one-based row that holds the column keys; 0 if there is none.
  var keyRow = 0

  /// Looks for keys; they stand in A and 1 unless somebody inserted something before them.
  init(_ worksheet: Worksheet) {
    var columnCounts: [Int: Int] = [:]
    var rowCounts: [Int: Int] = [:]
    for cell in worksheet.cells where cell.reference.column <= 12 || cell.reference.row <= 12 {
      guard case .text(let text) = cell.value, text.utf8.count < 64 else { continue }
      if cell.reference.column <= 12, Self.rowKey(text) != nil {
        columnCounts[cell.reference.column, default: 0] += 1
      }
      if cell.reference.row <= 12, ColumnKey(text) != nil {
        rowCounts[cell.reference.row, default: 0] += 1
      }
    }
    if let best = columnCounts.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }),
      best.value >= 2
    {
      keyColumn = best.key
    }
    if let best = rowCounts.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }), best.value >= 2
    {
      keyRow = best.key
    }
    for cell in worksheet.cells
    where cell.reference.column == keyColumn || cell.reference.row <= 12 {
      guard case .text(let text) = cell.value else { continue }
      // The stamp stands in the key row, which is still ours when its keys are gone.
      if keyRow == 0, cell.reference.row <= 12, SheetStamp.isStamp(cell) {
        keyRow = cell.reference.row
      }
      if cell.reference.column == keyColumn, let key = Self.rowKey(text) {
        rows[cell.reference.row] = key
      } else if cell.reference.row == keyRow, let key = ColumnKey(text) {
        columns[cell.reference.column] = key
      }
    }
    if keyRow == 0, !rows.isEmpty, rows[1] == nil, worksheet.hiddenRows.contains(1) { keyRow = 1 }
  }

  /// A row's key; a date such as 2023.8.1 has the shape of one but names no table.
  private static func rowKey(_ text: String) -> RowKey? {
    let key = RowKey(text)
    switch key {
    case .tableHeader(_, let table), .tableRow(_, let table, _):
      return table.first?.isLetter == true ? key : nil
    default: return key
    }
  }

  /// Whether a cell is one of the keys.
  func isKey(_ reference: CellReference) -> Bool {
    (reference.column == keyColumn && rows[reference.row] != nil)
      || (reference.row == keyRow && columns[reference.column] != nil)
  }

  /// The sheet's column of each grid column, both one-based; the leftmost where a key is doubled.
  var gridColumns: [Int: Int] {
    var result: [Int: Int] = [:]
    for (column, key) in columns {
      guard case .grid(let grid) = key else { continue }
      result[grid] = min(result[grid] ?? column, column)
    }
    return result
  }
}
