public import FormDefinitions

/// The SQL view of a form: a row a record that counts, with a typed column a field.
enum FormView {
  /// The view's name, such as `form_risk_clearance`.
  static func name(_ form: FormDefinition) -> String {
    "form_\(form.id.replacing("-", with: "_"))"
  }

  /// The statement that makes the view.
  ///
  /// Identifiers of forms and fields are words of ASCII letters, digits and `_`, so that they need no
  /// quotes; keywords of SQL among them get some.
  static func definition(of form: FormDefinition, _ dialect: SQLDialect) -> String {
    let leading = [
      "s.id AS ledger_submission", "r.ordinal + 1 AS ledger_ordinal", "s.unit AS ledger_unit",
      "s.period AS ledger_period", "s.campaign AS ledger_campaign",
      "s.received_at AS ledger_received_at", "r.key AS ledger_key",
    ]
    let own = form.fields.filter { $0.type != .signature }.map { field in
      "\(column(field, dialect)) AS \"\(field.id)\""
    }
    let tables = form.tables.map { table in
      dialect == .sqlite
        ? "json_extract(r.content, '$.\(table.id)') AS \"\(table.id)\""
        : "r.content -> '\(table.id)' AS \"\(table.id)\""
    }
    return """
      \(beginning(of: name(form)))
      SELECT \((leading + own + tables).joined(separator: ",\n  "))
      FROM record r JOIN submission s ON s.id = r.submission
      WHERE s.counted = 1 AND r.replaced = 0 AND s.form = '\(form.id)'
      """
  }

  /// The words with which the statement that makes a view begins.
  static func beginning(of view: String, replacing: Bool = false) -> String {
    "CREATE\(replacing ? " OR REPLACE" : "") VIEW \(view) AS"
  }

  private static func column(_ field: FieldDefinition, _ dialect: SQLDialect) -> String {
    switch dialect {
    case .sqlite: return "json_extract(r.content, '$.\(field.id)')"
    case .postgreSQL:
      let text = "r.content ->> '\(field.id)'"
      return switch field.type {
      case .integer, .year: "(\(text))::bigint"
      case .decimal, .money, .percent: "(\(text))::numeric"
      case .date: "(\(text))::date"
      case .yesNo: "(\(text))::boolean"
      case .choices: "r.content -> '\(field.id)'"
      default: text
      }
    }
  }
}

extension Ledger {
  /// Makes a view of each form, for other programs that ask in SQL; one whose form, or the tables
  /// below it, have changed is made anew.
  ///
  /// Who may read a view may read it afterwards too.
  ///
  /// - Throws: ``LedgerError``.
  public func defineViews(_ forms: some Sequence<FormDefinition>) throws {
    let forms = forms.sorted { $0.id < $1.id }
    let known = try database.read { session in
      try session.rows("SELECT form, definition FROM form_view").map { ($0.text(0), $0.text(1)) }
    }
    let current = Dictionary(known, uniquingKeysWith: { first, _ in first })
    let changed = forms.filter {
      current[$0.id] != FormView.definition(of: $0, database.dialect)
    }
    guard !changed.isEmpty else { return }
    try database.write { session in
      try session.lock("tianbao schema")
      for form in changed {
        let definition = FormView.definition(of: form, session.dialect)
        try session.define(view: FormView.name(form), by: definition)
        try session.run(
          """
          INSERT INTO form_view (form, definition) VALUES (?, ?)
          ON CONFLICT (form) DO UPDATE SET definition = excluded.definition
          """,
          .text(form.id),
          .text(definition)
        )
      }
    }
  }
}

extension SQLSession {
  /// Makes a view, or makes it anew.
  fileprivate func define(view: String, by statement: String) throws {
    switch dialect {
    case .sqlite:
      try run("DROP VIEW IF EXISTS \(view)")
      try run(statement)
    case .postgreSQL:
      try run("SAVEPOINT form_view")
      do {
        // Keeps all that hangs on the view, if only columns are added at its end.
        let beginning = FormView.beginning(of: view)
        try run(
          FormView.beginning(of: view, replacing: true) + statement.dropFirst(beginning.count)
        )
      } catch LedgerError.refused(state: "PostgreSQL 42P16") {
        try run("ROLLBACK TO SAVEPOINT form_view")
        try makeAnew(view: view, by: statement)
      }
      try run("RELEASE SAVEPOINT form_view")
    }
  }

  /// Makes a view of PostgreSQL anew, and gives those who had rights on it, and nobody else, the same
  /// rights again; of columns on those that there still are.
  private func makeAnew(view: String, by statement: String) throws {
    let rights = try rows(
      """
      SELECT a.attname, g.privilege_type, g.is_grantable::int,
        CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END
      FROM (
        SELECT oid, relowner, 0 AS attnum, relacl AS acl FROM pg_class
        UNION ALL SELECT c.oid, c.relowner, t.attnum, t.attacl
        FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid WHERE NOT t.attisdropped
      ) AS v CROSS JOIN LATERAL aclexplode(v.acl) AS g
      LEFT JOIN pg_attribute a ON a.attrelid = v.oid AND a.attnum = v.attnum AND v.attnum > 0
      WHERE v.oid = to_regclass(?) AND g.grantee <> v.relowner
      """,
      .text(view)
    )
    try run("DROP VIEW \(view)")
    try run(statement)
    // What is granted on all new views may have been taken back on this one.
    let others = try rows(
      """
      SELECT DISTINCT
        CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END
      FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) AS g
      WHERE c.oid = to_regclass(?) AND g.grantee <> c.relowner
      """,
      .text(view)
    )
    for other in others { try run("REVOKE ALL ON \(view) FROM \(other.text(0))") }
    let columns = Set(
      try rows(
        "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0",
        .text(view)
      ).map { $0.text(0) }
    )
    for right in rights {
      let column = right.optionalText(0)
      if let column, !columns.contains(column) { continue }
      try run(
        """
        GRANT \(right.text(1))\(column.map { " (\"\($0)\")" } ?? "") ON \(view) \
        TO \(right.text(3))\(right.integer(2) == 1 ? " WITH GRANT OPTION" : "")
        """
      )
    }
  }
}
