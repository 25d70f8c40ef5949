import FormDefinitions
import Spreadsheet

/// What the check cells of a list show before a program has computed them.
struct ListCheckValues {
  private let checked: CheckedForm
  private let values: [CheckValues]
  private let contexts: [RuleContext]
  /// The rows of the tables' sheets, counted from 0, of each record.
  private var places: [String: [Int: [Int]]] = [:]
  /// The check cells of the tables' rows.
  private(set) var rows: [String: [[CheckSlot: CachedValue]]] = [:]

  private var form: FormDefinition { checked.form }

  init(
    form: FormDefinition,
    context: DrawingContext,
    records: [PrefilledRecord],
    rows: [String: [ListSheet.Row]],
    values: (PrefilledRecord) -> [ColumnKey: FieldValue]
  ) {
    let checked = CheckedForm(form)
    self.checked = checked
    let figures = RuleFigures(form: form, request: context.request)
    var known: [CheckValues] = []
    var contexts: [RuleContext] = []
    for record in records {
      var fields: [String: FieldValue] = [:]
      for (key, value) in values(record) {
        if case .field(let id) = key { fields[id] = value }
      }
      let values = CheckValues(
        checked: checked,
        parameters: figures.figures(fields),
        today: context.request.created
      )
      known.append(values)
      contexts.append(values.context(fields, tables: record.tables))
    }
    self.values = known
    self.contexts = contexts
    for table in form.tables {
      guard let rows = rows[table.id] else { continue }
      for (place, row) in rows.enumerated() {
        places[table.id, default: [:]][row.record, default: []].append(place)
      }
      self.rows[table.id] = rows.map { self.row($0, of: table) }
    }
  }

  /// The check cells of a record's row.
  func record(_ index: Int) -> [CheckSlot: CachedValue] {
    let context = contexts[index]
    var result: [CheckSlot: CachedValue] = [:]
    for slot in checked.slots(.record) {
      switch slot {
      case .firstRow(let table), .lastRow(let table):
        guard hasKey(index) else {
          result[slot] = .text("")
          continue
        }
        let own = places[table]?[index] ?? []
        let row = if case .firstRow = slot { own.first } else { own.last }
        result[slot] = .number(Double(row.map { $0 + 1 } ?? 0))
      case .rows(let table):
        guard hasKey(index) else {
          result[slot] = .number(0)
          continue
        }
        let wrong = (places[table]?[index] ?? []).count { place in
          guard case .text(let text)? = rows[table]?[place][.result] else { return false }
          return !text.isEmpty && text != CheckFormulas.right
        }
        result[slot] = .number(Double(wrong))
      default: result[slot] = values[index].value(slot, .record, context)
      }
    }
    result[.result] = .text(
      values[index].result(.record, result, isStarted: values[index].isStarted(context))
    )
    return result
  }

  /// The check cells of a row of a table's sheet.
  private func row(_ row: ListSheet.Row, of table: TableDefinition) -> [CheckSlot: CachedValue] {
    let subject = CheckFormulas.Subject.row(table: table.id)
    let slots = checked.slots(subject)
    let values = values[row.record]
    var result: [CheckSlot: CachedValue] = [:]
    var context = contexts[row.record]
    context.row = row.index
    for slot in slots {
      switch slot {
      case .copy, .derivedCopy: result[slot] = copied(slot, subject, row.record)
      case .derived(let id) where row.index == nil:
        result[slot] = values.derived(table.field(id)?.type ?? .text, .blank)
      default:
        if row.index != nil { result[slot] = values.value(slot, subject, context) }
      }
    }
    result[.record] = hasKey(row.record) ? .number(Double(row.record + 1)) : .text("")
    if row.index != nil {
      result[.result] = .text(values.result(subject, result, isStarted: true))
    }
    return result
  }

  /// What is copied from the record; nothing from one that has no key.
  private func copied(
    _ slot: CheckSlot,
    _ subject: CheckFormulas.Subject,
    _ record: Int
  ) -> CachedValue? {
    if hasKey(record) { return values[record].value(slot, subject, contexts[record]) }
    guard case .derivedCopy(let id) = slot else { return .text("") }
    return values[record].derived(form.field(id)?.type ?? .text, .blank)
  }

  private func hasKey(_ index: Int) -> Bool {
    form.key.map { contexts[index].fields[$0] ?? .blank != .blank } ?? false
  }
}
