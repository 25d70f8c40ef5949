import Findings
import FormDefinitions

/// Finds what must be filled in and is not, and households on whose card nothing was added.
struct RequiredCheck: RecordCheck {
  func findings(_ record: ReadRecord, _ context: CheckContext) -> [Finding] {
    if let untouched = untouched(record, context) { return [untouched] }
    let form = context.form
    var environment: RuleContext?
    var findings: [Finding] = []
    for index in form.fields.indices where record.states[index] == .blank {
      let field = form.fields[index]
      guard field.computed == nil, field.type != .signature, let cell = record.cells[index] else {
        continue
      }
      if isRequired(field, record, context, row: nil, &environment) {
        findings.append(missing(field, id: field.id, cell, record, context))
      }
    }
    for (index, table) in form.tables.enumerated() {
      for (number, row) in record.tables[index].enumerated() {
        for column in table.fields.indices where row.states[column] == .blank {
          let field = table.fields[column]
          guard field.computed == nil, let cell = row.cells[column] else { continue }
          if isRequired(field, record, context, row: number, &environment) {
            findings.append(missing(field, id: "\(table.id).\(field.id)", cell, record, context))
          }
        }
      }
    }
    return findings
  }

  private func isRequired(
    _ field: FieldDefinition,
    _ record: ReadRecord,
    _ context: CheckContext,
    row: Int?,
    _ environment: inout RuleContext?
  ) -> Bool {
    switch field.requirement {
    case .optional: return false
    case .always: return true
    case .when(let condition):
      var rules = environment ?? record.ruleContext(context)
      environment = rules
      rules.row = row
      return condition.isSatisfied(rules) == true
    }
  }

  private func missing(
    _ field: FieldDefinition,
    id: String,
    _ cell: LocatedCell,
    _ record: ReadRecord,
    _ context: CheckContext
  ) -> Finding {
    let how = field.help.map { "：\($0)" } ?? ""
    return Finding(
      "field.required",
      .error,
      at: context.location(cell),
      field: id,
      record: record.index,
      message: LocalizedText("“\(field.label)”没有填写", en: "‘\(field.label)’ is empty"),
      fix: LocalizedText(
        "请填写“\(field.label)”\(how)",
        en: "Fill in ‘\(field.label)’\(field.help.map { ": \($0)" } ?? "")"
      )
    )
  }

  /// A record that holds only what the office prefilled: one finding says it, not one a field.
  private func untouched(_ record: ReadRecord, _ context: CheckContext) -> Finding? {
    let form = context.form
    func isOffice(_ field: FieldDefinition) -> Bool {
      !field.prefill.isEmpty || form.unitParts[field.id] != nil || field.computed != nil
        || field.isPreset
    }
    for (field, state) in zip(form.fields, record.states) where state != .blank {
      if !isOffice(field) { return nil }
    }
    for (table, rows) in zip(form.tables, record.tables) {
      for row in rows {
        for (field, state) in zip(table.fields, row.states) where state != .blank {
          if !isOffice(field) { return nil }
        }
      }
    }
    // Where nothing that must be filled in is left to the village, it may have nothing to add.
    let isOpen = (form.fields + form.tables.flatMap(\.fields)).contains { field in
      if case .always = field.requirement { !isOffice(field) } else { false }
    }
    guard isOpen else { return nil }
    let place = record.cells.compactMap { $0 }.first
    return Finding(
      "record.not-filled",
      .error,
      at: context.location(place),
      record: record.index,
      message: LocalizedText(
        "本\(form.record)只有预填内容，还没有填写",
        en: "This record holds only what was prefilled"
      ),
      fix: LocalizedText(
        "填写本\(form.record)的各项；确实没有此\(form.record)的，请与乡镇联系",
        en: "Fill in the record, or tell the office that it does not exist"
      )
    )
  }
}
