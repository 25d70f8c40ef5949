import Findings
public import FormDefinitions
import FormIntake
package import FormLayout
import Foundation
public import Spreadsheet

/// Proves that a form and its importer agree with the definition.
///
/// Records that are right and records that are wrong in one way are made up from the definition,
/// filled into the form as it is laid out, and imported. What must be found is worked out from the
/// definition alone; anything missing and anything else is a disagreement.
///
/// ```swift
/// let report = FormProof(form, in: catalogue, today: day).report()
/// ```
public struct FormProof: Sendable {
  let form: FormDefinition
  let catalogue: FormCatalogue
  let today: CalendarDate
  private let importer: FormImporter
  let seed: Int

  static let unit = ReportingUnit(
    code: "411003102201",
    name: "张庄村",
    township: "灵井镇",
    county: "建安区"
  )

  /// Creates a proof.
  ///
  /// - Parameters:
  ///   - form: the form, without faults of loading.
  ///   - catalogue: the catalogue that it belongs to.
  ///   - today: the day on which the made-up returns are imported.
  ///   - seed: another seed makes up other records.
  public init(
    _ form: FormDefinition,
    in catalogue: FormCatalogue,
    today: CalendarDate,
    seed: Int = 1
  ) {
    var form = form
    form.parameters = form.parameters.mapValues { $0.known(to: Self.unit, about: today) }
    self.form = form
    self.catalogue = catalogue.with(parameters: form.parameters)
    self.today = today
    self.seed = seed
    importer = FormImporter(self.catalogue, today: today)
  }

  /// The layouts that the form has.
  var layouts: [LayoutKind] {
    [form.card == nil ? nil : .card, form.list == nil ? nil : .list].compactMap(\.self)
  }

  /// Records as they stand in workbooks together: a form of several pages has one a workbook.
  func workbooks(_ trials: [Trial]) -> [[Trial]] {
    form.card?.spansPages == true ? trials.prefix(12).map { [$0] } : [trials]
  }

  /// The period of the made-up returns.
  package var period: ReportingPeriod? {
    switch form.period {
    case .none: nil
    case .year: .year(today.year)
    case .month: .month(CalendarMonth(today))
    case .day: .day(today)
    }
  }

  var oracle: Oracle {
    Oracle(
      form: form,
      parameters: catalogue.parameters,
      unit: Self.unit.code,
      year: period?.year,
      today: today
    )
  }

  var unitValues: [String: FieldValue] {
    form.unitParts.compactMapValues { part in
      let text = Self.unit.value(of: part)
      return text.isEmpty ? nil : .text(text)
    }
  }

  /// Makes up the records, fills them in, imports them, and compares.
  public func report() -> ProofReport {
    var report = ProofReport(form: form)
    let made = trials()
    report.unproven = made.unproven
    report.faults += made.faults
    for layout in layouts {
      let request = WorkbookRequest(
        unit: Self.unit,
        period: period,
        records: layout == .list ? [Self.officeRecord] : [],
        layout: layout,
        created: today
      )
      guard let filling = Filling(form: form, request: request) else { continue }
      // A list is the same reader behind other cells: the rules and every kind of value once.
      let trials = layout == layouts.first ? made.trials : made.trials.filter(\.isForEveryLayout)
      for trial in trials where filling.fits(trial.draft) {
        report.trials += 1
        report.faults += faults(of: trial, filling, layout)
      }
    }
    report.faults += InstructionProof(form: form).faults()
    report.faults += sheetFaults(made)
    report.notInSheet = ruleGaps(of: form)
    return report
  }

  /// What the office knows of a household in a list, so that its tables have rows.
  private static let officeRecord = PrefilledRecord()

  // MARK: - Trials

  struct Trials {
    var trials: [Trial] = []
    /// The rules for which no record was found that breaks them.
    var unproven: [RuleDefinition] = []
    /// The records that stand for the rules, for the checks in the sheet.
    var sheet: [Trial] = []
    /// The records with one field that is at a limit, missing or wrong, for the checks in the sheet.
    var sheetFields: [Trial] = []
    var faults: [ProofFault] = []
  }

  func trials() -> Trials {
    var search = RecordSearch(oracle: oracle, unit: unitValues, seed: seed)
    var made = Trials()
    let (good, wrong) = search.good()
    for fault in wrong {
      made.faults.append(
        ProofFault(
          form: form.id,
          line: line(of: fault),
          what: fault.code,
          message: LocalizedText(
            "没有找到一份处处正确的记录，总有 \(fault.code)：规则之间可能互相矛盾",
            en: "no record was found that is right everywhere: \(fault.code) is always found"
          )
        )
      )
    }
    var first = Trial("正确的记录", line: 1, good)
    first.isForEveryLayout = true
    first.isWhole = true
    made.trials.append(first)
    made.sheet.append(first)
    let fields = FieldTrials(form: form, today: today, good: good)
    for place in trialPlaces(good) {
      for var trial in fields.trials(place) {
        // The cells are read alike in every layout; that they are found shows where one is empty.
        trial.isForEveryLayout = trial.own.isEmpty && trial.reads == nil
        made.trials.append(trial)
        if trial.isSeenBySheet { made.sheetFields.append(trial) }
      }
    }
    for rule in form.rules where rule.stage != .draft {
      guard let broken = search.draft(rule, holds: false, from: good) else {
        made.unproven.append(rule)
        continue
      }
      var trial = Trial("规则 \(rule.id) 不符", line: rule.line, broken)
      trial.isForEveryLayout = true
      made.trials.append(trial)
      made.sheet.append(trial)
      let borders = search.borders(rule, broken).prefix(6).map { place, draft in
        Trial("规则 \(rule.id) 边界 \(place.name)=\(draft[place])", line: rule.line, draft)
      }
      made.trials += borders
      made.sheet += borders.prefix(3)
      if let kept = search.draft(rule, holds: true, from: broken) {
        made.trials.append(Trial("规则 \(rule.id) 相符", line: rule.line, kept))
        made.sheet.append(Trial("规则 \(rule.id) 相符", line: rule.line, kept))
      }
    }
    return made
  }

  /// Every field, and every column in the last row of its table.
  private func trialPlaces(_ draft: Draft) -> [Draft.Place] {
    form.fields.map { .field($0.id) }
      + form.tables.flatMap { table -> [Draft.Place] in
        let rows = draft.tables[table.id]?.count ?? 0
        return rows == 0 ? [] : table.fields.map { .cell(table.id, rows - 1, $0.id) }
      }
  }

  private func line(of expected: Oracle.Expected) -> Int {
    form.rules.first { "rule.\($0.id)" == expected.code }?.line
      ?? expected.place.flatMap { form.field(at: $0)?.line } ?? 1
  }

  // MARK: - Comparison

  private func faults(of trial: Trial, _ filling: Filling, _ layout: LayoutKind) -> [ProofFault] {
    let submission = importer.submission(from: filling.workbook(trial))
    var faults: [ProofFault] = []
    func fault(_ chinese: String, _ english: String) {
      let name = layout == .card ? "卡片" : "花名册"
      faults.append(
        ProofFault(
          form: form.id,
          line: trial.line,
          what: trial.what,
          message: LocalizedText(
            "\(trial.what)（\(name)）：\(chinese)",
            en: "\(trial.what) (\(layout.rawValue)): \(english)"
          )
        )
      )
    }
    for finding in submission.findings
    where finding.fix.chinese.isEmpty || finding.fix.english.isEmpty
      || finding.message.chinese.isEmpty
    {
      fault("\(finding.code.rawValue) 没有说怎样改", "\(finding.code.rawValue) has no fix")
    }
    if submission.balance.unexplained != 0 {
      fault("有单元格去向不明", "cells are unaccounted for")
    }
    let found = submission.findings.map { Said($0) }.sorted()
    let expected = (oracle.expected(trial.draft) + trial.own).map {
      Said($0, location: $0.place.flatMap(filling.location))
    }.sorted()
    if let place = trial.reads, let cell = filling.location(place) {
      for said in found
      where said.cell == cell && !said.isOfRecord && said.severity >= .warning {
        fault("读出来有 \(said)", "reading it gives \(said)")
      }
    } else {
      for said in expected.subtracting(found) { fault("应有 \(said)，没有", "\(said) is missing") }
      for said in found.subtracting(expected) { fault("多出 \(said)", "\(said) is not expected") }
    }
    guard trial.own.isEmpty, trial.reads == nil || !found.contains(where: { !$0.isOfRecord }) else {
      return faults
    }
    let values = submission.records.first?.values.filter { form.field($0.key)?.computed == nil }
    if submission.records.count != 1 || values != trial.draft.values {
      let different = trial.draft.values.keys.filter {
        values?[$0] != trial.draft.values[$0]
      }.sorted()
      fault("读回的值不同：\(different)", "other values came back: \(different)")
    }
    for table in form.tables {
      let rows = trial.draft.rows[table.id] ?? []
      if submission.records.first?.tables[table.id] ?? [] != rows {
        fault("“\(table.label)”读回的行不同", "other rows of ‘\(table.label)’ came back")
      }
    }
    return faults
  }

  /// A finding as it is compared.
  struct Said: Hashable, Comparable, CustomStringConvertible {
    let code: String
    let severity: Severity
    let cell: String?

    init(_ finding: Finding) {
      code = finding.code.rawValue
      severity = finding.severity
      cell = finding.location?.description
    }

    init(_ expected: Oracle.Expected, location: String?) {
      code = expected.code
      severity = expected.severity
      cell = location
    }

    /// Whether it is about the record's values together, and not about how a cell is read.
    var isOfRecord: Bool {
      code.hasPrefix("rule.")
        || ["field.required", "choice.parent", "table.duplicate-key"].contains(code)
    }

    var description: String { "\(severity.rawValue) \(code) \(cell ?? "-")" }

    static func < (left: Said, right: Said) -> Bool { left.description < right.description }
  }
}

extension FormParameter {
  /// The parameter with a figure for a unit in the years of made-up records: where the office has set
  /// none, that of another year or area, so that the rules that ask for it can be proven.
  fileprivate func known(to unit: ReportingUnit, about day: CalendarDate) -> Self {
    guard let latest = entries.max(by: { $0.year < $1.year }) else { return self }
    var known = self
    for year in (day.year - 2)...(day.year + 1)
    where value(year: year, divisionCode: unit.code) == nil {
      var entry = latest
      entry.year = year
      entry.area = unit.code
      known.entries.append(entry)
    }
    return known
  }
}

extension [FormProof.Said] {
  /// What is here more often than there.
  func subtracting(_ other: [FormProof.Said]) -> [FormProof.Said] {
    var rest = other
    return filter { said in
      guard let index = rest.firstIndex(of: said) else { return true }
      rest.remove(at: index)
      return false
    }
  }
}
