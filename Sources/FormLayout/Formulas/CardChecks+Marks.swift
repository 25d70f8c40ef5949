import FormDefinitions

/// Which cells of a card are coloured while something is wrong with them.
extension CardChecks {
  /// The columns of a table that a rule points at.
  static func markedColumns(_ rule: RuleDefinition, _ table: String) -> [String] {
    rule.targets.compactMap { if case .column(table, let id) = $0 { id } else { nil } }
  }

  /// The fields that rules point at.
  func marks(
    _ grid: CardGrid,
    _ written: Set<CheckSlot>
  ) -> [(field: String, row: Int, column: Int, slots: [CheckSlot])] {
    var slots: [String: [CheckSlot]] = [:]
    for rule in CheckFormulas.rules(form) where written.contains(.rule(rule.id)) {
      for case .field(let id) in rule.targets { slots[id, default: []].append(.rule(rule.id)) }
    }
    return form.fields.compactMap { field in
      guard let place = grid.fields[field.id], let slots = slots[field.id] else { return nil }
      return (field.id, place.row, place.column, slots)
    }
  }

  /// The columns of tables that rules point at.
  func rowMarks(
    _ grid: CardGrid
  ) -> [(place: String, mark: String, rows: ClosedRange<Int>, column: Int, says: Int)] {
    var marks: [(place: String, mark: String, rows: ClosedRange<Int>, column: Int, says: Int)] = []
    for (table, says) in markColumns.sorted(by: { $0.key < $1.key }) {
      let targets = Set(
        CheckFormulas.rules(form).filter { $0.table == table }
          .flatMap { Self.markedColumns($0, table) }
      )
      for run in CardDrawer.runs(grid.rows[table] ?? []) {
        for id in targets.sorted() {
          guard let own = grid.columns[table]?[id] else { continue }
          marks.append(("\(table).\(id)", "|\(id)|", run, own, says))
        }
      }
    }
    return marks
  }
}
