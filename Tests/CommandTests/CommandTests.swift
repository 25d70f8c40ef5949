import FormDefinitions
import FormLayout
import Foundation
import Testing
import Tianbao

@Suite struct FormsCommandTests {
  @Test func `the forms of the package, for programs`() throws {
    let run = try Command.run(["forms", "--json"], in: Command.package)
    #expect(run.status == 0)
    #expect(run.errors == "")
    let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    let forms = try #require(json as? [[String: Any]])
    let ids = forms.compactMap { $0["id"] as? String }
    #expect(ids.count == 40)
    #expect(ids == ids.sorted())
    #expect(Set(["screening", "monthly-tasks", "rectification-ledger"]).isSubset(of: ids))
    for form in forms {
      let fields = try #require(form["fields"] as? [[String: Any]])
      #expect(!fields.isEmpty)
      #expect(fields.allSatisfy { $0["label"] is String && $0["type"] is String })
    }
  }

  @Test func `the forms of a folder, for people`() throws {
    let command = try Command()
    let run = try command("forms")
    #expect(run.status == 0)
    #expect(run.output == "visit\t1\t走访登记表\t3 项，1 条规则\n")
    let english = try command("forms", "--language", "en")
    #expect(english.output == "visit\t1\t走访登记表\t3 fields, 0 tables, 1 rules\n")
  }

  @Test func `faults of a definition are told with their line`() throws {
    let command = try Command()
    #expect(try command("forms", "check").status == 0)
    try command.office.write(
      OfficeFolder.form.replacing("type: integer", with: "type: integr"),
      to: "forms/visit.yaml"
    )
    let run = try command("forms", "check")
    #expect(run.status == 1)
    #expect(run.lines.contains { $0.hasPrefix("visit.yaml:12: ") && $0.contains(" → ") })
  }

  @Test func `wrong usage, no folder, help`() throws {
    let command = try Command()
    #expect(try command("forms", "--no-such-option").status == 64)
    #expect(try command("no-such-command").status == 64)
    #expect(try command("forms", "--language", "fr").status == 64)
    #expect(try command("import").status == 64)
    let missing = try command("forms", "--forms", "nowhere")
    #expect(missing.status == 66)
    #expect(missing.output == "")
    #expect(missing.errors.contains("读不到表样文件夹"))
    #expect(try command("--help").status == 0)
    #expect(try command("--version").output == "0.1.0\n")
  }
}

@Suite struct GenerateCommandTests {
  @Test func `a blank form`() throws {
    let command = try Command()
    let run = try command("generate", "visit", "-o", "blank.xlsx")
    #expect(run.status == 0)
    #expect(run.output == "")
    let again = try command("generate", "visit", "-o", "blank.xlsx")
    #expect(again.status == 73)
    #expect(again.errors.contains("要覆盖请加 --overwrite"))
    #expect(try command("generate", "visit", "-o", "blank.xlsx", "--overwrite").status == 0)
    #expect(try command("generate", "visit", "-o", "none/blank.xlsx").status == 73)
  }

  @Test func `a form that is not known`() throws {
    let command = try Command()
    let run = try command("generate", "vist", "-o", "a.xlsx")
    #expect(run.status == 64)
    #expect(run.errors.contains("没有表“vist”；是否应为 visit？"))
    let english = try command("generate", "vist", "-o", "a.xlsx", "--language", "en")
    #expect(english.errors.contains("did you mean visit?"))
    #expect(try command("generate", "visit", "-o", "a.xlsx", "--period", "May").status == 64)
    #expect(try command("generate", "visit", "-o", "a.xlsx", "--unit", "1").status == 64)
    #expect(try command("generate", "visit", "-o", "a.xlsx", "--roster", "none.csv").status == 66)
  }

  @Test func `a workbook a unit, prefilled; nothing personal is said`() throws {
    let command = try Command()
    try command.office.write(
      "名称,代码\n张庄村,411003102201\n李庄村,411003102202\n",
      to: "units.csv"
    )
    try command.office.write(
      "村,户主,身份证号,电话\n张庄村,张三,411003197005010135,1\n张庄村,李四,41100319700501013,2\n",
      to: "roster.csv"
    )
    let run = try command(
      "generate",
      "visit",
      "-o",
      "out",
      "--units",
      "units.csv",
      "--roster",
      "roster.csv"
    )
    #expect(run.status == 0)
    #expect(
      try command.office.names("out") == [
        "411003102201张庄村-走访表.xlsx", "411003102202李庄村-走访表.xlsx",
      ]
    )
    #expect(run.errors.contains("花名册中未用到的列：电话"))
    #expect(run.errors.contains("花名册第 3 行的“户主证件号码”不合要求，未预填"))
    for personal in ["张三", "李四", "4110031970"] { #expect(!run.errors.contains(personal)) }
  }
}

@Suite struct ImportCommandTests {
  /// Makes the workbook of a village with one household.
  private func village(
    _ command: Command,
    _ name: String,
    size: Int,
    id: String = "411003197005010135"
  ) throws {
    try command.office.write("户主,身份证号,人口\n张三,\(id),\(size)\n", to: "roster.csv")
    let run = try command(
      "generate",
      "visit",
      "-o",
      name,
      "--roster",
      "roster.csv",
      "--overwrite"
    )
    try #require(run.status == 0)
  }

  /// The records as the command prints them, with the members that must be there.
  private func records(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
      return try #require(object as? [String: Any])
    }
  }

  @Test func `a return that is right`() throws {
    let command = try Command()
    try village(command, "a.xlsx", size: 3)
    let run = try command("import", "a.xlsx", "--date", "2023-08-31")
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(run.lines.first == "文件    结论  记录  错误  待确认  提醒  说明")
    #expect(run.output.contains("共 1 个文件，1 条记录；通过 1"))
    let english = try command("import", "a.xlsx", "--date", "2023-08-31", "--language", "en")
    #expect(english.output.contains("1 files, 1 records; accepted 1"))
    let quiet = try command("import", "a.xlsx", "--quiet")
    #expect(quiet.status == 0)
    #expect(quiet.output == "" && quiet.errors == "")
  }

  @Test func `records on standard output are JSON and nothing else`() throws {
    let command = try Command()
    try village(command, "a.xlsx", size: 25)
    let run = try command("import", "a.xlsx", "--records", "-", "--date", "2023-08-31")
    #expect(run.status == 0)
    let lines = try records(run.output)
    #expect(lines.count == 1)
    #expect(lines.first?["verdict"] as? String == "accepted-with-warnings")
    #expect((lines.first?["sha256"] as? String)?.count == 64)
    #expect(run.errors.contains("人口 25 人偏多"))
    let english = try command("import", "a.xlsx", "--date", "2023-08-31", "--language", "en")
    #expect(english.output.contains("‘家庭人口数’ is 25, which is many"))
    #expect(english.output.contains("Check it"))
    #expect(!english.output.contains("偏多"))
    let quiet = try command("import", "a.xlsx", "--records", "-", "--quiet")
    #expect(quiet.errors == "")
    #expect(try records(quiet.output).count == 1)
  }

  @Test func `the hits of each rule are counted`() throws {
    let command = try Command()
    try village(command, "a.xlsx", size: 25)
    try village(command, "b.xlsx", size: 3)
    let run = try command("import", "a.xlsx", "b.xlsx", "--rules", "--date", "2023-08-31")
    #expect(run.output.contains("表     规则   阶段      命中  文件\nvisit  small  enforced  1     1\n"))
    let records = try command("import", "a.xlsx", "--rules", "--records", "-", "--quiet")
    #expect(records.errors.hasPrefix("表     规则   阶段      命中  文件\n"))
  }

  @Test func `a folder with a broken file goes on with the rest`() throws {
    let command = try Command()
    try FileManager.default.createDirectory(
      at: command.office.url("in"),
      withIntermediateDirectories: true
    )
    try village(command, "in/1.xlsx", size: 3)
    try command.office.write("张三,411003197005010135\n", to: "in/2.xlsx")
    try village(command, "in/3.xlsx", size: 3, id: "411003196501010113")
    try command.office.write("", to: "in/~$3.xlsx")
    for jobs in ["1", "4"] {
      let run = try command(
        "import",
        "in",
        "--records",
        "-",
        "--jobs",
        jobs,
        "--date",
        "2023-08-31"
      )
      #expect(run.status == 1)
      let lines = try records(run.output)
      #expect(
        lines.map { "\($0["file"] ?? "") \($0["verdict"] ?? "")" } == [
          "1.xlsx accepted", "2.xlsx unreadable", "3.xlsx accepted",
        ]
      )
      #expect(run.errors.contains("── 2.xlsx ──"))
      #expect(run.errors.contains("跳过 1 个不是报送表的文件：~$3.xlsx"))
      for personal in ["张三", "4110031970", "4110031965"] {
        #expect(!run.errors.contains(personal))
      }
    }
  }

  @Test func `something to correct is status 1, said cell by cell, without personal data`() throws {
    let command = try Command()
    try village(command, "a.xlsx", size: 99)
    let run = try command("import", "a.xlsx", "--records", "r.jsonl", "--csv", "csv")
    #expect(run.status == 1)
    #expect(run.output.contains("[错误] 走访表 C5"))
    #expect(try records(command.office.text("r.jsonl")).count == 1)
    #expect(try command.office.names("csv") == ["findings.csv", "visit.csv"])
    #expect(try command.office.text("csv/visit.csv").hasPrefix("\u{FEFF}文件,"))
    #expect(!run.output.contains("张三") && !run.errors.contains("张三"))
  }

  @Test(arguments: ["411003197005010136", "41100319700501013", "４１１００３１９７００５０１０１３６"])
  func `a wrong identity number does not go to standard error`(number: String) throws {
    let command = try Command()
    let catalogue = FormCatalogue(
      sources: [DefinitionSource(.form, name: "visit.yaml", text: OfficeFolder.form)]
    )
    let household = PrefilledRecord(
      values: [
        "head_name": .text("张三"), "head_id": .text(number), "size": .text("张三和李四"),
      ]
    )
    try FormGenerator(catalogue.form("visit"))
      .write(to: command.office.url("a.xlsx"), households: [household])
    let run = try command("import", "a.xlsx", "--records", "-", "--date", "2023-08-31")
    #expect(run.status == 1)
    #expect(run.errors.contains("走访表 C4"))
    #expect(run.errors.contains("走访表 C5"))
    for personal in ["张三", number, String(number.prefix(14)), "411003197005010135"] {
      #expect(!run.errors.contains(personal))
    }
    // What was seen is in the records, which the office asked for.
    #expect(run.output.contains(number))
  }

  @Test func `outputs that are there are not replaced`() throws {
    let command = try Command()
    try village(command, "a.xlsx", size: 3)
    try command.office.write("mine", to: "r.jsonl")
    let run = try command("import", "a.xlsx", "--records", "r.jsonl")
    #expect(run.status == 73)
    #expect(run.errors.contains("已有同名文件 r.jsonl；要覆盖请加 --overwrite"))
    #expect(try command.office.text("r.jsonl") == "mine")
    #expect(try command("import", "a.xlsx", "--records", "r.jsonl", "--overwrite").status == 0)
    #expect(try command("import", "a.xlsx", "--records", "none/r.jsonl").status == 73)
    #expect(try command("import", "a.xlsx", "--csv", "a.xlsx").status == 73)
  }

  @Test func `what is not there, and what holds nothing`() throws {
    let command = try Command()
    let run = try command("import", "none.xlsx")
    #expect(run.status == 66)
    #expect(run.errors == "没有 none.xlsx\n")
    #expect(try command("import", "forms").status == 66)
    #expect(try command("import", "none.xlsx", "--jobs", "0").status == 64)
    #expect(try command("import", "none.xlsx", "--date", "gestern").status == 64)
  }
}

@Suite struct CellsCommandTests {
  @Test func `a line of JSON a cell`() throws {
    let command = try Command()
    try #require(try command("generate", "visit", "-o", "a.xlsx").status == 0)
    let run = try command("cells", "a.xlsx", "--sheet", "走访表")
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(run.lines.count > 5)
    #expect(
      run.lines.contains(
        #"{"sheet":"走访表","cell":"B3","type":"text","value":"户主姓名","formula":null}"#
      )
    )
    for line in run.lines {
      #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any])
    }
    #expect(try command("cells", "a.xlsx").lines.count > run.lines.count)
  }

  @Test func `a line of JSON a worksheet`() throws {
    let command = try Command()
    try #require(try command("generate", "visit", "-o", "a.xlsx").status == 0)
    let run = try command("cells", "a.xlsx", "--sheets")
    #expect(run.status == 0)
    let sheets = try run.lines.map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    let card = try #require(sheets.first { $0["sheet"] as? String == "走访表" })
    #expect(card["visibility"] as? String == "visible")
    // The keys of rows and columns are hidden, and the cells with which the card checks itself.
    #expect(card["hiddenColumns"] as? [String] == ["A", "F:G"])
    #expect((card["hiddenRows"] as? [String])?.isEmpty == false)
    #expect((card["merged"] as? [String])?.isEmpty == false)
    #expect(sheets.contains { $0["visibility"] as? String != "visible" })
    #expect(try command("cells", "a.xlsx", "--sheets", "--sheet", "走访表").lines.count == 1)
  }

  @Test func `what cannot be listed`() throws {
    let command = try Command()
    try #require(try command("generate", "visit", "-o", "a.xlsx").status == 0)
    let sheet = try command("cells", "a.xlsx", "--sheet", "无")
    #expect(sheet.status == 66)
    #expect(sheet.errors == "没有工作表“无”\n")
    #expect(try command("cells", "none.xlsx").status == 66)
    try command.office.write("a,b\n", to: "b.xlsx")
    let text = try command("cells", "b.xlsx")
    #expect(text.status == 74)
    #expect(text.output == "")
    #expect(
      text.errors == "b.xlsx：这其实是文本（CSV）文件，不是 .xlsx。请在乡镇发给本村的工作簿里填写后再报送\n"
    )
    let english = try command("cells", "b.xlsx", "--language", "en")
    #expect(english.errors.hasPrefix("b.xlsx: This is a text (CSV) file, not .xlsx. "))
  }
}
