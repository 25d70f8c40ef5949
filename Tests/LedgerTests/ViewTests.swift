import FormDefinitions
import Foundation
import TestSupport
import Testing

@testable import FormIntake
@testable import Ledger

@Suite struct ViewTests {
  private static let zhang = "411003197005010135"

  @Test(arguments: BookKind.here)
  func `a form is a view with a typed column a field`(kind: BookKind) throws {
    let ledger = try Book(kind).open()
    let form = try #require(Returns.form)
    // Twice, as at each import.
    for _ in 1...2 { try ledger.defineViews([form]) }
    _ = try ledger.receive(
      Returns.file("a", records: [Returns.record(Self.zhang, income: "100.10")]),
      at: "1"
    )
    _ = try ledger.receive(
      Returns.file("b", records: [Returns.record(Self.zhang, income: "250.20")]),
      at: "2"
    )
    let rows = try ledger.database.read { session in
      try session.rows(
        """
        SELECT ledger_unit, head_id, income > 200, visited, poor, tags IS NULL,
          CAST(income * 2 AS TEXT)
        FROM form_visit
        """
      )
    }
    #expect(rows.count == 1)
    let row = try #require(rows.first)
    #expect(row.text(0) == "411003102201" && row.text(1) == Self.zhang)
    #expect(row.text(3) == "2023-08-20")
    switch kind {
    case .sqlite:
      #expect(row.integer(2) == 1 && row.integer(4) == 1 && row.integer(5) == 1)
    case .postgreSQL:
      #expect(row.text(2) == "t" && row.text(4) == "t" && row.text(5) == "t")
      // Exact, and with its fen.
      #expect(row.text(6) == "500.40")
    }
  }

  @Test(arguments: BookKind.here.filter { $0 == .postgreSQL })
  func `who may read a view may read it after it was made anew`(kind: BookKind) throws {
    let server = try #require(PostgreSQLServer.shared)
    let book = try Book(kind)
    guard case .server(let address) = book.location else { return }
    func asked(_ role: String, _ columns: String) -> Bool {
      let sql = "SET ROLE \(role); SELECT \(columns) FROM form_visit"
      return (try? server.run(sql: sql, in: address)) != nil
    }
    let name = UUID().uuidString.prefix(8).lowercased()
    let (clerk, notice, other) = ("\"报表 \(name)\"", "notice_\(name)", "other_\(name)")
    let ledger = try book.open()
    let form = try #require(Returns.form)
    try ledger.defineViews([form])
    try server.run(
      sql: """
        CREATE ROLE \(clerk); CREATE ROLE \(notice); CREATE ROLE \(other);
        GRANT SELECT ON form_visit TO \(clerk) WITH GRANT OPTION;
        GRANT SELECT (income, poor) ON form_visit TO \(notice);
        ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO \(other)
        """,
      in: address
    )
    let view = { try server.run(sql: "SELECT 'form_visit'::regclass::oid", in: address) }
    let first = try view()
    // A column at the end: the view stays what it is.
    var longer = form
    longer.tables.append(try #require(form.tables.first))
    longer.tables[1].id = "guests"
    try ledger.defineViews([longer])
    #expect(try view() == first)
    #expect(asked(clerk, "guests") && !asked(notice, "guests") && asked(notice, "income"))
    // A field less, and another type.
    var changed = form
    changed.fields.removeAll { $0.id == "poor" }
    try ledger.defineViews([changed])
    #expect(try view() != first)
    #expect(asked(clerk, "*") && asked(notice, "income"))
    #expect(!asked(notice, "head_id") && !asked(other, "income"))
    let role = clerk.replacing("\"", with: "")
    let grantable = try server.run(
      sql: "SELECT has_table_privilege('\(role)', 'form_visit', 'SELECT WITH GRANT OPTION')",
      in: address
    )
    #expect(grantable == "t")
    try ledger.defineViews([form])
    #expect(asked(clerk, "poor") && asked(notice, "income"))
    for role in [clerk, notice, other] {
      try server.run(sql: "DROP OWNED BY \(role); DROP ROLE \(role)", in: address)
    }
  }
}
