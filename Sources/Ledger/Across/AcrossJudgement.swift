import Findings
import FormDefinitions
import FormIntake
import Foundation
import Spreadsheet

/// Judges records by rules across forms and periods; what is judged are values alone.
struct AcrossJudgement {
  let catalogue: FormCatalogue
  /// The units' names by code.
  let units: [String: String]
  let today: CalendarDate

  /// What `owes` says of a record: nothing, or that something is missing or came late.
  ///
  /// - Parameters:
  ///   - rule: the rule.
  ///   - item: the record that owes.
  ///   - others: the records of the owed form about the same thing.
  /// - Returns: the finding, if there is one.
  func owed(_ rule: AcrossRule, _ item: AcrossItem, _ others: [AcrossItem]) -> AcrossFinding? {
    guard applies(rule, item), let since = rule.since.flatMap({ item.date($0) }),
      let days = days(rule, since, item)
    else { return nil }
    let due = since.adding(days: days)
    // What was done long before is the answer to an earlier question.
    let own = others.filter { other in
      guard let done = rule.on.flatMap({ other.date($0) }) else { return true }
      return done >= since.adding(days: -days)
    }
    let done = own.compactMap { other in
      rule.on.flatMap { other.date($0) }.map { (other, $0) }
    }.min { $0.1 < $1.1 }
    if own.isEmpty {
      guard today > due else { return nil }
      return finding(rule, rule.words, item, nil, facts: Self.facts(due, today))
    }
    guard let late = rule.late, let (other, day) = done, day > due else { return nil }
    return finding(rule, late, item, other, facts: Self.facts(due, day))
  }

  /// What `needs-before` says of a record.
  func needed(_ rule: AcrossRule, _ item: AcrossItem, _ others: [AcrossItem]) -> AcrossFinding? {
    guard applies(rule, item) else { return nil }
    let fits = others.contains { other in
      rule.check?.isSatisfied(context(item, other)) != false
    }
    return fits ? nil : finding(rule, rule.words, item, others.last, facts: [:])
  }

  /// What `agrees` and `follows` say of a record and the one that it is held against.
  ///
  /// - Parameters:
  ///   - rule: the rule.
  ///   - item: the record.
  ///   - other: the record that it is held against.
  ///   - reversed: whether the finding stands in the other record.
  /// - Returns: the finding, if there is one.
  func compared(
    _ rule: AcrossRule,
    _ item: AcrossItem,
    _ other: AcrossItem,
    reversed: Bool = false
  ) -> AcrossFinding? {
    guard applies(rule, item), rule.check?.isSatisfied(context(item, other)) == false else {
      return nil
    }
    return finding(rule, rule.words, item, other, facts: [:], reversed: reversed)
  }

  /// What `stays` says of a record of the last period that is not there any more.
  ///
  /// - Parameters:
  ///   - rule: the rule.
  ///   - last: the record of the last period.
  ///   - submission: the return that should have it.
  ///   - sheet: a sheet of that return.
  /// - Returns: the finding; `nil` for a record that the rule is not about.
  func gone(
    _ rule: AcrossRule,
    _ last: AcrossItem,
    from submission: FiledSubmission,
    sheet: String?
  ) -> AcrossFinding? {
    guard applies(rule, last) else { return nil }
    let place = last.location(of: rule.targets, key: keyField(rule))
    return AcrossFinding(
      submission: submission,
      other: last.submission,
      key: nil,
      isOwed: false,
      finding: Finding(
        rule.code,
        severity(rule),
        at: sheet.map { Location(sheet: $0) },
        field: nil,
        record: nil,
        message: message(rule, rule.words, context(last, last)),
        fix: rule.words.fix(context(last, last)),
        related: [place?.inFile(last.submission.file)].compactMap { $0 }
      )
    )
  }

  /// What `counts` says of a record, once the other form's records are counted.
  func counted(_ rule: AcrossRule, _ item: AcrossItem, _ count: Int) -> AcrossFinding? {
    let facts: [String: FieldState] = [
      AcrossRule.Fact.counted.rawValue: .value(.number(Decimal(count)))
    ]
    guard rule.check?.isSatisfied(context(item, nil, facts)) == false else { return nil }
    return finding(rule, rule.words, item, nil, facts: facts)
  }

  /// Whether a record is one that a rule is about.
  func applies(_ rule: AcrossRule, _ item: AcrossItem) -> Bool {
    guard let condition = rule.condition else { return true }
    return condition.isSatisfied(context(item, nil)) == true
  }

  /// A place where a person stands.
  struct Place {
    let submission: FiledSubmission
    let ordinal: Int
    let recordKey: String?
    let field: String
    let location: Location?

    /// The household that the record is about.
    var household: String { String((recordKey ?? "").prefix(18)) }
  }

  /// What `unique` says of the places where a person stands: each place against the first one that
  /// it is at odds with.
  ///
  /// - Parameters:
  ///   - rule: the rule.
  ///   - places: the places, in the order in which they came.
  ///   - run: the returns in which findings may stand; `nil` for all.
  /// - Returns: the findings.
  func repeated(_ rule: AcrossRule, _ places: [Place], run: Set<Int64>?) -> [AcrossFinding] {
    var findings: [AcrossFinding] = []
    for (index, place) in places.enumerated() {
      if let run, !run.contains(place.submission.id) { continue }
      // Within a run the later file is told; what was there before is never told anew.
      let earlier = places.indices.filter { other in
        other != index
          && (other < index || run.map { !$0.contains(places[other].submission.id) } ?? false)
      }
      guard
        let found = earlier.first(where: { isAtOdds(rule.place, place, places[$0], run: run) })
      else { continue }
      let other = places[found]
      let context = context(nil, nil, [:], other: facts(of: other.submission))
      findings.append(
        AcrossFinding(
          submission: place.submission,
          other: other.submission,
          key: place.recordKey,
          isOwed: false,
          finding: Finding(
            rule.code,
            severity(rule),
            at: place.location,
            field: place.field,
            record: place.ordinal,
            message: message(rule, rule.words, context),
            fix: rule.words.fix(context),
            related: [other.location?.inFile(other.submission.file)].compactMap { $0 }
          )
        )
      )
    }
    return findings
  }

  private func isAtOdds(
    _ kind: AcrossRule.Place?,
    _ place: Place,
    _ other: Place,
    run: Set<Int64>?
  ) -> Bool {
    let (own, others) = (place.submission.identity, other.submission.identity)
    // Within a file, and for one form within a run, the importer says so itself.
    if place.submission.id == other.submission.id { return false }
    if let run, run.contains(other.submission.id), own.form == others.form { return false }
    guard place.submission.isOfSameRound(as: other.submission) else { return false }
    let isSameHousehold = place.household == other.household
    switch kind {
    case .household: return !isSameHousehold && !place.household.isEmpty && !other.household.isEmpty
    case .unit: return isSameHousehold && own.unit != others.unit
    case .file:
      return isSameHousehold && own.unit == others.unit && own.form == others.form
        && own.period == others.period && own.campaign == others.campaign
    case nil: return false
    }
  }

  // MARK: Parts

  private func finding(
    _ rule: AcrossRule,
    _ words: AcrossRule.Words,
    _ item: AcrossItem,
    _ other: AcrossItem?,
    facts: [String: FieldState],
    reversed: Bool = false
  ) -> AcrossFinding {
    let context = context(item, other, facts)
    let own = item.location(of: rule.targets, key: keyField(rule))
    let facing = other?.location(
      of: rule.otherTargets,
      key: catalogue.forms[rule.other]?.key
    )
    let (holder, cited) = reversed ? (other ?? item, item) : (item, other)
    let (place, related) = reversed ? (facing, own) : (own, facing)
    let field = reversed ? rule.otherTargets.first : rule.targets.first
    let seen = field.flatMap { field -> String? in
      if case .value(let value) = holder.states[field] { value.description } else { nil }
    }
    return AcrossFinding(
      submission: holder.submission,
      other: cited?.submission,
      key: holder.recordKey,
      isOwed: rule.kind == .owes,
      finding: Finding(
        rule.code,
        severity(rule),
        at: place,
        field: field.map { id in rule.table.map { "\($0).\(id)" } ?? id },
        record: holder.ordinal,
        value: seen,
        message: message(rule, words, context),
        fix: words.fix(context),
        related: [cited.flatMap { related?.inFile($0.submission.file) }].compactMap { $0 }
      )
    )
  }

  private func message(
    _ rule: AcrossRule,
    _ words: AcrossRule.Words,
    _ context: RuleContext
  ) -> LocalizedText {
    let text = words.message(context)
    guard rule.stage == .beta else { return text }
    return LocalizedText("\(text.chinese)（新规则，试行）", en: "\(text.english) (a new rule, on trial)")
  }

  private func severity(_ rule: AcrossRule) -> Severity {
    rule.stage == .beta ? min(rule.severity, .warning) : rule.severity
  }

  private func keyField(_ rule: AcrossRule) -> String? {
    let form = catalogue.forms[rule.form]
    return rule.table.flatMap { form?.table($0)?.key } ?? form?.key
  }

  private func context(
    _ item: AcrossItem?,
    _ other: AcrossItem?,
    _ facts: [String: FieldState] = [:],
    other otherFacts: [String: FieldState]? = nil
  ) -> RuleContext {
    var columns = otherFacts ?? other.map { self.facts(of: $0.submission) } ?? [:]
    columns.merge(other?.states ?? [:]) { $1 }
    return RuleContext(
      fields: (item?.states ?? [:]).merging(facts) { own, _ in own },
      tables: (item?.tables ?? [:]).merging([AcrossRule.otherName: [columns]]) { $1 },
      row: 0,
      parameters: item?.parameters ?? [:],
      today: today
    )
  }

  private func facts(of submission: FiledSubmission) -> [String: FieldState] {
    let identity = submission.identity
    let texts: [AcrossRule.OtherFact: String] = [
      .form: catalogue.forms[identity.form]?.name ?? identity.form,
      .file: submission.file,
      .unit: units[identity.unit] ?? identity.unit,
      .period: submission.effectivePeriod,
    ]
    return Dictionary(
      texts.map { ($0.key.rawValue, FieldState.value(.text($0.value))) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  private static func facts(_ due: CalendarDate, _ day: CalendarDate) -> [String: FieldState] {
    [
      AcrossRule.Fact.dueOn.rawValue: .value(.date(due)),
      AcrossRule.Fact.daysOver.rawValue: .value(
        .number(Decimal(day.daysSinceEpoch - due.daysSinceEpoch))
      ),
    ]
  }

  private func days(_ rule: AcrossRule, _ since: CalendarDate, _ item: AcrossItem) -> Int? {
    switch rule.within {
    case .days(let days): days
    case .parameter(let parameter):
      parameter.value(year: since.year, divisionCode: item.submission.identity.unit).map {
        NSDecimalNumber(decimal: $0).intValue
      }
    case nil: nil
    }
  }

  /// The figures of the year and area of a return.
  func parameters(of submission: FiledSubmission) -> [String: Decimal] {
    let year = Int(submission.effectivePeriod.prefix(4))
    return catalogue.parameters.compactMapValues {
      $0.value(year: year, divisionCode: submission.identity.unit)
    }
  }
}

extension FiledSubmission {
  /// Whether two returns are of one round: of one campaign, or of one year where either is of none.
  ///
  /// People move, marry and divide households from round to round.
  package func isOfSameRound(as other: FiledSubmission) -> Bool {
    let (own, others) = (identity.campaign, other.identity.campaign)
    guard own.isEmpty || others.isEmpty || own == others else { return false }
    return own == others && !own.isEmpty
      || effectivePeriod.prefix(4) == other.effectivePeriod.prefix(4)
  }

  /// The period, or the month in which it came where the form has none.
  var effectivePeriod: String {
    identity.period.isEmpty ? String(receivedAt.prefix(7)) : identity.period
  }
}

extension CalendarDate {
  /// The day some days later; the last day that there is where that is none.
  func adding(days: Int) -> CalendarDate {
    CalendarDate(daysSinceEpoch: daysSinceEpoch + days) ?? self
  }
}
