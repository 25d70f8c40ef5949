import FormDefinitions
import Foundation

extension AcrossReader {
  /// The fields that rules ask for, so many a column: a function of SQLite takes 127 arguments.
  private func parts(_ form: FormDefinition) -> [ArraySlice<String>] {
    let names = (fields[form.id] ?? [])[...]
    return stride(from: 0, to: names.count, by: 100).map { names[$0..<min($0 + 100, names.count)] }
  }

  /// The columns with the values of the fields that rules ask for, each a JSON array.
  func projection(_ form: FormDefinition) -> String {
    let columns = parts(form).map { names in
      switch session.dialect {
      case .sqlite:
        // With one path alone it would give the value, not an array.
        let paths = (names + names.suffix(names.count == 1 ? 1 : 0)).map { "'$.\($0)'" }
        return "json_extract(r.content, \(paths.joined(separator: ", ")))"
      case .postgreSQL:
        let values = names.map { "COALESCE((r.content -> '\($0)')::text, 'null')" }
        return "'[' || \(values.joined(separator: " || ',' || ")) || ']'"
      }
    }
    return columns.isEmpty ? "NULL" : columns.joined(separator: ", ")
  }

  func item(
    _ row: SQLRow,
    valuesAt column: Int,
    of submission: FiledSubmission,
    _ form: FormDefinition,
    _ parameters: [String: Decimal]
  ) throws -> AcrossItem? {
    var record = try StoredRecord(key: row.optionalText(1), content: "{}", cells: row.text(2))
    for (place, names) in parts(form).enumerated() {
      let text = row.text(column + place)
      guard
        let values = try? JSONDecoder().decode([StoredValue].self, from: Data(text.utf8)),
        values.count >= names.count
      else { throw LedgerError.damaged }
      for (name, value) in zip(names, values) { record.values[name] = value }
    }
    var states: [String: FieldState] = [:]
    for field in form.fields where record.values[field.id] != nil {
      states[field.id] = AcrossItem.state(record.values[field.id], field.type)
    }
    var tables: [String: [[String: FieldState]]] = [:]
    for table in form.tables {
      guard let rows = record.values[table.id]?.rows else { continue }
      tables[table.id] = rows.map { row in
        table.fields.reduce(into: [:]) { $0[$1.id] = AcrossItem.state(row[$1.id], $1.type) }
      }
    }
    let key = record.key ?? ""
    return AcrossItem(
      submission: submission,
      ordinal: Int(row.integer(0)),
      key: form.isOfHouseholds ? String(key.prefix(18)) : key,
      recordKey: record.key,
      states: states,
      tables: tables,
      cells: record.cells,
      parameters: parameters
    )
  }
}
