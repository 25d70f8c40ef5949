import Findings
import FormDefinitions
import FormLayout
import Foundation
import Spreadsheet
import Testing

@Suite struct OfficialFormTests {
  @Test(arguments: OfficialForms.all)
  func `every rule says in English too what is wrong`(id: String) throws {
    for rule in try OfficialForms.form(id).rules {
      let english = try #require(rule.english, "\(rule.id)")
      #expect(english.message.source != rule.message.source)
      #expect(english.fix.source != rule.fix.source)
    }
  }

  @Test func `the definitions load without faults`() throws {
    let catalogue = try OfficialForms.catalogue()
    #expect(catalogue.faults.map { "\($0.file):\($0.line) \($0.message.chinese)" } == [])
    #expect(catalogue.forms.keys.sorted() == OfficialForms.all.sorted())
  }

  @Test(arguments: OfficialForms.all) func `the cards fit their pages`(id: String) throws {
    let form = try OfficialForms.form(id)
    #expect(layoutFaults(of: form).map(\.message.chinese) == [])
  }

  @Test(arguments: OfficialForms.ledgers) func `a ledger prints one page wide, lying`(id: String)
    throws
  {
    let form = try OfficialForms.form(id)
    let made = try FormWorkbook(form: form, request: OfficialForms.request(form, .list))
    let sheet = try #require(made.layout.sheets.first { $0.autofilter != nil })
    #expect(sheet.page.columnBreaks == [])
    #expect(sheet.page.isLandscape)
    #expect(sheet.page.scale >= 60)
    // What stands beside the print area, the checks, is never printed.
    let last = try #require(sheet.page.printArea).last.column
    let printed = sheet.columns.prefix(last).filter { !$0.isHidden }
    // A character is 7 pixels and each column 5 more, of 96 an inch.
    let pixels = printed.reduce(0) { $0 + $1.width * 7 + 5 }
    let paper = sheet.page.paper.size.height - sheet.page.margins.left - sheet.page.margins.right
    #expect(pixels / 96 * 25.4 * Double(sheet.page.scale) / 100 <= paper, "\(id)")
  }

  @Test func `a long text that is printed in advance has the height that it needs`() throws {
    let form = try OfficialForms.form("checklist")
    let long = String(repeating: "查看是否存在问题隐患。", count: 20)
    let records = ["短", long].map { PrefilledRecord(values: ["content": .text($0)]) }
    let request = WorkbookRequest(records: records, blankCopies: 1, layout: .list)
    let sheet = try #require(
      try FormWorkbook(form: form, request: request).layout.sheets.first { $0.autofilter != nil }
    )
    let heights = sheet.rows.filter { (6...8).contains($0.row) }.map(\.height)
    #expect(heights.count == 3)
    #expect(heights[0] == nil && heights[2] == nil)
    // 220 characters of 9 points in 92 mm are eight lines.
    #expect((heights[1] ?? 0) > 8 * 9 && (heights[1] ?? 0) < 12 * 12)
  }

  @Test func `the monthly report prints the groups of the annex`() throws {
    let table = try #require(try OfficialForms.form("monthly-tasks").table("tasks"))
    var groups: [(label: String, rows: Int)] = []
    for row in table.presetRows {
      let label = row.values["project"]?.description ?? ""
      if groups.last?.label == label {
        groups[groups.count - 1].rows += 1
      } else {
        groups.append((label, 1))
      }
    }
    #expect(table.presetRows.count == 37)
    #expect(groups.map(\.rows) == [3, 5, 4, 3, 4, 2, 3, 4, 4, 1, 3, 1])
    #expect(
      groups.map(\.label) == [
        "责任落实", "政策落实", "工作落实", "识别精准", "帮扶精准", "退出精准", "义务教育保障", "基本医疗保障",
        "住房安全保障", "饮水安全保障", "社会保障兜底", "其他方面",
      ]
    )
    #expect(table.presetRows[6].values["units"] == .text("区住建局\n区社会事业局"))
  }

  @Test(.enabled(if: Annex.find() != nil, "the seed documents are not beside the package"))
  func `the monthly report has the annex's 37 rows word for word`() throws {
    let annex = try #require(Annex.find())
    let table = try #require(try OfficialForms.form("monthly-tasks").table("tasks"))
    #expect(annex.rows.count == 37)
    for (row, expected) in zip(table.presetRows, annex.rows) {
      let printed = ["number", "project", "content", "units"].map {
        row.values[$0]?.description ?? ""
      }
      #expect(printed == [expected.number, expected.project, expected.content, expected.units])
    }
  }

  @Test func `a group's label stands again where a page begins`() throws {
    let plan = try #require(try OfficialForms.form("monthly-tasks").cardPlan())
    var covered = 0
    var pages = 1
    for (index, row) in plan.rows.enumerated() {
      guard case .tableRow(_, let number) = row.kind else { continue }
      if row.beginsPage { pages += 1 }
      let label = row.cells.first {
        if case .preset(_, "project", _) = $0.content { true } else { false }
      }
      if let label {
        #expect(covered <= number - 1, "two labels cover row \(number)")
        covered = number - 1 + label.down
        let crossed = plan.rows[(index + 1)...].prefix(label.down - 1).contains(where: \.beginsPage)
        #expect(!crossed, "the label of row \(number) crosses a page")
      } else {
        #expect(!row.beginsPage && covered >= number, "row \(number) has no label")
      }
    }
    #expect(covered == 37)
    #expect(pages > 1)
  }
}

/// The annex of the work plan that the monthly report is taken from.
struct Annex {
  struct Row {
    let number: String
    let project: String
    let content: String
    let units: String
  }

  let rows: [Row]

  /// The annex in the folder of seed documents, if that is there.
  static func find() -> Annex? {
    let corpus = ProcessInfo.processInfo.environment["TIANBAO_CORPUS"].map {
      URL(filePath: $0).deletingLastPathComponent()
    }
    let shared = corpus ?? OfficialForms.packageRoot.appending(path: "../shared")
    let folder = shared.appending(path: "seeds")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names.sorted() {
      guard let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8),
        let annex = text.range(of: "开发区脱贫攻坚工作问题大排查任务分解月报表\n")
      else { continue }
      return Annex(text[annex.upperBound...])
    }
    return nil
  }

  /// Reads the table as the document's text has it: a row a block, a cell a line behind a tab.
  private init(_ text: Substring) {
    var rows: [Row] = []
    var project = ""
    for block in text.replacing("\r\n", with: "\n").split(separator: "\n\n") {
      let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      guard lines.count > 6, Int(lines[0]) != nil else { continue }
      if !lines[1].isEmpty { project = lines[1] }
      let units = lines[6...].filter { !$0.isEmpty }.joined(separator: "\n")
      rows.append(Row(number: lines[0], project: project, content: lines[2], units: units))
    }
    self.rows = rows
  }
}
