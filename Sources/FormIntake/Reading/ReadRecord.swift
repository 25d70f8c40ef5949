import Findings
import Foundation
import FormDefinitions
import Spreadsheet

/// A table row whose cells were read.
struct ReadRow {
  /// The one-based row on the worksheet.
  let row: Int
  /// What was read, by zero-based column of the table.
  var states: [FieldState]
  /// The cells, by zero-based column; `nil` where the form's cell was not found.
  let cells: [LocatedCell?]
}

/// A record whose cells were read, before it is checked.
struct ReadRecord {
  /// The zero-based index among the workbook's records.
  let index: Int
  /// What was read, by zero-based field of the form.
  var states: [FieldState]
  /// The cells, by zero-based field; `nil` where the form's cell was not found.
  let cells: [LocatedCell?]
  /// The rows that hold something, by zero-based table.
  var tables: [[ReadRow]]
}

extension ReadRecord {
  /// The year of the record's first day, such as that of the visit; `nil` when none was read.
  func year(_ form: FormDefinition) -> Int? {
    for (field, state) in zip(form.fields, states) where field.type == .date {
      if case .value(.date(let date)) = state { return date.year }
    }
    return nil
  }
}

/// What every check needs to know about the workbook.
struct CheckContext {
  let form: FormDefinition
  /// The worksheets' names, by zero-based sheet.
  let sheets: [String]
  /// The parameters for the unit and period.
  var parameters: [String: Decimal]
  let today: CalendarDate
  /// The code of the unit that the workbook was made for; `nil` if it names none.
  var unit: String?

  func location(_ cell: LocatedCell?) -> Location? {
    cell.map { Location(sheet: sheets[$0.sheet], cell: $0.reference.description) }
  }

  /// The value as it is seen in the cell.
  static func seen(_ cell: LocatedCell?) -> String? {
    switch cell?.value {
    case .text(let text): text
    case .some(let value): value.description
    case nil: nil
    }
  }
}
