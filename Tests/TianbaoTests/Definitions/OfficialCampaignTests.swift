import Findings
import FormDefinitions
import FormLayout
import Foundation
import Spreadsheet
import Testing
import Tianbao

/// The five rounds in the project's own folder.
@Suite struct OfficialCampaignTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "forms")

  private static let loaded = Result {
    let forms = try FormCatalogue(directory: folder)
    return (forms: forms, campaigns: try CampaignCatalogue(directory: folder, forms: forms))
  }

  private func campaign(_ id: String) throws -> Campaign {
    try Self.loaded.get().campaigns.campaign(id)
  }

  private func day(_ text: String) throws -> CalendarDate {
    try #require(CalendarDate(iso: text))
  }

  @Test func `the rounds load without faults`() throws {
    let catalogue = try Self.loaded.get().campaigns
    #expect(catalogue.faults.map { "\($0.file):\($0.line) \($0.message.chinese)" } == [])
    #expect(
      catalogue.campaigns.keys.sorted() == [
        "bailuhu-2022", "hunan-town-2023", "lianyungang-2019", "lingjing-2023", "mingzhou-2022",
      ]
    )
  }

  @Test(
    arguments: [
      ("lingjing-2023", 27, 64), ("hunan-town-2023", 10, 14), ("mingzhou-2022", 20, 93),
      ("lianyungang-2019", 37, 37), ("bailuhu-2022", 16, 36),
    ]
  )
  func `a round has the items and points of its document`(id: String, items: Int, rows: Int) throws
  {
    let campaign = try campaign(id)
    #expect(campaign.items.count == items)
    #expect(campaign.checklist().count == rows)
    #expect(Set(campaign.checklist().map(\.number)).count == rows)
    #expect(campaign.checklist().allSatisfy { !$0.project.isEmpty && !$0.content.isEmpty })
  }

  /// “主要包括7个方面” is followed by seven.
  @Test func `where the document counts its points, they are as many`() throws {
    var counted = 0
    for item in try campaign("lingjing-2023").items {
      guard let match = item.content.firstMatch(of: /主要包括(\d)个方面/) else { continue }
      #expect(Int(match.1) == item.parts.count, "\(item.number)")
      counted += 1
    }
    #expect(counted == 7)
  }

  @Test func `a document that counts 37 problems lists 36, and a note says so`() throws {
    let campaign = try campaign("bailuhu-2022")
    #expect(campaign.parameters.first { $0.id == "problems" }?.value == 37)
    #expect(campaign.checklist().count == 36)
    #expect(campaign.notes.contains { $0.text.contains("36") && $0.text.contains("37") })
  }

  @Test func `the monthly report is due from January to June by the fourth`() throws {
    let item = try #require(
      try campaign("lianyungang-2019").returns.first { $0.id == "monthly-tasks" }
    )
    let dues = item.rhythm.periods.map(\.due.description)
    #expect(dues.first == "2020-01-04")
    #expect(dues.last == "2020-06-04")
    #expect(dues.count == 6)
  }

  @Test func `the weekly ledger is due on Thursdays until the round ends`() throws {
    let item = try #require(
      try campaign("lingjing-2023").returns.first { $0.id == "self-check-ledger" }
    )
    let dues = item.rhythm.periods.map(\.due)
    #expect(dues.allSatisfy { Weekday($0) == .thursday })
    #expect(dues.last == (try day("2023-08-31")))
  }

  @Test func `the figures of the documents`() throws {
    let figures = try Self.loaded.get().campaigns.campaigns.values.flatMap(\.parameters)
    for value in [7300, 12550, 6000, 3700, 15, 10] as [Decimal] {
      #expect(figures.contains { $0.value == value }, "\(value)")
    }
  }

  /// Lists that share a problem's number know it under one name.
  @Test func `the lists of problems share the number's column`() throws {
    let forms = try Self.loaded.get().forms
    for id in [
      "problem-list", "responsibility-list", "rectification-list", "rectification-ledger",
      "responsibility-annex", "rectification-results",
    ] {
      let form = try forms.form(id)
      #expect(form.key == "problem_number")
      #expect(form.field("problem_number")?.label == "问题编号")
      #expect(form.field("problem")?.label == "具体问题")
      #expect(form.field("category")?.label == "问题类别")
    }
  }

  @Test func `a department answers its own items and those of all departments`() throws {
    let campaign = try campaign("lianyungang-2019")
    let groups = campaign.groups(ofUnit: "区财政局", kind: nil)
    #expect(groups.map(\.label) == ["区各相关部门", "区相关部门", "区财政局"])
    #expect(campaign.checklist(for: groups).map(\.number) == ["3", "5", "11", "16", "37"])
    let street = campaign.groups(ofUnit: "猴嘴街道", kind: .town)
    #expect(street.map(\.label) == ["各街道"])
    #expect(campaign.groups(ofUnit: "张庄村", kind: .village).isEmpty)
  }

  @Test(
    arguments: [
      ("lingjing-2023", "张庄村", "2023-08-04", 10), ("lingjing-2023", "张庄村", "2023-08-29", 6),
      ("lingjing-2023", "张庄村", "2023-09-01", 0), ("lingjing-2023", "镇财政所", "2023-08-04", 3),
      ("mingzhou-2022", "洺州镇", "2022-09-07", 4), ("mingzhou-2022", "洺州镇", "2022-09-26", 1),
      ("lianyungang-2019", "猴嘴街道", "2019-12-16", 4),
      ("lianyungang-2019", "猴嘴街道", "2020-02-20", 3),
      ("bailuhu-2022", "运粮湖办事处", "2022-03-20", 2), ("bailuhu-2022", "区扶贫办", "2022-05-22", 1),
      ("hunan-town-2023", "李家村", "2023-11-15", 6),
    ]
  )
  func `a unit owes what is due`(id: String, name: String, on: String, count: Int) throws {
    let (forms, campaigns) = try Self.loaded.get()
    let campaign = try campaigns.campaign(id)
    let unit = ReportingUnit(code: "411003102201", name: name)
    let kind = campaign.kind(ofUnit: name) ?? UnitKind(code: "", name: name)
    let groups = campaign.groups(ofUnit: name, kind: kind)
    let owed = OwedWorkbook.owed(
      in: campaign,
      forms: forms,
      by: unit,
      of: groups,
      on: try day(on)
    )
    #expect(owed.map(\.item.id).count == count, "\(owed.map(\.item.id))")
    for workbook in owed {
      let made = try workbook.generator.workbook(for: unit, households: workbook.checklist)
      #expect(made.identity.form == workbook.item.form)
      #expect(made.identity.unit == unit.code)
      #expect(made.identity.period == workbook.reportingPeriod.description)
      #expect(!made.identity.period.isEmpty && !made.identity.batch.isEmpty)
    }
  }

  @Test func `the checklist is printed with its items word for word`() throws {
    let (forms, campaigns) = try Self.loaded.get()
    let campaign = try campaigns.campaign("mingzhou-2022")
    let unit = ReportingUnit(code: "130533100000", name: "洺州镇")
    let groups = campaign.groups(ofUnit: unit.name, kind: .town)
    let owed = OwedWorkbook.owed(
      in: campaign,
      forms: forms,
      by: unit,
      of: groups,
      on: try day("2022-09-10")
    )
    let checklist = try #require(owed.first { $0.item.form == "checklist" })
    let made = try checklist.generator.workbook(for: unit, households: checklist.checklist)
    let sheet = try #require(made.layout.sheets.first { $0.name.text == "排查清单" })
    let texts = Set(
      sheet.cells.compactMap { cell in
        if case .text(let text) = cell.content { text } else { nil }
      }
    )
    for row in campaign.checklist(for: groups) { #expect(texts.contains(row.content)) }
    #expect(checklist.generator.blankCopies == 0)
    #expect(checklist.reportingPeriod == .day(try day("2022-09-25")))
    #expect(checklist.fileName == "130533100000洺州镇-重点任务自查表-2022-09-25.xlsx")
  }

  /// What a unit may add to a list leaves room for it.
  @Test func `a list of problems ends with blank rows`() throws {
    let (forms, campaigns) = try Self.loaded.get()
    let campaign = try campaigns.campaign("bailuhu-2022")
    let unit = ReportingUnit(code: "429005000", name: "运粮湖办事处")
    let owed = OwedWorkbook.owed(
      in: campaign,
      forms: forms,
      by: unit,
      of: campaign.groups(ofUnit: unit.name, kind: .town),
      on: try day("2022-03-20")
    )
    let list = try #require(owed.first { $0.item.form == "responsibility-annex" })
    #expect(list.checklist.count == 36)
    #expect(list.generator.blankCopies == 10)
    #expect(
      list.checklist.first?.values["category"] == .text("主体责任落实不到位")
    )
  }
}
