package import FormDefinitions
package import FormLayout
import Foundation
package import Spreadsheet

/// The hidden keys of a sheet.
package struct SheetKeys {
  /// The one-based row of each row key.
  package var rows: [RowKey: Int] = [:]
  /// The one-based column of each column key.
  package var columns: [ColumnKey: Int] = [:]

  /// Reads the keys in the first column and the first row of a sheet.
  package init(_ sheet: Worksheet) {
    for cell in sheet.cells {
      guard case .text(let text) = cell.value else { continue }
      if cell.reference.column == 1, let key = RowKey(text) { rows[key] = cell.reference.row }
      if cell.reference.row == 1, let key = ColumnKey(text) {
        columns[key] = cell.reference.column
      }
    }
  }
}

extension FieldValue {
  /// The value as a program stores what a person typed.
  package var typed: CellValue {
    switch self {
    case .number(let number): .number(CellNumber((number as NSDecimalNumber).doubleValue))
    case .date(let date): .date(SerialDate(date))
    case .month(let month): .text(month.description)
    case .text, .boolean, .choice, .choices: .text(description)
    }
  }
}
