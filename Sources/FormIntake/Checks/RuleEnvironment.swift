import FormDefinitions

extension ReadRecord {
  /// The record as rule expressions see it.
  func ruleContext(_ context: CheckContext) -> RuleContext {
    var fields: [String: FieldState] = [:]
    fields.reserveCapacity(states.count)
    for index in states.indices { fields[context.form.fields[index].id] = states[index] }
    var rows: [String: [[String: FieldState]]] = [:]
    for (table, read) in zip(context.form.tables, tables) {
      rows[table.id] = read.map { row in
        Dictionary(
          zip(table.fields.map(\.id), row.states),
          uniquingKeysWith: { first, _ in first }
        )
      }
    }
    return RuleContext(
      fields: fields,
      tables: rows,
      parameters: context.parameters,
      today: context.today
    )
  }

  /// The cell of a rule's target.
  ///
  /// - Parameters:
  ///   - target: a field, or a column.
  ///   - row: the zero-based row of the table, for a column; the first row if `nil`.
  ///   - form: the record's form.
  /// - Returns: the cell, or `nil` where the form's cell was not found.
  func cell(of target: RuleReference, row: Int?, in form: FormDefinition) -> LocatedCell? {
    switch target {
    case .field(let id):
      return form.fields.firstIndex { $0.id == id }.flatMap { cells[$0] }
    case .column(let table, let id):
      guard let table = form.tables.firstIndex(where: { $0.id == table }),
        let column = form.tables[table].fields.firstIndex(where: { $0.id == id })
      else { return nil }
      let rows = tables[table]
      guard let first = rows.indices.first else { return nil }
      let index = row.map { rows.indices.contains($0) ? $0 : first } ?? first
      return rows[index].cells[column]
    }
  }
}
