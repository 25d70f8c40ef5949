import Foundation
import Testing

@testable import Ledger

/// A disk that is full while the ledger or an output is written.
///
/// Files that may not grow stand for it (`ulimit -f`).
@Suite struct DiskFullTests {
  private func office(households: Int) throws -> Command {
    let command = try Command()
    let rows = (1...households).map { "村1,某\($0)之长名字长名字长名字长名字,,\($0 % 9 + 1)" }
    try command.office.write("代码,名称\n411003102201,村1\n411003102202,村2\n", to: "units.csv")
    try command.office.write(
      "村,户主,身份证号,人口\n\((rows + rows.map { $0.replacing("村1", with: "村2") }).joined(separator: "\n"))\n",
      to: "roster.csv"
    )
    for unit in ["1", "2"] {
      let run = try command(
        "generate",
        "visit",
        "-o",
        "村\(unit).xlsx",
        "--units",
        "units.csv",
        "--unit",
        "41100310220\(unit)",
        "--roster",
        "roster.csv"
      )
      try #require(run.status == 0, "\(run.errors)")
    }
    return command
  }

  /// Runs the command while no file may be larger than some kilobytes.
  private func limited(_ command: Command, kilobytes: Int, _ arguments: String...) throws
    -> Command.Run
  {
    try Command.run(
      arguments,
      in: command.office.folder,
      through: ["/bin/bash", "-c", "ulimit -f \(kilobytes); exec \"$@\"", "bash"]
    )
  }

  private func count(_ command: Command) throws -> [Int] {
    let ledger = try Ledger(
      .file(command.office.url("台账.sqlite")),
      creating: false,
      actor: "甲"
    )
    let check = try ledger.database.read { try $0.rows("PRAGMA integrity_check") }
    #expect(check.map { $0.text(0) } == ["ok"])
    return try ledger.submissions().map { submission in
      let records = try ledger.records(of: submission.id)
      #expect(records.count == submission.records)
      return records.count
    }
  }

  @Test func `a full disk is said, what was accepted remains, and nothing is half there`() throws {
    let command = try office(households: 400)
    let first = try command("import", "村1.xlsx", "--ledger", "台账.sqlite", "--quiet")
    #expect(first.status == 0 || first.status == 1, "\(first.errors)")
    #expect(try count(command) == [400])
    let size = try command.office.url("台账.sqlite").resourceValues(forKeys: [.fileSizeKey]).fileSize
    let full = try limited(
      command,
      kilobytes: (size ?? 0) / 1024 / 3,
      "import",
      "村2.xlsx",
      "--ledger",
      "台账.sqlite",
      "--quiet"
    )
    #expect(full.status == 74, "\(full.status) \(full.errors)")
    #expect(full.errors.contains("磁盘已满") && full.errors.contains("腾出空间"), "\(full.errors)")
    #expect(try count(command) == [400])
    // With room again the same file is filed, once.
    _ = try command("import", "村2.xlsx", "--ledger", "台账.sqlite", "--quiet")
    #expect(try count(command) == [400, 400])
  }

  @Test(arguments: ["csv", "jsonl", "package", "xlsx"])
  func `an output that finds no room is not half there`(format: String) throws {
    let command = try office(households: 700)
    _ = try command("import", "村1.xlsx", "--ledger", "台账.sqlite", "--quiet")
    // The files beside the ledger need this much to read from it.
    let run = try limited(
      command,
      kilobytes: 48,
      "export",
      "visit",
      "-o",
      "导出",
      "--ledger",
      "台账.sqlite",
      "--format",
      format
    )
    #expect(run.status == 74, "\(run.errors)")
    #expect(run.errors.contains("磁盘"), "\(run.errors)")
    #expect(try command.office.names("导出").isEmpty)
  }

  @Test func `a roll-up that finds no room is not half there`() throws {
    let command = try office(households: 3)
    _ = try command("import", "村1.xlsx", "--ledger", "台账.sqlite", "--quiet")
    let run = try limited(
      command,
      kilobytes: 48,
      "rollup",
      "visit",
      "-o",
      "汇总.xlsx",
      "--ledger",
      "台账.sqlite"
    )
    #expect(run.status == 74, "\(run.errors)")
    #expect(run.errors.contains("磁盘"), "\(run.errors)")
    let names = try command.office.names(".")
    #expect(!names.contains { $0.hasPrefix("汇总") || $0.hasPrefix(".tianbao") })
  }

  @Test func `an output into a folder that is none is said so`() throws {
    let command = try office(households: 1)
    _ = try command("import", "村1.xlsx", "--ledger", "台账.sqlite", "--quiet")
    let run = try command("rollup", "visit", "-o", "无此/汇总.xlsx", "--ledger", "台账.sqlite")
    #expect(run.status == 73)
  }
}
