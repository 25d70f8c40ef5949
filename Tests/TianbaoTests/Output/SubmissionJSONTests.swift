import Findings
import FormDefinitions
import FormIntake
import FormLayout
import Foundation
import Reports
import Spreadsheet
import SpreadsheetReading
import Testing

@testable import Tianbao

@Suite struct SubmissionJSONTests {
  private func line(_ households: [PrefilledRecord], _ language: Language = .chinese) throws
    -> String
  {
    try Office.submission(households).jsonLine(form: Office.definition(), language: language)
  }

  private func parsed(_ line: String) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
    return try #require(object as? [String: Any])
  }

  @Test func `a line is as the contract shows it`() throws {
    let household = PrefilledRecord(
      values: [
        "head_name": .text("张三"), "head_id": .text(Office.zhang), "size": .number(4),
        "income": .number(Decimal(string: "12345.6") ?? 0),
        "visited_on": .date(CalendarDate(iso: "2023-08-01") ?? .epoch), "poor": .boolean(true),
        "needs": .choices(["就业", "住房"]),
      ],
      tables: ["members": [["name": .text("张三")]]]
    )
    let line = try line([household])
    #expect(
      line.hasPrefix(
        #"{"file":"张庄.xlsx","sha256":"00","form":"visit","revision":"1","unit":null,"period":null,"#
          + #""verdict":"accepted","records":[{"key":"411003197005010135","values":{"#
          + #""head_name":"张三","head_id":"411003197005010135","size":4,"income":12345.60,"#
          + #""visited_on":"2023-08-01","poor":true,"needs":["就业","住房"],"note":null,"#
          + #""members":[{"name":"张三","born":null}]},"cells":{"head_name":"走访表!C3","#
      )
    )
    #expect(line.contains(#""findings":[],"balance":{"cells":"#))
    #expect(line.hasSuffix(#","unexplained":0}}"#))
    #expect(!line.contains("\n"))
    let object = try parsed(line)
    #expect(
      Set(object.keys) == [
        "file", "sha256", "form", "revision", "unit", "period", "verdict", "records", "findings",
        "balance",
      ]
    )
  }

  @Test(arguments: [
    ("12345.6", "12345.60"), ("0.1", "0.10"), ("0", "0.00"), ("7", "7.00"), ("-3.05", "-3.05"),
    ("99999999999.99", "99999999999.99"), ("1000000", "1000000.00"),
  ])
  func `money is exact, with its fen`(amount: String, written: String) throws {
    let household = Office.household(
      "张三",
      Office.zhang,
      ["income": .number(Decimal(string: amount) ?? 0)]
    )
    #expect(try line([household]).contains("\"income\":\(written),"))
  }

  @Test func `texts are escaped so that any parser gives them back`() throws {
    let text = "引号\" 反斜\\ 换行\n制表\t结尾 𠮷 \u{2028}"
    let household = Office.household("张三", Office.zhang, ["note": .text(text)])
    let object = try parsed(try line([household]))
    let records = try #require(object["records"] as? [[String: Any]])
    let values = try #require(records.first?["values"] as? [String: Any])
    let note = try #require(values["note"] as? String)
    #expect(note.hasPrefix("引号\" 反斜\\ 换行"))
    #expect(note.contains("𠮷"))
    #expect(
      JSONText.string("\u{0}\u{1F}\u{7F}\"\\/").line == #""\u0000\u001f"# + "\u{7F}" + #"\"\\/""#
    )
  }

  @Test func `a finding has all its members, in either language`() throws {
    let household = Office.household("张三", Office.zhang, ["size": .number(50)])
    for language in Language.allCases {
      let object = try parsed(try line([household], language))
      #expect(object["verdict"] as? String == "returned")
      let findings = try #require(object["findings"] as? [[String: Any]])
      let finding = try #require(findings.first)
      #expect(
        Set(finding.keys) == [
          "code", "severity", "sheet", "cell", "field", "record", "value", "expected", "message",
          "fix", "related",
        ]
      )
      #expect(finding["severity"] as? String == "error")
      #expect(finding["sheet"] as? String == "走访表")
      #expect(finding["cell"] as? String == "C4")
      #expect(finding["field"] as? String == "size")
      #expect(finding["record"] as? Int == 0)
      #expect(finding["value"] as? String == "50")
      #expect(finding["expected"] as? String == "30")
    }
    #expect(try line([household], .english) != line([household], .chinese))
  }

  @Test func `a file that was not read is a line, too`() throws {
    let result = FileSubmission(
      file: "坏\".xlsx",
      sha256: "",
      submission: FileFindings.submission(for: .truncated)
    )
    let object = try parsed(result.jsonLine(form: nil, language: .chinese))
    #expect(object["verdict"] as? String == "unreadable")
    #expect(object["file"] as? String == "坏\".xlsx")
    #expect(object["form"] is NSNull)
    #expect((object["records"] as? [Any])?.isEmpty == true)
  }

  @Test(arguments: [
    (CellValue.text("a\"b"), #""type":"text","value":"a\"b","formula":null}"#),
    (
      .number(CellNumber(12.5, rawText: "12.50")), #""type":"number","value":12.50,"formula":null}"#
    ),
    (
      .number(CellNumber(4.11003e17, rawText: "4.11003E+17")),
      #""type":"number","value":4.11003E+17,"formula":null}"#
    ),
    (
      .number(CellNumber(0.5, rawText: ".5")),
      #""type":"number","value":0.5,"formula":null,"text":".5"}"#
    ),
    (.boolean(true), #""type":"boolean","value":true,"formula":null}"#),
    (.error("#REF!"), ##""type":"error","value":"#REF!","formula":null}"##),
    (.emptyFormula, #""type":"empty-formula","value":null,"formula":null}"#),
  ])
  func `a cell as the command lists it`(value: CellValue, expected: String) throws {
    let line = CellListing.jsonLine(
      Cell(CellReference("C4") ?? CellReference(1, 1), value),
      sheet: "表"
    )
    #expect(line == #"{"sheet":"表","cell":"C4","# + expected)
    #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any])
  }
}

@Suite struct RecordsCSVTests {
  @Test(arguments: [
    ("张三", "张三"), ("", ""), ("a,b", "\"a,b\""), ("说\"好\"", "\"说\"\"好\"\"\""),
    ("一\n二", "\"一\n二\""), ("一\r\n二", "\"一\r\n二\""),
    ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("+8613800000000", "'+8613800000000"),
    ("\t=1", "'\t=1"), ("\r=1", "\"'\r=1\""), ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
    ("-5", "-5"), ("-12.50", "-12.50"), ("-5+3", "'-5+3"), ("+1-2", "'+1-2"), ("-", "'-"),
    ("-1e5", "'-1e5"), ("--1", "'--1"), ("-2.", "'-2."), ("-5 户", "'-5 户"),
    // A quotation mark with a combining character is a quotation mark for every other program.
    ("a\"\u{301},b", "\"a\"\"\u{301},b\""),
  ])
  func `a cell cannot be a formula, and numbers stay numbers`(text: String, cell: String) {
    #expect(CSVText.cell(text) == cell)
  }

  @Test func `records and tables are files of their own`() throws {
    var csv = RecordsCSV()
    let household = Office.household(
      "张三",
      Office.zhang,
      ["income": .number(-3), "note": .text("=1+1，甲,乙")]
    )
    csv.add(try Office.submission([household]), form: try Office.definition())
    #expect(csv.contents.map(\.name) == ["visit.csv", "visit.members.csv"])
    #expect(
      csv.contents.map(\.text) == [
        "\u{FEFF}文件,单位代码,序号,户主姓名,户主证件号码,家庭人口数,收入,走访日期,困难户,需求,备注\r\n"
          + "张庄.xlsx,,1,张三,411003197005010135,1,-3.00,,,,\"'=1+1，甲,乙\"\r\n",
        "\u{FEFF}文件,单位代码,所属序号,所属主键,姓名,出生年月\r\n"
          + "张庄.xlsx,,1,411003197005010135,张三,\r\n",
      ]
    )
  }

  @Test func `findings are a line each`() throws {
    let household = Office.household("张三", Office.zhang, ["size": .number(50)])
    let text = FindingsCSV.text([try Office.submission([household])], language: .chinese)
    #expect(text.hasPrefix("\u{FEFF}文件,级别,工作表,单元格,字段,内容,问题,处理办法,代码,另见\r\n"))
    #expect(text.contains("张庄.xlsx,错误,走访表,C4,size,50,"))
    #expect(text.hasSuffix("\r\n"))
  }
}

@Suite struct TextFileTests {
  @Test func `a file appears whole, for its owner alone`() throws {
    let office = try Office()
    try TextFile.write("一\n", to: office.url("a.jsonl"), replacing: false)
    #expect(try String(contentsOf: office.url("a.jsonl"), encoding: .utf8) == "一\n")
    let attributes = try FileManager.default.attributesOfItem(atPath: office.url("a.jsonl").path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try office.names() == ["a.jsonl"])
  }

  @Test func `a file that is there stays unless replacing was asked`() throws {
    let office = try Office()
    let url = try office.write("mine".utf8, to: "a.jsonl")
    #expect(throws: TextFile.Failure.exists("a.jsonl")) {
      try TextFile.write("new", to: url, replacing: false)
    }
    #expect(try String(contentsOf: url, encoding: .utf8) == "mine")
    try TextFile.write("new", to: url, replacing: true)
    #expect(try String(contentsOf: url, encoding: .utf8) == "new")
    #expect(try office.names() == ["a.jsonl"])
  }

  @Test func `a file beside it that has the name of our own is not touched`() throws {
    let office = try Office()
    let url = try office.write("mine".utf8, to: ".a.jsonl.part")
    try TextFile.write("new", to: office.url("a.jsonl"), replacing: false)
    #expect(try String(contentsOf: url, encoding: .utf8) == "mine")
    #expect(try office.names() == [".a.jsonl.part", "a.jsonl"])
  }

  @Test func `a failure leaves nothing behind`() throws {
    let office = try Office()
    #expect(throws: TextFile.Failure.cannotCreate("a.jsonl")) {
      try TextFile.write("x", to: office.url("none/a.jsonl"), replacing: false)
    }
    try office.write("x".utf8, to: "folder/inside")
    #expect(throws: TextFile.Failure.cannotCreate("folder")) {
      try TextFile.write("x", to: office.url("folder"), replacing: true)
    }
    #expect(try office.names() == ["folder"])
  }
}
