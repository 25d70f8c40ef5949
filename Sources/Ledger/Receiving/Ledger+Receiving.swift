import Findings
import FormDefinitions
import FormIntake
import FormLayout
import Foundation

extension Ledger {
  /// Files what came back: all of a file in one transaction, and each content once.
  ///
  /// A file that is there already is not filed again, unless it is read in another way than before,
  /// since rules or definitions have changed. Another version of the same return follows the one
  /// before it, which is kept; if it is accepted, it is the one that counts from now on.
  ///
  /// - Parameters:
  ///   - file: the file as the importer read it.
  ///   - time: when it was received, as `2023-08-31 09:05`.
  /// - Returns: what the ledger says of it; `nil` for a file that could not even be opened, which is
  ///   not filed.
  /// - Throws: ``LedgerError``; then nothing was filed.
  public func receive(_ file: ReceivedFile, at time: String) throws -> Receipt? {
    guard !file.sha256.isEmpty else { return nil }
    let entry = Entry(file)
    return try database.write { session in
      // Two readings of one file, and two versions of one return, come one after the other.
      try session.lock("file \(file.campaign) \(file.sha256)")
      try session.lock("return \(entry.identity.arguments)")
      let earlier = try session.rows(
        """
        SELECT \(FiledSubmission.columns), reading, COALESCE(own_verdict, verdict) FROM submission
        WHERE campaign = ? AND sha256 = ? ORDER BY reading DESC
        """,
        .text(file.campaign),
        .text(file.sha256)
      )
      let counted =
        entry.isOfKnownReturn
        ? try version(of: entry.identity, where: "counted = 1", in: session) : nil
      if let last = earlier.first {
        let same = FiledSubmission(last)
        if last.text(15) == entry.verdict.rawValue,
          try contents(of: same.id, in: session) == entry.contents
        {
          try note("duplicate", "submission \(same.id)", at: time, in: session)
          return Receipt(outcome: .duplicate, submission: same, counted: counted)
        }
      }
      let predecessor =
        entry.isOfKnownReturn
        ? try version(of: entry.identity, where: "1 = 1", in: session) : nil
      if entry.isAccepted, let counted {
        try session.run("UPDATE submission SET counted = 0 WHERE id = ?", .integer(counted.id))
      }
      let id = try insert(
        entry,
        reading: (earlier.first?.integer(14) ?? 0) + 1,
        after: predecessor?.id,
        at: time,
        in: session
      )
      let detail = "submission \(id), records \(entry.contents.count)"
      let filed = try submission(id, in: session)
      guard let predecessor else {
        try note("file", detail, at: time, in: session)
        return Receipt(outcome: .filed, submission: filed, counted: entry.isAccepted ? filed : nil)
      }
      let changes = RecordComparison.changes(
        from: try records(of: predecessor.id, in: session),
        to: try entry.records(),
        faults: (try faultPlaces(of: predecessor.id, in: session), entry.faultPlaces)
      )
      try note("correct", "\(detail), after \(predecessor.id)", at: time, in: session)
      return Receipt(
        outcome: .correction(changes),
        submission: filed,
        predecessor: predecessor,
        counted: entry.isAccepted ? filed : counted
      )
    }
  }

  /// The newest version of a return that a condition selects.
  private func version(
    of identity: ReturnIdentity,
    where condition: String,
    in session: any SQLSession
  ) throws -> FiledSubmission? {
    try session.rows(
      """
      SELECT \(FiledSubmission.columns) FROM submission
      WHERE \(ReturnIdentity.condition) AND \(condition) ORDER BY id DESC LIMIT 1
      """,
      identity.arguments
    ).first.map { FiledSubmission($0) }
  }

  private func insert(
    _ entry: Entry,
    reading: Int64,
    after predecessor: Int64?,
    at time: String,
    in session: any SQLSession
  ) throws -> Int64 {
    let identity = entry.identity
    let id = try session.rows(
      """
      INSERT INTO submission (sha256, reading, file, received_at, campaign, form, revision, unit,
        period, batch, verdict, counted, predecessor, records, findings)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
      """,
      .text(entry.sha256),
      .integer(reading),
      .text(entry.file),
      .text(time),
      .text(identity.campaign),
      .text(identity.form),
      .text(entry.revision),
      .text(identity.unit),
      .text(identity.period),
      .text(identity.batch),
      .text(entry.verdict.rawValue),
      .integer(entry.isAccepted ? 1 : 0),
      .optional(predecessor),
      .integer(Int64(entry.contents.count)),
      .text(entry.findings)
    ).first?.integer(0)
    guard let id else { throw LedgerError.refused(state: "id") }
    for (ordinal, content) in entry.contents.enumerated() {
      let record = try session.rows(
        """
        INSERT INTO record (submission, ordinal, key, content, cells) VALUES (?, ?, ?, ?, ?)
        RETURNING id
        """,
        .integer(id),
        .integer(Int64(ordinal)),
        .optional(content.key),
        .text(content.values),
        .text(content.cells)
      ).first?.integer(0)
      guard let record else { throw LedgerError.refused(state: "id") }
      for person in entry.people[ordinal] {
        try session.run(
          "INSERT INTO person (citizen, record, field, sheet, cell) VALUES (?, ?, ?, ?, ?)",
          .text(person.citizen),
          .integer(record),
          .text(person.field),
          .text(person.location?.sheet ?? ""),
          .text(person.location?.cell ?? "")
        )
      }
    }
    return id
  }
}

/// A received file as the tables hold it.
private struct Entry {
  let file: String
  let sha256: String
  let identity: ReturnIdentity
  let revision: String
  let verdict: Verdict
  let contents: [RecordContent]
  let people: [[SubmittedRecord.Person]]
  /// The findings as JSON, in Chinese.
  let findings: String
  let faultPlaces: Set<FaultPlace>

  /// Whether form and unit are known; else nothing tells that the file is a version of another.
  var isOfKnownReturn: Bool { !identity.form.isEmpty && !identity.unit.isEmpty }

  var isAccepted: Bool { verdict == .accepted || verdict == .acceptedWithWarnings }

  init(_ received: ReceivedFile) {
    let submission = received.submission
    file = received.file
    sha256 = received.sha256
    identity = ReturnIdentity(submission.identity, campaign: received.campaign)
    revision = submission.identity?.revision ?? ""
    verdict = submission.verdict
    // Without its definition nothing was read as a record.
    contents =
      received.form.map { form in
        submission.records.map {
          RecordContent(key: $0.key, values: $0.json(form).line, cells: $0.allCellsJSON(form).line)
        }
      } ?? []
    people = submission.records.map(\.people)
    findings = JSONText.array(submission.findings.map { $0.json(.chinese) }).line
    faultPlaces = Set(
      submission.findings.compactMap { finding in
        guard finding.severity >= .confirm, let record = finding.record, let field = finding.field
        else { return nil }
        return FaultPlace(record: record, field: field)
      }
    )
  }

  func records() throws -> [StoredRecord] { try contents.map { try $0.record() } }
}
