import FormIntake
public import FormLayout

/// A unit's word that it has nothing to report for a period (空表说明).
public struct FiledNilReturn: Hashable, Sendable {
  /// The unit's code.
  public var unit: String
  /// The period of the return.
  public var period: String
  /// The reason.
  public var reason: String
  /// The campaign; empty for none.
  public var campaign: String
}

/// All that was filed of a form, without the records: what a roll-up of it rests on.
public struct FormHoldings: Hashable, Sendable {
  /// Every version of every return of the form, the oldest first.
  public var submissions: [FiledSubmission]
  /// What units said they have nothing for.
  public var nilReturns: [FiledNilReturn]
  /// The units that the ledger knows, by code.
  public var units: [ReportingUnit]

  /// Creates holdings.
  public init(
    submissions: [FiledSubmission],
    nilReturns: [FiledNilReturn] = [],
    units: [ReportingUnit] = []
  ) {
    self.submissions = submissions
    self.nilReturns = nilReturns
    self.units = units
  }
}

extension Ledger {
  /// Reads what was filed of a form over one state of the ledger, the records of the versions that
  /// count one version after the other.
  ///
  /// No more than one version's records are held at a time, and programs that write do not wait.
  ///
  /// - Parameters:
  ///   - form: the form's identifier.
  ///   - time: when it was asked for, for the audit trail.
  ///   - purpose: what the trail calls it, such as ``TrailAction/rollup``.
  ///   - select: given all that was filed, gives the versions whose records are wanted, in the order
  ///     in which they are wanted.
  ///   - body: called with each of them and its records' JSON (the `values` of the interface).
  /// - Throws: ``LedgerError``, or what the closures throw.
  public func readContents(
    form: String,
    at time: String,
    purpose: TrailAction,
    select: (FormHoldings) throws -> [FiledSubmission],
    _ body: (FiledSubmission, [String]) throws -> Void
  ) throws {
    let count = try database.read { session in
      let wanted = try select(try holdings(of: form, in: session))
      for version in wanted {
        let rows = try session.rows(
          "SELECT content FROM record WHERE submission = ? AND replaced = 0 ORDER BY ordinal",
          .integer(version.id)
        )
        try body(version, rows.map { $0.text(0) })
      }
      return wanted.count
    }
    // What was read is whole before it is noted, so that programs that write do not wait.
    guard !isReadOnly else { return }
    try database.write { session in
      try note(purpose, "\(form), submissions \(count)", at: time, in: session)
    }
  }

  /// Reads what was filed of a form, the records of the versions that count decoded.
  ///
  /// - Parameters:
  ///   - form: the form's identifier.
  ///   - time: when it was asked for, for the audit trail.
  ///   - purpose: what the trail calls it.
  ///   - select: as in ``readContents(form:at:purpose:select:_:)``.
  ///   - body: called with each version and its records.
  /// - Throws: ``LedgerError``, or what the closures throw.
  public func readRecords(
    form: String,
    at time: String,
    purpose: TrailAction,
    select: (FormHoldings) throws -> [FiledSubmission],
    _ body: (FiledSubmission, [StoredRecord]) throws -> Void
  ) throws {
    try readContents(form: form, at: time, purpose: purpose, select: select) { version, contents in
      try body(version, try contents.map { try StoredRecord(key: nil, content: $0, cells: "{}") })
    }
  }

  private func holdings(of form: String, in session: any SQLSession) throws -> FormHoldings {
    FormHoldings(
      submissions: try session.rows(
        "SELECT \(FiledSubmission.columns) FROM submission WHERE form = ? ORDER BY id",
        .text(form)
      ).map { FiledSubmission($0) },
      nilReturns: try nilReturns(ofForm: form, in: session),
      units: try session.rows("SELECT code, name, township, county FROM unit ORDER BY code").map {
        ReportingUnit(
          code: $0.text(0),
          name: $0.text(1),
          township: $0.text(2),
          county: $0.text(3)
        )
      }
    )
  }
}
