import Foundation
import Testing

/// `household`: what was returned and waits is told from what never came.
@Suite struct HouseholdCommandTests {
  private let command: Command
  private static let zhang = "411003197005010135"

  init() throws {
    command = try Command()
    try command.office.write("代码,名称\n411003102201,张庄村\n", to: "units.csv")
    try command.office.write(
      OfficeFolder.form.replacing(
        "head_id: {label: 户主证件号码, type: identity-number, ",
        with: "head_id: {label: 户主证件号码, type: identity-number, required: true, "
      ),
      to: "forms/visit.yaml"
    )
  }

  /// Makes a workbook of households and imports it.
  private func imported(_ name: String, on day: String, _ households: String...) throws {
    try command.office.write(
      "村,户主,身份证号,人口\n\(households.joined(separator: "\n"))\n",
      to: "roster.csv"
    )
    let made = try command(
      "generate",
      "visit",
      "-o",
      name,
      "--units",
      "units.csv",
      "--unit",
      "411003102201",
      "--roster",
      "roster.csv",
      "--layout",
      "list"
    )
    try #require(made.status == 0, "\(made.errors)")
    let run = try command("import", name, "--ledger", "台账.sqlite", "--date", day, "--quiet")
    try #require(run.status == 0 || run.status == 1, "\(run.errors)")
  }

  private func household(_ more: String...) throws -> Command.Run {
    try Command.run(
      ["household", Self.zhang, "--ledger", "台账.sqlite"] + more,
      in: command.office.folder
    )
  }

  @Test func `what went back is told with its file, day and faults`() throws {
    try imported("一.xlsx", on: "2023-08-20", "张庄村,张三,\(Self.zhang),99")
    let run = try household()
    #expect(run.status == 0)
    let words = "■ 走访登记表　　2023-08-20　退回待更正，未计入（这一户 1 处问题，整份 1 处）　一.xlsx"
    #expect(run.lines.first == words, "\(run)")
    #expect(run.errors.isEmpty)
    let english = try household("--language", "en")
    #expect(
      english.output.contains("to be corrected, does not count (1 findings here, 1 in the file)")
    )
    try imported("二.xlsx", on: "2023-08-21", "张庄村,张三,\(Self.zhang),3")
    let both = try household()
    #expect(both.output.contains("2023-08-21　有效　二.xlsx"))
  }

  @Test func `a household whose number could not be read is looked for in what went back`() throws {
    try imported("一.xlsx", on: "2023-08-20", "张庄村,张三,,3")
    let none = try household()
    #expect(none.status == 66)
    #expect(
      none.errors
        == """
        台账库中没有这一户
        另有 1 份退回待更正的，里面 1 户的证件号码没有填或填错，认不出是哪一户，不在这里面：一.xlsx

        """,
      "\(none)"
    )
    try imported("二.xlsx", on: "2023-08-21", "张庄村,张三,\(Self.zhang),3")
    let one = try household()
    #expect(one.status == 0 && one.errors.contains("另有 1 份退回待更正的"), "\(one)")
  }
}
