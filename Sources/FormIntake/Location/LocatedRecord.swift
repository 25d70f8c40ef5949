import Spreadsheet

/// A cell that was found to belong to a field.
struct LocatedCell {
  /// The zero-based index of the worksheet.
  let sheet: Int
  /// The cell's reference.
  let reference: CellReference
  /// What it holds; `nil` where the cell is empty.
  let value: CellValue?
}

/// A row of a table that was found in a workbook.
struct LocatedRow {
  /// The zero-based index of the worksheet.
  let sheet: Int
  /// The one-based row on the worksheet.
  let row: Int
  /// The one-based number of the printed row, if the row's key tells it.
  let number: Int?
  /// The cells by zero-based column of the table; `nil` where the form has no cell.
  var cells: [LocatedCell?]
  /// The values that tie the row to its record, by field, in the list layout.
  var tie: [String: LocatedCell] = [:]
}

/// A record's cells, before any of them is read.
struct LocatedRecord {
  /// The cells by zero-based field of the form; `nil` where the form's cell was not found.
  var fields: [LocatedCell?]
  /// The rows by zero-based table of the form.
  var tables: [[LocatedRow]]
  /// The zero-based index of the worksheet and the one-based row where the record begins.
  var sheet: Int
  var row: Int
}
