import FormLayout
import Foundation
import Ledger
import Testing

/// What asks the ledger for one unit, problem or period: a wrong word is an error, no all-clear.
@Suite struct FilterCommandTests {
  private let command: Command

  /// A ledger with one return of 张庄村 for May, and two villages of one name.
  init() throws {
    command = try Command()
    try command.office.write(
      """
      代码,名称,乡镇
      411003102201,张庄村,柳河镇
      411003102202,王庄村,柳河镇
      411003103202,王庄村,灵井镇

      """,
      to: "units.csv"
    )
    try command.office.write(
      "村,户主,身份证号,人口\n张庄村,张三,411003197005010135,3\n",
      to: "roster.csv"
    )
    let generated = try command(
      "generate",
      "visit",
      "-o",
      "张庄村.xlsx",
      "--units",
      "units.csv",
      "--unit",
      "411003102201",
      "--roster",
      "roster.csv",
      "--period",
      "2023-05"
    )
    try #require(generated.status == 0, "\(generated.errors)")
    let filed = try run("import", "张庄村.xlsx", "--date", "2023-05-31")
    try #require(filed.status == 0, "\(filed.errors)")
    let book = try Ledger(.file(command.office.url("台账.sqlite")), creating: false, actor: "甲")
    try book.register([
      ReportingUnit(code: "411003102201", name: "张庄村", township: "柳河镇"),
      ReportingUnit(code: "411003102202", name: "王庄村", township: "柳河镇"),
      ReportingUnit(code: "411003103202", name: "王庄村", township: "灵井镇"),
    ])
  }

  private func run(_ arguments: String...) throws -> Command.Run {
    try Command.run(arguments + ["--ledger", "台账.sqlite"], in: command.office.folder)
  }

  private static let askingForUnits = [
    ["check"], ["problems"], ["trail"], ["diff", "visit"], ["export", "visit", "-o", "导出"],
  ]

  private func ask(_ arguments: [String], unit: String) throws -> Command.Run {
    try Command.run(
      arguments + ["--unit", unit, "--ledger", "台账.sqlite"],
      in: command.office.folder
    )
  }

  @Test(arguments: askingForUnits)
  func `a unit is known by its code and by its name`(arguments: [String]) throws {
    let byCode = try ask(arguments, unit: "411003102201")
    let byName = try ask(arguments + (arguments[0] == "export" ? ["--overwrite"] : []), unit: "张庄村")
    #expect(byName.status == byCode.status)
    #expect(byName.errors == byCode.errors)
    if arguments[0] == "trail" { #expect(byName.output.contains("收表")) }
    if arguments[0] == "export" { #expect(byName.errors == "导出 1 条记录\n") }
  }

  @Test(arguments: askingForUnits)
  func `a unit that nobody knows, and a name that two have`(arguments: [String]) throws {
    let unknown = try ask(arguments, unit: "张家村")
    #expect(unknown.status == 64)
    #expect(unknown.output == "")
    #expect(
      unknown.errors
        == """
        台账库里没有单位“张家村”；有：411003102201 张庄村、411003102202 王庄村、411003103202 王庄村；\
        单位清单用 tianbao status 方案 --units 清单 记入

        """
    )
    let several = try ask(arguments, unit: "王庄村")
    #expect(several.status == 64)
    #expect(
      several.errors
        == "有 2 个单位叫“王庄村”，用代码指明：411003102202（柳河镇）、411003103202（灵井镇）\n"
    )
    #expect(try !command.office.names(".").contains("导出"))
    let english = try ask(arguments + ["--language", "en"], unit: "王庄村")
    #expect(english.errors.hasPrefix("2 units are called ‘王庄村’; say which by its code: "))
  }

  @Test func `a unit of which only a return is there is known by its code`() throws {
    let book = try Ledger(.file(command.office.url("新.sqlite")), creating: true, actor: "甲")
    #expect(try book.units().isEmpty)
    let filed = try command("import", "张庄村.xlsx", "--ledger", "新.sqlite")
    try #require(filed.status == 0)
    #expect(
      try command("trail", "--unit", "411003102201", "--ledger", "新.sqlite").output.contains("收表")
    )
    let name = try command("trail", "--unit", "张庄村", "--ledger", "新.sqlite")
    #expect(name.status == 64 && name.errors.contains("有：411003102201；"), "\(name.errors)")
  }

  @Test func `a workbook of two units of one name goes to neither`() throws {
    let run = try command(
      "generate",
      "visit",
      "-o",
      "王庄村.xlsx",
      "--units",
      "units.csv",
      "--unit",
      "王庄村"
    )
    #expect(run.status == 64)
    #expect(run.errors.contains("有 2 个单位叫“王庄村”，用代码指明"))
    let named = try command(
      "generate",
      "visit",
      "-o",
      "张庄村2.xlsx",
      "--units",
      "units.csv",
      "--unit",
      "张庄村"
    )
    #expect(named.status == 0, "\(named.errors)")
    let unknown = try command(
      "generate",
      "visit",
      "-o",
      "x.xlsx",
      "--units",
      "units.csv",
      "--unit",
      "张家村"
    )
    #expect(unknown.status == 64 && unknown.errors.hasPrefix("单位清单里没有单位“张家村”；有："))
  }

  @Test func `a problem that is not there is no problem without a history`() throws {
    for more in [[], ["--json"]] {
      let run = try Command.run(
        ["problems", "--number", "P-99", "--ledger", "台账.sqlite"] + more,
        in: command.office.folder
      )
      #expect(run.status == 66)
      #expect(run.output == "")
      #expect(run.errors == "没有问题“P-99”，也没有别的问题\n")
    }
  }

  @Test(arguments: [
    ["export", "visit", "-o", "导出"], ["rollup", "visit"],
    ["diff", "visit", "--unit", "411003102201"],
  ])
  func `a period that is none, and one that is not there`(arguments: [String]) throws {
    func ask(_ period: String) throws -> Command.Run {
      try Command.run(
        arguments + ["--period", period, "--ledger", "台账.sqlite"],
        in: command.office.folder
      )
    }
    for text in ["2023-5", "五月", "2023-13", ""] {
      let run = try ask(text)
      #expect(run.status == 64)
      #expect(run.output == "")
      #expect(
        run.errors == "期别“\(text)”写法不对：写成 2023、2023-05 或 2023-05-01；台账库里这张表有：2023-05\n"
      )
    }
    let missing = try ask("2023-06")
    #expect(missing.status == 66)
    #expect(missing.output == "")
    #expect(missing.errors == "台账库里这张表没有 2023-06 这一期；有：2023-05\n")
    let none = try ask("-")
    #expect(none.status == 66 && none.errors.contains("没有不带期别的；有：2023-05"), "\(none.errors)")
    #expect(try !command.office.names(".").contains("导出"))
    let known = try ask("2023-05")
    #expect(arguments[0] == "diff" ? known.status == 66 : known.status == 0, "\(known.errors)")
  }
}
