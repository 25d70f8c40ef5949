import Foundation
import Testing

/// A ledger that does not open: which it is, and why.
@Suite struct LedgerPlaceTests {
  private let command: Command

  init() throws {
    command = try Command()
    try command.office.write("x", to: "夹/a.txt")
    try command.office.write("这是一封信，不是台账库。\n", to: "信.sqlite")
  }

  @Test(
    arguments: [
      ("夹", 74, "夹 是文件夹，不是台账库；写明其中的文件，如 夹/tianbao.sqlite"),
      ("没有/台账.sqlite", 66, "台账库 没有/台账.sqlite 所在的文件夹 没有 不存在；先建好文件夹"),
      ("新.sqlite", 66, "还没有台账库 新.sqlite；"), ("信.sqlite", 74, "信.sqlite 不是台账库，或已损坏"),
    ] as [(String, Int32, String)]
  )
  func `the file and the cause are said`(place: String, exit: Int32, words: String) throws {
    let run = try command("trail", "--ledger", place)
    #expect(run.status == exit)
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(!run.errors.contains("口令"))
  }

  @Test func `a ledger is not made where there is no folder`() throws {
    try #require(try command("generate", "visit", "-o", "a.xlsx").status == 0)
    let run = try command("import", "a.xlsx", "--ledger", "没有/台账.sqlite")
    #expect(run.status == 74)
    #expect(run.errors.contains("所在的文件夹 没有 不存在"), "\(run.errors)")
  }

  @Test func `of a server's address nothing secret is said`() throws {
    let run = try command("trail", "--ledger", "postgres://chen:geheim@127.0.0.1:1/taizhang")
    #expect(run.status == 74)
    #expect(run.errors.contains("连不上台账库 127.0.0.1:1/taizhang；"), "\(run.errors)")
    #expect(!run.errors.contains("geheim") && !run.errors.contains("chen"))
  }
}
