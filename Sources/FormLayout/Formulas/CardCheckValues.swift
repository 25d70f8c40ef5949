import FormDefinitions
import Spreadsheet

/// What the check cells of a card show before a program has computed them.
struct CardCheckValues {
  private let values: CheckValues
  private let context: RuleContext
  /// The rows of each table, counted from 0 at the card's first row.
  private let rows: [String: [Int]]
  private var slots: [CheckSlot: CachedValue] = [:]
  /// What the result says.
  let result: String

  init(
    _ checked: CheckedForm,
    context drawing: DrawingContext,
    record: PrefilledRecord,
    rows: [String: [Int]]
  ) {
    let form = checked.form
    self.rows = rows
    var fields = record.values
    if let unit = drawing.request.unit {
      for (id, part) in form.unitParts where fields[id] == nil {
        let text = unit.value(of: part)
        if !text.isEmpty { fields[id] = .text(text) }
      }
    }
    let figures = RuleFigures(form: form, request: drawing.request).figures(fields)
    let values = CheckValues(
      checked: checked,
      parameters: figures,
      today: drawing.request.created
    )
    let context = values.context(fields, tables: record.tables)
    var slots: [CheckSlot: CachedValue] = [:]
    for slot in checked.slots(.card) {
      if case .brokenRow(let id) = slot {
        let broken = values.brokenRow(of: id, context)
        let last = broken.flatMap { rows[$0.table]?.last }
        let row = broken.flatMap { broken in
          rows[broken.table].flatMap { broken.row < $0.count ? $0[broken.row] : nil }
        }
        slots[slot] = .number(
          Double(last.flatMap { last in row.map { last - $0 + 1 } } ?? 0)
        )
      } else {
        slots[slot] = values.value(slot, .card, context)
      }
    }
    result = values.result(.card, slots, isStarted: values.isStarted(context))
    slots[.result] = .text(result)
    self.slots = slots
    self.values = values
    self.context = context
  }

  /// The value of a check cell.
  func value(_ kind: CardChecks.Kind) -> CachedValue {
    switch kind {
    case .slot(let slot):
      return slots[slot] ?? .text("")
    case .derived(let table, let row, let id):
      let known = context.tables[table] ?? []
      let state = row < known.count ? known[row][id] ?? .blank : .blank
      return values.derived(values.checked.form.table(table)?.field(id)?.type ?? .text, state)
    case .filled(let table, let row):
      let known = context.tables[table] ?? []
      return .number(row < known.count && !known[row].isEmpty ? 1 : 0)
    case .marks(let table, let row):
      guard let own = rows[table], let last = own.last, row < own.count else { return .text("") }
      let distance = Double(last - own[row] + 1)
      return .text(
        CheckFormulas.rules(values.checked.form).filter {
          $0.table == table && slots[.brokenRow(rule: $0.id)] == .number(distance)
        }.flatMap { CardChecks.markedColumns($0, table) }.map { "|\($0)|" }.joined()
      )
    }
  }
}
