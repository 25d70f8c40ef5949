import FormDefinitions
import Spreadsheet

/// What the check cells of a list show before a program has computed them.
struct ListCheckValues {
  private let form: FormDefinition
  private let values: [CheckValues]
  private let contexts: [RuleContext]

  init(
    form: FormDefinition,
    context: DrawingContext,
    records: [PrefilledRecord],
    values: (PrefilledRecord) -> [ColumnKey: FieldValue]
  ) {
    self.form = form
    let figures = RuleFigures(form: form, request: context.request)
    var known: [CheckValues] = []
    var contexts: [RuleContext] = []
    for record in records {
      var fields: [String: FieldValue] = [:]
      for (key, value) in values(record) {
        if case .field(let id) = key { fields[id] = value }
      }
      let values = CheckValues(
        form: form,
        parameters: figures.figures(fields),
        today: context.request.created
      )
      known.append(values)
      contexts.append(values.context(fields, tables: record.tables))
    }
    self.values = known
    self.contexts = contexts
  }

  /// The check cells of a record's row.
  func record(_ index: Int, rows: [String: [ListSheet.Row]]) -> [CheckSlot: CachedValue] {
    let context = contexts[index]
    var result: [CheckSlot: CachedValue] = [:]
    for slot in CheckFormulas.slots(form, .record) {
      switch slot {
      case .firstRow(let table), .lastRow(let table):
        guard hasKey(index) else {
          result[slot] = .text("")
          continue
        }
        let own = (rows[table] ?? []).indices.filter { rows[table]?[$0].record == index }
        let row = if case .firstRow = slot { own.first } else { own.last }
        result[slot] = .number(Double(row.map { $0 + 1 } ?? 0))
      case .rows(let table):
        guard let definition = form.table(table), hasKey(index) else {
          result[slot] = .number(0)
          continue
        }
        let wrong = (rows[table] ?? []).count { row in
          guard row.record == index, row.index != nil,
            case .text(let text)? = self.row(row, of: definition)[.result]
          else { return false }
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
  func row(_ row: ListSheet.Row, of table: TableDefinition) -> [CheckSlot: CachedValue] {
    let subject = CheckFormulas.Subject.row(table: table.id)
    var result: [CheckSlot: CachedValue] = [:]
    guard let index = row.index else {
      for slot in CheckFormulas.slots(form, subject) {
        switch slot {
        case .derived(let id):
          result[slot] = values[row.record].derived(table.field(id)?.type ?? .text, .blank)
        case .copy, .derivedCopy:
          result[slot] = copied(slot, subject, row.record)
        default: break
        }
      }
      result[.record] = hasKey(row.record) ? .number(Double(row.record + 1)) : .text("")
      return result
    }
    var context = contexts[row.record]
    context.row = index
    for slot in CheckFormulas.slots(form, subject) {
      switch slot {
      case .copy, .derivedCopy: result[slot] = copied(slot, subject, row.record)
      default: result[slot] = values[row.record].value(slot, subject, context)
      }
    }
    result[.record] = hasKey(row.record) ? .number(Double(row.record + 1)) : .text("")
    result[.result] = .text(values[row.record].result(subject, result, isStarted: true))
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
