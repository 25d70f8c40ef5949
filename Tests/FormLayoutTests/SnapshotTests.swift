import FormDefinitions
import FormLayout
import Foundation
import Spreadsheet
import Testing

/// The layouts of the official forms as text pictures; `RECORD_SNAPSHOTS=1` records them anew.
@Suite struct SnapshotTests {
  @Test(arguments: OfficialForms.ids) func `a card is laid out as recorded`(id: String) throws {
    let plan = try #require(try OfficialForms.form(id).cardPlan())
    try compare(plan.dump(), with: "\(id).card.txt")
  }

  @Test(arguments: OfficialForms.households) func `a list is headed as recorded`(id: String) throws
  {
    let form = try OfficialForms.form(id)
    let made = try FormWorkbook(form: form, request: WorkbookRequest(layout: .list))
    let lists = made.layout.sheets.filter { $0.autofilter != nil }
    #expect(lists.count == 1 + form.tables.count)
    try compare(lists.map { $0.headDump() }.joined(separator: "\n"), with: "\(id).list.txt")
  }

  private func compare(_ dump: String, with name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Snapshots/\(name)")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try Data(dump.utf8).write(to: file)
    }
    let recorded = try String(contentsOf: file, encoding: .utf8)
    for (line, (now, then)) in zip(dump.split(separator: "\n"), recorded.split(separator: "\n"))
      .enumerated()
    {
      #expect(now == then, "\(name):\(line + 1)")
    }
    #expect(dump.count == recorded.count, "\(name)")
  }
}
