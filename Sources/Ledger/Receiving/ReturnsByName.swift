/// What a unit's name stands for in a workbook that carries it in place of its code, as one does that
/// was made without a list of units.
public enum UnitByName: Hashable, Sendable {
  /// One unit of the list has the name: the return is filed under its code.
  case listed(name: String, code: String)
  /// Several units of the list have it: the return is filed under the name.
  case ambiguous(name: String, codes: [String])
}

/// Returns that had been filed under a unit's name, and are under its code since the list is known.
public struct JoinedReturns: Hashable, Sendable {
  /// The unit's name.
  public var name: String
  /// The unit's code.
  public var code: String
  /// How many versions of returns, and words that there is nothing to report, were under the name.
  public var count: Int
}

extension Ledger {
  /// What a name stands for that a workbook carries as its unit's code; `nil` for a code, and for a
  /// name that no unit of the list has.
  func unit(named name: String, in session: any SQLSession) throws -> UnitByName? {
    guard !name.isEmpty else { return nil }
    let own = try session.rows("SELECT name FROM unit WHERE code = ?", .text(name))
    // Where the list has it as a code, it is one; unless it has no more of the unit than its name.
    guard own.allSatisfy({ $0.text(0) == name }) else { return nil }
    let codes = try session.rows(
      "SELECT code FROM unit WHERE name = ? AND code <> ? ORDER BY code",
      .text(name),
      .text(name)
    ).map { $0.text(0) }
    guard codes.count == 1, let code = codes.first else {
      return codes.isEmpty ? nil : .ambiguous(name: name, codes: codes)
    }
    return .listed(name: name, code: code)
  }

  /// Files what was filed under units' names under their codes, once the list of units tells them: as
  /// if the workbooks had carried the codes from the beginning.
  ///
  /// - Parameter time: when it is done, for the audit trail.
  /// - Returns: what was filed under other codes now; nothing where there is nothing of the kind.
  /// - Throws: ``LedgerError``; then nothing was changed.
  public func joinReturnsFiledByName(at time: String) throws -> [JoinedReturns] {
    // Whoever has nothing to join does not wait for those who write.
    guard try !isReadOnly && !database.read({ try unitsFiledByName(in: $0) }).isEmpty else {
      return []
    }
    return try database.write { session in
      let units = try unitsFiledByName(in: session)
      let filed = try units.map { try returns(ofUnit: $0.name, in: session) }
      let identities = zip(units, filed).flatMap { unit, filed in
        filed.flatMap { [$0.identity, $0.identity.ofUnit(unit.code)] }
      }
      try session.lock(identities)
      return try zip(units, filed).map { unit, filed in
        let words = try join(filed, of: unit, at: time, in: session)
        return JoinedReturns(name: unit.name, code: unit.code, count: filed.count + words)
      }
    }
  }

  /// The units of the list under whose names, which no other unit has, something was filed.
  private func unitsFiledByName(
    in session: any SQLSession
  ) throws -> [(name: String, code: String)] {
    try session.rows(
      """
      SELECT DISTINCT name FROM unit WHERE name <> code AND name <> '' AND (
        EXISTS (SELECT 1 FROM submission s WHERE s.unit = unit.name)
        OR EXISTS (SELECT 1 FROM nil_return n WHERE n.unit = unit.name))
      ORDER BY name
      """
    ).compactMap { row in
      guard case .listed(let name, let code) = try unit(named: row.text(0), in: session) else {
        return nil
      }
      return (name, code)
    }
  }

  private func returns(
    ofUnit unit: String,
    in session: any SQLSession
  ) throws -> [FiledSubmission] {
    try session.rows(
      "SELECT \(FiledSubmission.columns) FROM submission WHERE unit = ? ORDER BY id",
      .text(unit)
    ).map { FiledSubmission($0) }
  }

  /// Gives returns the unit's code, and the number of the unit's words that took it too.
  private func join(
    _ filed: [FiledSubmission],
    of unit: (name: String, code: String),
    at time: String,
    in session: any SQLSession
  ) throws -> Int {
    let identities = Set(filed.map { $0.identity.ofUnit(unit.code) })
    for identity in identities {
      try keepNewestCounted(of: [identity.ofUnit(unit.name), identity], in: session)
    }
    // Those alone that were seen: what came in meanwhile is joined the next time.
    for version in filed {
      try session.run(
        "UPDATE submission SET unit = ? WHERE id = ?",
        .text(unit.code),
        .integer(version.id)
      )
    }
    for identity in identities { try recount(identity, in: session) }
    // A word under the code is the unit's as well, and the one that was asked for by it.
    try session.run(
      """
      DELETE FROM nil_return WHERE unit = ? AND EXISTS (
        SELECT 1 FROM nil_return o WHERE o.unit = ? AND o.form = nil_return.form
          AND o.period = nil_return.period AND o.campaign = nil_return.campaign)
      """,
      .text(unit.name),
      .text(unit.code)
    )
    let words = try session.rows(
      "UPDATE nil_return SET unit = ? WHERE unit = ? RETURNING form",
      .text(unit.code),
      .text(unit.name)
    ).count
    try note(.join, "submissions \(filed.count)", unit: unit.code, at: time, in: session)
    return words
  }

  /// Lets of versions that become those of one return no more count than of one return's: of a
  /// workbook the newest, of all workbooks the newest where the records have no keys.
  private func keepNewestCounted(
    of identities: [ReturnIdentity],
    in session: any SQLSession
  ) throws {
    let counted = try identities.flatMap { identity in
      try session.rows(
        """
        SELECT \(FiledSubmission.columns) FROM submission
        WHERE \(ReturnIdentity.condition) AND counted = 1
        """,
        identity.arguments
      ).map { FiledSubmission($0) }
    }.sorted { $0.id > $1.id }
    var kept: Set<String> = []
    for (place, version) in counted.enumerated() {
      let workbook = try workbook(of: version, in: session)
      let isReplaced = workbook.batch.map(kept.contains) ?? (place > 0)
      kept.insert(version.batch)
      guard isReplaced else { continue }
      try session.run("UPDATE submission SET counted = 0 WHERE id = ?", .integer(version.id))
    }
  }
}

extension ReturnIdentity {
  /// The same return of another unit.
  fileprivate func ofUnit(_ code: String) -> ReturnIdentity {
    ReturnIdentity(form: form, unit: code, period: period, campaign: campaign)
  }
}
