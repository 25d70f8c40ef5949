import FormDefinitions
import FormLayout
import Foundation
import Spreadsheet
import Tianbao

/// The forms in the project's own folder.
enum OfficialForms {
  static let ids = ["monthly-tasks", "risk-clearance", "screening", "verification"]
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
    return try ids.flatMap { id -> [(what: String, form: FormDefinition, made: FormWorkbook)] in
      let form = try catalogue.form(id)
      return try LayoutKind.allCases.filter { $0 == .card || form.list != nil }.map { kind in
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
