import Findings
public import FormDefinitions
import FormLayout
import Foundation
public import Spreadsheet

/// Turns returned workbooks into submissions: identify, locate, read, check.
///
/// An importer is a value without state; one may be used for many workbooks at once.
public struct FormImporter: Sendable {
  /// The forms that may come back.
  public let catalogue: FormCatalogue
  /// The day of import, against which ages and future dates are reckoned.
  public let today: CalendarDate
  let prepared: [String: PreparedForm]

  /// Creates an importer.
  public init(_ catalogue: FormCatalogue, today: CalendarDate) {
    self.catalogue = catalogue
    self.today = today
    prepared = catalogue.forms.mapValues { PreparedForm($0, today: today) }
  }

  /// Reads a workbook as a return of one of the forms.
  public func submission(from workbook: Workbook) -> Submission {
    let remarks = RemarkSheets(workbook)
    let workbook = remarks.workbook
    let identification = identify(workbook)
    var findings = workbook.faults.map { Finding($0) } + identification.findings
    guard let form = identification.form, let prepared = prepared[form.id] else {
      return refused(workbook, remarks, identification, findings)
    }
    let locator = WorkbookLocator(
      form: form,
      prints: prepared.prints,
      slots: prepared.slots,
      layout: identification.layout,
      workbook: workbook,
      stamps: identification.stamps
    )
    let located = locator.locate()
    guard located.hasRecords else {
      if !locator.hasDamagedRecords { findings.append(WorkbookFindings.noRecordSheet(form)) }
      return refused(workbook, remarks, identification, findings)
    }
    findings += WorkbookFindings.unexplained(located.findings, by: identification.findings)
    let identity = identification.identity
    let period = identity.flatMap { FormLayout.ReportingPeriod($0.period) }
    let context = CheckContext(
      form: form,
      sheets: workbook.worksheets.map(\.name),
      parameters: parameters(unit: identity?.unit, year: period?.year ?? today.year),
      today: today,
      unit: identity.flatMap { $0.unit.isEmpty ? nil : $0.unit }
    )
    let reading = ReadingContext(period: period?.readingPeriod, today: today)
    let reader = RecordReader(context: context, readers: prepared.readers, reading: reading)
    var records: [ReadRecord] = []
    for candidate in located.records {
      guard var (record, own) = reader.read(candidate, index: records.count) else { continue }
      var context = context
      if period == nil, let year = record.year(form) {
        // A form without a period is of the year in which the household was visited.
        context.parameters = parameters(unit: identity?.unit, year: year)
      }
      ComputedCheck.fill(&record, context)
      for check in RecordChecks.all { own += check.findings(record, context) }
      findings += own
      records.append(record)
    }
    findings += DuplicateRecordCheck.findings(records, context)
    findings = damaged(findings, records, workbook, reader, context)
    if records.isEmpty { findings.append(WorkbookFindings.empty(form)) }
    let accounts = located.accounts + remarks.accounts
    findings += WorkbookFindings.ignored(accounts)
    return finished(
      records,
      findings,
      accounts,
      remarks: remarks,
      identification: identification,
      context: context
    )
  }

  /// Adds what shows in the columns and pictures only, and takes away what that explains.
  private func damaged(
    _ findings: [Finding],
    _ records: [ReadRecord],
    _ workbook: Workbook,
    _ reader: RecordReader,
    _ context: CheckContext
  ) -> [Finding] {
    let columns = DataColumn.columns(of: records, context.form)
    let checks: [any DamageCheck] = [ShiftedColumnsCheck(readers: reader.all)] + DamageChecks.all
    var damages = checks.flatMap { $0.damages(columns, context) }
    let pictures = PictureCheck(workbook: workbook, columns: columns)
    damages += pictures.damages(findings, context)
    return Damage.explained(findings, by: damages, in: context.form)
  }

  private func finished(
    _ records: [ReadRecord],
    _ findings: [Finding],
    _ accounts: [SheetAccount],
    remarks: RemarkSheets,
    identification: Identification,
    context: CheckContext
  ) -> Submission {
    var balance = Balance()
    for account in accounts { account.add(to: &balance) }
    var findings = findings
    if balance.unexplained > 0 {
      findings.append(WorkbookFindings.unexplained(balance.unexplained))
    }
    let submitted = records.map { SubmittedRecord($0, context) }
    let ordered = FindingOrder.sorted(findings, sheets: context.sheets)
    var confirmations = Confirmations(remarks.answers)
    let answered = confirmations.applied(to: ordered) { finding in
      let record = finding.record.flatMap {
        submitted.indices.contains($0) ? submitted[$0].key : nil
      }
      return FindingKey.text(finding, record: record, in: remarks.workbook)
    }
    var submission = Submission(
      identity: identification.identity,
      verdict: Submission.verdict(of: answered),
      records: submitted,
      findings: answered,
      balance: balance,
      ignored: accounts.flatMap(\.ignored)
    )
    submission.answersAcross = remarks.answers.filter { FindingKey.isAcross($0.key) }
    return submission
  }

  /// A submission without records, every cell of which is left out.
  private func refused(
    _ workbook: Workbook,
    _ remarks: RemarkSheets,
    _ identification: Identification,
    _ findings: [Finding]
  ) -> Submission {
    var balance = Balance()
    for account in remarks.accounts { account.add(to: &balance) }
    var ignored = remarks.accounts.flatMap(\.ignored)
    for worksheet in workbook.worksheets {
      var account = SheetAccount(worksheet)
      account.close(.notImported)
      account.add(to: &balance)
      ignored += account.ignored
    }
    return Submission(
      identity: identification.identity,
      verdict: identification.identity == nil ? .unreadable : .returned,
      findings: FindingOrder.sorted(findings, sheets: workbook.worksheets.map(\.name)),
      balance: balance,
      ignored: ignored
    )
  }

  private func parameters(unit: String?, year: Int) -> [String: Decimal] {
    catalogue.parameters.compactMapValues { $0.value(year: year, divisionCode: unit) }
  }
}

extension FormLayout.ReportingPeriod {
  /// The period as dates without a year are completed from it.
  var readingPeriod: ReadingPeriod {
    switch self {
    case .year(let year): ReadingPeriod(year: year)
    case .month(let month): ReadingPeriod(year: month.year, month: month.month)
    case .day(let day): ReadingPeriod(year: day.year, month: day.month)
    }
  }
}

extension SubmittedRecord {
  init(_ record: ReadRecord, _ context: CheckContext) {
    var values: [String: FieldValue] = [:]
    var cells: [String: Location] = [:]
    for index in record.states.indices {
      let id = context.form.fields[index].id
      if case .value(let value) = record.states[index] { values[id] = value }
      if let location = context.location(record.cells[index]) { cells[id] = location }
    }
    var tables: [String: [[String: FieldValue]]] = [:]
    for (table, rows) in zip(context.form.tables, record.tables) {
      if table.isPreset {
        for (index, row) in rows.enumerated() {
          for (field, cell) in zip(table.fields, row.cells) {
            let place = SubmittedRecord.rowCell(table: table.id, row: index, column: field.id)
            cells[place] = context.location(cell)
          }
        }
      }
      tables[table.id] = rows.map { row in
        var values: [String: FieldValue] = [:]
        for index in row.states.indices {
          if case .value(let value) = row.states[index] { values[table.fields[index].id] = value }
        }
        return values
      }
    }
    self.init(
      key: context.form.key.flatMap { values[$0]?.description },
      values: values,
      tables: tables,
      cells: cells,
      people: record.people(context)
    )
  }
}

extension ReadRecord {
  /// The people that the record names, each at its first place.
  fileprivate func people(_ context: CheckContext) -> [SubmittedRecord.Person] {
    var seen: Set<String> = []
    return citizens(context.form).filter { seen.insert($0.citizen).inserted }.map {
      SubmittedRecord.Person(
        citizen: $0.citizen,
        field: $0.field,
        location: context.location($0.cell)
      )
    }
  }
}
