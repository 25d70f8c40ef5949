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
}

extension Ledger {
  /// Goes over the audit trail, the oldest entry first.
  ///
  /// - Parameters:
  ///   - unit: only what concerns this unit, by its code.
  ///   - body: called with each entry.
  /// - Throws: ``LedgerError``, or what the body throws.
  public func trail(unit: String? = nil, _ body: (TrailEntry) throws -> Void) throws {
    let page = 1_000
    var last: Int64 = 0
    while true {
      let rows = try database.read { session in
        try session.rows(
          """
          SELECT id, at, actor, action, detail, unit FROM audit
          WHERE id > ?\(unit == nil ? "" : " AND unit = ?") ORDER BY id LIMIT \(page)
          """,
          [.integer(last)] + (unit.map { [.text($0)] } ?? [])
        )
      }
      for row in rows {
        try body(
          TrailEntry(
            time: row.text(1),
            actor: row.text(2),
            action: row.text(3),
            detail: row.text(4),
            unit: row.optionalText(5)
          )
        )
      }
      guard let end = rows.last?.integer(0), rows.count == page else { return }
      last = end
    }
  }
}
