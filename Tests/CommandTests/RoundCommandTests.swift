import FormDefinitions
import FormLayout
import Foundation
import Spreadsheet
import Testing
import Tianbao

/// A round over three months, from generated and filled workbooks to what the office is told.
@Suite struct RoundCommandTests {
  private static let forms = Command.package.appending(path: "forms")
  private static let catalogue = try? FormCatalogue(directory: forms)
  private static let villages = [
    ReportingUnit(code: "411003102201", name: "张庄村", township: "灵井镇", county: "建安区"),
    ReportingUnit(code: "411003102202", name: "李庄村", township: "灵井镇", county: "建安区"),
  ]

  private let command: Command

  init() throws {
    command = try Command()
    try command.office.write(
      "代码,名称,乡镇,县\n411003102201,张庄村,灵井镇,建安区\n411003102202,李庄村,灵井镇,建安区\n",
      to: "units.csv"
    )
    let units = try run("status", "lingjing-2023", "--ledger", "台账.sqlite", "--units", "units.csv")
    try #require(units.status == 0, "\(units.errors)")
  }

  private func run(_ arguments: String...) throws -> Command.Run {
    try Command.run(arguments + ["--forms", Self.forms.path], in: command.office.folder)
  }

  /// Imports a folder of returns on a day.
  private func imported(_ folder: String, on day: String) throws -> Command.Run {
    try run(
      "import",
      folder,
      "--ledger",
      "台账.sqlite",
      "--date",
      day,
      "--records",
      "r.jsonl",
      "--returned",
      "退回-\(folder)",
      "--report",
      "页-\(folder)",
      "--overwrite"
    )
  }

  /// Makes a village's workbook with records: the form's examples but for what is given.
  private func write(
    _ path: String,
    _ form: String,
    village: Int = 0,
    period: ReportingPeriod? = nil,
    rows: [[[String: String]]] = [],
    _ records: [[String: String]]
  ) throws {
    let form = try #require(Self.catalogue?.forms[form])
    var generator = FormGenerator(form)
    if form.list != nil, form.tables.isEmpty { generator.layout = .list }
    generator.period = period
    let filled = try records.enumerated().map { index, changes in
      let unit = form.unitParts.mapValues { Self.villages[village].value(of: $0) }
      let own = unit.merging(changes) { $1 }
      var record = PrefilledRecord(values: try values(form.fields, own))
      for table in form.tables where table.isPreset {
        let own = rows.indices.contains(index) ? rows[index] : []
        record.tables[table.id] = try table.presetRows.enumerated().map { number, preset in
          let changes = number < own.count ? own[number] : [:]
          return try preset.values.merging(
            values(table.fields.filter { !$0.isPreset }, changes)
          ) { printed, _ in printed }
        }
      }
      return record
    }
    let url = command.office.url(path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try generator.write(to: url, for: Self.villages[village], households: filled)
  }

  private func values(
    _ fields: [FieldDefinition],
    _ changes: [String: String]
  ) throws -> [String: FieldValue] {
    var values: [String: FieldValue] = [:]
    for field in fields where field.computed == nil && field.type != .signature {
      let own = changes[field.id] ?? (field.requirement == .always ? "例" : "")
      let text = own == "例" ? field.example ?? "" : own
      guard !text.isEmpty else { continue }
      let known: FieldValue = try #require(value(text, field.type))
      values[field.id] = known
    }
    for id in changes.keys { #expect(fields.contains { $0.id == id }, "\(id)") }
    return values
  }

  private func value(_ text: String, _ type: FieldType) -> FieldValue? {
    switch type {
    case .integer, .decimal, .money, .percent, .year: Decimal(string: text).map { .number($0) }
    case .date: CalendarDate(iso: text).map { .date($0) }
    case .month: CalendarMonth(iso: text).map { .month($0) }
    case .yesNo: .boolean(text == "是")
    case .choice: .choice(text)
    case .choices: .choices(text.split(separator: "、").map(String.init))
    default: .text(text)
    }
  }

  private static func problem(_ number: String, _ more: [String: String]) -> [String: String] {
    ["problem_number": number, "found_on": "2023-05-10"].merging(more) { $1 }
  }

  private static func open(_ number: String, deadline: String, _ progress: String)
    -> [String: String]
  {
    problem(
      number,
      ["deadline": deadline, "state": "正在整改", "closed": "否", "progress": progress]
    )
  }

  private static func closed(_ number: String, on day: String) -> [String: String] {
    problem(
      number,
      [
        "deadline": "2023-06-15", "state": "已销号", "closed": "是", "closed_on": day,
        "evidence": "照片", "progress": "已修好",
      ]
    )
  }

  /// The problems on a day: the number, the stage, and whether something is said of it.
  private func problems(on day: String) throws -> [String] {
    let run = try run("problems", "--ledger", "台账.sqlite", "--on", day, "--json")
    try #require(run.status == 0, "\(run.errors)")
    return try run.lines.map { line in
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      )
      let remarks = object["remarks"] as? [String] ?? []
      let text = [object["number"], object["stage"]].compactMap { $0 as? String } + remarks
      return text.joined(separator: " ")
    }
  }

  @Test func `problems are followed over three months, and none gets lost`() throws {
    // May: found, given to somebody, planned, begun.
    for (form, changes) in [
      ("problem-list", [:]), ("responsibility-list", ["deadline": "2023-06-15"]),
      ("rectification-list", ["deadline": "2023-06-15"]),
    ] as [(String, [String: String])] {
      try write(
        "5月/\(form).xlsx",
        form,
        ["1", "2", "3"].map { number in
          var own = changes.merging(["problem_number": number]) { $1 }
          if form != "responsibility-list" { own["found_on"] = "2023-05-10" }
          return own
        }
      )
    }
    try write(
      "5月/台账.xlsx",
      "rectification-ledger",
      ["1", "2", "3"].map { Self.open($0, deadline: "2023-06-15", "已开工") }
    )
    let may = try imported("5月", on: "2023-05-31")
    #expect(may.status == 0, "\(may.output) \(may.errors)")
    #expect(try problems(on: "2023-05-31") == ["1", "2", "3"].map { "\($0) inProgress" })

    // June: one is closed, one goes on, and one is gone: the ledger goes back and does not count.
    let june = [
      Self.closed("1", on: "2023-06-10"), Self.open("2", deadline: "2023-06-15", "等材料"),
    ]
    try write("6月/台账.xlsx", "rectification-ledger", june)
    let lost = try imported("6月", on: "2023-06-20")
    #expect(lost.status == 1)
    #expect(lost.output.contains("上期台账里的问题 3 没有销号，本期台账里没有"))
    let line = try command.office.text("r.jsonl")
    #expect(line.contains("\"code\":\"across.problem-stays\",\"severity\":\"error\""))
    #expect(line.contains("\"related\":[\"[台账.xlsx]整改台账!"))
    #expect(line.contains("\"verdict\":\"returned\""))
    let copies = try command.office.names("退回-6月")
    #expect(copies.count == 1)
    let pages = try command.office.names("页-6月").map { try command.office.text("页-6月/\($0)") }
    #expect(pages.contains { $0.contains("上期台账里的问题 3 没有销号") })
    #expect(
      try problems(on: "2023-06-20") == ["1", "2", "3"].map { "\($0) inProgress 超期 5 天" }
    )
    // With the row it counts.
    try write(
      "6月改/台账.xlsx",
      "rectification-ledger",
      june + [Self.open("3", deadline: "2023-07-31", "延期，等审批")]
    )
    #expect(try imported("6月改", on: "2023-06-25").status == 0)
    #expect(
      try problems(on: "2023-06-25")
        == ["2 inProgress 超期 10 天", "3 inProgress", "1 closed"]
    )
    let table = try run("problems", "--ledger", "台账.sqlite", "--on", "2023-06-25")
    #expect(table.output.contains("销号日期") && table.output.contains("佐证材料"))
    let row = try #require(table.lines.first { $0.contains("已销号  2023-06-15") })
    #expect(row.contains("2023-06-10  照片"), "\(row)")
    let closing = try run("problems", "--ledger", "台账.sqlite", "--number", "1")
    #expect(closing.output.contains("  销号日期 2023-06-10　佐证材料 照片\n"), "\(closing.output)")
    let english = try run(
      "problems",
      "--ledger",
      "台账.sqlite",
      "--number",
      "1",
      "--language",
      "en",
      "--json"
    )
    #expect(english.output.contains("\"closed_on\":\"2023-06-10\",\"evidence\":\"照片\""))

    // July: the closed one came back, the late one is closed, the third is closed and looked at.
    try write(
      "7月/台账.xlsx",
      "rectification-ledger",
      [
        Self.open("1", deadline: "2023-08-10", "又漏雨").merging(
          ["rebound": "是", "reviewed_on": "2023-07-15"]
        ) { $1 }, Self.closed("2", on: "2023-07-18"),
        Self.closed("3", on: "2023-07-10").merging(
          ["reviewed_on": "2023-07-20", "rebound": "否"]
        ) { $1 },
      ]
    )
    let july = try imported("7月", on: "2023-07-25")
    #expect(july.status == 0, "\(july.output)")
    #expect(
      try problems(on: "2023-07-25") == ["1 inProgress 销号后又出现", "2 closed", "3 reviewed"]
    )
    #expect(
      try problems(on: "2023-08-12").first == "1 inProgress 销号后又出现 超期 2 天"
    )
    let history = try run(
      "problems",
      "--ledger",
      "台账.sqlite",
      "--number",
      "1",
      "--on",
      "2023-08-12"
    )
    #expect(
      history.lines.filter { $0.hasPrefix("  2023") }.map { $0.prefix(20) }.count == 6
    )
    #expect(history.output.contains("  2023-06-25　已销号　照片　（台账.xlsx 整改台账!"))
    #expect(history.output.contains("  2023-07-25　整改中　又漏雨"))
    let unknown = try run("problems", "--ledger", "台账.sqlite", "--number", "P-99")
    #expect(unknown.status == 66 && unknown.output == "")
    #expect(unknown.errors.hasSuffix("没有问题“P-99”；有：1、2、3\n"), "\(unknown.errors)")
    let named = try run("problems", "--ledger", "台账.sqlite", "--unit", "张庄村", "--json")
    #expect(named.lines.count == 3)
    let other = try run("problems", "--ledger", "台账.sqlite", "--unit", "李庄村", "--json")
    #expect(other.status == 0 && other.lines.isEmpty)
  }

  @Test func `who sent a supplement first is told when it counts`() throws {
    let form = "rectification-ledger"
    try write("6月/台账.xlsx", form, [Self.open("7", deadline: "2023-08-31", "已开工")])
    #expect(try imported("6月", on: "2023-06-20").status == 0)
    try write("补/补报.xlsx", form, [Self.open("8", deadline: "2023-08-31", "已开工")])
    let early = try imported("补", on: "2023-07-10")
    #expect(early.status == 1 && early.output.contains("上期台账里的问题 7 没有销号"))
    // Who looks meanwhile is told that there is more than what counts.
    for command in ["problems", "check"] {
      let told = try run(command, "--ledger", "台账.sqlite", "--on", "2023-07-10")
      #expect(told.errors.contains("另有 1 份已退回、还没有更正，里面的内容不在上面：补报.xlsx"), "\(told)")
    }
    try write("7月/台账.xlsx", form, [Self.open("7", deadline: "2023-08-31", "等材料")])
    let rest = try imported("7月", on: "2023-07-12")
    #expect(rest.status == 0, "\(rest.output)")
    #expect(rest.output.contains("原来退回的 1 份，缺的已由另一份工作簿报来，现在算数，不必再报：补报.xlsx"))
    #expect(try problems(on: "2023-07-12") == ["7 inProgress", "8 inProgress"])
  }

  @Test func `a whole ledger is checked, for people and for programs`() throws {
    let person = [
      "head_id": "110101199003077213", "screened_on": "2023-05-05", "difficulty": "例",
      "key_groups": "例", "risks": "例",
    ]
    try write("一/筛查表.xlsx", "screening", [person])
    try write("二/筛查表.xlsx", "screening", village: 1, [person])
    #expect(try imported("一", on: "2023-05-06").status == 0)
    let second = try imported("二", on: "2023-05-07")
    #expect(second.status == 1)
    #expect(second.output.contains("这一户在张庄村“筛查表.xlsx”的筛查表中也有填报"))
    // The first one stands, the other went back, so that nothing in the ledger is at odds.
    let clean = try run("check", "--ledger", "台账.sqlite", "--on", "2023-05-10")
    #expect(clean.status == 0)
    #expect(clean.output == "各表、各村、各期没有对不上的\n")
    // The verification that is owed sends nothing back.
    let owed = try run("check", "--ledger", "台账.sqlite", "--on", "2023-05-31", "--json")
    #expect(owed.status == 0 && owed.lines.count == 1)
    let line = try #require(owed.lines.first)
    #expect(
      line.contains("\"code\":\"across.verification-owed\"") && line.contains("\"owed\":true")
    )
    #expect(line.contains("\"unit\":\"411003102201\"") && !line.contains("110101199003077213"))
    let english = try run(
      "check",
      "--ledger",
      "台账.sqlite",
      "--on",
      "2023-05-31",
      "--language",
      "en"
    )
    #expect(english.output.contains("a verification was due by 2023-05-20, 11 days ago"))
    let other = try run(
      "check",
      "--ledger",
      "台账.sqlite",
      "--on",
      "2023-05-31",
      "--unit",
      "411003102202"
    )
    #expect(other.output == "各表、各村、各期没有对不上的\n")
    let named = try run(
      "check",
      "--ledger",
      "台账.sqlite",
      "--on",
      "2023-05-31",
      "--unit",
      "张庄村",
      "--json"
    )
    #expect(named.output == owed.output)
  }

  @Test func `a month's report is held against the last one, cell by cell`() throws {
    let row = ["findings": "街村公路有断头路", "measures": "列入计划", "progress": "正在整改"]
    let quiet = ["findings": "未发现问题"]
    for (month, third) in [(4, row), (5, quiet)] {
      try write(
        "\(month)月/月报.xlsx",
        "monthly-tasks",
        period: .month(try #require(CalendarMonth(year: 2020, month: month))),
        rows: [(0..<37).map { $0 == 2 ? third : quiet }],
        [["reported_on": "2020-0\(month)-03"]]
      )
    }
    #expect(try imported("4月", on: "2020-04-04").status == 0)
    let may = try imported("5月", on: "2020-05-04")
    #expect(may.status == 1)
    let text = try command.office.text("r.jsonl")
    let message = "第 3 项上月有问题在整改（进度：正在整改），本月没有写整改进度"
    #expect(text.contains(message))
    let place = try #require(
      text.firstMatch(of: #/"cell":"([A-Z]+[0-9]+)","field":"tasks.progress"/#)
    )
    #expect(text.contains("[月报.xlsx]任务月报表!\(place.1)"))
  }
}
