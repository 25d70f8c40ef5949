import FormDefinitions
import Foundation

/// Reads from a ledger what rules across forms ask for, and no more: some fields of some records, by
/// index, a page at a time.
struct AcrossReader {
  let session: any SQLSession
  let judgement: AcrossJudgement
  /// The fields and tables that rules ask for, by form.
  let fields: [String: [String]]
  /// The number of records that are read, or looked up, at once.
  static let page = 500

  init(_ session: any SQLSession, _ judgement: AcrossJudgement, rules: [AcrossRule]) {
    self.session = session
    self.judgement = judgement
    var wanted: [String: Set<String>] = [:]
    for rule in rules where rule.kind != .unique {
      let (own, others) = rule.names
      for (form, names) in [(rule.form, own), (rule.other, others)] {
        wanted[form, default: []].formUnion(names)
        // An expression may count the rows of a table without naming a column.
        let tables = judgement.catalogue.forms[form]?.tables.map(\.id) ?? []
        wanted[form]?.formUnion(
          tables.filter { table in
            rule.table == table || rule.expressions.contains { $0.source.contains(table) }
          }
        )
      }
    }
    fields = wanted.reduce(into: [:]) { fields, entry in
      let form = judgement.catalogue.forms[entry.key]
      let known = (form?.fields.map(\.id) ?? []) + (form?.tables.map(\.id) ?? [])
      fields[entry.key] = known.filter(entry.value.contains)
    }
  }

  // MARK: Returns

  /// The versions of a form that count, the oldest first.
  func submissions(form: String, unit: String? = nil) throws -> [FiledSubmission] {
    try session.rows(
      """
      SELECT \(FiledSubmission.columns) FROM submission
      WHERE form = ? AND counted = 1\(unit == nil ? "" : " AND unit = ?") ORDER BY id
      """,
      [.text(form)] + (unit.map { [.text($0)] } ?? [])
    ).map { FiledSubmission($0) }
  }

  /// The versions of a form among some that count, the oldest first.
  func submissions(form: String, among ids: Set<Int64>) throws -> [FiledSubmission] {
    let ids = ids.sorted()
    return try stride(from: 0, to: ids.count, by: Self.page).flatMap { start in
      let some = ids[start..<min(start + Self.page, ids.count)].map(String.init)
      return try session.rows(
        """
        SELECT \(FiledSubmission.columns) FROM submission
        WHERE id IN (\(some.joined(separator: ", "))) AND form = ? AND counted = 1 ORDER BY id
        """,
        .text(form)
      ).map { FiledSubmission($0) }
    }
  }

  /// The returns of a unit's form in the same period as a return, and in the last one before it.
  ///
  /// A form without periods has those of the months in which returns came; of several versions in a
  /// month the last one that was accepted stands. The file itself, read once more by newer rules, is
  /// no last period of its own. Another round is another matter, with problems and tasks that have
  /// numbers of their own; a household is the same one in every round.
  func periods(
    of submission: FiledSubmission
  ) throws -> (own: [FiledSubmission], last: [FiledSubmission]) {
    let identity = submission.identity
    guard !identity.unit.isEmpty else { return ([submission], []) }
    let accepted = try session.rows(
      """
      SELECT \(FiledSubmission.columns) FROM submission
      WHERE form = ? AND unit = ? AND verdict IN ('accepted', 'accepted-with-warnings') ORDER BY id
      """,
      .text(identity.form),
      .text(identity.unit)
    ).map { FiledSubmission($0) }
    let ofRound = accepted.filter { $0.identity.campaign == identity.campaign }
    let isOfHouseholds = judgement.catalogue.forms[identity.form]?.isOfHouseholds ?? false
    let own = submission.effectivePeriod
    let others = (isOfHouseholds ? accepted : ofRound).filter { $0.sha256 != submission.sha256 }
    let earlier = others.map(\.effectivePeriod).filter { $0 < own }.max()
    func standing(_ period: String?, of versions: [FiledSubmission]) -> [FiledSubmission] {
      var newest: [ReturnedWorkbook: FiledSubmission] = [:]
      for version in versions where version.effectivePeriod == period {
        newest[ReturnedWorkbook(identity: version.identity, batch: version.batch)] = version
      }
      return newest.values.sorted { $0.id < $1.id }
    }
    return (standing(own, of: ofRound), standing(earlier, of: others))
  }

  // MARK: Records

  /// Goes over the records of a return, some at a time.
  ///
  /// - Parameters:
  ///   - submission: the version.
  ///   - withReplaced: whether those are wanted that a later workbook of the return has too.
  ///   - body: called with some records.
  /// - Throws: ``LedgerError``, or what the body throws.
  func pages(
    of submission: FiledSubmission,
    withReplaced: Bool = false,
    _ body: ([AcrossItem]) throws -> Void
  ) throws {
    guard let form = judgement.catalogue.forms[submission.identity.form] else { return }
    let parameters = judgement.parameters(of: submission)
    var next = 0
    while true {
      let rows = try session.rows(
        """
        SELECT r.ordinal, r.key, r.cells, \(projection(form)) FROM record r
        WHERE r.submission = ? AND r.ordinal >= ? AND r.ordinal < ?
          \(withReplaced ? "" : "AND r.replaced = 0") ORDER BY r.ordinal
        """,
        .integer(submission.id),
        .integer(Int64(next)),
        .integer(Int64(next + Self.page))
      )
      if !rows.isEmpty {
        try body(
          try rows.compactMap { try item($0, valuesAt: 3, of: submission, form, parameters) }
        )
      }
      next += Self.page
      if next >= submission.records { return }
    }
  }

  /// All records of some returns of one form, or the rows of their table, by what they are known by;
  /// of several with one key the last.
  func items(
    of submissions: [FiledSubmission],
    rowsOf table: TableDefinition? = nil
  ) throws -> [String: AcrossItem] {
    var items: [String: AcrossItem] = [:]
    for submission in submissions {
      // What a later period replaced stood in its own.
      try pages(of: submission, withReplaced: true) { page in
        for item in table.map({ table in page.flatMap { $0.rows(of: table) } }) ?? page {
          items[item.key] = item
        }
      }
    }
    return items
  }

  /// The records that count of a form about the same things, the oldest first.
  ///
  /// - Parameters:
  ///   - items: the records of another form, a page at most.
  ///   - form: the form to look in.
  /// - Returns: the records by what they are known by.
  /// - Throws: ``LedgerError``.
  func counterparts(of items: [AcrossItem], in form: FormDefinition) throws -> [String:
    [AcrossItem]]
  {
    guard let first = items.first else { return [:] }
    let keys = Self.padded(items.map(\.key))
    let marks = Array(repeating: "?", count: keys.count).joined(separator: ", ")
    let columns = "r.ordinal, r.key, r.cells, \(Self.submissionColumns), \(projection(form))"
    let rows: [SQLRow]
    if form.isOfHouseholds, let key = form.key {
      rows = try session.rows(
        """
        SELECT \(columns) FROM \(Self.peopleFirst)
        WHERE p.citizen IN (\(marks)) AND p.field = ? AND s.form = ? AND s.counted = 1
          AND r.replaced = 0 AND r.id = p.record AND s.id = r.submission
        ORDER BY s.id, r.ordinal
        """,
        keys.map { .text($0) } + [.text(key), .text(form.id)]
      )
    } else {
      rows = try session.rows(
        """
        SELECT \(columns) FROM record r JOIN submission s ON s.id = r.submission
        WHERE r.key IN (\(marks)) AND s.form = ? AND s.unit = ? AND s.counted = 1
          AND r.replaced = 0
        ORDER BY s.id, r.ordinal
        """,
        keys.map { .text($0) } + [.text(form.id), .text(first.submission.identity.unit)]
      )
    }
    var found: [String: [AcrossItem]] = [:]
    var parameters: [Int64: [String: Decimal]] = [:]
    for row in rows {
      let submission = FiledSubmission(SQLRow(values: Array(row.values[3...])))
      let own = parameters[submission.id] ?? judgement.parameters(of: submission)
      parameters[submission.id] = own
      let place = 3 + FiledSubmission.columnCount
      if let item = try item(row, valuesAt: place, of: submission, form, own) {
        found[item.key, default: []].append(item)
      }
    }
    return found
  }

  /// The number of things of a form that the unit of a return sent in the same round, and period where
  /// both have one, and that fit a condition; `nil` where the unit returned none of the form at all.
  ///
  /// For a return of no round those of no round alone count where others are of several.
  func count(_ rule: AcrossRule, for submission: FiledSubmission) throws -> Int? {
    let identity = submission.identity
    var returns = try submissions(form: rule.other, unit: identity.unit).filter { other in
      submission.isOfSameRound(as: other)
        && (judgement.catalogue.hasPeriods(rule.form) && judgement.catalogue.hasPeriods(rule.other)
          ? other.identity.period == identity.period : true)
    }
    if Set(returns.map(\.identity.campaign)).subtracting([""]).count > 1 {
      returns.removeAll { !$0.identity.campaign.isEmpty }
    }
    guard !returns.isEmpty else { return nil }
    var keys: Set<String> = []
    var unnamed = 0
    for submission in returns {
      try pages(of: submission) { items in
        for item in items where judgement.applies(rule, item) {
          if item.key.isEmpty { unnamed += 1 } else { keys.insert(item.key) }
        }
      }
    }
    return keys.count + unnamed
  }

  // MARK: Parts

  /// The tables of a query about some people, each person's places first.
  ///
  /// SQLite keeps the order of tables that are joined so; it would rather go over all records of a
  /// form, and over all of the people for each.
  static let peopleFirst = "person p CROSS JOIN record r CROSS JOIN submission s"

  /// The columns of a version in a query that calls its table `s`.
  static let submissionColumns = FiledSubmission.columns.split(separator: ",").map {
    "s.\($0.trimmingCharacters(in: .whitespacesAndNewlines))"
  }.joined(separator: ", ")

  /// The keys, filled up to a page where they nearly are one, so that few statements are prepared.
  static func padded(_ keys: [String]) -> [String] {
    let own = Set(keys).sorted()
    guard let last = own.last, own.count > 1 else { return own }
    var size = 2
    while size < own.count { size *= 2 }
    return own + Array(repeating: last, count: size - own.count)
  }
}

extension FormCatalogue {
  /// Whether the returns of a form have periods of their own.
  fileprivate func hasPeriods(_ form: String) -> Bool {
    forms[form].map { $0.period != .none } ?? false
  }
}
