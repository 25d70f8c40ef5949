package import FormDefinitions
import Findings
package import Foundation

extension SubmittedRecord {
  /// The values by field, tables as arrays of rows, all of the form's fields in its order; what is
  /// blank is null, and signatures, which are never imported, are left out.
  package func json(_ form: FormDefinition) -> JSONText {
    var members = Self.members(values, form.fields)
    for table in form.tables {
      let rows = tables[table.id] ?? []
      members.append((table.id, .array(rows.map { .object(Self.members($0, table.fields)) })))
    }
    return .object(members)
  }

  /// The cells by field, in the form's order.
  package func cellsJSON(_ form: FormDefinition) -> JSONText {
    .object(cellMembers(form))
  }

  /// The cells by field as ``cellsJSON(_:)`` has them, with those of tables printed in advance.
  package func allCellsJSON(_ form: FormDefinition) -> JSONText {
    var members = cellMembers(form)
    for table in form.tables where table.isPreset {
      for index in (tables[table.id] ?? []).indices {
        for field in table.fields {
          let place = Self.rowCell(table: table.id, row: index, column: field.id)
          if let cell = cells[place] { members.append((place, .string(cell.description))) }
        }
      }
    }
    return .object(members)
  }

  /// The name by which ``cells`` has a column of a table's zero-based row.
  static func rowCell(table: String, row: Int, column: String) -> String {
    "\(table).\(row + 1).\(column)"
  }

  private static func members(
    _ values: [String: FieldValue],
    _ fields: [FieldDefinition]
  ) -> [(String, JSONText)] {
    // By index, since a definition is large and all threads count the references to its parts.
    fields.indices.compactMap { index in
      guard fields[index].type != .signature else { return nil }
      let id = fields[index].id
      return (id, values[id].map { JSONText($0, fields[index].type) } ?? .null)
    }
  }

  private func cellMembers(_ form: FormDefinition) -> [(String, JSONText)] {
    form.fields.indices.compactMap { index in
      let id = form.fields[index].id
      return cells[id].map { (id, JSONText.string($0.description)) }
    }
  }
}

extension JSONText {
  /// The value of a field: numbers exact, money with its fen, days and months as ISO 8601 has them.
  init(_ value: FieldValue, _ type: FieldType) {
    self =
      switch value {
      case .text(let text), .choice(let text): .string(text)
      case .number(let number): .number(type == .money ? number.withFen : number.description)
      case .date, .month: .string(value.description)
      case .boolean(let value): .boolean(value)
      case .choices(let labels): .array(labels.map { .string($0) })
      }
  }
}

extension Decimal {
  /// The number with at least two decimals, as amounts of money are written.
  package var withFen: String {
    let text = description
    guard let point = text.firstIndex(of: ".") else { return text + ".00" }
    let decimals = text.distance(from: point, to: text.endIndex) - 1
    return decimals < 2 ? text + "0" : text
  }
}
