import FormLayout

/// A copy of a blank workbook, of which a unit fills in several.
///
/// All of them carry one mark. Who fills in households of which the other copies have none has
/// corrected nothing in them.
struct BlankCopy {
  /// By what the ledger knows the copy: the mark for the first, `mark+2` for the second.
  var batch: String
  /// The newest version of another copy, if this one was not known before.
  var other: FiledSubmission?
}

extension Ledger {
  /// Finds of which copy of a blank workbook a file is a version: of the one that has most households
  /// in common with it, else of a new one.
  ///
  /// A file in which no household could be read says nothing, nor does a copy in which none was.
  ///
  /// - Parameters:
  ///   - identity: the return.
  ///   - mark: the mark of the workbook.
  ///   - sha256: the digest of the file; one that was filed before is of the same copy.
  ///   - keys: the households in the file.
  ///   - session: the transaction.
  /// - Returns: the copy.
  /// - Throws: ``LedgerError``.
  func copy(
    of identity: ReturnIdentity,
    mark: String,
    sha256: String,
    keys: Set<String>,
    in session: any SQLSession
  ) throws -> BlankCopy {
    let versions = try session.rows(
      """
      SELECT \(FiledSubmission.columns) FROM submission
      WHERE \(ReturnIdentity.condition) AND (batch = ? OR batch LIKE ?) ORDER BY id DESC
      """,
      identity.arguments + [.text(mark), .text("\(mark)+%")]
    ).map { FiledSubmission($0) }
    if let same = versions.first(where: { $0.sha256 == sha256 }) {
      return BlankCopy(batch: same.batch)
    }
    guard !keys.isEmpty, !versions.isEmpty else { return BlankCopy(batch: mark) }
    var known: [String: Set<String>] = [:]
    for version in versions {
      let rows = try session.rows(
        "SELECT DISTINCT key FROM record WHERE submission = ? AND key IS NOT NULL",
        .integer(version.id)
      )
      known[version.batch, default: []].formUnion(rows.map { $0.text(0) })
    }
    // The copy of which a version came last, where several are as good.
    let copies = versions.map(\.batch).reduce(into: [String]()) { copies, batch in
      if !copies.contains(batch) { copies.append(batch) }
    }
    let common = copies.map { known[$0]?.intersection(keys).count ?? 0 }
    if let most = common.max(), most > 0, let place = common.firstIndex(of: most) {
      return BlankCopy(batch: copies[place])
    }
    if let empty = copies.first(where: { known[$0]?.isEmpty ?? true }) {
      return BlankCopy(batch: empty)
    }
    let numbers = copies.map { $0.split(separator: "+").dropFirst().first.flatMap { Int($0) } ?? 1 }
    return BlankCopy(
      batch: "\(mark)+\((numbers.max() ?? 1) + 1)",
      other: versions.first
    )
  }

  /// The version that a file was said to correct.
  ///
  /// - Throws: ``LedgerError/noCorrection(of:)`` unless it is one of the file's return and workbook.
  func corrected(
    _ version: Int64,
    by identity: ReturnIdentity,
    mark: String,
    in session: any SQLSession
  ) throws -> FiledSubmission {
    let rows = try session.rows(
      "SELECT \(FiledSubmission.columns) FROM submission WHERE id = ?",
      .integer(version)
    )
    guard let filed = rows.first.map({ FiledSubmission($0) }), identity.isKnown,
      filed.identity.withoutCampaign == identity.withoutCampaign,
      identity.campaign.isEmpty || filed.identity.campaign == identity.campaign,
      filed.batch == mark || filed.batch.hasPrefix("\(mark)+")
    else { throw LedgerError.noCorrection(of: version) }
    return filed
  }
}
