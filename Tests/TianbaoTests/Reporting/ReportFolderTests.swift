import Findings
import FormDefinitions
import FormIntake
import FormLayout
import Foundation
import Spreadsheet
import Testing

@testable import Tianbao

/// The page a village, and the index.
@Suite struct ReportFolderTests {
  private let received = ReceiptTime(day: Office.day, minute: 9 * 60 + 5)

  private func write(
    _ results: [FileSubmission],
    in office: Office,
    replacing: Bool = false,
    language: Language = .chinese
  ) throws {
    let folder = try ReportFolder(office.url("报告"), files: results.map(\.file), from: [])
    try folder.write(
      results,
      Office.catalogue,
      received: received,
      replacing: replacing,
      language: language
    )
  }

  private func text(_ name: String, of office: Office) throws -> String {
    String(decoding: try Data(contentsOf: office.url("报告/\(name)")), as: UTF8.self)
  }

  /// A file that goes back, with a finding whose texts are given.
  private func damaged(_ file: String, value: String, message: String = "错") throws
    -> FileSubmission
  {
    var result = try Office.submission([Office.household("张三", Office.zhang)])
    result.submission.findings = [
      Finding(
        "number.range",
        .error,
        at: Location(sheet: "走访表", cell: "C4"),
        field: "size",
        record: 0,
        value: value,
        expected: "30",
        message: LocalizedText(verbatim: message),
        fix: LocalizedText("改", en: "mend")
      )
    ]
    result.submission.verdict = .returned
    return FileSubmission(file: file, sha256: result.sha256, submission: result.submission)
  }

  @Test func `a page says who, where, what, what to do and the code, in this order`() throws {
    let office = try Office()
    try write([try damaged("张庄.xlsx", value: "99")], in: office)
    let page = try text("张庄.html", of: office)
    var rest = page[...]
    for piece in [
      "<html lang=\"zh-CN\">", "<strong>退回修改</strong>有 1 处必须改正。", "<h2>必须改正（1）</h2>", "张三",
      "走访表 C4", "错", "99", "30", "怎么改：改", "number.range", "2023-08-31 09:05", "SHA-256",
      "每一格的去向", "去向不明",
    ] {
      let range = try #require(rest.range(of: piece), "no \(piece) behind what comes before it")
      rest = rest[range.upperBound...]
    }
  }

  @Test func `repairs are told as what was written and what it was taken as`() throws {
    let office = try Office()
    var result = try Office.submission([Office.household("张三", Office.zhang)])
    result.submission.findings = [
      Finding(
        "number.repaired",
        .note,
        at: Location(sheet: "走访表", cell: "C4"),
        value: "４",
        expected: "4",
        message: LocalizedText("全角字符已改为半角", en: "half-width"),
        fix: LocalizedText("不用处理", en: "nothing")
      )
    ]
    try write([result], in: office)
    let page = try text("张庄.html", of: office)
    #expect(page.contains("<th scope=\"col\">原来写的</th><th scope=\"col\">记作</th>"))
    #expect(page.contains("<span class=\"value\">４</span></td>"))
    #expect(page.contains("<span class=\"value\">4</span></td>"))
    #expect(page.contains("1 条记录已导入，不必再报。"))
  }

  @Test func `the same fault over many cells is one entry with its range`() throws {
    let office = try Office()
    var result = try damaged("张庄.xlsx", value: "99")
    result.submission.findings = (5...37).map { row in
      var finding = result.submission.findings[0]
      finding.location = Location(sheet: "走访表", cell: "E\(row)")
      finding.value = "\(row)00"
      return finding
    }
    try write([result], in: office)
    let page = try text("张庄.html", of: office)
    #expect(page.contains("走访表 E5:E37（共 33 格）"))
    #expect(page.contains("500、600、700 等 33 个"))
    #expect(page.components(separatedBy: "<li>").count == 2)
  }

  /// Text that would be markup if it went through as it is.
  static let hostile = [
    "<script>alert(1)</script>", "\u{0600}<script>alert(1)</script>",
    "<\u{0301}img src=x onerror=alert(1)>", "\"><img src=x onerror=alert(1)>", "{{{style}}}",
    "{{#sections}}", "</style><b>", "&lt;b&gt;", "javascript:alert(1)", "a\u{0}b\u{1B}[31m",
    "\u{202E}txt.exe",
  ]

  @Test(arguments: hostile)
  func `what a village writes stays text`(hostile: String) throws {
    let office = try Office()
    let file = "\(hostile)村.xlsx"
    let result = try damaged(file, value: hostile, message: hostile)
    try write([result], in: office)
    let names = ReportFolder.names(of: [file])
    let tags = [
      "a", "b", "body", "br", "caption", "footer", "h1", "h2", "h3", "head", "header", "html",
      "li", "main", "meta", "ol", "p", "section", "span", "strong", "style", "table", "tbody", "td",
      "th", "thead", "title", "tr",
    ]
    for name in names + ["index.html"] {
      let page = try text(name, of: office)
      // Every < begins one of our own tags; scalar by scalar, as browsers read.
      for piece in page.unicodeScalars.split(
        separator: "<",
        omittingEmptySubsequences: false
      ).dropFirst() {
        let rest = String(String.UnicodeScalarView(piece.drop { $0 == "/" || $0 == "!" }))
        let tag = String(rest.prefix { $0.isLetter || $0.isNumber })
        #expect(tags.contains(tag) || rest.hasPrefix("DOCTYPE html>"), "<\(rest.prefix(20))")
      }
      #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
      #expect(!page.lowercased().contains("<script"))
      #expect(!page.contains("href=\"javascript:"))
      #expect(page.contains("default-src 'none'"))
    }
  }

  @Test func `pages need nothing from elsewhere`() throws {
    let office = try Office()
    try write([try damaged("张庄.xlsx", value: "99")], in: office)
    for name in ["张庄.html", "index.html"] {
      let page = try text(name, of: office)
      for piece in ["http:", "https:", "url(", "@import", " src=", "<link"] {
        #expect(!page.contains(piece), "\(piece) in \(name)")
      }
    }
  }

  @Test func `the index leads to every page`() throws {
    let office = try Office()
    let files = ["张庄.xlsx", "李 庄#1.xlsx", "a/表.xlsx", "b/表.xlsx"]
    try write(try files.map { try damaged($0, value: "99") }, in: office)
    let index = try text("index.html", of: office)
    let links = index.matches(of: /href="([^"]*)"/).map { String($0.1) }
    #expect(links.count == 4)
    for link in links {
      let name = try #require(link.removingPercentEncoding)
      #expect(FileManager.default.fileExists(atPath: office.url("报告/\(name)").path))
    }
    #expect(index.contains("共 4 个文件；退回修改 4"))
  }

  @Test func `names come from the files' names without clashes`() {
    #expect(
      ReportFolder.names(of: ["张庄.xlsx", "三村.zip/李庄.xlsx", "a/表.xlsx", "b/表.xlsx", "B/表.XLSX"])
        == ["张庄.html", "李庄.html", "a-表.html", "b-表.html", "B-表 (2).html"]
    )
    #expect(
      ReportFolder.names(of: ["index.xlsx", "../../x.xlsx", ".xlsx", "a:b?.xlsx", "张庄.xls"])
        == ["index (2).html", "x.html", "_xlsx.html", "a_b_.html", "张庄.html"]
    )
    #expect(ReportFolder.names(of: ["张庄.xlsx", "张庄.xls"]) == ["张庄.html", "张庄 (2).html"])
    let long = ReportFolder.names(of: [String(repeating: "长", count: 300) + ".xlsx"])
    #expect(long.allSatisfy { $0.utf8.count < 255 })
  }

  @Test func `pages are the same each time, for their owner alone, and replace nothing`() throws {
    let office = try Office()
    let results = [try damaged("张庄.xlsx", value: "99")]
    try write(results, in: office)
    let first = try text("张庄.html", of: office)
    #expect(throws: TextFile.Failure.exists("张庄.html")) { try write(results, in: office) }
    try write(results, in: office, replacing: true)
    #expect(try text("张庄.html", of: office) == first)
    for name in ["张庄.html", "index.html"] {
      let path = office.url("报告/\(name)").path
      let mode =
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
    }
  }

  @Test func `pages in English say so`() throws {
    let office = try Office()
    try write(
      [try damaged("x.xlsx", value: "99", message: "wrong")],
      in: office,
      language: .english
    )
    let page = try text("x.html", of: office)
    #expect(page.contains("<html lang=\"en\">"))
    #expect(page.contains("<strong>returned</strong>1 to be corrected."))
    #expect(page.contains("What to do: mend"))
    let words = page.unicodeScalars.filter { (0x4E00...0x9FFF).contains($0.value) }
    // What is Chinese is the village's: its file, its form and its people.
    #expect(Set(words.map(String.init)).isSubset(of: Set("张三走访登记表".map(String.init))))
  }
}
