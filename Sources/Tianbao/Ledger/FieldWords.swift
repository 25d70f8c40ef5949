import FormDefinitions

extension FormDefinition {
  /// What people call a field of a record in the ledger: its label, in a table after the table's.
  ///
  /// - Parameters:
  ///   - id: the field, `table.column` in a table.
  ///   - row: the one-based row of the table.
  /// - Returns: the words.
  func words(for id: String, row: Int? = nil) -> String {
    let parts = id.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, let table = table(parts[0]) else {
      return field(id)?.label ?? id
    }
    let column = table.field(parts[1])?.label ?? parts[1]
    return row.map { "\(table.label)第 \($0) 行\(column)" } ?? "\(table.label)\(column)"
  }
}
