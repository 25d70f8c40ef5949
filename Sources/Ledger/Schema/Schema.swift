/// The tables of a ledger, and how older ledgers become newer ones.
enum Schema {
  /// The number of the newest schema.
  static var version: Int { migrations.count }

  /// Brings a database to the newest schema, whichever it has.
  ///
  /// One that may only be read must have it.
  ///
  /// - Returns: whether it was brought from an older schema to this one.
  /// - Throws: ``LedgerError/newer(schema:)`` when a newer program has changed it.
  @discardableResult
  static func migrate(_ database: any SQLDatabase, to version: Int = version) throws -> Bool {
    guard !database.isReadOnly else {
      try check(database)
      return false
    }
    return try database.write { session in
      try session.lock("tianbao schema")
      try session.run(
        "CREATE TABLE IF NOT EXISTS ledger_schema (version \(integer(session)) PRIMARY KEY)"
      )
      let found = try session.rows("SELECT MAX(version) FROM ledger_schema").first?.integer(0) ?? 0
      let current = Int(found)
      guard current <= Self.version else { throw LedgerError.newer(schema: current) }
      for (index, statements) in migrations.enumerated()
      where (current..<max(current, version)).contains(index) {
        for statement in statements {
          switch statement {
          case .sql(let text): try session.run(spelt(text, session.dialect))
          case .step(let step): try step(session)
          }
        }
        try session.run("INSERT INTO ledger_schema VALUES (?)", .integer(Int64(index + 1)))
      }
      return current > 0 && current < version
    }
  }

  private static func check(_ database: any SQLDatabase) throws {
    let found = try database.read { session in
      // What has not even this table is no ledger yet.
      let isThere = try session.rows(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'ledger_schema'"
      )
      guard !isThere.isEmpty else { return 0 }
      return Int(try session.rows("SELECT MAX(version) FROM ledger_schema").first?.integer(0) ?? 0)
    }
    guard found <= Self.version else { throw LedgerError.newer(schema: found) }
    guard found == Self.version else { throw LedgerError.readOnly(.older) }
  }

  private static func integer(_ session: any SQLSession) -> String {
    session.dialect == .sqlite ? "INTEGER" : "BIGINT"
  }

  /// A statement in the words of a database.
  private static func spelt(_ statement: String, _ dialect: SQLDialect) -> String {
    switch dialect {
    case .sqlite:
      statement.replacing("{id}", with: "INTEGER PRIMARY KEY")
        .replacing("{integer}", with: "INTEGER")
        .replacing(#/(\w+) {json}/#) { "\($0.1) TEXT CHECK (json_valid(\($0.1)))" }
    case .postgreSQL:
      statement.replacing("{id}", with: "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY")
        .replacing("{integer}", with: "BIGINT")
        // Not jsonb, which sorts the members.
        .replacing("{json}", with: "JSON")
    }
  }

  /// A part of a step: a statement, or what SQL alone cannot do.
  private enum Statement: ExpressibleByStringLiteral, Sendable {
    case sql(String)
    case step(@Sendable (any SQLSession) throws -> Void)

    init(stringLiteral value: String) { self = .sql(value) }
  }

  /// Marks the records that a later workbook of the same return has too.
  ///
  /// SQLite keeps the order of tables that are joined so: the few records of one key come first. It
  /// would rather go through the whole of the later workbooks for each record.
  static let replacedRecords = """
    UPDATE record SET replaced = 1 WHERE key IS NOT NULL AND EXISTS (
      SELECT 1 FROM record n CROSS JOIN submission l CROSS JOIN submission s
      WHERE n.key = record.key AND n.submission > record.submission
        AND l.id = n.submission AND s.id = record.submission
        AND l.form = s.form AND l.unit = s.unit AND l.period = s.period
        AND l.campaign = s.campaign AND s.unit <> '' AND s.form <> ''
        AND s.counted = 1 AND l.counted = 1)
    """

  /// The statements of each step; a step that was once released is never changed.
  private static let migrations: [[Statement]] = [
    [
      // What was received. A return is told from others by campaign, form, unit, period and batch.
      """
      CREATE TABLE submission (
        id {id},
        sha256 TEXT NOT NULL,
        reading {integer} NOT NULL CHECK (reading > 0),
        file TEXT NOT NULL,
        received_at TEXT NOT NULL,
        campaign TEXT NOT NULL,
        form TEXT NOT NULL,
        revision TEXT NOT NULL,
        unit TEXT NOT NULL,
        period TEXT NOT NULL,
        batch TEXT NOT NULL,
        verdict TEXT NOT NULL
          CHECK (verdict IN ('accepted', 'accepted-with-warnings', 'returned', 'unreadable')),
        counted {integer} NOT NULL CHECK (counted IN (0, 1)),
        predecessor {integer} REFERENCES submission (id),
        records {integer} NOT NULL CHECK (records >= 0),
        findings {json} NOT NULL,
        UNIQUE (campaign, sha256, reading),
        UNIQUE (predecessor),
        CHECK (counted = 0 OR verdict IN ('accepted', 'accepted-with-warnings'))
      )
      """,
      // Of the versions of a return, one counts at most. Without its unit none is known to be a version
      // of another.
      """
      CREATE UNIQUE INDEX submission_counted ON submission (form, unit, period, campaign, batch)
        WHERE counted = 1 AND unit <> ''
      """,
      "CREATE INDEX submission_return ON submission (form, unit, period, campaign, batch)",
      """
      CREATE TABLE record (
        id {id},
        submission {integer} NOT NULL REFERENCES submission (id),
        ordinal {integer} NOT NULL CHECK (ordinal >= 0),
        key TEXT,
        content {json} NOT NULL,
        cells {json} NOT NULL,
        UNIQUE (submission, ordinal)
      )
      """,
      "CREATE INDEX record_key ON record (key)",
      // Whom a record names, by the 18 characters of the identity number.
      """
      CREATE TABLE person (
        citizen TEXT NOT NULL CHECK (length(citizen) = 18),
        record {integer} NOT NULL REFERENCES record (id),
        field TEXT NOT NULL,
        sheet TEXT NOT NULL,
        cell TEXT NOT NULL,
        PRIMARY KEY (citizen, record)
      )
      """,
      "CREATE INDEX person_record ON person (record)",
      // The units that report.
      """
      CREATE TABLE unit (
        code TEXT PRIMARY KEY CHECK (code <> ''),
        name TEXT NOT NULL,
        township TEXT NOT NULL,
        county TEXT NOT NULL
      )
      """,
      // A unit's word that there is nothing to report, with its reason (空表说明).
      """
      CREATE TABLE nil_return (
        form TEXT NOT NULL,
        unit TEXT NOT NULL,
        period TEXT NOT NULL,
        campaign TEXT NOT NULL,
        reason TEXT NOT NULL CHECK (reason <> ''),
        stated_at TEXT NOT NULL,
        PRIMARY KEY (form, unit, period, campaign)
      )
      """,
      // The views of forms, by the statements that made them.
      "CREATE TABLE form_view (form TEXT PRIMARY KEY, definition TEXT NOT NULL)",
      // Who did what. Numbers of submissions and counts only, nothing personal.
      """
      CREATE TABLE audit (
        id {id},
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        detail TEXT NOT NULL
      )
      """,
    ],
    [
      // What the file alone amounts to; `verdict` is what it amounts to beside the other returns.
      "ALTER TABLE submission ADD COLUMN own_verdict TEXT",
      // The units' words that what is unlikely is so, by the finding that they answer.
      """
      CREATE TABLE across_answer (
        submission {integer} NOT NULL REFERENCES submission (id),
        finding TEXT NOT NULL,
        reason TEXT NOT NULL CHECK (reason <> ''),
        PRIMARY KEY (submission, finding)
      )
      """,
      // Of a unit's form in order of time, for what a period has and the next one has not.
      "CREATE INDEX submission_unit ON submission (unit, form, counted)",
    ],
    [
      // Whether a later workbook of the same return has the record's key too, so that its record
      // counts instead.
      "ALTER TABLE record ADD COLUMN replaced {integer} NOT NULL DEFAULT 0",
      // The run that is to judge the return beside the others; null once it is judged.
      "ALTER TABLE submission ADD COLUMN awaits {integer}",
      "CREATE INDEX submission_awaits ON submission (awaits) WHERE awaits IS NOT NULL",
      // Several workbooks of one return were added up before.
      .sql(replacedRecords),
      """
      UPDATE submission SET counted = 0 WHERE counted = 1 AND unit <> '' AND form <> ''
        AND NOT EXISTS (
          SELECT 1 FROM record r WHERE r.submission = submission.id AND r.key IS NOT NULL)
        AND EXISTS (
          SELECT 1 FROM submission l WHERE l.form = submission.form AND l.unit = submission.unit
            AND l.period = submission.period AND l.campaign = submission.campaign
            AND l.id > submission.id AND l.counted = 1)
      """,
      // A finding holds a whole message; an index has no room for it.
      """
      CREATE TABLE answer_across (
        submission {integer} NOT NULL REFERENCES submission (id),
        finding TEXT NOT NULL CHECK (length(finding) = 64),
        reason TEXT NOT NULL CHECK (reason <> ''),
        PRIMARY KEY (submission, finding)
      )
      """,
      .step { session in
        let answers = try session.rows("SELECT submission, finding, reason FROM across_answer")
        for answer in answers {
          try session.run(
            "INSERT INTO answer_across (submission, finding, reason) VALUES (?, ?, ?)",
            .integer(answer.integer(0)),
            .text(SHA256Digest.hexadecimal(of: Array(answer.text(1).utf8))),
            .text(answer.text(2))
          )
        }
      },
      "DROP TABLE across_answer",
      // The trail is asked for by unit; null for what concerns none.
      "ALTER TABLE audit ADD COLUMN unit TEXT",
      "CREATE INDEX audit_unit ON audit (unit)",
    ],
  ]
}
