import FormIntake
import Foundation

/// A record's columns.
struct RecordContent: Hashable {
  let key: String?
  let values: String
  let cells: String

  func record() throws -> StoredRecord {
    try StoredRecord(key: key, content: values, cells: cells)
  }
}

extension Ledger {
  /// All versions of a return, the oldest first.
  ///
  /// - Throws: ``LedgerError``.
  public func versions(of identity: ReturnIdentity) throws -> [FiledSubmission] {
    try database.read { session in
      try session.rows(
        """
        SELECT \(FiledSubmission.columns) FROM submission
        WHERE \(ReturnIdentity.condition) ORDER BY id
        """,
        identity.arguments
      ).map { FiledSubmission($0) }
    }
  }

  /// All that was filed, the oldest first.
  ///
  /// - Parameters:
  ///   - form: only returns of this form.
  ///   - unit: only returns of this unit.
  ///   - onlyCounted: only the versions that count.
  /// - Returns: the versions.
  /// - Throws: ``LedgerError``.
  public func submissions(
    form: String? = nil,
    unit: String? = nil,
    onlyCounted: Bool = false
  ) throws -> [FiledSubmission] {
    var conditions: [(String, SQLValue)] = []
    if let form { conditions.append(("form = ?", .text(form))) }
    if let unit { conditions.append(("unit = ?", .text(unit))) }
    if onlyCounted { conditions.append(("counted = ?", .integer(1))) }
    let condition = (["1 = 1"] + conditions.map(\.0)).joined(separator: " AND ")
    return try database.read { session in
      try session.rows(
        "SELECT \(FiledSubmission.columns) FROM submission WHERE \(condition) ORDER BY id",
        conditions.map(\.1)
      ).map { FiledSubmission($0) }
    }
  }

  /// The records of a version, in their order.
  ///
  /// - Throws: ``LedgerError``.
  public func records(of submission: Int64) throws -> [StoredRecord] {
    try database.read { try records(of: submission, in: $0) }
  }

  func submission(_ id: Int64, in session: any SQLSession) throws -> FiledSubmission {
    let rows = try session.rows(
      "SELECT \(FiledSubmission.columns) FROM submission WHERE id = ?",
      .integer(id)
    )
    guard let row = rows.first else { throw LedgerError.refused(state: "submission") }
    return FiledSubmission(row)
  }

  func contents(of submission: Int64, in session: any SQLSession) throws -> [RecordContent] {
    try session.rows(
      "SELECT key, content, cells FROM record WHERE submission = ? ORDER BY ordinal",
      .integer(submission)
    ).map { RecordContent(key: $0.optionalText(0), values: $0.text(1), cells: $0.text(2)) }
  }

  /// The records of a version that no later workbook of the same return has.
  func countedRecords(
    of submission: Int64,
    in session: any SQLSession
  ) throws -> [StoredRecord] {
    try session.rows(
      """
      SELECT key, content, cells FROM record WHERE submission = ? AND replaced = 0
      ORDER BY ordinal
      """,
      .integer(submission)
    ).map { try StoredRecord(key: $0.optionalText(0), content: $0.text(1), cells: $0.text(2)) }
  }

  func records(of submission: Int64, in session: any SQLSession) throws -> [StoredRecord] {
    try contents(of: submission, in: session).map { try $0.record() }
  }

  func faultPlaces(of submission: Int64, in session: any SQLSession) throws -> Set<FaultPlace> {
    Set(
      try faults(of: submission, in: session).compactMap { fault in
        guard let record = fault.record, let field = fault.field else { return nil }
        return FaultPlace(record: record, field: field)
      }
    )
  }

  /// The zero-based record of each finding that sends a version back; `nil` for one of no record.
  func faultRecords(of submission: Int64, in session: any SQLSession) throws -> [Int?] {
    try faults(of: submission, in: session).map(\.record)
  }

  /// The findings of a version that have to be corrected or confirmed.
  private func faults(of submission: Int64, in session: any SQLSession) throws -> [FiledFault] {
    let rows = try session.rows(
      "SELECT findings FROM submission WHERE id = ?",
      .integer(submission)
    )
    guard let text = rows.first?.text(0),
      let faults = try? JSONDecoder().decode([FiledFault].self, from: Data(text.utf8))
    else { throw LedgerError.damaged }
    return faults.filter { ["error", "confirm"].contains($0.severity) }
  }
}

/// What is told of a finding in the table of versions.
private struct FiledFault: Decodable {
  let severity: String
  let record: Int?
  let field: String?
}

/// Two versions of a return that came one after the other, and what changed.
public struct VersionComparison: Hashable, Sendable {
  /// The earlier version.
  public var before: FiledSubmission
  /// The later version.
  public var after: FiledSubmission
  /// What changed.
  public var changes: [RecordChange]
}

extension Ledger {
  /// What each version of a unit's returns of a form changed, the oldest first.
  ///
  /// - Parameters:
  ///   - form: the form.
  ///   - unit: the unit's code.
  ///   - period: only the returns of this period.
  /// - Returns: each version that follows another, with what it changed.
  /// - Throws: ``LedgerError``.
  public func comparisons(
    form: String,
    unit: String,
    period: String? = nil
  ) throws -> [VersionComparison] {
    let versions = try submissions(form: form, unit: unit)
    return try database.read { session in
      try versions.filter { period == nil || $0.identity.period == period }.compactMap { after in
        let workbook = try workbook(of: after, in: session)
        guard
          let base = try ComparisonBase(of: workbook, before: after.id, ledger: self, in: session)
        else { return nil }
        return VersionComparison(
          before: base.newest,
          after: after,
          changes: base.changes(
            to: try records(of: after.id, in: session),
            faults: try faultPlaces(of: after.id, in: session)
          )
        )
      }
    }
  }
}

extension Ledger {
  /// Goes over the versions of a form that count, by unit, with their records.
  ///
  /// - Parameters:
  ///   - form: the form.
  ///   - unit: only this unit's.
  ///   - period: only this period's.
  ///   - campaign: only this campaign's.
  ///   - isMasked: whether personal data are hidden in what is made of it, for the audit trail.
  ///   - time: when it was asked for, for the audit trail.
  ///   - body: called with each version and those of its records that count.
  /// - Throws: ``LedgerError``, or what the body throws.
  public func forEachCounted(
    form: String,
    unit: String? = nil,
    period: String? = nil,
    campaign: String? = nil,
    isMasked: Bool = false,
    at time: String,
    _ body: (FiledSubmission, [StoredRecord]) throws -> Void
  ) throws {
    _ = try readNoting { session in
      let versions = try session.rows(
        """
        SELECT \(FiledSubmission.columns) FROM submission
        WHERE form = ? AND counted = 1 ORDER BY unit, period, id
        """,
        .text(form)
      ).map { FiledSubmission($0) }.filter {
        (unit == nil || $0.identity.unit == unit) && (period == nil || $0.identity.period == period)
          && (campaign == nil || $0.identity.campaign == campaign)
      }
      for version in versions {
        try body(version, try countedRecords(of: version.id, in: session))
      }
      return versions.count
    } note: { count, session in
      try note(
        .export,
        "\(form), submissions \(count), \(isMasked ? "公示版 masked" : "未遮盖 open")",
        unit: unit,
        at: time,
        in: session
      )
    }
  }
}
