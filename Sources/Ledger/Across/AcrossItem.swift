import Findings
import FormDefinitions
import Foundation
import Spreadsheet

/// A record, or a row of its table, as rules across forms see it.
struct AcrossItem {
  let submission: FiledSubmission
  /// The zero-based place of the record in the return.
  let ordinal: Int
  /// By what it is known in other returns: the 18 characters of a citizen's number, else the key.
  let key: String
  /// The value of the record's key field.
  let recordKey: String?
  /// What its fields say; for a row its columns, then the record's own fields.
  var states: [String: FieldState]
  /// The record's tables; none for a row.
  var tables: [String: [[String: FieldState]]]
  /// The cells by field, such as `筛查表!C5`.
  var cells: [String: String]
  /// The figures of the return's year and area.
  let parameters: [String: Decimal]

  /// The place of the first of some fields that has one, else of the key, else the sheet.
  func location(of fields: [String], key keyField: String?) -> Location? {
    for field in fields + [keyField].compactMap({ $0 }) {
      if let text = cells[field] { return Location(reference: text) }
    }
    return cells.min { $0.key < $1.key }.map {
      Location(sheet: Location(reference: $0.value).sheet)
    }
  }

  func date(_ field: String) -> CalendarDate? {
    if case .value(.date(let date)) = states[field] { date } else { nil }
  }

  /// The rows of a table as items of their own, each known by the record's key and the row's.
  func rows(of table: TableDefinition) -> [AcrossItem] {
    guard let keyColumn = table.key else { return [] }
    return (tables[table.id] ?? []).enumerated().compactMap { index, row in
      guard case .value(let rowKey) = row[keyColumn] else { return nil }
      var cells = cells
      for field in table.fields {
        cells[field.id] = cells["\(table.id).\(index + 1).\(field.id)"]
      }
      return AcrossItem(
        submission: submission,
        ordinal: ordinal,
        key: "\(key)\u{1F}\(rowKey)",
        recordKey: recordKey,
        states: states.merging(row) { $1 },
        tables: [:],
        cells: cells,
        parameters: parameters
      )
    }
  }

  static func state(_ value: StoredValue?, _ type: FieldType) -> FieldState {
    guard let value, value != .null else { return .blank }
    return value.value(of: type).map { .value($0) } ?? .blank
  }
}

extension Location {
  /// The place that `筛查表!C5` names.
  init(reference: String) {
    guard let mark = reference.lastIndex(of: "!") else {
      self.init(sheet: reference)
      return
    }
    self.init(
      sheet: String(reference[..<mark]),
      cell: String(reference[reference.index(after: mark)...])
    )
  }

  /// The place in another file, as a spreadsheet program writes it.
  func inFile(_ name: String) -> Location {
    Location(sheet: "[\(name)]\(sheet)", cell: cell)
  }
}
