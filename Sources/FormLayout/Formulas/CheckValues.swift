import FormDefinitions
import Foundation
import Spreadsheet

/// What the check cells show before a program has computed them, by the evaluator.
struct CheckValues {
  let checked: CheckedForm
  let parameters: [String: Decimal]
  let today: CalendarDate

  private var form: FormDefinition { checked.form }

  /// The record as the rules see it, computed fields filled in.
  func context(
    _ values: [String: FieldValue],
    tables: [String: [[String: FieldValue]]]
  ) -> RuleContext {
    var context = RuleContext(
      fields: states(values, of: checked.recordFields),
      tables: Dictionary(
        form.tables.map { table in
          (table.id, rows(of: table, checked.columns[table.id] ?? [], tables[table.id] ?? []))
        },
        uniquingKeysWith: { first, _ in first }
      ),
      parameters: parameters,
      today: today
    )
    for field in checked.computedFields where context.fields[field.definition.id] == nil {
      if let computed = field.definition.computed,
        case .value(.number(let number)) = computed.evaluate(context)
      {
        context.fields[field.definition.id] = .value(.number(number))
      }
    }
    return context
  }

  /// The rows that are known; those printed in advance are always there.
  private func rows(
    of table: TableDefinition,
    _ fields: [CheckedForm.Field],
    _ known: [[String: FieldValue]]
  ) -> [[String: FieldState]] {
    guard table.isPreset else { return known.map { states($0, of: fields) } }
    return table.presetRows.enumerated().map { index, row in
      let own = index < known.count ? known[index] : [:]
      return states(own.merging(row.values) { _, printed in printed }, of: fields)
    }
  }

  private func states(
    _ values: [String: FieldValue],
    of fields: [CheckedForm.Field]
  ) -> [String: FieldState] {
    var states: [String: FieldState] = [:]
    guard !values.isEmpty else { return states }
    states.reserveCapacity(values.count)
    for field in fields {
      let id = field.definition.id
      if let value = values[id] {
        states[id] = isReadable(value, as: field) ? .value(value) : .unreadable
      }
    }
    return states
  }

  /// Whether a value that the office gave is one of the field.
  private func isReadable(_ value: FieldValue, as field: CheckedForm.Field) -> Bool {
    switch (field.definition.type, value) {
    case (.identityNumber, .text(let text)): (try? IdentityNumber(text)) != nil
    case (.mobileNumber, .text(let text)): (try? MobileNumber(text)) != nil
    case (.choice, .choice(let label)):
      form.codeList(of: field.definition)?.codes.contains { $0.label == label } ?? true
    case (.choices, .choices(let labels)):
      labels.allSatisfy { label in
        form.codeList(of: field.definition)?.codes.contains { $0.label == label } ?? true
      }
    default: true
    }
  }

  /// Whether something is wrong with a value alone.
  private func isWrong(_ state: FieldState, _ field: FieldDefinition) -> Bool {
    switch state {
    case .blank: return false
    case .unreadable: return true
    case .value(.number(let number)):
      let range = field.type == .year ? NumberRange(minimum: 1900, maximum: 2100) : field.range
      return number < range?.minimum ?? 0 || range?.maximum.map { number > $0 } ?? false
    case .value(.date(let date)):
      return !(field.dates ?? FieldWords.standardDates).contains(date)
    case .value: return false
    }
  }

  /// Whether the village has filled in anything: what the office knew does not count.
  func isStarted(_ context: RuleContext) -> Bool {
    let fields = checked.recordFields.contains { field in
      field.showsBeginning && context.fields[field.definition.id] ?? .blank != .blank
    }
    return fields
      || checked.columns.contains { table, columns in
        (context.tables[table] ?? []).contains { row in
          columns.contains { $0.showsBeginning && row[$0.definition.id] ?? .blank != .blank }
        }
      }
  }

  /// The value of a check cell; `nil` where only the layout knows it.
  func value(
    _ slot: CheckSlot,
    _ subject: CheckFormulas.Subject,
    _ context: RuleContext,
    rowsOnSheet: [String: Int] = [:]
  ) -> CachedValue? {
    switch slot {
    case .derived(let id):
      let state =
        if case .row(let table) = subject {
          context.row.flatMap { context.tables[table]?[$0][id] }
        } else {
          context.fields[id]
        }
      return checked.type(of: id, table: subject.table).map { derived($0, state ?? .blank) }
    case .missing(let table):
      return .text(
        listed(.missing(table: table ?? subject.table), subject, table, context) {
          field,
          state,
          row in
          guard state == .blank else { return false }
          switch field.requirement {
          case .optional: return false
          case .always: return true
          case .when(let condition): return condition.isSatisfied(row) == true
          }
        }
      )
    case .faults(let kind, let table):
      return .text(
        listed(.faults(kind, table: table ?? subject.table), subject, table, context) {
          field,
          state,
          _ in
          isWrong(state, field)
        }
      )
    case .brokenRow(let id):
      guard let broken = brokenRow(of: id, context) else { return .number(0) }
      return .number(Double((rowsOnSheet[broken.table] ?? 0) - broken.row))
    case .rule(let id): return .text(words(id, subject, context))
    case .rowsKnown: return .number(0)
    case .copy(let id): return shown(context.fields[id] ?? .blank)
    case .derivedCopy(let id):
      return derived(checked.type(of: id, table: nil) ?? .text, context.fields[id] ?? .blank)
    case .result, .firstRow, .lastRow, .record, .rows: return nil
    }
  }

  /// What a cell that copies a field shows.
  private func shown(_ state: FieldState) -> CachedValue {
    guard case .value(let value) = state else { return .text("") }
    switch value.drawnContent {
    case .number(let number): return .number(number)
    case .text(let text): return .text(text)
    case .blank, .formula, .sharedFormula, .link: return .text("")
    }
  }

  /// What a check cell derives from a value.
  func derived(_ type: FieldType, _ state: FieldState) -> CachedValue {
    switch (type, state) {
    case (.identityNumber, .value(.text(let text))):
      guard let birth = (try? IdentityNumber(text))?.birthDate else { return .number(0) }
      return .number(Double(birth.year * 10_000 + birth.month * 100 + birth.day))
    case (.identityNumber, _): return .number(0)
    case (_, .value(.choices(let labels))) where !labels.isEmpty:
      return .text("、\(labels.joined(separator: "、"))、")
    default: return .text("")
    }
  }

  /// The zero-based first row that breaks a rule.
  func brokenRow(of id: String, _ context: RuleContext) -> (table: String, row: Int)? {
    guard let rule = checked.rules[id], let table = rule.definition.table else { return nil }
    return brokenRow(rule, table, context).map { (table, $0) }
  }

  private func brokenRow(
    _ rule: CheckedForm.Rule,
    _ table: String,
    _ context: RuleContext
  ) -> Int? {
    guard let rows = context.tables[table], !rows.isEmpty else { return nil }
    var context = context
    return rows.indices.first { row in
      context.row = row
      return rule.definition.check.isSatisfied(context) == false
    }
  }

  private func words(
    _ id: String,
    _ subject: CheckFormulas.Subject,
    _ context: RuleContext
  ) -> String {
    guard let rule = checked.rules[id] else { return "" }
    if subject == .card, let table = rule.definition.table {
      guard let row = brokenRow(rule, table, context) else { return "" }
      var context = context
      context.row = row
      let label = form.table(table)?.label ?? table
      return "；\(label)第 \(row + 1) 行：\(rule.said(context))"
    }
    guard rule.definition.check.isSatisfied(context) == false else { return "" }
    return "；\(rule.said(context))"
  }

  /// The labels of the fields of which something is true, a mark before each.
  private func listed(
    _ slot: CheckSlot,
    _ subject: CheckFormulas.Subject,
    _ table: String?,
    _ context: RuleContext,
    _ applies: (FieldDefinition, FieldState, RuleContext) -> Bool
  ) -> String {
    let own = subject.table
    guard let table = table ?? own else {
      return checked.fields(slot).filter {
        applies($0.definition, context.fields[$0.definition.id] ?? .blank, context)
      }.map { "、\($0.definition.label)" }.joined()
    }
    let rows = context.tables[table] ?? []
    let looked = own == nil ? Array(rows.indices) : context.row.map { [$0] } ?? []
    guard !looked.isEmpty else { return "" }
    var inner = context
    return checked.fields(slot).filter { field in
      looked.contains { row in
        inner.row = row
        return applies(field.definition, rows[row][field.definition.id] ?? .blank, inner)
      }
    }.map { "、\($0.definition.label)" }.joined()
  }

  /// What the result shows of the other check cells' values.
  func result(
    _ subject: CheckFormulas.Subject,
    _ values: [CheckSlot: CachedValue],
    isStarted: Bool
  ) -> String {
    guard isStarted else { return "" }
    return result(subject, checked.slots(subject).map { values[$0] }, isStarted: isStarted)
  }

  /// What the result shows of the other check cells' values, in the order of the cells.
  func result(
    _ subject: CheckFormulas.Subject,
    _ values: [CachedValue?],
    isStarted: Bool
  ) -> String {
    guard isStarted else { return "" }
    let joined = zip(checked.slots(subject), values).map { slot, value -> String in
      switch (slot, value) {
      case (.rule, .text(let text)): return text
      case (.missing(let table), .text(let text)) where !text.isEmpty:
        return "；\(label(table))还没有填：\(text.dropFirst())"
      case (.faults(let kind, let table), .text(let text)) where !text.isEmpty:
        return "；\(label(table))\(kind.words)：\(text.dropFirst())"
      case (.record, .text("")):
        return "；在主表中找不到这一\(form.record)"
      case (.rows(let table), .number(let count)) where count > 0:
        return "；“\(form.table(table)?.name ?? table)”表有 \(Int(count)) 行有问题，见该表的自查"
      default: return ""
      }
    }.joined()
    return joined.isEmpty ? CheckFormulas.right : String(joined.dropFirst())
  }

  private func label(_ table: String?) -> String {
    table.flatMap { form.table($0) }.map { "\($0.label)中" } ?? ""
  }
}
