import Findings
import FormDefinitions
import FormProof
import Foundation
import Spreadsheet
import Testing
import Tianbao

@Suite("Proof of the official forms")
struct OfficialFormProofTests {
  static let today = CalendarDate(year: 2023, month: 8, day: 20) ?? .epoch

  @Test(
    "Form, sheet and importer say what the definition says",
    arguments: ["screening", "verification", "risk-clearance", "monthly-tasks"]
  )
  func agree(_ id: String) throws {
    let catalogue = try officialForms.get()
    let report = FormProof(try catalogue.form(id), in: catalogue, today: Self.today).report()
    #expect(report.faults.map { $0.text(.chinese) } == [])
    #expect(report.unproven.map(\.id) == [])
    #expect(report.trials > 30)
  }

  @Test(
    "Forms in which the proof once lost its way, or found a fault",
    arguments: ["checklist", "responsibility-list", "project-funds"]
  )
  func agreeToo(_ id: String) throws {
    let catalogue = try officialForms.get()
    let report = FormProof(try catalogue.form(id), in: catalogue, today: Self.today).report()
    #expect(report.faults.map { $0.text(.chinese) } == [])
    #expect(report.trials > 20)
  }
}

private let officialForms = Result {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  return try FormCatalogue(directory: root.appending(path: "forms"))
}
