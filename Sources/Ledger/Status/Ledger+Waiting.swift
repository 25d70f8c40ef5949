import FormIntake

extension Ledger {
  /// The returns that went back and wait for their correction.
  ///
  /// They are the newest versions of their workbooks. Nothing that is told of the ledger knows what
  /// stands in them.
  ///
  /// - Parameters:
  ///   - forms: the forms; `nil` for all.
  ///   - unit: the unit's code; `nil` for all.
  /// - Returns: the versions, the oldest first.
  /// - Throws: ``LedgerError``.
  public func waiting(
    forms: Set<String>? = nil,
    unit: String? = nil
  ) throws -> [FiledSubmission] {
    try database.read { session in
      var newest: [ReturnedWorkbook: FiledSubmission] = [:]
      var unknown: [FiledSubmission] = []
      for row in try session.rows(
        "SELECT \(FiledSubmission.columns) FROM submission ORDER BY id"
      ) {
        let filed = FiledSubmission(row)
        guard forms?.contains(filed.identity.form) ?? true,
          unit.map({ filed.identity.unit == $0 }) ?? true
        else { continue }
        guard filed.identity.isKnown else {
          unknown.append(filed)
          continue
        }
        newest[ReturnedWorkbook(identity: filed.identity, batch: filed.batch)] = filed
      }
      return (unknown + newest.values).filter { $0.verdict == .returned }.sorted { $0.id < $1.id }
    }
  }
}
