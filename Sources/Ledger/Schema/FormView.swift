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
      CREATE VIEW \(name(form)) AS
      SELECT \((leading + own + tables).joined(separator: ",\n  "))
      FROM record r JOIN submission s ON s.id = r.submission
      WHERE s.counted = 1 AND r.replaced = 0 AND s.form = '\(form.id)'
      """
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
  /// Makes a view of each form, for other programs that ask in SQL; one whose form has changed is
  /// made anew.
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
        try session.run("DROP VIEW IF EXISTS \(FormView.name(form))")
        try session.run(definition)
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
