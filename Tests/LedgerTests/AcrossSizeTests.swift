import FormDefinitions
import Foundation
import Testing

@testable import FormIntake
@testable import Ledger

/// What a check costs, by the queries that it makes and the rows that they give.
@Suite struct AcrossSizeTests {
  /// Counts the queries of a session and the rows that they give.
  private final class CountingSession: SQLSession {
    private let session: any SQLSession
    private(set) var queries = 0
    private(set) var rowCount = 0

    init(_ session: any SQLSession) { self.session = session }

    var dialect: SQLDialect { session.dialect }

    func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
      let rows = try session.rows(sql, arguments)
      queries += 1
      rowCount += rows.count
      return rows
    }
  }

  /// Two forms of some households, 500 in a return; ten of them stand in a second household too.
  private func fill(_ ledger: Ledger, households: Int) throws {
    try ledger.database.write { session in
      let returns = households / 500
      for form in ["screening", "verification"] {
        for number in 0..<returns {
          _ = try session.rows(
            """
            INSERT INTO submission (sha256, reading, file, received_at, campaign, form, revision,
              unit, period, batch, verdict, counted, records, findings)
            VALUES (?, 1, ?, '2023-08-20 09:00', '', ?, '1', ?, '', 'a', 'accepted', 1, 500, '[]')
            """,
            [
              .text("\(form)\(number)"), .text("\(form)\(number).xlsx"), .text(form),
              .text("unit\(number)"),
            ]
          )
        }
      }
      // 18 characters, as a citizen's number has.
      let number = "'4110031' || CAST(10000000000 + i AS TEXT)"
      for (index, form) in ["screening", "verification"].enumerated() {
        let size = form == "screening" ? "4" : "CASE WHEN i % 1000 = 0 THEN 5 ELSE 4 END"
        try session.run(
          """
          WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < \(households - 1))
          INSERT INTO record (submission, ordinal, key, content, cells)
          SELECT \(index * returns + 1) + i / 500, i % 500, \(number),
            \(json("'{\"head_id\":\"' || \(number) || '\",\"household_size\":' || \(size) || '}'", session)),
            \(json("'{\"household_size\":\"表!O5\"}'", session)) FROM n
          """
        )
      }
      try session.run(
        """
        INSERT INTO person (citizen, record, field, sheet, cell)
        SELECT key, id, 'head_id', '表', 'J5' FROM record
        """
      )
      try session.run(
        """
        INSERT INTO person (citizen, record, field, sheet, cell)
        SELECT r.key, r.id + 1, 'members.id_number', '表', 'C7' FROM record r
        WHERE r.submission = 1 AND r.ordinal < 20 AND r.ordinal % 2 = 0
        """
      )
    }
  }

  private func json(_ text: String, _ session: any SQLSession) -> String {
    session.dialect == .sqlite ? text : "(\(text))::json"
  }

  private func cost(
    _ ledger: Ledger,
    _ rules: [AcrossRule],
    in scope: AcrossScope = .all
  ) throws -> (queries: Int, rows: Int, findings: Int) {
    let judgement = AcrossJudgement(
      catalogue: Across.catalogue,
      units: [:],
      today: try Across.day("2023-08-31")
    )
    return try ledger.database.read { session in
      let counting = CountingSession(session)
      let reader = AcrossReader(counting, judgement, rules: rules)
      var findings = 0
      try AcrossCheck(rules: rules, reader: reader, scope: scope).run { _ in findings += 1 }
      return (counting.queries, counting.rowCount, findings)
    }
  }

  @Test(arguments: BookKind.here)
  func `people who stand twice are found by index, at 20,000 households`(kind: BookKind) throws {
    let rules = Across.rules.rules.filter { $0.id == "person-in-two-households" }
    try #require(rules.count == 1)
    let book = try Book(kind)
    let ledger = try book.open()
    try fill(ledger, households: 20_000)
    let cost = try cost(ledger, rules)
    // Ten people, each against the other form; within one file the importer says it.
    #expect(cost.findings == 10)
    // One page of people, and one of their places: no pairs, and nobody who stands once.
    #expect(cost.queries == 2)
    #expect(cost.rows == 40)
  }

  @Test(arguments: BookKind.here)
  func `the cost of a comparison grows with the records`(kind: BookKind) throws {
    let rules = Across.rules.rules.filter { $0.id == "size-of-verification" }
    try #require(rules.count == 1)
    var costs: [(queries: Int, rows: Int, findings: Int)] = []
    for households in [1_000, 5_000] {
      let book = try Book(kind)
      let ledger = try book.open()
      try fill(ledger, households: households)
      costs.append(try cost(ledger, rules))
    }
    #expect(costs.map(\.findings) == [1, 5])
    // The list of returns; then for each page of 500 its records and those of the other form and of
    // the form itself.
    #expect(costs.map(\.queries) == [1 + 2 * 3, 1 + 10 * 3])
    #expect(costs.map(\.rows) == [2 + 1_000 * 3, 10 + 5_000 * 3])
  }

  /// Asks the database how it would run each query of a session.
  private final class ExplainingSession: SQLSession {
    private let session: any SQLSession
    private(set) var plans: [String] = []

    init(_ session: any SQLSession) { self.session = session }

    var dialect: SQLDialect { session.dialect }

    func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
      let plan = try session.rows("EXPLAIN QUERY PLAN \(sql)", arguments)
      plans.append(plan.map { $0.text(3) }.joined(separator: "; "))
      return try session.rows(sql, arguments)
    }
  }

  /// How the queries of a check of some returns are run.
  private func plans(_ scope: AcrossScope, households: Int = 1_000) throws -> [String] {
    let book = try Book(.sqlite)
    let ledger = try book.open()
    try fill(ledger, households: households)
    let judgement = AcrossJudgement(
      catalogue: Across.catalogue,
      units: [:],
      today: try Across.day("2023-08-31")
    )
    return try ledger.database.read { session in
      let explaining = ExplainingSession(session)
      let rules = Across.rules.rules
      let reader = AcrossReader(explaining, judgement, rules: rules)
      try AcrossCheck(rules: rules, reader: reader, scope: scope).run { _ in }
      return explaining.plans
    }
  }

  @Test func `what a run holds against the others is looked up person by person`() throws {
    let plans = try plans(.submissions([3, 4]))
    try #require(plans.contains { $0.contains("SEARCH p ") })
    for plan in plans {
      #expect(!plan.contains("SCAN"), "\(plan)")
      // Each record of a form, held against each of a page's people, would be a product of both.
      #expect(!plan.contains("citizen=? AND record=?"), "\(plan)")
    }
  }
}
