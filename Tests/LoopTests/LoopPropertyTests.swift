import Findings
import FormDefinitions
import FormIntake
import FormLayout
import FormProof
import Foundation
import Spreadsheet
import Testing

/// Whatever a definition says: what is generated and filled in comes back as the same records.
@Suite struct LoopPropertyTests {
  /// The seeds of a run; `LOOP_SEEDS=500` looks further than every day.
  static let seeds = 1...(ProcessInfo.processInfo.environment["LOOP_SEEDS"].flatMap(Int.init) ?? 24)

  private static let unit = ReportingUnit(
    code: "411003102201",
    name: "张庄村",
    township: "灵井镇",
    county: "建安区"
  )

  private func today() throws -> CalendarDate {
    try #require(CalendarDate(year: 2024, month: 6, day: 1))
  }

  private func request(
    _ form: FormDefinition,
    _ layout: LayoutKind,
    records: [PrefilledRecord] = [],
    copies: Int = 0
  ) -> WorkbookRequest {
    WorkbookRequest(
      unit: Self.unit,
      period: form.period == .none
        ? nil : ReportingPeriod(form.period == .year ? "2023" : "2023-05"),
      records: records,
      blankCopies: copies,
      layout: layout
    )
  }

  private func layouts(_ form: FormDefinition) -> [LayoutKind] {
    form.list == nil ? [.card] : [.card, .list]
  }

  @Test(arguments: seeds) func `prefilled records come back`(seed: Int) throws {
    let catalogue = try MadeUpForm(seed: seed).load()
    let form = try catalogue.form("made-up")
    var values = GoodValues(form: form, seed: seed)
    let records = (0..<values.random.int(1...4)).map { _ in values.record() }
    for layout in layouts(form) {
      let made = try FormWorkbook(form: form, request: request(form, layout, records: records))
      try expect(records, from: readBack(made.layout), catalogue, "seed \(seed) \(layout)")
    }
  }

  @Test(arguments: seeds) func `a blank form filled in by its keys comes back`(seed: Int) throws {
    let catalogue = try MadeUpForm(seed: seed).load()
    let form = try catalogue.form("made-up")
    let room = form.tables.map(\.minimumRows).min() ?? 1
    var values = GoodValues(form: form, seed: seed + 1000)
    let records = (0..<values.random.int(1...3)).map { _ in values.record(rows: room) }
    for layout in layouts(form) {
      let copies = layout == .card ? records.count : 20
      let made = try FormWorkbook(form: form, request: request(form, layout, copies: copies))
      var filling = KeyedFilling(form: form, workbook: try readBack(made.layout))
      layout == .card ? filling.fillCards(records) : filling.fillList(records)
      // A list shows the unit's name only in rows that the office knew.
      let isShown = layout == .card
      try expect(
        records,
        showsUnit: isShown,
        from: filling.workbook,
        catalogue,
        "seed \(seed) \(layout)"
      )
    }
  }

  @Test(arguments: seeds) func `a blank form is empty and says so`(seed: Int) throws {
    let catalogue = try MadeUpForm(seed: seed).load()
    let form = try catalogue.form("made-up")
    for layout in layouts(form) {
      let made = try FormWorkbook(form: form, request: request(form, layout, copies: 3))
      let submission = FormImporter(catalogue, today: try today())
        .submission(from: try readBack(made.layout))
      #expect(submission.verdict == .returned, "seed \(seed) \(layout)")
      #expect(submission.balance.unexplained == 0, "seed \(seed) \(layout)")
    }
  }

  private func expect(
    _ records: [PrefilledRecord],
    showsUnit: Bool = true,
    from workbook: Workbook,
    _ catalogue: FormCatalogue,
    _ what: Comment
  ) throws {
    let form = try catalogue.form("made-up")
    let submission = FormImporter(catalogue, today: try today()).submission(from: workbook)
    let findings = submission.findings.filter { $0.severity >= .warning }
    #expect(
      findings.map { "\($0) \($0.value ?? "") \($0.message.chinese)" } == [],
      what
    )
    #expect(submission.verdict == .accepted, what)
    #expect(submission.balance.unexplained == 0, what)
    #expect(submission.records.count == records.count, what)
    for (record, expected) in zip(submission.records, records) {
      var values = expected.values
      for (id, part) in form.unitParts where showsUnit {
        values[id] = .text(Self.unit.value(of: part))
      }
      #expect(record.values == values, what)
      for table in form.tables {
        #expect(record.tables[table.id] ?? [] == expected.tables[table.id] ?? [], what)
      }
    }
  }
}
