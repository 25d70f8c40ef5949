public import FormDefinitions
public import Spreadsheet
import Findings
import FormLayout

extension Ledger {
  /// Holds what was filed against rules across forms, files and periods.
  ///
  /// Records are looked up by index, a page at a time: the cost grows with the records, not with
  /// their pairs, and memory holds a page of records and a unit's last return.
  ///
  /// - Parameters:
  ///   - rules: the rules; drafts are not applied.
  ///   - catalogue: the forms that they speak of.
  ///   - scope: what is checked.
  ///   - day: the day of the check.
  ///   - body: called with each finding, rule by rule within a return.
  /// - Throws: ``LedgerError``, or what the body throws.
  public func check(
    _ rules: [AcrossRule],
    _ catalogue: FormCatalogue,
    in scope: AcrossScope,
    on day: CalendarDate,
    _ body: (AcrossFinding) throws -> Void
  ) throws {
    let applied = rules.filter { $0.stage != .draft }
    let names = Dictionary(
      try units().map { ($0.code, $0.name) },
      uniquingKeysWith: { first, _ in first }
    )
    let judgement = AcrossJudgement(catalogue: catalogue, units: names, today: day)
    try database.read { session in
      let reader = AcrossReader(session, judgement, rules: applied)
      let answers = AcrossAnswers(session)
      try AcrossCheck(rules: applied, reader: reader, scope: scope).run { finding in
        try body(try answers.applied(to: finding))
      }
    }
  }
}

/// A check of a ledger, rule by rule.
struct AcrossCheck {
  let rules: [AcrossRule]
  let reader: AcrossReader
  let scope: AcrossScope

  private var judgement: AcrossJudgement { reader.judgement }

  /// The returns of a run; `nil` where all are checked.
  private var ofRun: Set<Int64>? {
    if case .submissions(let ids) = scope { ids } else { nil }
  }

  func run(_ report: (AcrossFinding) throws -> Void) throws {
    let forms = judgement.catalogue.forms
    for form in forms.values.sorted(by: { $0.id < $1.id }) {
      let own = rules.filter { $0.form == form.id && $0.kind != .unique }
      // Of two records of a run that are at odds, the rule's own form has the finding.
      let facing = ofRun == nil ? [] : rules.filter { $0.other == form.id && $0.kind == .agrees }
      guard !own.isEmpty || !facing.isEmpty else { continue }
      for submission in try returns(of: form) { try check(submission, form, own, facing, report) }
    }
    for rule in rules where rule.kind == .unique {
      try reader.repeatedPeople(rule, in: scope) { places in
        for finding in judgement.repeated(rule, places, run: ofRun) where isInScope(finding) {
          try report(finding)
        }
      }
    }
  }

  private func isInScope(_ finding: AcrossFinding) -> Bool {
    if case .unit(let unit) = scope { finding.submission.identity.unit == unit } else { true }
  }

  private func returns(of form: FormDefinition) throws -> [FiledSubmission] {
    switch scope {
    case .all: try reader.submissions(form: form.id)
    case .unit(let unit): try reader.submissions(form: form.id, unit: unit)
    case .submissions(let ids): try reader.submissions(form: form.id, among: ids)
    }
  }

  private func check(
    _ submission: FiledSubmission,
    _ form: FormDefinition,
    _ own: [AcrossRule],
    _ facing: [AcrossRule],
    _ report: (AcrossFinding) throws -> Void
  ) throws {
    let forms = judgement.catalogue.forms
    let overTime = own.filter { $0.kind == .follows || $0.kind == .stays }
    let periods = overTime.isEmpty ? nil : try reader.periods(of: submission)
    var last: [String?: [String: AcrossItem]] = [:]
    for table in Set(overTime.map(\.table)) {
      last[table] = try reader.items(
        of: periods?.last ?? [],
        rowsOf: table.flatMap { form.table($0) }
      )
    }
    var counts: [String: Int?] = [:]
    for rule in own where rule.kind == .counts {
      let isKnown = !submission.identity.unit.isEmpty
      counts[rule.id] = .some(isKnown ? try reader.count(rule, for: submission) : nil)
    }
    let sought = Set(
      own.filter { [.owes, .needsBefore, .agrees].contains($0.kind) }.map(\.other)
        + facing.map(\.form)
    ).sorted().compactMap { forms[$0] }
    let comparesNewest =
      !facing.isEmpty || own.contains { $0.kind == .agrees || $0.kind == .owes }
    var sheet: String?
    try reader.pages(of: submission) { items in
      if sheet == nil { sheet = items.first?.location(of: [], key: form.key)?.sheet }
      var others: [String: [String: [AcrossItem]]] = [:]
      for other in sought { others[other.id] = try reader.counterparts(of: items, in: other) }
      let same = comparesNewest ? try reader.counterparts(of: items, in: form) : [:]
      for item in items {
        let isNewest = same[item.key]?.last.map { $0.submission.id == submission.id } ?? true
        for rule in own {
          for finding in findings(
            rule,
            item,
            others[rule.other]?[item.key] ?? [],
            isNewest: isNewest,
            last: last[rule.table] ?? [:],
            count: counts[rule.id] ?? nil,
            form
          ) { try report(finding) }
        }
        for rule in facing where isNewest {
          guard let other = others[rule.form]?[item.key]?.last,
            ofRun.map({ !$0.contains(other.submission.id) }) ?? false,
            let finding = judgement.compared(rule, other, item, reversed: true)
          else { continue }
          try report(finding)
        }
      }
    }
    if let periods {
      let rules = own.filter { $0.kind == .stays }
      try checkGone(rules, submission, form, periods, last, sheet, report)
    }
  }

  private func findings(
    _ rule: AcrossRule,
    _ item: AcrossItem,
    _ others: [AcrossItem],
    isNewest: Bool,
    last: [String: AcrossItem],
    count: Int?,
    _ form: FormDefinition
  ) -> [AcrossFinding] {
    switch rule.kind {
    case .owes:
      return isNewest ? [judgement.owed(rule, item, others)].compactMap { $0 } : []
    case .needsBefore: return [judgement.needed(rule, item, others)].compactMap { $0 }
    case .agrees:
      guard isNewest, let other = others.last else { return [] }
      return [judgement.compared(rule, item, other)].compactMap { $0 }
    case .follows:
      let own = rule.table.flatMap { form.table($0) }.map { item.rows(of: $0) } ?? [item]
      return own.compactMap { item in
        last[item.key].flatMap { judgement.compared(rule, item, $0) }
      }
    case .counts:
      return count.flatMap { [judgement.counted(rule, item, $0)] }?.compactMap { $0 } ?? []
    case .stays, .unique: return []
    }
  }

  /// Finds what the unit's last returns had and the ones of this period have no more.
  ///
  /// The newest return of the period is told, so that several workbooks of a unit say it once.
  private func checkGone(
    _ rules: [AcrossRule],
    _ submission: FiledSubmission,
    _ form: FormDefinition,
    _ periods: (own: [FiledSubmission], last: [FiledSubmission]),
    _ last: [String?: [String: AcrossItem]],
    _ sheet: String?,
    _ report: (AcrossFinding) throws -> Void
  ) throws {
    guard !rules.isEmpty, !periods.last.isEmpty, periods.own.last?.id == submission.id else {
      return
    }
    for rule in rules {
      let table = rule.table.flatMap { form.table($0) }
      let present = try reader.items(of: periods.own, rowsOf: table)
      let missing = (last[rule.table] ?? [:]).filter { key, item in
        present[key] == nil
          && item.submission.identity.campaign == submission.identity.campaign
      }.sorted {
        ($0.value.submission.id, $0.value.ordinal, $0.key)
          < ($1.value.submission.id, $1.value.ordinal, $1.key)
      }
      for (_, item) in missing {
        if let finding = judgement.gone(rule, item, from: submission, sheet: sheet) {
          try report(finding)
        }
      }
    }
  }
}
