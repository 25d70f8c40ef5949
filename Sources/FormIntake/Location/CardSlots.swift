import FormDefinitions
import FormLayout

/// What stands where on a card: the layout turned round, from a keyed row and column to a field.
struct CardSlots {
  /// What a cell of a card is for.
  enum Slot {
    case printed(String)
    case anyPrinted
    case identity
    case ordinal
    case signature(String)
    case field(Int)
    case column(table: Int, column: Int)
    case preset(table: Int, column: Int)
  }

  let form: FormDefinition
  let plan: CardPlan
  private var grid: [Int: [Slot?]] = [:]
  private var headers: [String: [Slot?]] = [:]
  private var tableRows: [String: [Slot?]] = [:]

  init?(form: FormDefinition) {
    guard let plan = form.cardPlan() else { return nil }
    self.form = form
    self.plan = plan
    let width = plan.widths.count
    for (index, row) in plan.rows.enumerated() {
      for cell in row.cells {
        guard let slot = slot(cell) else { continue }
        for below in index..<min(plan.rows.count, index + cell.down) {
          for column in cell.column..<min(width, cell.column + cell.across) {
            set(slot, row: plan.rows[below].kind, column: column, width: width)
          }
        }
      }
    }
  }

  /// The slot of a keyed row and a one-based grid column.
  func slot(_ key: RowKey, column: Int) -> Slot? {
    let slots: [Slot?]? =
      switch key {
      case .grid(_, let row): grid[row]
      case .tableHeader(_, let table): headers[table]
      case .tableRow(_, let table, _): tableRows[table]
      case .continuation: Array(repeating: .anyPrinted, count: plan.widths.count)
      case .record, .printed: nil
      }
    guard let slots, slots.indices.contains(column - 1) else { return nil }
    return slots[column - 1]
  }

  private mutating func set(_ slot: Slot, row: CardPlan.RowKind, column: Int, width: Int) {
    let empty = [Slot?](repeating: nil, count: width)
    switch row {
    case .grid(let number): grid[number, default: empty][column] = slot
    case .tableHeader(let table): headers[table, default: empty][column] = slot
    case .tableRow(let table, _): tableRows[table, default: empty][column] = slot
    case .continuation: break
    }
  }

  private func slot(_ cell: CardPlan.PlannedCell) -> Slot? {
    switch cell.content {
    case .continuation: .anyPrinted
    case .identity: .identity
    case .ordinal: .ordinal
    case .label(let text), .section(let text), .plain(let text), .title(let text),
      .note(let text):
      .printed(LabelText.key(text))
    case .signature(let text): .signature(LabelText.key(text))
    case .field(let id): form.fields.firstIndex { $0.id == id }.map { .field($0) }
    case .column(let table, let id):
      indices(table, id).map { .column(table: $0.0, column: $0.1) }
    case .preset(let table, let id, _):
      indices(table, id).map { .preset(table: $0.0, column: $0.1) }
    case .blank: nil
    }
  }

  private func indices(_ table: String, _ column: String) -> (Int, Int)? {
    guard let index = form.tables.firstIndex(where: { $0.id == table }),
      let field = form.tables[index].fields.firstIndex(where: { $0.id == column })
    else { return nil }
    return (index, field)
  }
}
