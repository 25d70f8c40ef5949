import FormLayout
import Foundation
import Ledger
import Testing

/// `status`: whom it names, and what it does with a faulty list.
@Suite struct StatusCommandTests {
  private let command: Command
  private static let list = """
    代码,名称,乡镇
    411003102201,张庄村,柳河镇
    411003102202,李楼村,柳河镇
    411003102203,王庄村,柳河镇

    """

  init() throws {
    command = try Command()
    try command.office.write(OfficeFolder.round(), to: "forms/campaigns/round.yaml")
    try command.office.write(Self.list, to: "units.csv")
  }

  private func status(_ more: String...) throws -> Command.Run {
    try Command.run(
      ["status", "round", "--ledger", "台账.sqlite", "--on", "2023-08-25"] + more,
      in: command.office.folder
    )
  }

  /// Imports a return of a unit with a household of so many.
  private func file(
    _ unit: String,
    code: String,
    size: Int = 3,
    on day: String = "2023-08-18",
    campaign: Bool = false
  ) throws -> Command.Run {
    try command.office.write("代码,名称\n\(code),\(unit)\n", to: "one.csv")
    let suffix = code.last.map(String.init) ?? ""
    let number = ["1": "411003197005010135", "2": "411003196501010113"][suffix]
    try command.office.write(
      "村,户主,身份证号,人口\n\(unit),张三,\(number ?? "110101199003077213"),\(size)\n",
      to: "roster.csv"
    )
    let made = try command(
      "generate",
      "visit",
      "-o",
      "\(unit)\(code).xlsx",
      "--units",
      "one.csv",
      "--unit",
      code,
      "--roster",
      "roster.csv",
      "--period",
      "2023-08-20"
    )
    try #require(made.status == 0, "\(made.errors)")
    return try Command.run(
      ["import", "\(unit)\(code).xlsx", "--ledger", "台账.sqlite", "--date", day]
        + (campaign ? ["--campaign", "round"] : []),
      in: command.office.folder
    )
  }

  @Test func `one unit in every kind of output, and whose return is late or came back`() throws {
    #expect(try file("张庄村", code: "411003102201", on: "2023-08-22").status == 0)
    #expect(try file("李楼村", code: "411003102202", size: 99).status == 1)
    let all = try status("--units", "units.csv")
    #expect(all.lines[1].contains("未报送  退回单位  迟报单位"), "\(all.output)")
    #expect(all.lines[2].contains("王庄村  李楼村    张庄村"), "\(all.output)")
    let json = try status("--unit", "李楼村", "--json")
    #expect(json.lines.count == 1 && json.output.contains("\"unit\":\"411003102202\""))
    let reminder = try status("--unit", "李楼村", "--reminder")
    #expect(reminder.output.contains("退回待更正：李楼村") && !reminder.output.contains("王庄村"))
    #expect(try status("--unit", "张庄村", "--reminder").output == "没有欠报的单位\n")
    let text = try status("--unit", "411003102203")
    #expect(text.output.hasPrefix("王庄村　大排查") && text.output.contains("未报"))
    for more in [[], ["--json"], ["--reminder"]] {
      let run = try Command.run(
        ["status", "round", "--ledger", "台账.sqlite", "--unit", "赵庄村"] + more,
        in: command.office.folder
      )
      #expect(run.status == 64 && run.output == "")
      #expect(run.errors.contains("没有单位“赵庄村”；有：411003102201 张庄村、"))
    }
  }

  @Test func `accepted returns of units outside the list are named`() throws {
    #expect(try file("赵庄村", code: "411003102209").status == 0)
    let run = try status("--units", "units.csv")
    #expect(
      run.output.contains(
        """
        收下的报表有 1 份，单位不在单位清单里，没有算在上面：
          411003102209　走访表　2023-08-20　赵庄村411003102209.xlsx
          → 单位没有错的，加进单位清单
        """
      ),
      "\(run.output)"
    )
    let json = try status("--json")
    #expect(json.lines.count == 4)
    #expect(
      json.lines.last?.contains("\"unit\":\"411003102209\"") == true
        && json.lines.last?.contains("\"state\":\"unlisted\"") == true
    )
    let rollup = try command("rollup", "visit", "--ledger", "台账.sqlite")
    #expect(rollup.status == 0)
    #expect(rollup.errors.contains("单位不在单位清单里，汇总里另列：\n  411003102209　走访表"))
    // In the list it is like the others.
    try command.office.write(Self.list + "411003102209,赵庄村,柳河镇\n", to: "units.csv")
    let listed = try status("--units", "units.csv")
    #expect(!listed.output.contains("单位清单"))
    #expect(!(try command("rollup", "visit", "--ledger", "台账.sqlite")).errors.contains("单位清单"))
  }

  @Test func `a return under a unit's name is that unit's`() throws {
    #expect(try file("张庄村", code: "张庄村").status == 0)
    let run = try status("--units", "units.csv", "--json")
    #expect(run.lines.count == 3)
    #expect(
      run.lines.contains {
        $0.contains("\"unit\":\"411003102201\"") && $0.contains("\"state\":\"received\"")
      }
    )
    let rollup = try command("rollup", "visit", "--ledger", "台账.sqlite")
    #expect(rollup.errors == "汇总 1 个单位的 1 条记录\n")
    #expect(rollup.output.split(separator: "\n").count { $0.contains("张庄村") } == 1)
    // The list has told its code, under which it is since.
    let trail = try command("trail", "--ledger", "台账.sqlite", "--unit", "411003102201")
    #expect(trail.errors.isEmpty && trail.output.contains("收表"), "\(trail)")
    // Another workbook, under the code, is one more of the same unit's.
    #expect(try file("张庄村", code: "411003102201", campaign: false).status == 0)
    let both = try status()
    #expect(!both.output.contains("收下的报表有"), "\(both.output)")
    let units = try Ledger(.file(command.office.url("台账.sqlite")), creating: false, actor: "甲")
      .submissions().map(\.identity.unit)
    #expect(units == ["411003102201", "411003102201"])
  }

  @Test func `a list that cannot be used is said in words`() throws {
    try command.office.write("甲,乙\n1,2\n", to: "other.csv")
    try command.office.write("名称,乡镇\n张庄村,柳河镇\n", to: "names.csv")
    try command.office.write("代码,名称\n\"4110\"03,张庄村\n", to: "quotes.csv")
    let compound = Data(
      [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + Array(repeating: 0, count: 4096)
    )
    try compound.write(to: command.office.url("units.xls"))
    for (file, exit, words) in [
      ("nope.csv", 66, "读不到文件 nope.csv"), ("other.csv", 74, "other.csv 前 20 行里找不到表头"),
      ("names.csv", 74, "names.csv 缺少“代码”列"), ("quotes.csv", 74, "quotes.csv 不是正确的 CSV 文件"),
      ("units.xls", 74, "units.xls 不能用：这"),
    ] as [(String, Int32, String)] {
      let run = try status("--units", file)
      #expect(run.status == exit, "\(file)")
      #expect(run.errors.contains(words), "\(run.errors)")
      #expect(!run.errors.contains("Error:"))
      let generated = try command("generate", "visit", "-o", "x", "--units", file)
      #expect(generated.status == exit && generated.errors == run.errors, "\(generated.errors)")
    }
    let old = try status("--units", "units.xls")
    #expect(!old.errors.contains("引号") && old.errors.contains("另存为 .xlsx"))
  }
}
