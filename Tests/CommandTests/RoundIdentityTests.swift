import Foundation
import TestSupport
import Testing

@testable import Ledger

/// A round's identity, from the workbooks that `generate --campaign` makes to what the ledger adds up.
@Suite struct RoundIdentityTests {
  private let command: Command

  init() throws {
    command = try Command()
    for name in ["spring", "autumn"] {
      try command.office.write(
        OfficeFolder.round(name),
        to: "forms/campaigns/\(name).yaml"
      )
    }
    try command.office.write("代码,名称\n411003102201,张庄村\n", to: "units.csv")
    try roster([1, 2])
  }

  private func roster(_ households: [Int]) throws {
    let rows = households.map { "张庄村,户\($0),\(Self.identityNumber($0)),3" }
    try command.office.write(
      "村,户主,身份证号,人口\n\(rows.joined(separator: "\n"))\n",
      to: "roster.csv"
    )
  }

  /// A number with its check character (GB 11643).
  private static func identityNumber(_ sequence: Int) -> String {
    let digits = "41100319700501\(String(1000 + sequence * 2 + 1).dropFirst())"
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(digits, weights).reduce(0) { $0 + ($1.0.wholeNumberValue ?? 0) * $1.1 }
    return digits + String(Array("10X98765432")[sum % 11])
  }

  private func run(_ arguments: String...) throws -> Command.Run {
    try Command.run(arguments, in: command.office.folder, environment: ["TIANBAO_BY": "周办事员"])
  }

  private func generate(_ campaign: String, to folder: String) throws {
    let run = try run(
      "generate",
      "--campaign",
      campaign,
      "--unit",
      "411003102201",
      "--units",
      "units.csv",
      "--roster",
      "roster.csv",
      "--on",
      "2023-08-16",
      "-o",
      folder
    )
    try #require(run.status == 0, "\(run.errors)")
  }

  private func imported(_ folder: String, _ more: String...) throws -> Command.Run {
    try Command.run(
      ["import", folder, "--ledger", "台账.sqlite", "--date", "2023-08-18"] + more,
      in: command.office.folder,
      environment: ["TIANBAO_BY": "周办事员"]
    )
  }

  private func rollup(_ more: String...) throws -> Command.Run {
    try Command.run(
      ["rollup", "visit", "--ledger", "台账.sqlite"] + more,
      in: command.office.folder
    )
  }

  @Test func `a supplementary list adds to the first, and rounds are kept apart`() throws {
    try generate("spring", to: "一")
    try roster([2, 3])
    try generate("spring", to: "二")
    try generate("autumn", to: "三")
    #expect(try imported("一").status == 0)
    let second = try imported("二")
    #expect(second.output.contains("入库：新收 0 份，更正 0 份，重复 0 份，补报 1 份"))
    #expect(second.output.contains("两份都算，同一户以这一份为准；改动 1 处"))
    #expect(try rollup().errors.contains("汇总 1 个单位的 3 条记录"))
    let third = try imported("三")
    #expect(third.output.contains("入库：新收 1 份"))
    let both = try rollup()
    #expect(both.status == 64)
    #expect(both.errors.contains("2 轮（autumn、spring）"), "\(both.errors)")
    let spring = try rollup("--campaign", "spring")
    #expect(spring.status == 0 && spring.errors.contains("汇总 1 个单位的 3 条记录"), "\(spring)")
    let autumn = try rollup("--campaign", "autumn")
    #expect(autumn.errors.contains("汇总 1 个单位的 2 条记录"))
    #expect(try rollup("--campaign", "winter").status == 64)
    let status = try run(
      "status",
      "autumn",
      "--ledger",
      "台账.sqlite",
      "--units",
      "units.csv",
      "--on",
      "2023-08-25",
      "--json"
    )
    #expect(status.lines.count == 1 && status.output.contains("\"versions\":1"))
    let diff = try run("diff", "visit", "--ledger", "台账.sqlite", "--unit", "411003102201")
    #expect(diff.status == 0 && diff.output.contains("新增 \(Self.identityNumber(3))"))
    #expect(!diff.output.contains("去掉"))
    // One file corrects one version, of its own return.
    let wrong = try imported("一", "--corrects", "3")
    #expect(wrong.status == 64 && wrong.errors.contains("版本 3 与这份文件不是"), "\(wrong)")
    #expect(try imported("一", "--corrects", "1").output.contains("重复 1 份"))
    #expect(try imported("一", "二", "--corrects", "1").errors.contains("一次只收一份文件，这里有 2 份"))
    #expect(try run("import", "一", "--corrects", "1").status == 64)
  }

  @Test func `the round is said where the workbook carries none, and not where it does`() throws {
    try generate("spring", to: "一")
    try FileManager.default.createDirectory(
      at: command.office.url("二"),
      withIntermediateDirectories: false
    )
    let plain = try run(
      "generate",
      "visit",
      "-o",
      "二/张庄村.xlsx",
      "--units",
      "units.csv",
      "--unit",
      "411003102201",
      "--roster",
      "roster.csv"
    )
    try #require(plain.status == 0, "\(plain.errors)")
    let other = try imported("一", "--campaign", "autumn")
    #expect(other.status == 0)
    #expect(other.output.contains("这份工作簿是“spring”这一轮发出的，不是“autumn”，已记入“spring”"))
    #expect(try imported("二", "--campaign", "autumn").status == 0)
    #expect(try imported("二", "--campaign", "winter").status == 64)
    let book = try Ledger(.file(command.office.url("台账.sqlite")), creating: false, actor: "甲")
    #expect(try book.submissions().map(\.identity.campaign) == ["spring", "autumn"])
    let masked = try run(
      "export",
      "visit",
      "-o",
      "导出",
      "--ledger",
      "台账.sqlite",
      "--campaign",
      "autumn",
      "--by",
      "李主任"
    )
    #expect(masked.errors.contains("导出 2 条记录"))
    let trail = try run("trail", "--ledger", "台账.sqlite", "--json")
    #expect(trail.status == 0)
    let actors = trail.lines.map { $0.contains("\"by\":\"李主任\"") ? "李" : "周" }
    #expect(actors == ["周", "周", "李"])
    #expect(trail.lines.map { $0.contains("\"action\":\"file\"") } == [true, true, false])
    for text in [Self.identityNumber(1), "户1"] { #expect(!trail.output.contains(text)) }
    let words = try run("trail", "--ledger", "台账.sqlite", "--unit", "411003102201")
    #expect(words.lines.count == 2 && words.output.contains("周办事员　收表　411003102201"))
    #expect(words.output.contains("版本 1、记录 "))
    let own = try run("trail", "--ledger", "台账.sqlite", "--by", "李主任")
    #expect(own.lines.count == 1 && own.output.contains("导出"))
  }

  @Test func `a correction that names no round is of the round of what it corrects`() throws {
    let plain = [
      "generate", "visit", "-o", "一/张庄村.xlsx", "--units", "units.csv", "--unit", "411003102201",
      "--roster", "roster.csv",
    ]
    try FileManager.default.createDirectory(
      at: command.office.url("一"),
      withIntermediateDirectories: false
    )
    try #require(try Command.run(plain, in: command.office.folder).status == 0)
    try #require(try imported("一", "--campaign", "autumn").status == 0)
    // The village sends the same workbook again, saved anew.
    let book = try Ledger(.file(command.office.url("台账.sqlite")), creating: false, actor: "甲")
    let batch = try #require(try book.submissions().first?.batch)
    #expect(!batch.isEmpty)
    try book.database.write { session in
      try session.run("UPDATE submission SET sha256 = 'x' WHERE id = 1")
    }
    let again = try imported("一")
    #expect(again.output.contains("更正 1 份"), "\(again)")
    #expect(
      again.output.contains("没有写明哪一轮，与同一份工作簿的“张庄村.xlsx”一样记入“autumn”"),
      "\(again)"
    )
    #expect(try book.submissions(onlyCounted: true).map(\.identity.campaign) == ["autumn"])
    #expect(try book.submissions().count == 2)
  }
}
