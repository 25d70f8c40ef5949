import Findings
import FormDefinitions
import FormIntake
import FormLayout
import Foundation
import Spreadsheet
import Testing

/// The lists, ledgers and reports of the rounds come back as they were filled in.
@Suite struct OfficialRoundTests {
  /// The household forms and the monthly report have suites of their own.
  private static let others: Set = [
    "monthly-tasks", "risk-clearance", "screening", "verification",
  ]
  static let forms =
    (try? officialForms().forms.keys.filter { !others.contains($0) }.sorted()) ?? []

  /// One seed a form in every run; `LOOP_SEEDS=500` looks further.
  static let seeds = 1...(ProcessInfo.processInfo.environment["LOOP_SEEDS"].flatMap(Int.init) ?? 1)

  private static let unit = ReportingUnit(
    code: "411003102201",
    name: "张庄村",
    township: "灵井镇",
    county: "建安区"
  )

  private func today() throws -> CalendarDate {
    try #require(CalendarDate(year: 2024, month: 6, day: 1))
  }

  @Test func `the rounds have their forms`() throws {
    #expect(try officialForms().faults == [])
    #expect(Self.forms.count == 36)
  }

  /// What 填表说明 shows as an example is a record that nobody sends back.
  @Test(arguments: forms) func `the examples make a record without findings`(id: String) throws {
    let form = try officialForms().form(id)
    let record = try example(of: form)
    let submission = try filled([record], form)
    #expect(
      submission.findings.filter { $0.severity >= .warning }
        .map { "\($0.code) \($0.field ?? ""): \($0.message.chinese)" } == []
    )
    #expect(submission.verdict == .accepted)
    try expect([record], in: submission, form)
  }

  /// A rule is broken by one change of a good record, and says so; nothing else does.
  @Test(arguments: BrokenRule.all) func `a broken rule is found`(broken: BrokenRule) throws {
    let form = try officialForms().form(broken.form)
    var record = try example(of: form)
    for (id, text) in broken.changes {
      let field = try #require(form.field(id))
      record.values[id] = try text.isEmpty ? nil : value(of: text, field, form)
    }
    let submission = try filled([record], form)
    let codes = submission.findings.filter { $0.severity >= .warning }.map(\.code.rawValue)
    #expect(codes.sorted() == broken.codes.sorted())
  }

  @Test(arguments: forms, seeds) func `whatever is filled in comes back`(
    id: String,
    seed: Int
  ) throws {
    let form = try officialForms().form(id)
    var values = GoodValues(form: form, seed: seed)
    let count = form.card?.spansPages == true ? 1 : 3
    let records = (0..<count).map { _ in values.record() }
    try expect(records, in: try filled(records, form), form)
  }

  /// Fills records into a blank workbook at its keys, and imports it.
  private func filled(_ records: [PrefilledRecord], _ form: FormDefinition) throws -> Submission {
    let layout: LayoutKind = form.card == nil ? .list : .card
    let made = try FormWorkbook(
      form: form,
      request: WorkbookRequest(
        unit: Self.unit,
        period: form.samplePeriod,
        blankCopies: records.count,
        layout: layout
      )
    )
    var filling = KeyedFilling(form: form, workbook: try readBack(made.layout))
    layout == .card ? filling.fillCards(records) : filling.fillList(records)
    return FormImporter(try officialForms(), today: try today())
      .submission(from: filling.workbook)
  }

  private func expect(
    _ records: [PrefilledRecord],
    in submission: Submission,
    _ form: FormDefinition
  ) throws {
    #expect(submission.balance.unexplained == 0)
    #expect(submission.records.count == records.count)
    for (read, record) in zip(submission.records, records) {
      for field in form.fields where field.computed == nil && field.type != .signature {
        let part = form.card == nil ? nil : form.unitParts[field.id]
        let expected = part.map { .text(Self.unit.value(of: $0)) } ?? record.values[field.id]
        #expect(read.values[field.id] == expected, "\(field.id)")
      }
      for table in form.tables {
        #expect(read.tables[table.id] ?? [] == record.tables[table.id] ?? [], "\(table.id)")
      }
    }
  }

  private func example(of form: FormDefinition) throws -> PrefilledRecord {
    var record = PrefilledRecord(values: try examples(form.fields, form))
    for table in form.tables {
      let row = try examples(table.fields.filter { !$0.isPreset }, form)
      record.tables[table.id] =
        table.isPreset
        ? table.presetRows.map { row.merging($0.values) { _, printed in printed } } : [row]
    }
    return record
  }

  private func examples(
    _ fields: [FieldDefinition],
    _ form: FormDefinition
  ) throws -> [String: FieldValue] {
    var values: [String: FieldValue] = [:]
    for field in fields where field.computed == nil {
      guard let example = field.example else { continue }
      values[field.id] = try value(of: example, field, form)
    }
    return values
  }

  private func value(
    of text: String,
    _ field: FieldDefinition,
    _ form: FormDefinition
  ) throws -> FieldValue {
    let reader = FieldReader(
      field: field,
      codeList: form.codeList(of: field),
      context: ReadingContext(today: try today())
    )
    return try #require(reader.read(.text(text)).value, "\(field.id)")
  }
}

extension FormDefinition {
  /// A period of the form's kind.
  fileprivate var samplePeriod: ReportingPeriod? {
    switch period {
    case .none: nil
    case .year: ReportingPeriod("2023")
    case .month: ReportingPeriod("2023-08")
    case .day: ReportingPeriod("2023-08-10")
    }
  }
}
