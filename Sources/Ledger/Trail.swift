/// What somebody did with a ledger.
public enum TrailAction: String, CaseIterable, Hashable, Sendable {
  /// Filed a return for the first time.
  case file
  /// Filed a correction.
  case correct
  /// Filed another workbook of a return.
  case supplement
  /// Sent a file in that was there already.
  case duplicate
  /// Was told that a return contradicts others, so that it does not count.
  case contradiction
  /// Filed a unit's word that what is unlikely is so.
  case confirm
  /// Filed a return that closes problems.
  case close
  /// Noted that a unit has nothing to report.
  case nilReturn = "nil"
  /// Took back that a unit has nothing to report.
  case withdrawal = "nil-withdrawn"
  /// Filed under a unit's code what was under its name, as the list of units tells.
  case join
  /// Noted which units report.
  case units
  /// Looked at a household's file.
  case household
  /// Exported records.
  case export
  /// Rolled records up.
  case rollup
  /// Merged reports.
  case merge
}

/// An entry of the audit trail: who did what, and when.
public struct TrailEntry: Hashable, Sendable {
  /// When, as `2023-08-31 09:05`.
  public var time: String
  /// Who: the name that was given, or that of the login.
  public var actor: String
  /// What, by the word in the ledger; a newer program may know more of them.
  public var action: String
  /// Numbers of returns and counts; nothing personal.
  public var detail: String
  /// The code of the unit that it concerns, if it concerns one.
  public var unit: String?
  /// The form of the return that ``detail`` names first, if it names one.
  public var form: String?
  /// The file of that return.
  public var file: String?
}

extension Ledger {
  /// Goes over the audit trail, the oldest entry first.
  ///
  /// - Parameters:
  ///   - unit: only what concerns this unit, by its code.
  ///   - actor: only what somebody did, by the name in the ledger.
  ///   - body: called with each entry.
  /// - Throws: ``LedgerError``, or what the body throws.
  public func trail(
    unit: String? = nil,
    actor: String? = nil,
    _ body: (TrailEntry) throws -> Void
  ) throws {
    let page = 1_000
    var last: Int64 = 0
    let units = try unit.map { unit in try database.read { try names(ofUnit: unit, in: $0) } }
    let places = units.map { $0.map { _ in "?" }.joined(separator: ", ") }
    while true {
      let (rows, filed) = try database.read { session in
        let rows = try session.rows(
          """
          SELECT id, at, actor, action, detail, unit FROM audit
          WHERE id > ?\(places.map { " AND unit IN (\($0))" } ?? "")
            \(actor == nil ? "" : " AND actor = ?")
          ORDER BY id LIMIT \(page)
          """,
          [.integer(last)] + ((units ?? []) + [actor].compactMap(\.self)).map { .text($0) }
        )
        return (rows, try returns(namedBy: rows.map { $0.text(4) }, in: session))
      }
      for row in rows {
        let named = Self.submission(namedBy: row.text(4)).flatMap { filed[$0] }
        try body(
          TrailEntry(
            time: row.text(1),
            actor: row.text(2),
            action: row.text(3),
            detail: row.text(4),
            unit: row.optionalText(5),
            form: named?.form,
            file: named?.file
          )
        )
      }
      guard let end = rows.last?.integer(0), rows.count == page else { return }
      last = end
    }
  }

  /// What the trail knows a unit by: its code, and its name where the list knew nothing of it yet.
  private func names(ofUnit code: String, in session: any SQLSession) throws -> [String] {
    let names = try session.rows("SELECT name FROM unit WHERE code = ?", .text(code))
      .map { $0.text(0) }
    return [code]
      + (try names.filter {
        try self.unit(named: $0, in: session) == .listed(name: $0, code: code)
      })
  }

  /// The number of the return that a detail begins with.
  private static func submission(namedBy detail: String) -> Int64? {
    let words = detail.split { $0 == " " || $0 == "," }
    return words.first == "submission" ? words.dropFirst().first.flatMap { Int64($0) } : nil
  }

  private func returns(
    namedBy details: [String],
    in session: any SQLSession
  ) throws -> [Int64: (form: String, file: String)] {
    let ids = Set(details.compactMap { Self.submission(namedBy: $0) }).sorted()
    guard !ids.isEmpty else { return [:] }
    let places = ids.map { _ in "?" }.joined(separator: ", ")
    let rows = try session.rows(
      "SELECT id, form, file FROM submission WHERE id IN (\(places))",
      ids.map { .integer($0) }
    )
    return Dictionary(
      rows.map { ($0.integer(0), ($0.text(1), $0.text(2))) },
      uniquingKeysWith: { first, _ in first }
    )
  }
}
