public import FormDefinitions
public import FormIntake
public import Spreadsheet
import Findings

extension Ledger {
  /// Judges the returns of a run beside all others, after they were filed.
  ///
  /// A return that is at odds with others goes back as one with faults of its own does, and does not
  /// count; what it had replaced counts again. What its unit owes besides sends nothing back. A return
  /// that is sent in again is judged again: the others may have been corrected. So is another workbook
  /// of a return that went back because the return lacked what one of this run brings, and so is what
  /// had come for the next period already: the verdict does not hang on which came first.
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
  ///   - time: the time of the audit trail.
  ///   - owed: called with what a unit only owes, which may be much.
  ///   - completed: called with each workbook of another run that had gone back and counts now.
  ///   - overtaken: called with each return of another run that had counted and goes back now.
  /// - Returns: what was found, file by file.
  /// - Throws: ``LedgerError``.
  public func judge(
    _ receipts: [Receipt?],
    _ submissions: [Submission],
    by rules: [AcrossRule],
    _ catalogue: FormCatalogue,
    on day: CalendarDate,
    at time: String,
    owed: (AcrossFinding) -> Void = { _ in },
    completed: (FiledSubmission) -> Void = { _ in },
    overtaken: (FiledSubmission) -> Void = { _ in }
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
    // A rule about what stays looks at all workbooks of the period at once.
    let inForce = rules.filter { $0.stage != .draft }
    let (reinstated, others, later) = try reinstate(
      accepted.map(\.1),
      withOthersOf: Set(inForce.filter { $0.kind == .stays }.map(\.form)),
      withLaterOf: Set(inForce.filter { $0.kind == .stays || $0.kind == .follows }.map(\.form)),
      catalogue
    )
    places = places.filter { reinstated.contains($0.key) }
    let all = reinstated.union(others.keys).union(later.keys)
    try judge(all, with: others, by: rules, catalogue, on: day, at: time) { finding in
      guard !finding.isOwed else {
        let id = finding.submission.id
        if others[id] == nil, later[id] == nil { owed(finding) }
        return finding
      }
      guard let index = places[finding.submission.id] else { return finding }
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
    let settled = try database.read { session in
      try (Array(others.keys) + Array(later.keys)).sorted().map { try submission($0, in: session) }
    }
    for other in settled {
      let hadCounted = later[other.id] ?? false
      if other.isCounted, !hadCounted { completed(other) }
      if hadCounted, other.verdict == .returned { overtaken(other) }
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
    // Who may only read finds them as they are.
    guard !isReadOnly else { return [] }
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

  // `others` are workbooks of other runs, each with the return of this run without which it stays
  // where it is.
  private func judge(
    _ ids: Set<Int64>,
    with others: [Int64: Int64] = [:],
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
        let other = others[submission.id]
        try settle(
          submission.id,
          max(own.severity, other.flatMap { findings[$0]?.severity } ?? .note),
          confirmed: own.confirmed,
          isKnown: other != nil,
          at: time,
          in: session
        )
      }
    }
  }

  /// Makes returns count again that would by themselves, so that they can be judged anew.
  ///
  /// - Parameters:
  ///   - filed: the returns of the run.
  ///   - forms: the forms of which the other workbooks of a return count again too.
  ///   - following: the forms of which the returns of the next period do.
  ///   - catalogue: the forms.
  /// - Returns: the returns that are to be judged: not those that have faults of their own, nor those
  ///   that a later version has replaced; the other workbooks, each with the return of the run; and the
  ///   returns of the next period, with whether they counted.
  /// - Throws: ``LedgerError``.
  private func reinstate(
    _ filed: [FiledSubmission],
    withOthersOf forms: Set<String>,
    withLaterOf following: Set<String>,
    _ catalogue: FormCatalogue
  ) throws -> (Set<Int64>, others: [Int64: Int64], later: [Int64: Bool]) {
    try database.hold(run)
    return try database.write { session in
      let next = try filed.filter { following.contains($0.identity.form) }.flatMap { own in
        try returns(after: own, catalogue, in: session).map { (own: own.id, later: $0) }
      }
      // As when they were filed: a version of the same return may come at this moment.
      try session.lock(filed.map(\.identity) + next.map(\.later.identity))
      var reinstated: Set<Int64> = []
      var others: [Int64: Int64] = [:]
      var later: [Int64: Bool] = [:]
      func add(_ id: Int64) throws -> Bool {
        guard try reinstate(id, in: session) else { return false }
        try session.run(
          "UPDATE submission SET awaits = ? WHERE id = ?",
          .integer(run),
          .integer(id)
        )
        return true
      }
      for id in Set(filed.map(\.id)).sorted() where try add(id) { reinstated.insert(id) }
      for own in filed where reinstated.contains(own.id) && forms.contains(own.identity.form) {
        for other in try returned(beside: own, in: session)
        where !reinstated.contains(other) && others[other] == nil {
          if try add(other) { others[other] = own.id }
        }
      }
      for (own, filed) in next
      where reinstated.contains(own) && !reinstated.contains(filed.id)
        && others[filed.id] == nil && later[filed.id] == nil
      {
        // It may have been replaced since it was looked for.
        let counted = try submission(filed.id, in: session).isCounted
        if try add(filed.id) { later[filed.id] = counted }
      }
      return (reinstated, others, later)
    }
  }

  /// The returns of the first period after that of a return which have no faults of their own.
  private func returns(
    after filed: FiledSubmission,
    _ catalogue: FormCatalogue,
    in session: any SQLSession
  ) throws -> [FiledSubmission] {
    guard filed.identity.isKnown else { return [] }
    let isOfHouseholds = catalogue.forms[filed.identity.form]?.isOfHouseholds ?? false
    let later = try session.rows(
      """
      SELECT \(FiledSubmission.columns) FROM submission
      WHERE form = ? AND unit = ? AND \(Self.isAcceptedByItself) ORDER BY id
      """,
      .text(filed.identity.form),
      .text(filed.identity.unit)
    ).map { FiledSubmission($0) }.filter {
      $0.effectivePeriod > filed.effectivePeriod
        && (isOfHouseholds || $0.identity.campaign == filed.identity.campaign)
    }
    let period = later.map(\.effectivePeriod).min()
    return later.filter { $0.effectivePeriod == period }
  }

  /// The other workbooks of a return and its period that went back for what the others say alone, and
  /// have something that the return has not.
  private func returned(
    beside filed: FiledSubmission,
    in session: any SQLSession
  ) throws -> [Int64] {
    guard filed.identity.isKnown else { return [] }
    return try session.rows(
      """
      SELECT \(FiledSubmission.columns) FROM submission
      WHERE \(ReturnIdentity.condition) AND batch <> ? AND verdict = 'returned'
        AND \(Self.isAcceptedByItself) AND EXISTS (
          SELECT 1 FROM record r WHERE r.submission = submission.id AND r.key NOT IN (
            SELECT o.key FROM record o WHERE o.submission = ? AND o.key IS NOT NULL))
      ORDER BY id
      """,
      filed.identity.arguments + [.text(filed.batch), .integer(filed.id)]
    ).map { FiledSubmission($0) }.filter { $0.effectivePeriod == filed.effectivePeriod }.map(\.id)
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

  /// Gives a return the verdict that it has beside the others; `isKnown` where it is in the trail
  /// already that it goes back.
  private func settle(
    _ id: Int64,
    _ severity: Severity,
    confirmed: Int,
    isKnown: Bool,
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
    if !isKnown { try note(.contradiction, "submission \(id)") }
  }

  private static let isAcceptedByItself =
    "COALESCE(own_verdict, verdict) IN ('accepted', 'accepted-with-warnings')"

  private static func isAccepted(_ verdict: String) -> Bool {
    verdict == Verdict.accepted.rawValue || verdict == Verdict.acceptedWithWarnings.rawValue
  }
}
