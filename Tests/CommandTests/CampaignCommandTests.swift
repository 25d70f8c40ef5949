import Foundation
import Spreadsheet
import SpreadsheetReading
import Testing

/// `tianbao campaigns`, and what `tianbao generate --campaign` makes.
@Suite struct CampaignCommandTests {
  private static let round = """
    campaign: round
    title: 大排查方案
    name: 大排查
    source: 测试
    from: 2023-07-28
    to: 2023-08-31
    units:
      - {label: 各村, kind: village, every: true}
      - {label: 镇财政所, kind: department}
    checklist:
      areas:
        - title: 一、责任
          items:
            - {number: "1", project: 责任落实, content: 是否落实责任, units: [各村]}
            - {number: "2", project: 资金, content: 是否及时拨付, units: [镇财政所]}
    returns:
      - {id: weekly, form: visit, title: 周报, units: [各村], rhythm: {weekly: thursday}}
      - id: items
        form: visit
        title: 清单
        units: [各村, 镇财政所]
        rhythm: {once: 2023-08-20}
        prefill: {head_name: content}
    """

  private func command() throws -> Command {
    let command = try Command()
    try command.office.write(Self.round, to: "forms/campaigns/round.yaml")
    try command.office.write(
      "代码,名称\n411003102201,张庄村\n411003102202,李楼村\n411003102000,柳河镇\n",
      to: "units.csv"
    )
    return command
  }

  @Test func `the rounds, for people and for programs`() throws {
    let command = try command()
    let list = try command("campaigns")
    #expect(list.status == 0)
    #expect(list.output == "round\t2023-07-28..2023-08-31\t大排查\t2 项 2 条，2 种表\n")
    let one = try command("campaigns", "round")
    #expect(one.lines.contains { $0.hasPrefix("weekly\tvisit\t周报\t各村\t每周四 2023-08-03..") })
    #expect(one.lines.contains("1\t责任落实\t是否落实责任\t各村"))
    let json = try command("campaigns", "--json", "round")
    let parsed = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
    let campaign = try #require((parsed as? [[String: Any]])?.first)
    let returns = try #require(campaign["returns"] as? [[String: Any]])
    let periods = try #require(returns.first?["periods"] as? [[String: String]])
    #expect(periods.count == 5)
    #expect(periods.first?["due"] == "2023-08-03")
    #expect(try command("campaigns", "rond").status == 64)
    #expect(try command("campaigns", "rond").errors.contains("是否应为 round？"))
  }

  @Test func `a village gets what it owes on the day`() throws {
    let command = try command()
    let run = try command(
      "generate",
      "--campaign",
      "round",
      "--unit",
      "411003102201",
      "--units",
      "units.csv",
      "--on",
      "2023-08-05",
      "-o",
      "out"
    )
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      try command.office.names("out") == [
        "411003102201张庄村-周报-2023-08-10.xlsx", "411003102201张庄村-清单-2023-08-20.xlsx",
      ]
    )
    let cells = try command("cells", "out/411003102201张庄村-清单-2023-08-20.xlsx")
    #expect(cells.output.contains("是否落实责任"))
    #expect(!cells.output.contains("是否及时拨付"))
    #expect(cells.output.contains("2023-08-20"))
  }

  @Test func `what was due is owed no more, and nothing is said to be nothing`() throws {
    let command = try command()
    let late = try command(
      "generate",
      "--campaign",
      "round",
      "--unit",
      "张庄村",
      "--units",
      "units.csv",
      "--on",
      "2023-08-22",
      "-o",
      "late"
    )
    #expect(late.status == 0)
    #expect(
      try command.office.names("late") == ["411003102201张庄村-周报-2023-08-24.xlsx"]
    )
    let early = try command(
      "generate",
      "--campaign",
      "round",
      "--unit",
      "张庄村",
      "--units",
      "units.csv",
      "--on",
      "2023-07-01",
      "-o",
      "early"
    )
    #expect(early.status == 0)
    #expect(early.errors.contains("没有要报的表；下一次：周报 2023-08-03"))
    let over = try command(
      "generate",
      "--campaign",
      "round",
      "--unit",
      "张庄村",
      "--units",
      "units.csv",
      "--on",
      "2023-09-01",
      "-o",
      "over"
    )
    #expect(over.errors.contains("本轮已经没有要报的"))
  }

  @Test func `all units of a list, each its folder, and none that owes nothing`() throws {
    let command = try command()
    let run = try command(
      "generate",
      "--campaign",
      "round",
      "--units",
      "units.csv",
      "--on",
      "2023-08-25",
      "-o",
      "all"
    )
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      try command.office.names("all") == ["411003102201张庄村", "411003102202李楼村"]
    )
  }

  @Test func `a department is known by its name alone`() throws {
    let command = try command()
    let run = try command(
      "generate",
      "--campaign",
      "round",
      "--unit",
      "镇财政所",
      "--on",
      "2023-08-05",
      "-o",
      "out"
    )
    #expect(run.status == 0, "\(run.errors)")
    #expect(try command.office.names("out") == ["镇财政所-清单-2023-08-20.xlsx"])
  }

  @Test func `wrong usage says what is right`() throws {
    let command = try command()
    let stranger = try command(
      "generate",
      "--campaign",
      "round",
      "--unit",
      "镇卫生院",
      "--on",
      "2023-08-05",
      "-o",
      "out"
    )
    #expect(stranger.status == 64)
    #expect(stranger.errors.contains("方案里的单位：各村、镇财政所"))
    let known = try command(
      "generate",
      "--campaign",
      "round",
      "--unit",
      "第一组",
      "--kind",
      "village",
      "--on",
      "2023-08-05",
      "-o",
      "out"
    )
    #expect(known.status == 64)
    #expect(known.errors.contains("“第一组”没有代码，报回来对不上单位清单；用 --units 给出单位清单"))
    #expect(try !command.office.names(".").contains("out"))
    #expect(try command("generate", "-o", "x").status == 64)
    #expect(try command("generate", "visit", "--campaign", "round", "-o", "x").status == 64)
    #expect(try command("generate", "--campaign", "round", "-o", "x").status == 64)
    #expect(try command("generate", "visit", "--on", "2023-08-05", "-o", "x").status == 64)
    #expect(
      try command("generate", "--campaign", "round", "--unit", "张庄村", "--on", "8月", "-o", "x")
        .status == 64
    )
    #expect(
      try command("generate", "--campaign", "round", "--unit", "411003102201", "-o", "x").errors
        .contains("用代码指明单位时要有 --units")
    )
  }

  @Test func `a round is checked with the forms, at its line`() throws {
    let command = try command()
    #expect(try command("forms", "check").status == 0)
    try command.office.write(
      Self.round.replacing("weekly: thursday", with: "weekly: thurday"),
      to: "forms/campaigns/round.yaml"
    )
    let all = try command("forms", "check")
    #expect(all.status == 1)
    #expect(all.lines.contains { $0.hasPrefix("campaigns/round.yaml:17: 没有星期") })
    let one = try command("forms", "check", "forms/campaigns/round.yaml")
    #expect(one.status == 1)
    #expect(one.lines.contains { $0.hasPrefix("round.yaml:17: 没有星期") })
  }
}
