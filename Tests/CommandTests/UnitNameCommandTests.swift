import FormLayout
import Foundation
import Ledger
import Testing

/// Workbooks that were made without a list of units and carry a unit's name for its code.
@Suite struct UnitNameCommandTests {
  private let command: Command

  init() throws {
    command = try Command()
    try command.office.write(
      OfficeFolder.round().replacing(
        "{label: 各村, kind: village, every: true}",
        with: "{label: 民政所, kind: department}"
      ).replacing("units: [各村]", with: "units: [民政所]"),
      to: "forms/campaigns/round.yaml"
    )
    try command.office.write("代码,名称\n411003102301,民政所\n", to: "units.csv")
    try command.office.write(
      "村,户主,身份证号,人口\n民政所,张三,411003197005010135,3\n",
      to: "roster.csv"
    )
    let made = try command(
      "generate",
      "--campaign",
      "round",
      "--unit",
      "民政所",
      "--roster",
      "roster.csv",
      "--on",
      "2023-08-10",
      "-o",
      "发"
    )
    try #require(made.status == 0, "\(made.errors)")
  }

  private func run(_ arguments: String...) throws -> Command.Run {
    try Command.run(arguments + ["--ledger", "台账.sqlite"], in: command.office.folder)
  }

  private func noteList() throws -> Command.Run {
    try run("status", "round", "--units", "units.csv", "--on", "2023-08-18")
  }

  private func checkKnownByCode() throws {
    for unit in ["411003102301", "民政所"] {
      let export = try run("export", "visit", "-o", "导出", "--unit", unit, "--overwrite")
      #expect(export.errors == "导出 1 条记录\n")
      #expect(try run("trail", "--unit", unit).output.contains("收表"))
    }
    let rollup = try run("rollup", "visit", "--campaign", "round")
    #expect(rollup.output.contains("民政所") && rollup.errors == "汇总 1 个单位的 1 条记录\n", "\(rollup)")
    let status = try run("status", "round", "--on", "2023-08-18", "--json")
    #expect(status.output.contains("\"state\":\"received\""), "\(status)")
    let again = try run("import", "发", "--date", "2023-08-19")
    #expect(again.output.contains("新收 0 份，更正 0 份，重复 1 份"), "\(again)")
  }

  @Test func `the list tells the code, and the import says so`() throws {
    try #require(try noteList().status == 0)
    let filed = try run("import", "发", "--date", "2023-08-18")
    #expect(
      filed.output.contains("工作簿里没有单位代码，只有名称“民政所”，照单位清单记在代码 411003102301 名下"),
      "\(filed)"
    )
    let english = try run("import", "发", "--date", "2023-08-18", "--language", "en")
    #expect(english.output.contains("there already"))
    try checkKnownByCode()
  }

  @Test func `what came before the list is joined when it is noted`() throws {
    let filed = try run("import", "发", "--date", "2023-08-18")
    #expect(filed.status == 0 && !filed.output.contains("工作簿里没有单位代码"), "\(filed)")
    let listed = try noteList()
    #expect(
      listed.errors == "单位清单：新增 1 个\n"
        + "按名称“民政所”入库的 1 份，单位清单里只有一个单位叫这个名称，已归到代码 411003102301\n",
      "\(listed)"
    )
    #expect(try noteList().errors.isEmpty)
    try checkKnownByCode()
  }

  @Test func `what an older program left under the name is joined by whoever asks first`() throws {
    _ = try run("import", "发", "--date", "2023-08-18")
    let book = try Ledger(.file(command.office.url("台账.sqlite")), creating: false, actor: "甲")
    try book.register([ReportingUnit(code: "411003102301", name: "民政所")])
    let problems = try run("problems", "--unit", "民政所")
    #expect(problems.status == 0 && problems.errors.contains("已归到代码 411003102301"), "\(problems)")
    try checkKnownByCode()
  }

  @Test func `two units of the name are told, and the return is filed as it is`() throws {
    try command.office.write(
      "代码,名称,乡镇\n411003102301,民政所,柳河镇\n411003103301,民政所,灵井镇\n",
      to: "units.csv"
    )
    _ = try noteList()
    let filed = try run("import", "发", "--date", "2023-08-18")
    #expect(filed.output.contains("叫“民政所”的单位有 2 个（411003102301、411003103301）"), "\(filed)")
    let several = try run("export", "visit", "-o", "导出", "--unit", "411003102301")
    #expect(several.errors.contains("台账库里还有按名称“民政所”、没有代码入库的报表"), "\(several)")
  }
}
