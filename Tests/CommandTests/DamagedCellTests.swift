import Foundation
import SpreadsheetReading
import TestSupport
import Testing

/// A fault in one cell, string or sheet is a finding about it, and the rest is read.
@Suite struct DamagedCellTests {
  /// A filled workbook whose parts a test can damage.
  private struct Village {
    let command: Command
    private var parts: [(name: String, text: String)]

    init() throws {
      command = try Command()
      try command.office.write("户主,身份证号,人口\n张三,411003197005010135,3\n", to: "roster.csv")
      let run = try command("generate", "visit", "-o", "a.xlsx", "--roster", "roster.csv")
      try #require(run.status == 0)
      let archive = try ArchiveReader(contentsOf: command.office.url("a.xlsx").path)
      parts = try archive.entries.map {
        ($0.name, String(decoding: try archive.bytes(of: $0), as: UTF8.self))
      }
    }

    /// The part of the sheet 走访表, which is that of its place among the sheets.
    var sheetPart: String {
      get throws {
        let book = try #require(parts.first { $0.name == "xl/workbook.xml" }).text
        let sheets = book.components(separatedBy: "<sheet ").dropFirst()
        let place = try #require(sheets.firstIndex { $0.contains("name=\"走访表\"") })
        return "xl/worksheets/sheet\(place).xml"
      }
    }

    mutating func edit(_ part: String, _ change: (String) -> String) throws {
      let index = try #require(parts.firstIndex { $0.name == part })
      parts[index].text = change(parts[index].text)
    }

    mutating func remove(_ part: String) { parts.removeAll { $0.name == part } }

    /// Imports the workbook; the findings as `severity code sheet!cell message`.
    func findings() throws -> [String] {
      var archive = StoredArchive()
      for part in parts { archive.add(part.name.utf8, Array(part.text.utf8)) }
      try Data(archive.bytes).write(to: command.office.url("b.xlsx"))
      let run = try command("import", "b.xlsx", "--records", "-", "--date", "2023-08-31")
      let line = try #require(run.lines.first)
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      // Whatever is damaged, the household is there.
      #expect((object?["records"] as? [Any])?.count == 1)
      let findings = try #require(object?["findings"] as? [[String: Any]])
      return findings.filter { ($0["code"] as? String)?.hasPrefix("file.") ?? false }.map {
        finding in
        let text = { (name: String) in finding[name] as? String ?? "" }
        #expect(!text("fix").isEmpty)
        return "\(text("severity")) \(text("code")) \(text("sheet"))!\(text("cell")) "
          + text("message")
      }
    }
  }

  @Test(
    arguments: [
      (
        #"<c r="C900" t="s"><v>99999</v></c>"#,
        "error file.shared-string-missing 走访表!C900 这一格的文字已丢失"
      ),
      (#"<c r="D900"><v>NaN</v></c>"#, "error file.number-invalid 走访表!D900 这一格的数字已损坏"),
      (
        "<c r=\"E900\" t=\"inlineStr\"><is><t>a\u{FFFD}</t></is></c>",
        "error file.text-encoding-invalid 走访表!E900 这一格的文字里有无法识别的字符，已用 \u{FFFD} 代替"
      ),
      (
        "<c r=\"F900\" t=\"inlineStr\"><is><t>\(String(repeating: "字", count: 32_768))</t></is></c>",
        "error file.text-too-long 走访表!F900 这一格的文字太长（Excel 最多允许 32767 个字）"
      ),
      (
        #"<c r="ZZZZ1"><v>5</v></c>"#,
        "error file.cell-reference-invalid 走访表! 这一页有一格的位置信息已损坏，未能读取"
      ),
    ] as [(String, String)]
  )
  func `a fault in a cell`(cell: String, finding: String) throws {
    var village = try Village()
    try village.edit(village.sheetPart) {
      $0.replacing("</sheetData>", with: "<row r=\"900\">\(cell)</row></sheetData>")
    }
    #expect(try village.findings() == [finding])
  }

  @Test func `a fault in another sheet`() throws {
    var village = try Village()
    let other = try village.sheetPart == "xl/worksheets/sheet1.xml" ? "sheet2" : "sheet1"
    try village.edit("xl/worksheets/\(other).xml") { String($0.prefix($0.count / 2)) }
    let findings = try village.findings()
    #expect(findings.count == 1)
    #expect(findings.first?.hasPrefix("error file.worksheet-unreadable ") ?? false)
    #expect(findings.first?.hasSuffix("! 这一页已损坏，无法读取") ?? false)
    #expect(findings.first?.contains("走访表") == false)
  }

  @Test func `parts beside the sheets`() throws {
    var village = try Village()
    village.remove("xl/styles.xml")
    try village.edit("docProps/app.xml") { _ in "no XML" }
    #expect(
      try village.findings() == [
        "warning file.styles-unreadable ! 文件的单元格格式缺失或已损坏，日期可能读成数字",
        "warning file.part-unreadable ! 文件的一个附属部分缺失或已损坏；受影响的单元格会另外列出",
      ]
    )
  }

  @Test func `more faults than are listed`() throws {
    var village = try Village()
    let cells = (1...10_001).map { "<c r=\"\(letters($0))900\"><v>NaN</v></c>" }
    try village.edit(village.sheetPart) {
      $0.replacing("</sheetData>", with: "<row r=\"900\">\(cells.joined())</row></sheetData>")
    }
    let findings = try village.findings()
    #expect(findings.count == 10_001)
    #expect(findings.contains { $0.hasPrefix("error file.faults-omitted 走访表!") })
  }

  private func letters(_ column: Int) -> String {
    var letters = ""
    var rest = column
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }
}
