import FormDefinitions
import Foundation
import Spreadsheet
import Testing
import Tianbao

@testable import Ledger
@testable import Reports

/// What a public notice (公示) shows is known to be harmless.
@Suite struct MaskedExportTests {
  private static let catalogue: FormCatalogue? = {
    var root = URL(filePath: #filePath)
    for _ in 1...4 { root.deleteLastPathComponent() }
    return try? FormCatalogue(directory: root.appending(path: "forms"))
  }()
  static let forms = catalogue?.forms.keys.sorted() ?? []

  /// A disability certificate's number: area, birth date, sequence, kind and grade.
  private static let number = "41109920120304067912"
  /// A name, a telephone, an illness, a card and a number, as people write them into free text.
  private static let marker = "王芳13711112222患肝癌，卡6222 0212 3456 7890，证\(number)，残疾"
  private static let traces = [
    "王芳", "芳1", "1371111", "肝癌", "62220", "6222 0", "0679", "20120304", "2012-03-04", "残疾",
  ]

  private func form(_ id: String) throws -> FormDefinition {
    try #require(Self.catalogue?.forms[id])
  }

  /// The rows below the headings in every format: CSV, JSON Lines, a data package and a workbook.
  private func rows(
    _ form: FormDefinition,
    _ records: [[String: Any]]
  ) throws -> [(format: String, text: String)] {
    let submission = FiledSubmission(
      SQLRow(values: [
        .integer(7), .text("a.xlsx"), .text("00"), .text("2023-08-20 09:00"), .text(form.id),
        .text("411003102201"), .text("2023-08"), .text(""), .text("00"), .text(form.revision),
        .text("accepted"), .integer(1), .null, .integer(Int64(records.count)),
      ])
    )
    let stored = try records.map {
      try StoredRecord(
        key: nil,
        content: String(decoding: JSONSerialization.data(withJSONObject: $0), as: UTF8.self),
        cells: "{}"
      )
    }
    var export = RecordExport(form, masked: true)
    export.add(submission, stored)
    var workbook = RecordWorkbook(form, masked: true)
    workbook.add(submission, stored)
    let sheets = workbook.layout.sheets.map { sheet in
      sheet.cells.filter { $0.reference.row > 2 }.map { cell -> String in
        switch cell.content {
        case .text(let text): text
        case .number(let number): "\(number)"
        default: ""
        }
      }.joined(separator: "\n")
    }
    return export.csv.map { file in
      ("csv", file.text.components(separatedBy: "\r\n").dropFirst().joined(separator: "\n"))
    } + [("jsonl", export.jsonLines.text), ("package", export.dataPackage.text)]
      + sheets.map { ("xlsx", $0) }
  }

  /// A record with a value in every field; the fields of tables have one in the only row.
  private func record(
    _ form: FormDefinition,
    _ value: (FieldDefinition) -> Any
  ) -> [String: Any] {
    func values(_ fields: [FieldDefinition]) -> [String: Any] {
      Dictionary(uniqueKeysWithValues: fields.map { ($0.id, value($0)) })
    }
    var record = values(form.fields)
    for table in form.tables { record[table.id] = [values(table.fields)] }
    return record
  }

  @Test func `there are forms`() { #expect(Self.forms.count == 40) }

  /// Free text, and whatever else a ledger may hold from the days of another definition.
  @Test(arguments: forms) func `nothing of what is written in free text is in a notice`(
    id: String
  ) throws {
    let form = try form(id)
    let good = record(form) { field in
      switch field.type {
      case .integer, .decimal, .money, .percent: 3
      case .year: 2020
      case .date: "2023-08-01"
      case .month: "2023-08"
      case .yesNo: true
      case .choice: form.codeList(of: field)?.codes.first?.label ?? ""
      case .choices: form.codeList(of: field).map { [$0.codes[0].label] } ?? []
      case .identityNumber: Self.number
      case .mobileNumber: "13711112222"
      case .divisionCode: "411003102201"
      case .creditCode: "91411003MA40000000"
      case .text, .signature: Self.marker
      }
    }
    let wild = record(form) { _ in Self.marker }
    let lists = record(form) { _ in [Self.marker, 13_711_112_222] as [Any] }
    let numbers = record(form) { _ in 13_711_112_222 }
    for (format, text) in try rows(form, [good, wild, lists, numbers]) {
      for trace in Self.traces {
        // The definition itself speaks of illness: 残疾证.
        if format == "package", trace == "残疾" { continue }
        #expect(!text.contains(trace), "\(format): \(trace)")
      }
    }
  }

  /// Every code of every list: 因病, 残疾人证, 大病重病, 送教上门, 丧失劳动力, 健康帮扶 tell of health.
  @Test(arguments: forms) func `no code in a notice tells of health`(id: String) throws {
    let form = try form(id)
    let most = form.codeLists.values.map(\.codes.count).max() ?? 0
    let records = (0..<most).map { index in
      record(form) { field in
        guard let list = form.codeList(of: field) else { return NSNull() }
        let label = list.codes[index % list.codes.count].label
        if case .choices = field.type { return [label] }
        return label
      }
    }
    let words = ["病", "残", "劳动力", "健康", "失能", "送教上门", "特殊教育"]
    for (format, text) in try rows(form, records) where format != "package" {
      // Village workers' posts are 劳动保障协管员; a skilled worker's training is no illness.
      for word in words { #expect(!text.contains(word), "\(format): \(word)") }
    }
  }

  @Test func `a number cannot be rebuilt, and its length tells of no disability`() throws {
    let form = try form("dropout-control")
    let row: [String: Any] = [
      "village": "张庄村", "person_name": "李小明", "id_number": Self.number,
      "birth_on": "2012-03-04", "head_name": "李四", "household_type": "脱贫户",
      "guardian_phone": "13711112222", "school": "灵井镇中心小学", "grade": "小学",
      "in_school": false, "away_reason": "因残", "away_since": "2023-03-01",
      "measure": "送教上门", "appraisal": "残疾证号\(Self.number)，脑瘫一级",
      "responsible_person": "张三 13900001111", "aid_received": 500, "remark": "母亲王芳，电话13711112222",
    ]
    let csv = try #require(try rows(form, [row]).first { $0.format == "csv" }?.text)
    #expect(
      csv.contains(
        "张庄村,李**,411099************,＊＊＊,＊＊＊,脱贫户,＊＊＊,＊＊＊,小学,否,＊＊＊,2023-03-01,"
          + "＊＊＊,＊＊＊,＊＊＊,,,500.00,＊＊＊"
      ),
      "\(csv)"
    )
    let json = try #require(try rows(form, [row]).first { $0.format == "jsonl" }?.text)
    #expect(json.contains(#""in_school":false"#) && json.contains(#""aid_received":500.00"#))
    #expect(json.contains(#""birth_on":"＊＊＊""#))
  }

  /// Who has an entry under 残疾补贴 or 残疾鉴定 is told from who has none by nothing.
  @Test func `what is hidden is hidden where there is nothing, too`() throws {
    let form = try form("dropout-control")
    let with: [String: Any] = ["id_number": Self.number, "appraisal": "脑瘫一级", "away_reason": "因残"]
    let without: [String: Any] = ["id_number": Self.number]
    for (format, text) in try rows(form, [with]) where format != "package" {
      let other = try rows(form, [without]).first { $0.format == format }?.text
      #expect(text == other, "\(format)")
    }
  }

  @Test func `what a notice is for stays readable`() throws {
    let projects = try rows(
      form("project-funds"),
      [["project_name": "张庄村蔬菜大棚项目", "place": "张庄村", "arranged": 350_000, "remark": "李四经手"]]
    )
    for (format, text) in projects where format != "package" {
      #expect(text.contains("张庄村蔬菜大棚项目") && text.contains("350000"), "\(format)")
      #expect(!text.contains("李四"), "\(format)")
    }
    let profile = try rows(form("screening"), [["group_name": "3组", "village": "张庄村"]])
    for (format, text) in profile where format != "package" {
      #expect(text.contains("3组") && text.contains("张庄村"), "\(format)")
    }
  }

  /// A program that checks the package by its description must not meet a mark in a column of dates.
  @Test(arguments: forms) func `what may be hidden is described as text`(id: String) throws {
    struct Package: Decodable {
      struct Resource: Decodable { let schema: Schema }
      struct Schema: Decodable { let fields: [Field] }
      struct Field: Decodable {
        let name: String
        let type: String
      }

      let resources: [Resource]
    }
    let form = try form(id)
    let package = try JSONDecoder().decode(
      Package.self,
      from: Data(RecordExport(form, masked: true).dataPackage.text.utf8)
    )
    let personal = (form.fields + form.tables.flatMap(\.fields)).filter { field in
      field.isPersonal || form.codeList(of: field)?.isPersonal == true
    }
    let described = package.resources.flatMap(\.schema.fields)
    for field in personal where field.type != .signature {
      #expect(
        described.contains { $0.name.hasPrefix(field.label) && $0.type == "string" },
        "\(field.id)"
      )
    }
  }
}
