import FormProof
import Foundation
import TestSupport
import Testing

@testable import Ledger

/// `import --ledger` and what asks the ledger afterwards, as an office runs them.
@Suite struct LedgerCommandTests {
  /// The identity number of the household of the first village.
  private static let zhang = identityNumber(1)

  /// A number with its check character (GB 11643).
  private static func identityNumber(_ sequence: Int) -> String {
    let digits = "41100319700501\(String(1000 + sequence * 2 + 1).dropFirst())"
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(digits, weights).reduce(0) { $0 + ($1.0.wholeNumberValue ?? 0) * $1.1 }
    return digits + String(Array("10X98765432")[sum % 11])
  }

  /// An office with the returns of some villages in the folder `收回`.
  private func office(villages: Int) throws -> Command {
    let command = try Command()
    let units = (1...villages).map { "4110031022\(String($0 + 100).dropFirst()),村\($0),柳河镇,建安区" }
    try command.office.write(
      "代码,名称,乡镇,县\n\(units.joined(separator: "\n"))\n",
      to: "units.csv"
    )
    let households = (1...villages).map { "村\($0),张三,\(Self.identityNumber($0)),3" }
    try command.office.write(
      "村,户主,身份证号,人口\n\(households.joined(separator: "\n"))\n",
      to: "roster.csv"
    )
    try FileManager.default.createDirectory(
      at: command.office.url("收回"),
      withIntermediateDirectories: false
    )
    for index in 1...villages {
      let code = "4110031022\(String(index + 100).dropFirst())"
      let run = try command(
        "generate",
        "visit",
        "-o",
        "收回/村\(index).xlsx",
        "--units",
        "units.csv",
        "--unit",
        code,
        "--roster",
        "roster.csv"
      )
      try #require(run.status == 0, "\(run.errors)")
    }
    return command
  }

  private func ledger(_ command: Command) throws -> Ledger {
    try Ledger(.file(command.office.url("台账.sqlite")), creating: false, actor: "甲")
  }

  @Test func `what was imported twice is filed once, and the second run says so`() throws {
    let command = try office(villages: 3)
    let first = try command("import", "收回", "--ledger", "台账.sqlite", "--date", "2023-08-20")
    #expect(first.output.contains("入库：新收 3 份，更正 0 份，重复 0 份"))
    let second = try command("import", "收回", "--ledger", "台账.sqlite", "--date", "2023-08-21")
    #expect(second.output.contains("入库：新收 0 份，更正 0 份，重复 3 份"))
    #expect(second.output.contains("村2.xlsx：与 2023-08-20 收到的“村2.xlsx”是同一份"))
    #expect(try ledger(command).submissions().count == 3)
  }

  @Test func `the views of an older ledger are made anew by whoever asks it first`() throws {
    let command = try Command()
    let url = command.office.url("台账.sqlite")
    let old = try SQLiteDatabase(url, creating: true)
    try Schema.migrate(old, to: 2)
    try old.write { session in
      let made = "CREATE VIEW form_visit AS SELECT 1 AS ledger_submission"
      try session.run(made)
      try session.run("INSERT INTO form_view (form, definition) VALUES ('visit', ?)", .text(made))
    }
    let run = try command("trail", "--ledger", "台账.sqlite")
    #expect(run.status == 0, "\(run.errors)")
    let columns = try old.read { session in
      try session.rows("SELECT name FROM pragma_table_info('form_visit')").map { $0.text(0) }
    }
    #expect(columns.contains("head_id") && columns.contains("ledger_campaign"))
  }

  @Test func `a household is found by its number, and one that is not there is named so`() throws {
    let command = try office(villages: 1)
    _ = try command("import", "收回", "--ledger", "台账.sqlite", "--date", "2023-08-20")
    let file = try command("household", Self.zhang, "--ledger", "台账.sqlite")
    #expect(file.status == 0)
    #expect(file.output.contains("户主姓名：张三") && file.output.contains("2023-08-20"))
    let none = try command("household", "411003197005010151", "--ledger", "台账.sqlite")
    #expect(none.status == 66)
    #expect(!none.errors.contains("411003197005010151"))
  }

  @Test func `an export has what counts, and hides it for a public notice`() throws {
    let command = try office(villages: 2)
    _ = try command("import", "收回", "--ledger", "台账.sqlite", "--date", "2023-08-20")
    let open = try command("export", "visit", "-o", "导出", "--ledger", "台账.sqlite")
    #expect(open.status == 0, "\(open.errors)")
    let text = try command.office.text("导出/visit.csv")
    #expect(text.hasPrefix("\u{FEFF}"))
    #expect(text.contains(Self.zhang) && text.contains("张三"))
    #expect(text.split(separator: "\r\n").count == 3)
    let again = try command("export", "visit", "-o", "导出", "--ledger", "台账.sqlite")
    #expect(again.status == 73)
    let masked = try command(
      "export",
      "visit",
      "-o",
      "公示",
      "--ledger",
      "台账.sqlite",
      "--masked",
      "--format",
      "package"
    )
    #expect(masked.status == 0)
    let hidden = try command.office.text("公示/visit.csv")
    #expect(hidden.contains("411003************,") && hidden.contains("张*"))
    #expect(!hidden.contains(Self.zhang) && !hidden.contains("张三"))
    #expect(try command.office.names("公示") == ["datapackage.json", "visit.csv"])
    // Who answers for a leak asks which of the files was the open one.
    let trail = try command("trail", "--ledger", "台账.sqlite").output.split(separator: "\n")
      .filter { $0.contains("导出") }
    #expect(trail.count == 3)
    #expect(trail.first?.contains("visit、版本数 2、未遮盖 open") == true)
    #expect(trail.last?.contains("visit、版本数 2、公示版 masked") == true)
  }

  @Test(arguments: [
    ["household", "1"], ["diff", "visit", "--unit", "1"], ["export", "visit", "-o", "x"],
  ])
  func `who asks a ledger that is not there makes none`(arguments: [String]) throws {
    let command = try Command()
    let run = try Command.run(arguments, in: command.office.folder)
    #expect(run.status == 66)
    #expect(run.errors.contains("还没有台账库"))
    #expect(try !command.office.names(".").contains("tianbao.sqlite"))
  }

  @Test func `killed at any moment, nothing is lost and nothing is half there`() throws {
    let command = try office(villages: 8)
    let arguments = ["import", "收回", "--ledger", "台账.sqlite", "--quiet", "--date", "2023-08-20"]
    var generator = SeededGenerator(seed: 2023)
    var killed = 0
    for round in 0..<200 {
      // From before the ledger is opened to after the last file is there; some runs start anew.
      if round % 8 == 0 {
        for name in try command.office.names(".") where name.hasPrefix("台账.sqlite") {
          try FileManager.default.removeItem(at: command.office.url(name))
        }
      }
      do {
        _ = try Command.run(
          arguments,
          in: command.office.folder,
          seconds: Double.random(in: 0.02...0.35, using: &generator)
        )
      } catch ProgramRun.Failure.timedOut {
        killed += 1
      }
      guard FileManager.default.fileExists(atPath: command.office.url("台账.sqlite").path) else {
        continue
      }
      let book = try ledger(command)
      let check = try book.database.read { try $0.rows("PRAGMA integrity_check") }
      #expect(check.map { $0.text(0) } == ["ok"])
      for submission in try book.submissions() {
        #expect(try book.records(of: submission.id).count == submission.records)
      }
    }
    #expect(killed > 20, "the runs ended before they could be killed")
    #expect(try Command.run(arguments, in: command.office.folder).status == 0)
    let filed = try ledger(command).submissions()
    #expect(filed.count == 8 && filed.allSatisfy { $0.isCounted && $0.records == 1 })
    let awaiting = try ledger(command).database.read { session in
      try session.rows("SELECT COUNT(*) FROM submission WHERE awaits IS NOT NULL")
    }
    #expect(awaiting.first?.integer(0) == 0)
  }

  /// What a ledger holds, whatever the order in which it came.
  private func content(_ ledger: Ledger) throws -> [String] {
    try ledger.submissions().map { filed in
      let keys = try ledger.records(of: filed.id).compactMap(\.key).joined(separator: ",")
      return "\(filed.sha256) \(filed.file) \(filed.verdict) \(filed.isCounted) \(keys)"
    }.sorted()
  }

  /// Imports folders, each with a program of its own, at the same time.
  private func importAtOnce(
    _ folders: [String],
    into address: String,
    _ command: Command
  ) async throws {
    let office = command.office.folder
    try await withThrowingTaskGroup(of: Command.Run.self) { group in
      for folder in folders {
        group.addTask {
          try Command.run(
            ["import", folder, "--ledger", address, "--quiet", "--date", "2023-08-20"],
            in: office
          )
        }
      }
      for try await run in group { #expect(run.status == 0, "\(run.errors)") }
    }
  }

  /// Divides the returns among folders; every other file lies in the next folder too.
  private func divided(_ command: Command, into count: Int) throws -> [String] {
    let folders = (0..<count).map { "组\($0)" }
    let files = FileManager.default
    for folder in folders {
      try files.createDirectory(
        at: command.office.url(folder),
        withIntermediateDirectories: false
      )
    }
    for (place, name) in try command.office.names("收回").enumerated() {
      for copy in 0...(place % 2) {
        try files.copyItem(
          at: command.office.url("收回/\(name)"),
          to: command.office.url("\(folders[(place + copy) % count])/\(name)")
        )
      }
    }
    return folders
  }

  @Test func `two imports into one file leave what one leaves`() async throws {
    let command = try office(villages: 12)
    let folders = try divided(command, into: 2)
    try await importAtOnce(folders, into: "台账.sqlite", command)
    try await importAtOnce(["收回"], into: "一人.sqlite", command)
    let one = try Ledger(.file(command.office.url("一人.sqlite")), creating: false, actor: "甲")
    #expect(try content(ledger(command)) == content(one))
    #expect(try content(one).count == 12)
  }

  @Test(.enabled(if: PostgreSQLServer.shared != nil, "PostgreSQL is missing: run make setup"))
  func `eight imports into one server leave what one leaves`() async throws {
    let command = try office(villages: 16)
    let folders = try divided(command, into: 8)
    let server = try #require(PostgreSQLServer.shared)
    let (many, single) = (try server.database(), try server.database())
    try await importAtOnce(folders, into: many, command)
    try await importAtOnce(["收回"], into: single, command)
    let ledgers = try [many, single].map {
      try Ledger(try LedgerLocation($0), creating: false, actor: "甲")
    }
    #expect(try content(ledgers[0]) == content(ledgers[1]))
    #expect(try content(ledgers[1]).count == 16)
  }

  @Test func `an import that was cut off before it judged is taken up by the next one`() throws {
    let command = try office(villages: 2)
    #expect(
      try command("import", "收回/村1.xlsx", "--ledger", "台账.sqlite", "--date", "2023-08-20").status
        == 0
    )
    // As the ledger is when a run was killed between filing and judging.
    try ledger(command).database.write { try $0.run("UPDATE submission SET awaits = 77") }
    let next = try command(
      "import",
      "收回/村2.xlsx",
      "--ledger",
      "台账.sqlite",
      "--date",
      "2023-08-21"
    )
    #expect(next.output.contains("上次入库中断，有 1 份没有对账，已补上"))
    try ledger(command).database.write { try $0.run("UPDATE submission SET awaits = 78") }
    let check = try command("check", "--ledger", "台账.sqlite")
    #expect(check.errors.contains("有 2 份没有对账，已补上"))
    #expect(try command("check", "--ledger", "台账.sqlite").errors.isEmpty)
  }
}
