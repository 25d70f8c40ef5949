import Foundation
import Ledger
import Testing

/// A faulty unit list is told line by line; nothing is made or noted from it.
@Suite struct UnitListCommandTests {
  private let command: Command

  init() throws {
    command = try Command()
    try command.office.write(
      OfficeFolder.round(
        returns: [
          "{id: visit, form: coded, title: 走访, units: [各村], rhythm: {once: 2023-08-20}}"
        ]
      ),
      to: "forms/campaigns/round.yaml"
    )
    try command.office.write(
      OfficeFolder.form.replacing("form: visit", with: "form: coded")
        .replacing("fields: [head_name, ", with: "fields: [village_code, head_name, ")
        .replacing(
          "fields:\n",
          with: "fields:\n  village_code: {label: 区划代码, type: division-code, unit_part: code}\n"
        ).replacing(
          "      - [户主姓名, $head_name]\n",
          with: "      - [区划代码, $village_code]\n      - [户主姓名, $head_name]\n"
        ),
      to: "forms/coded.yaml"
    )
    let check = try command("forms", "check")
    try #require(check.status == 0, "\(check.output)\(check.errors)")
  }

  /// What generating, generating for a round and asking for the status say of a list.
  private func runs(_ list: String) throws -> [Command.Run] {
    try command.office.write(list, to: "units.csv")
    return [
      try command("generate", "visit", "--units", "units.csv", "-o", "表"),
      try command(
        "generate",
        "--campaign",
        "round",
        "--units",
        "units.csv",
        "--on",
        "2023-08-05",
        "-o",
        "发"
      ), try command("status", "round", "--units", "units.csv", "--ledger", "台账.sqlite"),
    ]
  }

  @Test(arguments: [
    (
      "代码,名称\n411003102201,张庄村\n411003102202,李楼村\n411003102201,王庄村\n",
      "第 4 行：代码 411003102201 与第 2 行“张庄村”的相同"
    ), ("代码,名称\n411003102201,张庄村\n,李楼村\n", "第 3 行：“李楼村”没有代码"),
    ("代码,名称\n411003102201,\n411003102202,李楼村\n", "第 2 行：代码 411003102201 没有名称"),
    ("代码,名称\n", "units.csv 里没有单位"),
  ])
  func `a list that is wrong is refused at its line`(list: String, words: String) throws {
    for run in try runs(list) {
      #expect(run.status == 74)
      #expect(run.output == "")
      #expect(run.errors.contains(words), "\(run.errors)")
    }
    let names = try command.office.names(".")
    #expect(!names.contains("表") && !names.contains("发"))
    if names.contains("台账.sqlite") {
      let book = try Ledger(.file(command.office.url("台账.sqlite")), creating: false, actor: "甲")
      #expect(try book.units().isEmpty)
    }
  }

  @Test func `a row that stands there twice is one unit, and that is said`() throws {
    for run in try runs("代码,名称\n411003102201,张庄村\n411003102201,张庄村\n") {
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.errors.contains("units.csv 第 3 行与前面的行相同，只算一次"))
    }
    #expect(try command.office.names("表") == ["411003102201张庄村-走访表.xlsx"])
  }

  @Test func `a unit of which nobody knows what it is is named`() throws {
    let runs = try runs("代码,名称\n411003102201,张庄村\nX1,第一组\n411003102000,柳河镇\n")
    for run in runs.dropFirst() {
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.errors.contains("看不出类别，没有给它派任务：第一组（X1）"), "\(run.errors)")
      #expect(!run.errors.contains("柳河镇"))
    }
    #expect(!runs[0].errors.contains("看不出类别"))
  }

  @Test func `a code outside the rules is told with its line`() throws {
    let run = try runs("代码,名称\n411003102201,张庄村\n4110031022,李楼村\n")[1]
    #expect(run.status == 64)
    #expect(
      run.errors
        == "units.csv 第 3 行：“李楼村”的代码 4110031022 不是区划代码（有 10 位，应为12位）；《走访登记表》要印区划代码，改正后再来一次\n"
    )
    #expect(try !command.office.names(".").contains("发"))
  }

  @Test func `all codes outside the rules are told at once`() throws {
    let run = try runs("代码,名称\n4110031022,张庄村\n411003102202,李楼村\n41100310220A,王庄村\n")[1]
    #expect(run.status == 64)
    let lines = run.errors.split(separator: "\n")
    #expect(lines.count == 2, "\(run.errors)")
    #expect(lines.first?.hasPrefix("units.csv 第 2 行：“张庄村”的代码 4110031022 不是区划代码") == true)
    #expect(lines.last?.hasPrefix("units.csv 第 4 行：“王庄村”的代码 41100310220A 不是区划代码") == true)
    #expect(try !command.office.names(".").contains("发"))
  }

  /// A list that was given by mistake must not leave its units behind for ever.
  @Test func `a list can replace the one before`() throws {
    func status(_ list: String, _ more: String...) throws -> Command.Run {
      try command.office.write(list, to: "units.csv")
      return try Command.run(
        ["status", "round", "--units", "units.csv", "--on", "2023-08-21", "--ledger", "台账.sqlite"]
          + more,
        in: command.office.folder
      )
    }
    let wrong = try status("代码,名称\n411003102201,张庄村\n411003102299,别乡村\n")
    try #require(wrong.status == 0, "\(wrong.output)\(wrong.errors)")
    #expect(wrong.errors.contains("新增 2 个"))

    let added = try status("代码,名称\n411003102201,张家庄\n411003102202,李楼村\n")
    #expect(added.errors.contains("新增 1 个；改名 1 个（张家庄）"), "\(added.errors)")
    #expect(added.errors.contains("另有 1 个单位不在这份清单里，仍要求报送（别乡村）"))
    #expect(added.errors.contains("--replace-units") && added.output.contains("别乡村"))

    let right = try status(
      "代码,名称\n411003102201,张家庄\n411003102202,李楼村\n",
      "--replace-units"
    )
    #expect(right.errors.contains("去掉 1 个（别乡村）"), "\(right.errors)")
    #expect(right.output.contains("李楼村") && !right.output.contains("别乡村"))

    // The same list again changes nothing and says nothing.
    let again = try status("代码,名称\n411003102201,张家庄\n411003102202,李楼村\n")
    #expect(!again.errors.contains("单位清单"), "\(again.errors)")
    let lines = try command("trail", "--ledger", "台账.sqlite").output.split(separator: "\n")
      .filter { $0.contains("单位清单") }
    #expect(lines.count == 3 && lines.last?.contains("去掉 1") == true, "\(lines)")

    let alone = try command("status", "round", "--replace-units", "--ledger", "台账.sqlite")
    #expect(alone.status == 64)
  }
}
