import Foundation
import GRDB
import TestSupport
import Testing

@testable import FormIntake
@testable import Ledger

/// What a ledger says when its disk, its file or its server fails.
@Suite struct FailureTests {
  private static let zhang = "411003197005010135"

  @Test func `the file is readable by its owner alone`() throws {
    let book = try Book(.sqlite)
    _ = try book.open().receive(Returns.file("a", records: [Returns.record(Self.zhang)]), at: "1")
    let names = try FileManager.default.contentsOfDirectory(atPath: book.folder.path)
    #expect(names.contains("台账.sqlite"))
    for name in names {
      let path = book.folder.appending(path: name).path
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
    }
  }

  @Test func `who may write the ledger may say that a run goes on`() throws {
    let book = try Book(.sqlite)
    _ = try book.open()
    let ledger = book.folder.appending(path: "台账.sqlite").path
    try FileManager.default.setAttributes([.posixPermissions: 0o660], ofItemAtPath: ledger)
    try book.open().database.hold(2)
    let runs = try FileManager.default.attributesOfItem(atPath: ledger + "-runs")
    #expect(runs[.posixPermissions] as? Int == 0o660)
  }

  @Test func `a ledger that is not there is not made by who only asks`() throws {
    let book = try Book(.sqlite)
    #expect(throws: LedgerError.notFound) {
      try Ledger(book.location, creating: false, actor: "甲")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: book.folder.path).isEmpty)
  }

  @Test func `a file that is no ledger is left as it is`() throws {
    let book = try Book(.sqlite)
    let file = book.folder.appending(path: "台账.sqlite")
    let text = String(repeating: "这不是台账库。", count: 100)
    try text.write(to: file, atomically: true, encoding: .utf8)
    #expect(throws: LedgerError.damaged) { try book.open() }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
  }

  @Test(arguments: BookKind.here)
  func `a ledger of a newer program is not touched`(kind: BookKind) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    try ledger.database.write { try $0.run("INSERT INTO ledger_schema VALUES (99)") }
    #expect(throws: LedgerError.newer(schema: 99)) { try book.open() }
  }

  @Test func `a program that writes for too long is waited for, then named`() throws {
    let book = try Book(.sqlite)
    _ = try book.open()
    guard case .file(let url) = book.location else { return }
    let other = try DatabaseQueue(path: url.path)
    try other.writeWithoutTransaction { database in
      try database.execute(sql: "BEGIN IMMEDIATE")
      let impatient = try SQLiteDatabase(url, creating: false, patience: 1)
      #expect(throws: LedgerError.busy(seconds: 1)) {
        try impatient.write { try $0.run("DELETE FROM audit") }
      }
      try database.execute(sql: "ROLLBACK")
    }
  }

  @Test(arguments: BookKind.here)
  func `what fails in the middle leaves nothing`(kind: BookKind) throws {
    struct Broken: Error {}
    let ledger = try Book(kind).open()
    #expect(throws: Broken.self) {
      try ledger.database.write { session in
        try session.run(
          "INSERT INTO audit (at, actor, action, detail) VALUES ('1', '甲', 'a', 'b')"
        )
        throw Broken()
      }
    }
    let count = try ledger.database.read { try $0.rows("SELECT COUNT(*) FROM audit") }
    #expect(count.first?.integer(0) == 0)
  }

  @Test(arguments: BookKind.here)
  func `the tables themselves refuse what cannot be`(kind: BookKind) throws {
    let ledger = try Book(kind).open()
    _ = try ledger.receive(Returns.file("a", records: [Returns.record(Self.zhang)]), at: "1")
    _ = try ledger.receive(Returns.file("b", records: [Returns.record(Self.zhang)]), at: "2")
    let wrong = [
      // Two versions that count, one that counts and has to be corrected, a record of nothing.
      "UPDATE submission SET counted = 1",
      "UPDATE submission SET verdict = 'returned' WHERE counted = 1",
      "UPDATE submission SET verdict = 'fine'",
      "INSERT INTO record (submission, ordinal, content, cells) VALUES (99, 0, '{}', '{}')",
      "INSERT INTO record (submission, ordinal, content, cells) VALUES (1, 7, 'text', '{}')",
      "INSERT INTO person (citizen, record, field, sheet, cell) VALUES ('4110', 1, 'a', '', '')",
    ]
    for statement in wrong {
      #expect(throws: LedgerError.self, "\(statement)") {
        try ledger.database.write { try $0.run(statement) }
      }
    }
  }

  @Test(.enabled(if: BookKind.here.contains(.postgreSQL), "PostgreSQL is missing: run make setup"))
  func `a lost connection is named, and nothing is half there`() throws {
    let book = try Book(.postgreSQL)
    let ledger = try book.open()
    guard case .server(let address) = book.location else { return }
    let server = try #require(PostgreSQLServer.shared)
    #expect(throws: LedgerError.disconnected) {
      try ledger.database.write { session in
        try session.run(
          "INSERT INTO audit (at, actor, action, detail) VALUES ('1', '甲', 'a', 'b')"
        )
        try server.run(
          sql: """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """,
          in: address
        )
        try session.run("SELECT 1")
      }
    }
    let again = try book.open()
    let count = try again.database.read { try $0.rows("SELECT COUNT(*) FROM audit") }
    #expect(count.first?.integer(0) == 0)
    let receipt = try again.receive(
      Returns.file("a", records: [Returns.record(Self.zhang)]),
      at: "1"
    )
    #expect(receipt?.outcome == .filed)
  }

  @Test func `no error says more than a state`() throws {
    let ledger = try Book(.sqlite).open()
    do {
      try ledger.database.write {
        try $0.run("INSERT INTO unit (code, name) VALUES (?, ?)", .text("张三"), .text("李四"))
      }
      Issue.record("no error")
    } catch {
      #expect(!"\(error)".contains("张三"))
    }
  }

  @Test(arguments: ["mysql://x", "http://x", ""])
  func `an unknown place is refused`(text: String) {
    #expect(throws: LedgerError.location(.unknownScheme)) { try LedgerLocation(text) }
  }
}
