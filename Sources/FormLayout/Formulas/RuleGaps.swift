public import Findings
public import FormDefinitions

/// A rule that a generated sheet cannot check by itself: only the importer does.
public struct RuleGap: Hashable, Sendable {
  /// The rule's identifier.
  public var rule: String
  /// The line of the definition, one-based.
  public var line: Int
  /// The layouts in which it has no formula.
  public var layouts: [LayoutKind]
  /// Why.
  public var reason: LocalizedText
}

/// The rules of a form that have no formula in Excel, WPS and LibreOffice, in the form's order.
///
/// - Parameter form: a form without faults of loading.
/// - Returns: the rules with the reasons; drafts are left out, since they stand in no sheet.
public func ruleGaps(of form: FormDefinition) -> [RuleGap] {
  let identity = WorkbookIdentity(form: form.id, revision: form.revision, layout: "")
  let context = DrawingContext(
    request: WorkbookRequest(),
    identity: identity,
    codeRanges: CodeListSheet(form: form, keyStyle: 0).ranges
  )
  var found: [LayoutKind: [CheckFormulas]] = [:]
  if let plan = form.cardPlan() {
    found[.card] = [
      CardChecks(form: form, context: context, standard: plan).formulas(plan)
    ]
  }
  if form.list != nil {
    let checks = ListChecks(form: form, context: context, records: 100, rows: { _ in 800 })
    found[.list] = ([checks.main] + checks.tables.values).map(checks.formulas)
  }
  return CheckFormulas.rules(form).compactMap { rule in
    var gap: RuleGap?
    for layout in LayoutKind.allCases {
      let reasons = (found[layout] ?? []).compactMap { $0.gap(rule)?.reason }
      guard let reason = reasons.first else { continue }
      gap = RuleGap(
        rule: rule.id,
        line: rule.line,
        layouts: (gap?.layouts ?? []) + [layout],
        reason: gap?.reason ?? reason
      )
    }
    return gap
  }
}
