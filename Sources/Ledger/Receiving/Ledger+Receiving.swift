import Findings
import FormDefinitions
import FormIntake
import FormLayout
import Foundation

extension Ledger {
  /// Files what came back: all of a file in one transaction, and each content once.
  ///
  /// A file that is there already is not filed again, unless it is read in another way than before,
  /// since rules or definitions have changed; one that comes without a round is of the round under
  /// which it was filed before. Another version of the same workbook follows the one
  /// before it, which is kept; if it is accepted, it is the one that counts from now on. Copies of one
  /// blank workbook that have no household in common are other workbooks. Another
  /// workbook of the same return takes the place of the earlier ones record by record, as the keys
  /// tell; a form without keys is one statement, which the newer workbook replaces. A unit's name in
  /// place of its code is taken for the code, where one unit of the list has it.
  ///
  /// - Parameters:
  ///   - file: the file as the importer read it.
  ///   - time: when it was received, as `2023-08-31 09:05`: by this it is in time or late.
  ///   - noted: when it is filed, for the audit trail; `nil` for when it was received.
  ///   - isJudged: whether nothing remains to be done; else the return is known as one that still has
  ///     to be judged beside the others, even if this program ends before it does so.
  /// - Returns: what the ledger says of it; `nil` for a file that could not even be opened, which is
  ///   not filed.
  /// - Throws: ``LedgerError``; then nothing was filed.
  public func receive(
    _ file: ReceivedFile,
    at time: String,
    noted: String? = nil,
    isJudged: Bool = true
  ) throws -> Receipt? {
    guard !file.sha256.isEmpty else { return nil }
    let entry = ReceivedEntry(file)
    if !isJudged { try database.hold(run) }
    return try database.write { session in
      try receive(
        entry,
        at: time,
        noted: noted ?? time,
        awaiting: isJudged ? nil : run,
        in: session
      )
    }
  }

  private func receive(
    _ entry: ReceivedEntry,
    at time: String,
    noted: String,
    awaiting run: Int64?,
    in session: any SQLSession
  ) throws -> Receipt {
    // Two readings of one file, and two versions of one return, come one after the other.
    try session.lock("file \(entry.sha256)")
    var entry = entry
    let unitByName = try unit(named: entry.identity.unit, in: session)
    if case .listed(_, let code) = unitByName { entry.identity.unit = code }
    let corrected = try entry.corrects.map {
      try self.corrected($0, by: entry.identity, mark: entry.batch, in: session)
    }
    let roundOf = corrected == nil ? try versionWithRound(of: entry, in: session) : nil
    if let known = corrected ?? roundOf?.version {
      entry.identity.campaign = known.identity.campaign
    }
    let identity = entry.identity
    let misfiled = try versionsOfOtherUnits(of: entry, in: session)
    try session.lock([identity, identity.withoutCampaign] + misfiled.map(\.identity))
    entry.contents = try spelt(entry.contents, entry.naming, of: identity, in: session)
    let copy = try copy(of: entry, in: session)
    entry.batch = corrected?.batch ?? copy.batch
    let earlier = try session.rows(
      """
      SELECT \(FiledSubmission.columns), reading, COALESCE(own_verdict, verdict) FROM submission
      WHERE campaign = ? AND sha256 = ? ORDER BY reading DESC
      """,
      .text(identity.campaign),
      .text(entry.sha256)
    )
    let workbook = entry.workbook
    let counted = try version(of: workbook, where: "counted = 1", in: session)
    if let last = earlier.first {
      let same = FiledSubmission(last)
      if last.text(15) == entry.ownVerdict.rawValue, same.batch == entry.batch,
        same.identity.unit == identity.unit,
        try contents(of: same.id, in: session) == entry.contents
      {
        try note(
          .duplicate,
          "submission \(same.id)",
          unit: identity.unit,
          at: noted,
          in: session
        )
        return Receipt(
          outcome: .duplicate,
          submission: same,
          counted: counted,
          unitByName: unitByName
        )
      }
    }
    let base = try ComparisonBase(of: workbook, before: nil, ledger: self, in: session)
    let predecessor =
      identity.isKnown
      ? try version(of: ReturnedWorkbook(identity: identity), where: "1 = 1", in: session) : nil
    let closed = entry.closesProblems ? try closedProblems(of: identity, in: session) : []
    if entry.isAccepted, let counted {
      try session.run("UPDATE submission SET counted = 0 WHERE id = ?", .integer(counted.id))
    }
    let id = try insert(
      entry,
      reading: (earlier.first?.integer(14) ?? 0) + 1,
      after: predecessor?.id,
      awaiting: run,
      at: time,
      in: session
    )
    for version in misfiled where version.isCounted {
      try session.run("UPDATE submission SET counted = 0 WHERE id = ?", .integer(version.id))
      try recount(version.identity, in: session)
    }
    if entry.isAccepted {
      // It may have counted as another copy of its workbook.
      _ = try session.rows(
        """
        UPDATE submission SET counted = 0
        WHERE \(ReturnIdentity.condition) AND sha256 = ? AND batch <> ? AND counted = 1
        """,
        identity.arguments + [.text(entry.sha256), .text(entry.batch)]
      )
      try recount(identity, in: session)
      try replaceWithoutCampaign(entry, in: session)
    }
    let filed = try submission(id, in: session)
    var receipt = try receipt(
      entry,
      filed,
      base,
      closed: closed,
      counted: counted,
      at: noted,
      in: session
    )
    receipt.otherCopy = corrected == nil ? copy.other : nil
    receipt.unitByName = unitByName
    if let roundOf, !roundOf.isSameFile { receipt.roundOf = roundOf.version }
    return receipt
  }

  /// The versions of the same file that are filed under another unit: the list of units told another
  /// code for its name then.
  private func versionsOfOtherUnits(
    of entry: ReceivedEntry,
    in session: any SQLSession
  ) throws -> [FiledSubmission] {
    guard entry.identity.isKnown else { return [] }
    return try session.rows(
      """
      SELECT \(FiledSubmission.columns) FROM submission
      WHERE sha256 = ? AND form = ? AND unit <> ? AND unit <> ''
      """,
      .text(entry.sha256),
      .text(entry.identity.form),
      .text(entry.identity.unit)
    ).map { FiledSubmission($0) }
  }

  private func copy(of entry: ReceivedEntry, in session: any SQLSession) throws -> BlankCopy {
    guard entry.isOfBlankWorkbook, entry.identity.isKnown else {
      return BlankCopy(batch: entry.batch)
    }
    return try copy(
      of: entry.identity,
      mark: entry.batch,
      sha256: entry.sha256,
      keys: Set(entry.contents.compactMap(\.key)),
      in: session
    )
  }

  /// The version that tells the round of a file where neither it nor who sends it in says so: the same
  /// file as it was filed last, else the newest of its workbook where all that have a round have one.
  private func versionWithRound(
    of entry: ReceivedEntry,
    in session: any SQLSession
  ) throws -> (version: FiledSubmission, isSameFile: Bool)? {
    let identity = entry.identity
    guard identity.campaign.isEmpty else { return nil }
    func newest(_ condition: String, _ arguments: [SQLValue]) throws -> [FiledSubmission] {
      try session.rows(
        """
        SELECT \(FiledSubmission.columns) FROM submission
        WHERE unit = ? AND form = ? AND period = ? AND \(condition) ORDER BY id DESC
        """,
        [.text(identity.unit), .text(identity.form), .text(identity.period)] + arguments
      ).map { FiledSubmission($0) }
    }
    if let same = try newest("sha256 = ?", [.text(entry.sha256)]).first { return (same, true) }
    guard identity.isKnown, !entry.batch.isEmpty else { return nil }
    let versions = try newest(
      "campaign <> '' AND (batch = ? OR batch LIKE ?)",
      [.text(entry.batch), .text("\(entry.batch)+%")]
    )
    guard let last = versions.first, Set(versions.map(\.identity.campaign)).count == 1 else {
      return nil
    }
    // Another copy of a blank workbook corrects nothing.
    var copy = entry
    copy.identity.campaign = last.identity.campaign
    return try self.copy(of: copy, in: session).other == nil ? (last, false) : nil
  }

  /// Says what a version changes, and writes the trail.
  private func receipt(
    _ entry: ReceivedEntry,
    _ filed: FiledSubmission,
    _ base: ComparisonBase?,
    closed: Set<String>,
    counted: FiledSubmission?,
    at time: String,
    in session: any SQLSession
  ) throws -> Receipt {
    let detail = "submission \(filed.id), records \(entry.contents.count)"
    func note(_ action: TrailAction, _ detail: String) throws {
      try self.note(action, detail, unit: entry.identity.unit, at: time, in: session)
    }
    // What goes back closes nothing; its correction does.
    let closing =
      entry.closesProblems && entry.isAccepted
      ? Self.closedProblems(try entry.records()).subtracting(closed).count : 0
    guard let base else {
      try note(.file, detail)
      if closing > 0 { try note(.close, "submission \(filed.id), problems \(closing)") }
      return Receipt(outcome: .filed, submission: filed, counted: entry.isAccepted ? filed : nil)
    }
    let changes = base.changes(to: try entry.records(), faults: entry.faultPlaces)
    try note(
      base.isOtherWorkbook ? .supplement : .correct,
      "\(detail), after \(base.newest.id)"
    )
    if closing > 0 { try note(.close, "submission \(filed.id), problems \(closing)") }
    return Receipt(
      outcome: base.isOtherWorkbook ? .supplement(changes) : .correction(changes),
      submission: filed,
      predecessor: base.newest,
      counted: entry.isAccepted ? filed : counted
    )
  }

  /// The problems that a return says are closed, by what counts of it.
  private func closedProblems(
    of identity: ReturnIdentity,
    in session: any SQLSession
  ) throws -> Set<String> {
    guard identity.isKnown else { return [] }
    let counted = try session.rows(
      "SELECT id FROM submission WHERE \(ReturnIdentity.condition) AND counted = 1",
      identity.arguments
    )
    return try counted.reduce(into: []) { closed, row in
      closed.formUnion(
        Self.closedProblems(try countedRecords(of: row.integer(0), in: session))
      )
    }
  }

  private static func closedProblems(_ records: [StoredRecord]) -> Set<String> {
    Set(records.flatMap(\.problems).filter(\.isClosedProblem).map(\.problemNumber))
  }

  /// The newest version of a workbook that a condition selects; `nil` where none can be known.
  func version(
    of workbook: ReturnedWorkbook,
    where condition: String,
    in session: any SQLSession
  ) throws -> FiledSubmission? {
    guard workbook.identity.isKnown else { return nil }
    return try session.rows(
      """
      SELECT \(FiledSubmission.columns) FROM submission
      WHERE \(workbook.condition) AND \(condition) ORDER BY id DESC LIMIT 1
      """,
      workbook.arguments
    ).first.map { FiledSubmission($0) }
  }

  /// Lets a file count no longer among the returns of no campaign, once it is filed under one.
  private func replaceWithoutCampaign(_ entry: ReceivedEntry, in session: any SQLSession) throws {
    guard !entry.identity.campaign.isEmpty else { return }
    let former = entry.identity.withoutCampaign
    let replaced = try session.rows(
      """
      UPDATE submission SET counted = 0
      WHERE \(ReturnIdentity.condition) AND sha256 = ? AND counted = 1 RETURNING id
      """,
      former.arguments + [.text(entry.sha256)]
    )
    if !replaced.isEmpty { try recount(former, in: session) }
  }

  /// Finds for a return anew which of its workbooks' records count: of those with one key the one in
  /// the workbook that came last.
  func recount(_ identity: ReturnIdentity, in session: any SQLSession) throws {
    guard identity.isKnown else { return }
    let counted = try session.rows(
      "SELECT id FROM submission WHERE \(ReturnIdentity.condition) AND counted = 1 ORDER BY id",
      identity.arguments
    ).map { $0.integer(0) }
    for (place, id) in counted.enumerated() {
      try session.run(
        "UPDATE record SET replaced = 0 WHERE submission = ? AND replaced = 1",
        .integer(id)
      )
      let later = counted[(place + 1)...].map(String.init).joined(separator: ", ")
      guard !later.isEmpty else { continue }
      try session.run(
        """
        UPDATE record SET replaced = 1 WHERE submission = ? AND key IN (
          SELECT key FROM record WHERE submission IN (\(later)) AND key IS NOT NULL)
        """,
        .integer(id)
      )
    }
  }

  private func insert(
    _ entry: ReceivedEntry,
    reading: Int64,
    after predecessor: Int64?,
    awaiting run: Int64?,
    at time: String,
    in session: any SQLSession
  ) throws -> Int64 {
    let identity = entry.identity
    let id = try session.rows(
      """
      INSERT INTO submission (sha256, reading, file, received_at, campaign, form, revision, unit,
        period, batch, verdict, own_verdict, counted, predecessor, records, findings, awaits)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
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
      .text(entry.batch),
      .text(entry.verdict.rawValue),
      .text(entry.ownVerdict.rawValue),
      .integer(entry.isAccepted ? 1 : 0),
      .optional(predecessor),
      .integer(Int64(entry.contents.count)),
      .text(entry.findings),
      .optional(entry.isAccepted ? run : nil)
    ).first?.integer(0)
    guard let id else { throw LedgerError.refused(state: "id") }
    for (key, reason) in entry.answers {
      try session.run(
        """
        INSERT INTO answer_across (submission, finding, reason) VALUES (?, ?, ?)
        ON CONFLICT (submission, finding) DO NOTHING
        """,
        .integer(id),
        .text(AcrossAnswers.digest(key)),
        .text(reason)
      )
    }
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
