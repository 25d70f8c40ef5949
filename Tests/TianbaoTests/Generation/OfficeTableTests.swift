import FormDefinitions
import FormLayout
import Foundation
import Spreadsheet
import SpreadsheetWriting
import Testing

@testable import Tianbao

/// How an office's own tables reach us.
enum TableFile: String, CaseIterable, CustomTestStringConvertible {
  case utf8 = "UTF-8"
  case utf8WithMark = "UTF-8 with a mark"
  case gbk = "GBK"
  case workbook = "xlsx"

  var testDescription: String { rawValue }

  /// Writes rows of texts.
  func write(_ rows: [[String]], to office: Office) throws -> URL {
    let text = rows.map { $0.joined(separator: ",") }.joined(separator: "\r\n") + "\r\n"
    switch self {
    case .utf8: return try office.write(text.utf8, to: "table.csv")
    case .utf8WithMark: return try office.write([0xEF, 0xBB, 0xBF] + text.utf8, to: "table.csv")
    case .gbk:
      // NSStringEncoding of GB 18030.
      let gbk = String.Encoding(rawValue: 0x8000_0632)
      let data = try #require(text.data(using: gbk))
      return try office.write(data, to: "table.csv")
    case .workbook:
      var sheet = SheetLayout(name: WorksheetName(nearestTo: "Sheet1"))
      for (row, cells) in rows.enumerated() {
        for (column, text) in cells.enumerated() where !text.isEmpty {
          sheet.cells.append(
            DrawnCell(CellReference(row + 1, column + 1), .text(text), style: 0)
          )
        }
      }
      let url = office.url("table.xlsx")
      try WorkbookWriter().write(
        WorkbookLayout(sheets: [sheet], styles: [CellStyle()]),
        to: url.path
      )
      return url
    }
  }
}

@Suite struct UnitListTests {
  @Test(arguments: TableFile.allCases)
  func `units from any kind of file, in any order of columns`(kind: TableFile) throws {
    let office = try Office()
    let url = try kind.write(
      [
        ["2023年各村名单", "", "", ""],
        ["行政村", "乡（镇）", "区划代码", "备注"],
        ["张庄村", "灵井镇", "411003102201", ""],
        ["李庄村", "灵井镇", "411003102202", "合并"],
        ["", "", "", ""],
      ],
      to: office
    )
    let units = try UnitList(contentsOf: url).units
    #expect(
      units == [
        ReportingUnit(code: "411003102201", name: "张庄村", township: "灵井镇"),
        ReportingUnit(code: "411003102202", name: "李庄村", township: "灵井镇"),
      ]
    )
  }

  @Test func `what is missing is named`() throws {
    let office = try Office()
    #expect(throws: TableError.self) { try UnitList(contentsOf: office.url("none.csv")) }
    let names = try office.write("名称,乡镇\n张庄村,灵井镇\n".utf8, to: "names.csv")
    do {
      _ = try UnitList(contentsOf: names)
      Issue.record("a list without codes was taken")
    } catch {
      guard case .column("names.csv", needed: "代码") = error else {
        Issue.record("\(error)")
        return
      }
    }
    let none = try office.write("甲,乙\n1,2\n".utf8, to: "other.csv")
    do {
      _ = try UnitList(contentsOf: none)
      Issue.record("a table without headings was taken")
    } catch {
      guard case .headings("other.csv") = error else {
        Issue.record("\(error)")
        return
      }
    }
  }
}

@Suite struct RosterTests {
  private func roster(_ rows: [[String]], _ kind: TableFile = .utf8) throws -> Roster {
    let office = try Office()
    let url = try kind.write(rows, to: office)
    return try Roster(contentsOf: url, form: Office.definition(), today: Office.day)
  }

  @Test(arguments: TableFile.allCases)
  func `one row a household, headings by alias, in any order`(kind: TableFile) throws {
    let roster = try roster(
      [
        ["人口", "户主身份证号码", "村", "电话", "户主"],
        ["3", Office.zhang, "张庄村", "13800000000", "张三"],
        ["1", Office.wang, "李庄村", "", "王五"],
      ],
      kind
    )
    #expect(roster.unusedHeadings == ["电话"])
    #expect(roster.rejected.isEmpty)
    #expect(
      roster.records(of: Office.zhangzhuang) == [
        PrefilledRecord(
          values: [
            "head_name": .text("张三"), "head_id": .text(Office.zhang), "size": .number(3),
          ]
        )
      ]
    )
    #expect(roster.records(of: Office.lizhuang).map { $0.values["head_name"] } == [.text("王五")])
    #expect(roster.records.count == 2)
  }

  @Test func `one row a person is grouped by household`() throws {
    let roster = try roster([
      ["区划代码", "户主姓名", "户主证件号码", "姓名", "出生年月"],
      ["411003102201", "张三", Office.zhang, "张三", "1970-05"],
      ["411003102201", "王五", Office.wang, "王五", ""],
      ["411003102201", "张三", Office.zhang, "李四", "197211"],
    ])
    let records = roster.records(of: Office.zhangzhuang)
    #expect(records.map { $0.values["head_name"] } == [.text("张三"), .text("王五")])
    #expect(
      records.map { $0.tables["members"]?.map { $0["name"] } } == [
        [.text("张三"), .text("李四")], [.text("王五")],
      ]
    )
    #expect(records[0].tables["members"]?[1]["born"]?.description == "1972-11")
    #expect(roster.records(of: Office.lizhuang).isEmpty)
  }

  @Test func `what a field does not take is told by row and label, and left out`() throws {
    let roster = try roster([
      ["户主姓名", "户主证件号码", "家庭人口数"],
      ["张三", "411003197005010136", "三个半"],
      ["王五", Office.wang, "1"],
    ])
    #expect(roster.rejected.map { "\($0.row) \($0.field)" } == ["2 户主证件号码", "2 家庭人口数"])
    #expect(roster.records.map { $0.values["head_id"] } == [nil, .text(Office.wang)])
    #expect(roster.records.map { $0.values["size"] } == [nil, .number(1)])
  }
}

@Suite struct FormGeneratorTests {
  @Test func `a workbook is written whole, for its owner alone, and twice the same`() throws {
    let office = try Office()
    let generator = FormGenerator(try Office.definition())
    let households = [Office.household("张三", Office.zhang)]
    try generator.write(to: office.url("a.xlsx"), for: Office.zhangzhuang, households: households)
    try generator.write(to: office.url("b.xlsx"), for: Office.zhangzhuang, households: households)
    #expect(try office.names() == ["a.xlsx", "b.xlsx"])
    #expect(try Data(contentsOf: office.url("a.xlsx")) == Data(contentsOf: office.url("b.xlsx")))
    let attributes = try FileManager.default.attributesOfItem(atPath: office.url("a.xlsx").path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func `a file that is there is not replaced unless that was asked`() throws {
    let office = try Office()
    let url = try office.write("mine".utf8, to: "a.xlsx")
    let generator = FormGenerator(try Office.definition())
    #expect(throws: WritingError.self) { try generator.write(to: url) }
    #expect(try String(contentsOf: url, encoding: .utf8) == "mine")
    try generator.write(to: url, replacing: true)
    #expect(try Data(contentsOf: url).prefix(2) == Data("PK".utf8))
    #expect(try office.names() == ["a.xlsx"])
  }

  @Test func `a folder that is missing leaves nothing behind`() throws {
    let office = try Office()
    let generator = FormGenerator(try Office.definition())
    #expect(throws: WritingError.self) { try generator.write(to: office.url("none/a.xlsx")) }
    #expect(try office.names() == [])
  }
}
