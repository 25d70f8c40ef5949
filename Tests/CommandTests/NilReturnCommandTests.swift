import FormLayout
import Foundation
import Ledger
import Testing

/// `status nil`: a word that fits no return is refused, and one that was noted can be taken back.
@Suite struct NilReturnCommandTests {
  private let command: Command

  init() throws {
    command = try Command()
    try command.office.write(
      OfficeFolder.round(
        returns: [
          "{id: weekly, form: weekly, title: 周报, units: [各村], rhythm: {weekly: thursday}}",
          "{id: visit, form: visit, title: 走访, units: [各村], rhythm: {once: 2023-08-20}}",
        ]
      ),
      to: "forms/campaigns/round.yaml"
    )
    for form in ["weekly", "free"] {
      try command.office.write(
        OfficeFolder.form.replacing("form: visit", with: "form: \(form)"),
        to: "forms/\(form).yaml"
      )
    }
    let book = try Ledger(.file(command.office.url("台账.sqlite")), creating: true, actor: "甲")
    try book.register([
      ReportingUnit(code: "411003102201", name: "张庄村"),
      ReportingUnit(code: "411003102202", name: "李楼村"),
      ReportingUnit(code: "411003102000", name: "柳河镇"),
    ])
  }

  private func say(
    _ form: String = "visit",
    unit: String = "李楼村",
    period: String = "2023-08-20",
    _ more: String...
  ) throws -> Command.Run {
    let rest = more.isEmpty ? ["--reason", "本期没有走访"] : more
    return try Command.run(
      ["status", "nil", form, "--unit", unit, "--period", period, "--ledger", "台账.sqlite"] + rest,
      in: command.office.folder
    )
  }

  private func state(of unit: String) throws -> String {
    let run = try command(
      "status",
      "round",
      "--ledger",
      "台账.sqlite",
      "--json",
      "--on",
      "2023-08-25"
    )
    let line = try #require(
      run.lines.first { $0.contains("\"return\":\"visit\"") && $0.contains("\"unit\":\"\(unit)\"") }
    )
    return String(try #require(line.firstMatch(of: #/"state":"([a-z-]+)"/#)).1)
  }

  @Test(arguments: ["李楼村", "411003102202"], ["2023-08-20", "2023-08", "2023"])
  func `a unit by its name or code, a period or the month with one`(
    unit: String,
    period: String
  ) throws {
    #expect(try state(of: "411003102202") == "missing")
    let run = try say(unit: unit, period: period)
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.output
        == "已记：李楼村《走访登记表》2023-08-20 没有要报的，原因：本期没有走访；撤回："
        + "tianbao status nil visit --unit 411003102202 --period 2023-08-20 --withdraw\n"
    )
    #expect(try state(of: "411003102202") == "nil")
    let back = try say(unit: unit, "--withdraw")
    #expect(back.status == 0, "\(back.errors)")
    #expect(back.output.hasPrefix("已撤回：411003102202 2023-08-20《走访登记表》"))
    #expect(try state(of: "411003102202") == "missing")
    let again = try say(unit: unit, "--withdraw")
    #expect(again.status == 66 && again.errors == "没有记过这样的空表说明，这张表一条也没有\n")
    let trail = try command("trail", "--ledger", "台账.sqlite", "--unit", "李楼村")
    #expect(trail.lines.count == 2 && trail.lines.last?.contains("撤回空表说明") == true)
  }

  @Test func `what fits no return is refused with what would fit`() throws {
    let unit = try say(unit: "李楼")
    #expect(unit.status == 64 && unit.errors.contains("没有单位“李楼”；有："), "\(unit.errors)")
    for period in ["八月", "2023-08-21", "2023-09", "2023-08-2"] {
      let run = try say(period: period)
      #expect(run.status == 64)
      #expect(run.errors == "没有“\(period)”这一期，没有记；这个单位要报的：2023-08-20（round 走访）\n")
    }
    let several = try say("weekly", period: "2023-08")
    #expect(several.status == 64)
    #expect(several.errors.contains("“2023-08”里有几期，没有记；写明其中一期：2023-08-03（round 周报）、"))
    let town = try say(unit: "柳河镇")
    #expect(town.status == 64)
    #expect(town.errors == "“柳河镇”不用报这张表（方案 round），不必说明，没有记\n")
    #expect(try say("free", period: "五月").errors.contains("写成 2023、2023-05 或 2023-05-01"))
    let book = try Ledger(.file(command.office.url("台账.sqlite")), creating: false, actor: "甲")
    for form in ["visit", "weekly", "free"] {
      #expect(try book.nilReturns(ofForm: form).isEmpty)
    }
    // No round asks for this one.
    #expect(try say("free", period: "2023-05").status == 0)
    #expect(try say(period: "2023-08-20", "--reason", " ").status == 64)
    #expect(try say(period: "2023-08-20", "--reason", "无", "--withdraw").status == 64)
  }

  /// Imports the workbook of 李楼村 with a household of so many.
  private func imported(size: Int) throws -> Command.Run {
    try command.office.write("代码,名称\n411003102202,李楼村\n", to: "units.csv")
    try command.office.write(
      "村,户主,身份证号,人口\n李楼村,张三,411003197005010135,\(size)\n",
      to: "roster.csv"
    )
    let made = try command(
      "generate",
      "visit",
      "-o",
      "李楼村.xlsx",
      "--units",
      "units.csv",
      "--unit",
      "411003102202",
      "--roster",
      "roster.csv",
      "--period",
      "2023-08-20",
      "--overwrite"
    )
    try #require(made.status == 0, "\(made.errors)")
    return try command("import", "李楼村.xlsx", "--ledger", "台账.sqlite", "--date", "2023-08-18")
  }

  @Test func `what was accepted is not nothing`() throws {
    #expect(try imported(size: 3).status == 0)
    let run = try say()
    #expect(run.status == 64)
    #expect(run.errors.contains("已在 2023-08-18 收到“李楼村.xlsx”并通过，与空表说明矛盾，没有记"))
    #expect(try state(of: "411003102202") == "received")
    let book = try Ledger(.file(command.office.url("台账.sqlite")), creating: false, actor: "甲")
    #expect(try book.nilReturns(ofForm: "visit").isEmpty)
  }

  @Test func `what has to be corrected stays so, and that is said`() throws {
    #expect(try imported(size: 99).status == 1)
    let run = try say()
    #expect(run.status == 0)
    #expect(run.errors.contains("收到过“李楼村.xlsx”，退回待更正；更正以前，报送情况里仍是退回"))
    #expect(try state(of: "411003102202") == "returned")
  }

  @Test func `what an earlier version noted of anything can be taken back`() throws {
    let book = try Ledger(.file(command.office.url("台账.sqlite")), creating: false, actor: "甲")
    for unit in ["李楼", "李楼村"] {
      try book.fileNilReturn(form: "visit", unit: unit, period: "八月", reason: "无", at: "2023-08-01")
    }
    let other = try say(unit: "李楼", period: "2023-08-20", "--withdraw")
    #expect(other.status == 66)
    #expect(
      other.errors
        == """
        按名称“李楼村”入库的 1 份，单位清单里只有一个单位叫这个名称，已归到代码 411003102202
        没有记过这样的空表说明；这张表记下的：411003102202 八月、李楼 八月

        """
    )
    for unit in ["李楼", "李楼村"] {
      #expect(try say(unit: unit, period: "八月", "--withdraw").status == 0)
    }
    #expect(try book.nilReturns(ofForm: "visit").isEmpty)
  }
}
