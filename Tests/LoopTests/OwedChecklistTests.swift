import Findings
import FormDefinitions
import FormIntake
import FormLayout
import Foundation
import Spreadsheet
import Testing
import Tianbao

/// A checklist that a round prints comes back with its items, answered or not.
@Suite struct OwedChecklistTests {
  private func today() throws -> CalendarDate {
    try #require(CalendarDate(year: 2024, month: 6, day: 1))
  }

  private func owed() throws -> OwedWorkbook {
    let forms = try officialForms()
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "forms")
    let campaign = try CampaignCatalogue(directory: folder, forms: forms)
      .campaign("mingzhou-2022")
    let unit = ReportingUnit(code: "130533100000", name: "洺州镇", county: "威县")
    let owed = OwedWorkbook.owed(
      in: campaign,
      forms: forms,
      by: unit,
      of: campaign.groups(ofUnit: unit.name, kind: .town),
      on: try #require(CalendarDate(year: 2022, month: 9, day: 10))
    )
    return try #require(owed.first { $0.item.form == "checklist" })
  }

  private func submission(_ records: [PrefilledRecord], of owed: OwedWorkbook) throws -> Submission
  {
    let made = try owed.generator.workbook(for: owed.unit, households: records)
    return FormImporter(try officialForms(), today: try today())
      .submission(from: try readBack(made.layout))
  }

  @Test func `an answered checklist is accepted item by item`() throws {
    let owed = try owed()
    let records = owed.checklist.map { record in
      var record = record
      record.values["result"] = .choice("未发现问题")
      record.values["findings"] = .text("逐户查看，未发现问题")
      record.values["problem_count"] = .number(0)
      return record
    }
    let submission = try submission(records, of: owed)
    #expect(submission.findings.filter { $0.severity >= .warning }.map(\.code.rawValue) == [])
    #expect(submission.verdict == .accepted)
    #expect(submission.records.map(\.values) == records.map(\.values))
    #expect(submission.records.count == 93)
    #expect(submission.identity?.period == "2022-09-25")
    #expect(submission.identity?.unit == "130533100000")
    #expect(submission.balance.unexplained == 0)
  }

  @Test func `a checklist that nobody answered goes back`() throws {
    let owed = try owed()
    let submission = try submission(owed.checklist, of: owed)
    #expect(submission.verdict == .returned)
    #expect(submission.findings.contains { $0.code.rawValue == "record.not-filled" })
  }
}
