import FormDefinitions
import Spreadsheet

/// What the check cells of a card show before a program has computed them.
struct CardCheckValues {
  private let values: CheckValues
  private let context: RuleContext
  /// The rows of each table, counted from 0 at the card's first row.
  private let rows: [String: [Int]]
  /// The values of the card's slots, in their order.
  private let slots: [CachedValue?]
  /// What the result says.
  let result: String

  init(
    _ checked: CheckedForm,
    context drawing: DrawingContext,
    record: PrefilledRecord,
    rows: [String: [Int]]
  ) {
    self.rows = rows
    var fields = record.values
    if let unit = drawing.request.unit {
      for (id, part) in checked.form.unitParts where fields[id] == nil {
        let text = unit.value(of: part)
        if !text.isEmpty { fields[id] = .text(text) }
      }
    }
    let figures = RuleFigures(form: checked.form, request: drawing.request).figures(fields)
    let values = CheckValues(
      checked: checked,
      parameters: figures,
      today: drawing.request.created
    )
    let context = values.context(fields, tables: record.tables)
    slots = checked.slots(.card).map { slot in
      guard case .brokenRow(let id) = slot else { return values.value(slot, .card, context) }
      let broken = values.brokenRow(of: id, context)
      let last = broken.flatMap { rows[$0.table]?.last }
      let row = broken.flatMap { broken in
        rows[broken.table].flatMap { broken.row < $0.count ? $0[broken.row] : nil }
      }
      return .number(Double(last.flatMap { last in row.map { last - $0 + 1 } } ?? 0))
    }
    result = values.result(.card, slots, isStarted: values.isStarted(context))
    self.values = values
    self.context = context
  }

  /// The value of a check cell.
  func value(_ source: CardChecks.Source) -> CachedValue {
    switch source {
    case .result: return .text(result)
    case .slot(let index):
      return index.flatMap { slots[$0] } ?? .text("")
    case .derived(let table, let row, let id, let type):
      let known = context.tables[table] ?? []
      return values.derived(type, row < known.count ? known[row][id] ?? .blank : .blank)
    case .filled(let table, let row):
      let known = context.tables[table] ?? []
      return .number(row < known.count && !known[row].isEmpty ? 1 : 0)
    case .marks(let table, let row, let rules):
      guard !result.isEmpty, let own = rows[table], let last = own.last, row < own.count else {
        return .text("")
      }
      let distance = Double(last - own[row] + 1)
      return .text(
        rules.lazy.filter { slots[$0.slot] == .number(distance) }.map(\.marks).joined()
      )
    }
  }
}
