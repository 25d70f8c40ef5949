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
  /// - Parameters:
  ///   - receipts: what the ledger said of the run's files.
  ///   - submissions: the run's files as the importer read them, in the order of the receipts.
  ///   - rules: the rules.
  ///   - catalogue: the forms.
  ///   - day: the day of the run.
  ///   - time: when the files were received, for the audit trail.
  /// - Returns: what was found, file by file; what is only owed stands there too, for the report.
  /// - Throws: ``LedgerError``.
  public func judge(
    _ receipts: [Receipt?],
    _ submissions: [Submission],
    by rules: [AcrossRule],
    _ catalogue: FormCatalogue,
    on day: CalendarDate,
    at time: String
  ) throws -> [[AcrossFinding]] {
    var found: [[AcrossFinding]] = receipts.map { _ in [] }
    guard rules.contains(where: { $0.stage != .draft }) else { return found }
    var places: [Int64: Int] = [:]
    for (index, receipt) in receipts.enumerated() {
      guard let filed = receipt?.submission, submissions.indices.contains(index),
        try reinstate(filed.id)
      else { continue }
      // Of a file that stands twice in a run the first place is told.
      if places[filed.id] == nil { places[filed.id] = index }
    }
    try check(rules, catalogue, in: .submissions(Set(places.keys)), on: day) { finding in
      if let index = places[finding.submission.id] { found[index].append(finding) }
    }
    for (id, index) in places.sorted(by: { $0.key < $1.key }) {
      var answers = Confirmations(submissions[index].answersAcross)
      found[index] = try found[index].map { try answered($0, &answers) }
      let own = found[index].filter { !$0.isOwed }.map(\.finding)
      let verdict = Submission.verdict(of: submissions[index].findings + own)
      try settle(id, verdict, at: time)
    }
    return found
  }

  /// Makes a return count again that would by itself, so that it can be judged anew.
  ///
  /// - Returns: whether the return is to be judged: not one that has faults of its own, nor one that
  ///   a later version has replaced.
  private func reinstate(_ id: Int64) throws -> Bool {
    try database.write { session in
      let filed = try submission(id, in: session)
      // As when it was filed: a version of the same return may come at this moment.
      try session.lock("return \(filed.identity.arguments)")
      let rows = try session.rows(
        "SELECT verdict, COALESCE(own_verdict, verdict), counted FROM submission WHERE id = ?",
        .integer(id)
      )
      guard let row = rows.first, Self.isAccepted(row.text(1)) else { return false }
      if row.integer(2) == 1 { return true }
      guard try newest(of: filed, in: session) == id else { return false }
      try count(filed, verdict: row.text(1), in: session)
      return true
    }
  }

  /// Gives a return the verdict that it has beside the others.
  private func settle(_ id: Int64, _ verdict: Verdict, at time: String) throws {
    try database.write { session in
      try session.lock("return \(try submission(id, in: session).identity.arguments)")
      let filed = try submission(id, in: session)
      guard filed.verdict != verdict else { return }
      try session.run(
        "UPDATE submission SET own_verdict = COALESCE(own_verdict, verdict) WHERE id = ?",
        .integer(id)
      )
      if Self.isAccepted(verdict.rawValue) {
        try session.run(
          "UPDATE submission SET verdict = ? WHERE id = ?",
          .text(verdict.rawValue),
          .integer(id)
        )
        return
      }
      try session.run(
        "UPDATE submission SET verdict = ?, counted = 0 WHERE id = ?",
        .text(verdict.rawValue),
        .integer(id)
      )
      if !filed.identity.form.isEmpty, !filed.identity.unit.isEmpty {
        _ = try session.rows(
          """
          UPDATE submission SET counted = 1 WHERE id = (
            SELECT MAX(id) FROM submission WHERE \(ReturnIdentity.condition)
              AND verdict IN ('accepted', 'accepted-with-warnings'))
          """,
          filed.identity.arguments
        )
      }
      try note("contradiction", "submission \(id)", at: time, in: session)
    }
  }

  /// The newest version of a return that is right by itself.
  private func newest(of filed: FiledSubmission, in session: any SQLSession) throws -> Int64 {
    guard !filed.identity.form.isEmpty, !filed.identity.unit.isEmpty else { return filed.id }
    return try session.rows(
      """
      SELECT MAX(id) FROM submission WHERE \(ReturnIdentity.condition)
        AND COALESCE(own_verdict, verdict) IN ('accepted', 'accepted-with-warnings')
      """,
      filed.identity.arguments
    ).first?.integer(0) ?? filed.id
  }

  private func count(
    _ filed: FiledSubmission,
    verdict: String,
    in session: any SQLSession
  ) throws {
    if !filed.identity.unit.isEmpty {
      _ = try session.rows(
        "UPDATE submission SET counted = 0 WHERE \(ReturnIdentity.condition) AND counted = 1",
        filed.identity.arguments
      )
    }
    try session.run(
      "UPDATE submission SET verdict = ?, counted = 1 WHERE id = ?",
      .text(verdict),
      .integer(filed.id)
    )
  }

  /// The finding after the unit's answer, which the ledger keeps for later checks.
  private func answered(
    _ found: AcrossFinding,
    _ answers: inout Confirmations
  ) throws -> AcrossFinding {
    guard !found.isOwed else { return found }
    var found = found
    let key = found.answerKey
    found.finding = answers.applied(to: [found.finding]) { _ in key }.first ?? found.finding
    guard let reason = found.finding.confirmation else { return found }
    try database.write { session in
      try session.run(
        """
        INSERT INTO across_answer (submission, finding, reason) VALUES (?, ?, ?)
        ON CONFLICT (submission, finding) DO UPDATE SET reason = excluded.reason
        """,
        .integer(found.submission.id),
        .text(key),
        .text(reason)
      )
    }
    return found
  }

  private static func isAccepted(_ verdict: String) -> Bool {
    verdict == Verdict.accepted.rawValue || verdict == Verdict.acceptedWithWarnings.rawValue
  }
}
