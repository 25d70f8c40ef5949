public import FormLayout

/// What a list of units changed in the ledger.
public struct UnitRegisterChange: Hashable, Sendable {
  /// The units that were not known before.
  public var added: [ReportingUnit] = []
  /// The units that have other names now, as they are called now.
  public var renamed: [ReportingUnit] = []
  /// The units that report no more.
  public var removed: [ReportingUnit] = []
  /// The units of the ledger that the list does not have, and that report all the same.
  public var others: [ReportingUnit] = []
  /// The units that were to go and stay: returns are filed under a name that a unit of the
  /// list has too, so that nobody knows whose they are.
  public var ambiguous: [ReportingUnit] = []

  /// Whether nothing was changed.
  public var isEmpty: Bool { added.isEmpty && renamed.isEmpty && removed.isEmpty }
}

extension Ledger {
  /// Notes the units that report; a unit that is known already takes the new names.
  ///
  /// - Parameters:
  ///   - units: the units.
  ///   - replacing: whether all others report no more. What they have reported stays, and counts as
  ///     that of units outside the list.
  ///   - time: when, for the audit trail, which has a line of each change; `nil` for none.
  /// - Returns: what it changed.
  /// - Throws: ``LedgerError``; then nothing was changed.
  @discardableResult
  public func register(
    _ units: [ReportingUnit],
    replacing: Bool = false,
    at time: String? = nil
  ) throws -> UnitRegisterChange {
    try database.write { session in
      var change = UnitRegisterChange()
      let known = try self.units(in: session)
      let before = Dictionary(known.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
      for unit in units {
        guard before[unit.code] != unit else { continue }
        if before[unit.code] == nil {
          change.added.append(unit)
        } else {
          change.renamed.append(unit)
        }
        try session.run(
          """
          INSERT INTO unit (code, name, township, county) VALUES (?, ?, ?, ?)
          ON CONFLICT (code) DO UPDATE
          SET name = excluded.name, township = excluded.township, county = excluded.county
          """,
          .text(unit.code),
          .text(unit.name),
          .text(unit.township),
          .text(unit.county)
        )
      }
      let listed = Set(units.map(\.code))
      let others = known.filter { !listed.contains($0.code) }
      if replacing {
        let names = Set(units.map(\.name))
        for unit in others {
          if names.contains(unit.name), try isNameOfReturns(unit.name, in: session) {
            change.ambiguous.append(unit)
          } else {
            change.removed.append(unit)
            try session.run("DELETE FROM unit WHERE code = ?", .text(unit.code))
          }
        }
      } else {
        change.others = others
      }
      if let time, !change.isEmpty {
        let counts = [
          ("added", change.added), ("renamed", change.renamed), ("removed", change.removed),
        ].filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1.count)" }
        try note(.units, counts.joined(separator: ", "), at: time, in: session)
      }
      return change
    }
  }

  private func isNameOfReturns(_ name: String, in session: any SQLSession) throws -> Bool {
    try !session.rows("SELECT 1 FROM submission WHERE unit = ? LIMIT 1", .text(name)).isEmpty
  }

  /// The units that report, by code.
  ///
  /// - Throws: ``LedgerError``.
  public func units() throws -> [ReportingUnit] { try database.read { try units(in: $0) } }

  private func units(in session: any SQLSession) throws -> [ReportingUnit] {
    try session.rows("SELECT code, name, township, county FROM unit ORDER BY code").map { row in
      ReportingUnit(
        code: row.text(0),
        name: row.text(1),
        township: row.text(2),
        county: row.text(3)
      )
    }
  }
}
