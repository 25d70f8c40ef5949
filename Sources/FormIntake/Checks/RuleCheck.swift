import Findings
import FormDefinitions

/// Evaluates the form's own rules.
///
/// A rule whose operands are blank or unreadable does not apply: that they are is said once, by
/// whoever found it.
struct RuleCheck: RecordCheck {
  func findings(_ record: ReadRecord, _ context: CheckContext) -> [Finding] {
    let rules = context.form.rules
    guard rules.contains(where: { $0.stage != .draft }) else { return [] }
    var environment = record.ruleContext(context)
    var findings: [Finding] = []
    for index in rules.indices where rules[index].stage != .draft {
      let rows: [Int?] =
        rules[index].table.map { (environment.tables[$0] ?? []).indices.map(Optional.some) }
        ?? [nil]
      for row in rows {
        environment.row = row
        guard rules[index].check.isSatisfied(environment) == false else { continue }
        let rule = rules[index]
        if isLocated(rule, record, context) {
          findings.append(finding(rule, row: row, record, environment, context))
        }
      }
    }
    return findings
  }

  private func targets(
    of rule: RuleDefinition,
    row: Int?,
    _ record: ReadRecord,
    _ context: CheckContext
  ) -> [LocatedCell?] {
    rule.targets.map { record.cell(of: $0, row: row, in: context.form) }
  }

  /// Whether the sheet has a place for one of the fields that the rule speaks of.
  ///
  /// A field whose row or column was deleted is spoken of once, where that is said.
  private func isLocated(
    _ rule: RuleDefinition,
    _ record: ReadRecord,
    _ context: CheckContext
  ) -> Bool {
    rule.targets.isEmpty
      || rule.targets.contains { target in
        guard case .field(let id) = target else { return true }
        return context.form.fields.firstIndex { $0.id == id }.map { record.cells[$0] != nil }
          ?? true
      }
  }

  private func finding(
    _ rule: RuleDefinition,
    row: Int?,
    _ record: ReadRecord,
    _ environment: RuleContext,
    _ context: CheckContext
  ) -> Finding {
    let cells = targets(of: rule, row: row, record, context)
    let place = cells.compactMap { $0 }.first ?? record.cells.compactMap { $0 }.first
    let isNew = rule.stage == .beta
    let message = rule.message(in: environment)
    let new =
      isNew
      ? LocalizedText("（新规则，试行）", en: " (a new rule, on trial)") : LocalizedText(verbatim: "")
    let other = cells.compactMap { $0 }.dropFirst().compactMap(context.location)
    return Finding(
      Finding.Code(rawValue: "rule.\(rule.id)"),
      isNew ? min(rule.severity, .warning) : rule.severity,
      at: context.location(place),
      field: rule.targets.first?.description,
      record: record.index,
      value: CheckContext.seen(cells.compactMap { $0 }.first),
      message: LocalizedText(
        message.chinese + new.chinese,
        en: message.english + new.english
      ),
      fix: rule.fix(in: environment),
      related: other
    )
  }
}
