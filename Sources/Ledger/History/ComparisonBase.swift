/// What a version of a return is compared with: the version of the same workbook before it, else what
/// the return's other workbooks say.
struct ComparisonBase {
  /// The newest of the versions that it is made of.
  let newest: FiledSubmission
  /// Whether these are versions of other workbooks, of which nothing is missing in the new one.
  let isOtherWorkbook: Bool
  let records: [StoredRecord]
  private let faults: Set<FaultPlace>

  /// Finds the base of a version; `nil` for the first version of a return, or of one that cannot be
  /// known.
  ///
  /// - Parameters:
  ///   - workbook: the workbook of the version.
  ///   - id: the number of the version; `nil` for one that is not filed yet.
  ///   - ledger: the ledger.
  ///   - session: the transaction.
  /// - Throws: ``LedgerError``.
  init?(
    of workbook: ReturnedWorkbook,
    before id: Int64?,
    ledger: Ledger,
    in session: any SQLSession
  ) throws {
    let condition = id.map { "id < \($0)" } ?? "1 = 1"
    if let last = try ledger.version(of: workbook, where: condition, in: session) {
      newest = last
      isOtherWorkbook = false
      records = try ledger.records(of: last.id, in: session)
      faults = try ledger.faultPlaces(of: last.id, in: session)
      return
    }
    guard workbook.identity.isKnown, workbook.batch != nil else { return nil }
    // Of each workbook the newest version, the newest last.
    let versions = try session.rows(
      """
      SELECT \(FiledSubmission.columns) FROM submission WHERE id IN (
        SELECT MAX(id) FROM submission WHERE \(ReturnIdentity.condition) AND \(condition)
        GROUP BY batch) ORDER BY id
      """,
      workbook.identity.arguments
    ).map { FiledSubmission($0) }
    guard let last = versions.last else { return nil }
    newest = last
    isOtherWorkbook = true
    var places: [String: Int] = [:]
    var records: [StoredRecord] = []
    var faults: [Int: Set<String>] = [:]
    for version in versions {
      let wrong = Dictionary(
        grouping: try ledger.faultPlaces(of: version.id, in: session),
        by: \.record
      )
      for (ordinal, record) in try ledger.records(of: version.id, in: session).enumerated() {
        guard let key = record.key else { continue }
        let place = places[key] ?? records.count
        places[key] = place
        if place == records.count { records.append(record) } else { records[place] = record }
        faults[place] = Set((wrong[ordinal] ?? []).map(\.field))
      }
    }
    self.records = records
    self.faults = Set(
      faults.flatMap { place, fields in fields.map { FaultPlace(record: place, field: $0) } }
    )
  }

  /// What changes from the base to a version.
  func changes(to later: [StoredRecord], faults after: Set<FaultPlace>) -> [RecordChange] {
    // What another workbook has beside this one is not this one's under other numbers.
    let changes = RecordComparison.changes(
      from: records,
      to: later,
      faults: (faults, after),
      findsChangedKeys: !isOtherWorkbook
    )
    return isOtherWorkbook ? changes.filter { $0.kind != .removed } : changes
  }
}
