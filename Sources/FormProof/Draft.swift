import FormDefinitions
import Foundation
import Spreadsheet

/// A record as the proof means it, whatever the importer will make of it.
struct Draft {
  /// The states of the fields that are filled in.
  var fields: [String: FieldState] = [:]
  /// The states of the tables' rows; no row is without content.
  var tables: [String: [[String: FieldState]]] = [:]

  subscript(place: Place) -> FieldState {
    get {
      switch place {
      case .field(let id): return fields[id] ?? .blank
      case .cell(let table, let row, let id):
        guard let rows = tables[table], row < rows.count else { return .blank }
        return rows[row][id] ?? .blank
      }
    }
    set {
      let state = newValue == .blank ? nil : newValue
      switch place {
      case .field(let id): fields[id] = state
      case .cell(let table, let row, let id): tables[table]?[row][id] = state
      }
    }
  }

  /// A place of the form that is filled in.
  enum Place: Hashable {
    case field(String)
    /// Table, zero-based row, column.
    case cell(String, Int, String)

    /// The place as findings name it.
    var name: String {
      switch self {
      case .field(let id): id
      case .cell(let table, _, let id): "\(table).\(id)"
      }
    }
  }

  /// The records' values, where they are values.
  var values: [String: FieldValue] { Self.values(fields) }

  /// The rows' values, where they are values.
  var rows: [String: [[String: FieldValue]]] { tables.mapValues { $0.map(Self.values) } }

  private static func values(_ states: [String: FieldState]) -> [String: FieldValue] {
    states.compactMapValues { if case .value(let value) = $0 { value } else { nil } }
  }
}

extension FormDefinition {
  /// The definition of a place.
  func field(at place: Draft.Place) -> FieldDefinition? {
    switch place {
    case .field(let id): field(id)
    case .cell(let table, _, let id): self.table(table)?.field(id)
    }
  }
}
