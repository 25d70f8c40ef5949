import Foundation
import Testing

/// The audit trail: when things were really done, and by whom.
@Suite struct TrailCommandTests {
  private let command: Command

  init() throws {
    command = try Command()
    try command.office.write(OfficeFolder.round(), to: "forms/campaigns/round.yaml")
    try command.office.write("代码,名称\n411003102201,张庄村\n", to: "units.csv")
    try command.office.write(
      "村,户主,身份证号,人口\n张庄村,张三,411003197005010135,3\n",
      to: "roster.csv"
    )
    let made = try command(
      "generate",
      "visit",
      "-o",
      "张庄村.xlsx",
      "--units",
      "units.csv",
      "--unit",
      "411003102201",
      "--roster",
      "roster.csv"
    )
    try #require(made.status == 0, "\(made.errors)")
  }

  private func run(_ arguments: String...) throws -> Command.Run { try run(arguments) }

  private func run(_ arguments: [String]) throws -> Command.Run {
    try Command.run(
      arguments + ["--ledger", "台账.sqlite"],
      in: command.office.folder,
      environment: ["TIANBAO_BY": "周办事员"]
    )
  }

  /// The time as the trail writes it.
  private func now() -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.calendar = Calendar(identifier: .gregorian)
    formatter.dateFormat = "yyyy-MM-dd HH:mm"
    return formatter.string(from: Date())
  }

  @Test func `the day by which returns are judged does not date the trail`() throws {
    let begun = now()
    try #require(run("import", "张庄村.xlsx", "--date", "2023-08-21").status == 0)
    try #require(run("import", "张庄村.xlsx", "--date", "2023-08-22").status == 0)
    let lines = try run("trail").lines
    let ended = now()
    #expect(lines.count == 2)
    for line in lines {
      let time = String(line.prefix(begun.count))
      #expect(begun <= time && time <= ended, "\(line)")
    }
    // The day of the round was the 20th.
    let status = try run(
      "status",
      "round",
      "--units",
      "units.csv",
      "--on",
      "2023-08-25",
      "--json"
    )
    #expect(status.output.contains("\"state\":\"late\",\"received\":\"2023-08-21\""), "\(status)")
  }

  @Test(arguments: [
    ["import", "张庄村.xlsx"], ["export", "visit", "-o", "导出"],
    ["household", "411003197005010135"],
    [
      "status", "nil", "visit", "--unit", "411003102201", "--period", "2023-08-20", "--reason",
      "没有", "--campaign", "round",
    ],
  ])
  func `whoever may give a name leaves a line with it`(arguments: [String]) throws {
    try #require(run("import", "张庄村.xlsx", "--date", "2023-07-01").status == 0)
    try #require(
      run("status", "round", "--units", "units.csv", "--on", "2023-07-01").status == 0
    )
    _ = try run(arguments + ["--by", "李主任"])
    let trail = try run("trail", "--by", "李主任")
    #expect(trail.lines.count == 1, "\(trail)")
  }

  @Test(arguments: [
    ["check"], ["problems"], ["diff", "visit", "--unit", "411003102201"],
  ])
  func `who only looks leaves no line and is not asked for a name`(arguments: [String]) throws {
    try #require(run("import", "张庄村.xlsx", "--date", "2023-08-21").status == 0)
    _ = try run(arguments)
    #expect(try run("trail").lines.count == 1)
    let named = try run(arguments + ["--by", "李主任"])
    #expect(named.status == 64 && named.errors.contains("--by"), "\(named)")
    #expect(
      try !Command.run(arguments + ["--help"], in: command.office.folder).output.contains("--by")
    )
  }
}
