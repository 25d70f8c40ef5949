import FormLayout
import Foundation
import Testing

@testable import Ledger

/// A ledger on a medium or in a folder that may only be read: it can be looked at, and says that nobody
/// will know who looked.
@Suite struct ReadOnlyLedgerTests {
  private let command: Command

  /// A ledger with a return of 张庄村 and its correction.
  init() throws {
    command = try Command()
    try command.office.write(OfficeFolder.round(), to: "forms/campaigns/round.yaml")
    try command.office.write("代码,名称\n411003102201,张庄村\n", to: "units.csv")
    for size in ["3", "4"] {
      try command.office.write(
        "村,户主,身份证号,人口\n张庄村,张三,411003197005010135,\(size)\n",
        to: "roster.csv"
      )
      let made = try command(
        "generate",
        "visit",
        "-o",
        "\(size).xlsx",
        "--units",
        "units.csv",
        "--unit",
        "411003102201",
        "--roster",
        "roster.csv"
      )
      try #require(made.status == 0, "\(made.errors)")
      try #require(run("import", "\(size).xlsx", "--date", "2023-08-1\(size)").status == 0)
    }
    try #require(run("status", "round", "--units", "units.csv").status == 0)
    for folder in ["库", "出"] {
      try FileManager.default.createDirectory(
        at: command.office.url(folder),
        withIntermediateDirectories: false
      )
    }
    try FileManager.default.moveItem(
      at: command.office.url("台账.sqlite"),
      to: command.office.url("库/台账#1.sqlite")
    )
    try protect("库", 0o555)
    try protect("库/台账#1.sqlite", 0o444)
    try protect("出", 0o777)
  }

  private func protect(_ name: String, _ permissions: Int) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: permissions],
      ofItemAtPath: command.office.url(name).path
    )
  }

  private func run(_ arguments: String...) throws -> Command.Run {
    try Command.run(arguments + ["--ledger", "台账.sqlite"], in: command.office.folder)
  }

  /// Runs the command as somebody who may read the ledger only; root may write to any file, and so runs
  /// it as nobody.
  private func look(_ arguments: [String]) throws -> Command.Run {
    try Command.run(
      arguments + ["--ledger", "库/台账#1.sqlite"],
      in: command.office.folder,
      through: getuid() == 0
        ? ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [],
      environment: ["HOME": "/nonexistent"]
    )
  }

  private static let told =
    "台账库 库/台账#1.sqlite 只能读（只读盘，或没有写的权限）：可以查看、汇总、导出，但不会留下经办记录\n"

  @Test(arguments: [
    (["status", "round", "--on", "2023-08-25", "--json"], "\"state\":\"received\""),
    (["household", "411003197005010135"], "家庭人口数：4"), (["problems"], "没有问题"),
    (["check"], "各表、各村、各期没有对不上的"), (["export", "visit", "-o", "出"], ""),
    (["trail"], "收表"), (["diff", "visit", "--unit", "411003102201"], "家庭人口数：3 → 4"),
    (["rollup", "visit"], "张庄村"), (["rollup", "visit", "-o", "出/汇总.xlsx"], ""),
  ])
  func `everything can be looked at`(arguments: [String], words: String) throws {
    defer { try? protect("库", 0o755) }
    let before = try command.office.names("库")
    let run = try look(arguments)
    #expect(run.status == 0, "\(run)")
    #expect(words.isEmpty || run.output.contains(words), "\(run)")
    #expect(run.errors.hasPrefix(Self.told), "\(run)")
    if arguments[0] == "export" {
      #expect(try command.office.text("出/visit.csv").contains("张三"))
    }
    // Nothing is left beside it, and no line in it.
    #expect(try command.office.names("库") == before)
    #expect(try look(["trail"]).lines.count == 3)
  }

  @Test func `what would write says that it did not`() throws {
    defer { try? protect("库", 0o755) }
    let nilReturn = try look([
      "status", "nil", "visit", "--unit", "411003102201", "--period", "2023-08-20", "--reason",
      "没有",
    ])
    #expect(nilReturn.status != 0 && nilReturn.output == "", "\(nilReturn)")
    let filed = try look(["import", "3.xlsx"])
    #expect(filed.status == 74 && filed.errors.contains("不能写（只读，或没有权限）"), "\(filed)")
    try protect("库/台账#1.sqlite", 0o000)
    let hidden = try look(["trail"])
    if getuid() == 0 || hidden.status != 0 {
      #expect(hidden.status == 74 && hidden.errors.contains("没有读的权限"), "\(hidden)")
    }
  }

  @Test func `what somebody else has just written is seen`() throws {
    defer { try? protect("库", 0o755) }
    try protect("库", 0o755)
    try protect("库/台账#1.sqlite", 0o644)
    let url = command.office.url("库/台账#1.sqlite")
    let book = try Ledger(.file(url), creating: false, actor: "甲")
    try book.register([ReportingUnit(code: "411003102209", name: "新庄村")])
    try #require(try command.office.names("库").contains("台账#1.sqlite-wal"))
    if getuid() != 0 {
      try protect("库/台账#1.sqlite", 0o444)
      try protect("库", 0o555)
    }
    let run = try look(["status", "round", "--on", "2023-08-25"])
    #expect(run.status == 0 && run.output.contains("新庄村"), "\(run)")
    #expect(run.errors.hasPrefix(Self.told), "\(run)")
  }

  @Test func `what a killed program left beside it cannot be read, and that is said`() throws {
    defer { try? protect("库", 0o755) }
    try protect("库", 0o755)
    try command.office.write("x", to: "库/台账#1.sqlite-wal")
    try protect("库", 0o555)
    let run = try look(["trail"])
    #expect(run.status == 74 && run.output == "", "\(run)")
    #expect(run.errors.hasPrefix("库/台账#1.sqlite：台账库上次写入没有结束"), "\(run)")
    #expect(run.errors.contains("把它和 -wal 文件一起复制到能写的文件夹"), "\(run)")
  }

  @Test func `a ledger of an older program has to be copied first`() throws {
    defer { try? protect("库", 0o755) }
    try protect("库", 0o755)
    try FileManager.default.removeItem(at: command.office.url("库/台账#1.sqlite"))
    do {
      let old = try SQLiteDatabase(command.office.url("库/台账#1.sqlite"), creating: true)
      try Schema.migrate(old, to: 2)
    }
    try protect("库/台账#1.sqlite", 0o444)
    try protect("库", 0o555)
    let run = try look(["trail"])
    #expect(run.status == 74 && run.errors.contains("要改结构才能看"), "\(run)")
  }
}
