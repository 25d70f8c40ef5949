import FormDefinitions
import FormLayout
import Foundation
import Spreadsheet
import Tianbao

/// The forms in the project's own folder.
enum OfficialForms {
  /// The forms with a page of their own, whose layout is recorded.
  static let ids = ["monthly-tasks", "risk-clearance", "screening", "verification"]
  /// The reports and files of a round, printed as a page.
  static let pages = [
    "household-file", "income-survey", "rectification-plan", "rectification-report",
    "self-check-ledger", "village-profile", "work-plan", "work-report",
  ]
  /// The lists and ledgers of a round, printed as a list.
  static let ledgers = [
    "archive-index", "checklist", "dropout-control", "four-groups", "household-plan",
    "housing-renovation", "income-decline", "job-transfer", "job-vacancies", "micro-credit",
    "problem-list", "project-assets", "project-funds", "public-posts", "rectification-ledger",
    "rectification-list", "rectification-results", "responsibility-annex", "responsibility-list",
    "screening-details", "screening-statistics", "skills-training", "team-attendance", "toilets",
    "vocational-intentions", "yulu-graduating", "yulu-students", "yulu-unemployed",
  ]
  static let all = ids + pages + ledgers
  /// The forms of which a record is a household, with both layouts.
  static let households = ["risk-clearance", "screening", "verification"]

  static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static let loaded = Result {
    try FormCatalogue(directory: packageRoot.appending(path: "forms"))
  }

  static func catalogue() throws -> FormCatalogue { try loaded.get() }

  static func form(_ id: String) throws -> FormDefinition { try catalogue().form(id) }

  static let unit = ReportingUnit(
    code: "411003102201",
    name: "张庄村",
    township: "灵井镇",
    county: "建安区"
  )

  /// Every layout of every form, blank and with records.
  static func workbooks() throws -> [(what: String, form: FormDefinition, made: FormWorkbook)] {
    try made.get()
  }

  private static let made = Result {
    let catalogue = try OfficialForms.catalogue()
    return try all.flatMap { id -> [(what: String, form: FormDefinition, made: FormWorkbook)] in
      let form = try catalogue.form(id)
      return try LayoutKind.allCases.filter { $0 == .card ? form.card != nil : form.list != nil }
        .map { kind in
          ("\(id) \(kind)", form, try FormWorkbook(form: form, request: request(form, kind)))
        }
    }
  }

  /// A request with a household of 20 members, one known by name alone, and a blank one.
  static func request(_ form: FormDefinition, _ kind: LayoutKind) -> WorkbookRequest {
    var full = PrefilledRecord()
    for field in form.fields where !field.isPreset {
      if case .text = field.type { full.values[field.id] = field.example.map { .text($0) } }
    }
    for table in form.tables where !table.isPreset {
      full.tables[table.id] = (1...20).map { ["name": .text("成员\($0)")] }
    }
    let named = PrefilledRecord(values: form.nameField.map { [$0: .text("王五")] } ?? [:])
    return WorkbookRequest(
      unit: unit,
      period: form.period == .month ? ReportingPeriod("2023-05") : nil,
      records: [full, named],
      blankCopies: 1,
      layout: kind
    )
  }
}
