import Foundation
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
}
