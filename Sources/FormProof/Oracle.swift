import Findings
import FormDefinitions
import Foundation
import Spreadsheet

/// What a definition says of a record, without any sheet: what the importer must find in it.
struct Oracle {
  /// Something that must be found.
  struct Expected: Hashable {
    let code: String
    let severity: Severity
    /// The place in whose cell; `nil` for anywhere.
    let place: Draft.Place?
  }

  let form: FormDefinition
  let parameters: [String: FormParameter]
  let unit: String
  let year: Int?
  let today: CalendarDate

  /// The record as rules see it, with what is computed.
  func context(_ draft: Draft) -> RuleContext {
    var context = RuleContext(fields: draft.fields, tables: draft.tables, today: today)
    let visited = form.fields.lazy.compactMap { field -> Int? in
      guard field.type == .date, case .value(.date(let date))? = draft.fields[field.id] else {
        return nil
      }
      return date.year
    }.first
    let year = year ?? visited ?? today.year
    context.parameters = parameters.compactMapValues { $0.value(year: year, divisionCode: unit) }
    for field in form.fields where context.fields[field.id] == nil {
      if let computed = field.computed,
        case .value(.number(let number)) = computed.evaluate(context)
      {
        context.fields[field.id] = .value(.number(number))
      }
    }
    return context
  }

  /// Whether a rule is broken, and in which rows if it is for each row of a table.
  func broken(_ rule: RuleDefinition, _ context: RuleContext) -> [Int?] {
    guard let table = rule.table else {
      return rule.check.isSatisfied(context) == false ? [nil] : []
    }
    var context = context
    return (context.tables[table] ?? []).indices.filter { row in
      context.row = row
      return rule.check.isSatisfied(context) == false
    }
  }

  /// Everything that must be found.
  func expected(_ draft: Draft) -> [Expected] {
    let context = context(draft)
    return rules(draft, context) + missing(draft, context) + cascades(draft) + repeats(draft)
  }

  private func rules(_ draft: Draft, _ context: RuleContext) -> [Expected] {
    form.rules.filter { $0.stage != .draft }.flatMap { rule in
      broken(rule, context).map { row in
        Expected(
          code: "rule.\(rule.id)",
          severity: rule.stage == .beta ? min(rule.severity, .warning) : rule.severity,
          place: place(of: rule, row: row, draft)
        )
      }
    }
  }

  private func place(of rule: RuleDefinition, row: Int?, _ draft: Draft) -> Draft.Place? {
    for target in rule.targets {
      switch target {
      case .field(let id): return .field(id)
      case .column(let table, let id):
        if !(draft.tables[table] ?? []).isEmpty { return .cell(table, row ?? 0, id) }
      }
    }
    return nil
  }

  /// The places of a record that can be filled in.
  func places(_ draft: Draft) -> [Draft.Place] {
    form.fields.map { .field($0.id) }
      + form.tables.flatMap { table in
        (draft.tables[table.id] ?? []).indices.flatMap { row in
          table.fields.map { .cell(table.id, row, $0.id) }
        }
      }
  }

  private func missing(_ draft: Draft, _ context: RuleContext) -> [Expected] {
    places(draft).compactMap { place in
      guard let field = form.field(at: place), field.computed == nil, !field.isPreset,
        field.type != .signature, draft[place] == .blank
      else { return nil }
      switch field.requirement {
      case .optional: return nil
      case .always: break
      case .when(let condition):
        var context = context
        if case .cell(_, let row, _) = place { context.row = row }
        guard condition.isSatisfied(context) == true else { return nil }
      }
      return Expected(code: "field.required", severity: .error, place: place)
    }
  }

  /// Choices that are not offered beside the one that they depend on.
  private func cascades(_ draft: Draft) -> [Expected] {
    places(draft).compactMap { place in
      guard let field = form.field(at: place), let parent = field.dependsOn,
        case .value(.choice(let label)) = draft[place],
        case .value(.choice(let above)) = draft[place.beside(parent)],
        let code = form.codeList(of: field)?.codes.first(where: { $0.label == label }),
        !code.parents.isEmpty, !code.parents.contains(above)
      else { return nil }
      return Expected(code: "choice.parent", severity: .error, place: place)
    }
  }

  /// Rows of a table that have the same key.
  private func repeats(_ draft: Draft) -> [Expected] {
    form.tables.flatMap { table -> [Expected] in
      guard let key = table.key, let field = table.field(key) else { return [] }
      var seen: Set<String> = []
      return (draft.tables[table.id] ?? []).indices.compactMap { row in
        guard case .value(let value) = draft[.cell(table.id, row, key)] else { return nil }
        let text = value.description
        let citizen = field.type == .identityNumber ? String(text.prefix(18)) : text
        return seen.insert(citizen).inserted
          ? nil
          : Expected(
            code: "table.duplicate-key",
            severity: .error,
            place: .cell(table.id, row, key)
          )
      }
    }
  }
}

extension Draft.Place {
  /// Another field of the same record or row.
  func beside(_ id: String) -> Draft.Place {
    switch self {
    case .field: .field(id)
    case .cell(let table, let row, _): .cell(table, row, id)
    }
  }
}
