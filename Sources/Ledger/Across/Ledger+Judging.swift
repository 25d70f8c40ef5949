public import FormDefinitions
public import FormIntake
public import Spreadsheet
import Findings

extension Ledger {
  /// Judges the returns of a run beside all others, after they were filed.
  ///
  /// A return that is at odds with others goes back as one with faults of its own does, and does not
  /// count; what it had replaced counts again. What its unit owes besides sends nothing back. A return
  /// that is sent in again is judged again: the others may have been corrected.
  ///
  /// Until all verdicts are kept, which happens at once, the ledger knows that the returns still have
  /// to be judged; ``judgeAbandoned(by:_:on:at:)`` does it should this program end before.
  ///
  /// - Parameters:
  ///   - receipts: what the ledger said of the run's files.
  ///   - submissions: the run's files as the importer read them, in the order of the receipts; their
  ///     records are not looked at.
  ///   - rules: the rules.
  ///   - catalogue: the forms.
  ///   - day: the day of the run.
  ///   - time: when the files were received, for the audit trail.
  ///   - owed: called with what a unit only owes, which may be much.
  /// - Returns: what was found, file by file.
  /// - Throws: ``LedgerError``.
  public func judge(
    _ receipts: [Receipt?],
    _ submissions: [Submission],
    by rules: [AcrossRule],
    _ catalogue: FormCatalogue,
    on day: CalendarDate,
    at time: String,
    owed: (AcrossFinding) -> Void = { _ in }
  ) throws -> [[AcrossFinding]] {
    var found: [[AcrossFinding]] = receipts.map { _ in [] }
    let filed = zip(receipts.indices, receipts).compactMap { index, receipt in
      receipt.flatMap { receipt in
        submissions.indices.contains(index) ? (index, receipt.submission) : nil
      }
    }
    var places: [Int64: Int] = [:]
    // Of a file that stands twice in a run the first place is told.
    for (index, submission) in filed where places[submission.id] == nil {
      places[submission.id] = index
    }
    // What the files of the run say against one of them is no matter of the ledger.
    let accepted = filed.filter { Self.isAccepted(submissions[$0.0].verdict.rawValue) }
    let reinstated = try reinstate(accepted.map(\.1))
    places = places.filter { reinstated.contains($0.key) }
    try judge(reinstated, by: rules, catalogue, on: day, at: time) { finding in
      guard !finding.isOwed, let index = places[finding.submission.id] else {
        owed(finding)
        return finding
      }
      var finding = finding
      if finding.finding.severity > .note {
        // Says of an answer that confirms nothing why it does not.
        var answers = Confirmations(submissions[index].answersAcross)
        let key = finding.answerKey
        finding.finding = answers.applied(to: [finding.finding]) { _ in key }[0]
      }
      found[index].append(finding)
      return finding
    }
    return found
  }

  /// Judges the returns of runs that ended after they had filed them and before they had judged them.
  ///
  /// - Parameters:
  ///   - rules: the rules.
  ///   - catalogue: the forms.
  ///   - day: the day on which they are judged.
  ///   - time: the time, for the audit trail.
  /// - Returns: the returns with the verdicts that they have now.
  /// - Throws: ``LedgerError``.
  public func judgeAbandoned(
    by rules: [AcrossRule],
    _ catalogue: FormCatalogue,
    on day: CalendarDate,
    at time: String
  ) throws -> [FiledSubmission] {
    let known = try database.read { session in
      try session.rows("SELECT DISTINCT awaits FROM submission WHERE awaits IS NOT NULL")
    }.map { $0.integer(0) }.filter { $0 != run }
    guard !known.isEmpty else { return [] }
    try database.hold(run)
    let ids = try database.write { session in
      try session.lock("judge")
      return try known.flatMap { other -> [Int64] in
        guard try !database.isHeld(other, in: session) else { return [] }
        return try session.rows(
          "UPDATE submission SET awaits = ? WHERE awaits = ? RETURNING id",
          .integer(run),
          .integer(other)
        ).map { $0.integer(0) }
      }
    }
    try judge(Set(ids), by: rules, catalogue, on: day, at: time) { $0 }
    return try database.read { session in try ids.sorted().map { try submission($0, in: session) } }
  }

  private func judge(
    _ ids: Set<Int64>,
    by rules: [AcrossRule],
    _ catalogue: FormCatalogue,
    on day: CalendarDate,
    at time: String,
    _ answered: (AcrossFinding) -> AcrossFinding
  ) throws {
    guard !ids.isEmpty else { return }
    var findings: [Int64: (severity: Severity, confirmed: Int)] = [:]
    try check(rules, catalogue, in: .submissions(ids), on: day) { finding in
      let finding = answered(finding)
      guard !finding.isOwed else { return }
      let id = finding.submission.id
      let severity = finding.finding.severity
      findings[id] = (
        max(findings[id]?.severity ?? .note, severity),
        (findings[id]?.confirmed ?? 0) + (finding.finding.confirmation == nil ? 0 : 1)
      )
    }
    try database.write { session in
      let filed = try ids.sorted().map { try submission($0, in: session) }
      try session.lock(filed.map(\.identity))
      for submission in filed {
        let own = findings[submission.id] ?? (.note, 0)
        try settle(submission.id, own.severity, confirmed: own.confirmed, at: time, in: session)
      }
    }
  }

  /// Makes returns count again that would by themselves, so that they can be judged anew.
  ///
  /// - Returns: the returns that are to be judged: not those that have faults of their own, nor those
  ///   that a later version has replaced.
  private func reinstate(_ filed: [FiledSubmission]) throws -> Set<Int64> {
    try database.hold(run)
    return try database.write { session in
      // As when they were filed: a version of the same return may come at this moment.
      try session.lock(filed.map(\.identity))
      var reinstated: Set<Int64> = []
      for id in Set(filed.map(\.id)).sorted() where try reinstate(id, in: session) {
        reinstated.insert(id)
        try session.run(
          "UPDATE submission SET awaits = ? WHERE id = ?",
          .integer(run),
          .integer(id)
        )
      }
      return reinstated
    }
  }

  private func reinstate(_ id: Int64, in session: any SQLSession) throws -> Bool {
    let rows = try session.rows(
      "SELECT COALESCE(own_verdict, verdict), counted FROM submission WHERE id = ?",
      .integer(id)
    )
    guard let row = rows.first, Self.isAccepted(row.text(0)) else { return false }
    if row.integer(1) == 1 { return true }
    let filed = try submission(id, in: session)
    guard try !isFiledUnderCampaign(filed, in: session) else { return false }
    if filed.identity.isKnown {
      let workbook = try workbook(of: filed, in: session)
      let newest = try version(of: workbook, where: Self.isAcceptedByItself, in: session)
      guard newest?.id == id else { return false }
      _ = try session.rows(
        "UPDATE submission SET counted = 0 WHERE \(workbook.condition) AND counted = 1",
        workbook.arguments
      )
    }
    try session.run(
      "UPDATE submission SET verdict = ?, counted = 1 WHERE id = ?",
      .text(row.text(0)),
      .integer(id)
    )
    try recount(filed.identity, in: session)
    return true
  }

  /// Whether a file that was filed under no campaign counts under one since.
  private func isFiledUnderCampaign(
    _ filed: FiledSubmission,
    in session: any SQLSession
  ) throws -> Bool {
    guard filed.identity.campaign.isEmpty else { return false }
    return try !session.rows(
      "SELECT 1 FROM submission WHERE sha256 = ? AND campaign <> '' AND counted = 1 LIMIT 1",
      .text(filed.sha256)
    ).isEmpty
  }

  /// Gives a return the verdict that it has beside the others.
  private func settle(
    _ id: Int64,
    _ severity: Severity,
    confirmed: Int,
    at time: String,
    in session: any SQLSession
  ) throws {
    let filed = try submission(id, in: session)
    let own = try session.rows(
      "SELECT COALESCE(own_verdict, verdict) FROM submission WHERE id = ?",
      .integer(id)
    ).first.flatMap { Verdict(rawValue: $0.text(0)) }
    let verdict: Verdict =
      switch severity {
      case .error, .confirm: .returned
      case .warning: .acceptedWithWarnings
      case .note: own ?? filed.verdict
      }
    try session.run("UPDATE submission SET awaits = NULL WHERE id = ?", .integer(id))
    func note(_ action: TrailAction, _ detail: String) throws {
      try self.note(action, detail, unit: filed.identity.unit, at: time, in: session)
    }
    if confirmed > 0 { try note(.confirm, "submission \(id), findings \(confirmed)") }
    guard filed.verdict != verdict else { return }
    try session.run(
      """
      UPDATE submission SET own_verdict = COALESCE(own_verdict, verdict), verdict = ?
        \(verdict == .returned ? ", counted = 0" : "") WHERE id = ?
      """,
      .text(verdict.rawValue),
      .integer(id)
    )
    guard verdict == .returned else { return }
    if filed.isCounted, filed.identity.isKnown {
      let workbook = try workbook(of: filed, in: session)
      let before = try version(
        of: workbook,
        where: "verdict IN ('accepted', 'accepted-with-warnings')",
        in: session
      )
      if let before {
        try session.run("UPDATE submission SET counted = 1 WHERE id = ?", .integer(before.id))
      }
      try recount(filed.identity, in: session)
    }
    try note(.contradiction, "submission \(id)")
  }

  private static let isAcceptedByItself =
    "COALESCE(own_verdict, verdict) IN ('accepted', 'accepted-with-warnings')"

  private static func isAccepted(_ verdict: String) -> Bool {
    verdict == Verdict.accepted.rawValue || verdict == Verdict.acceptedWithWarnings.rawValue
  }
}
