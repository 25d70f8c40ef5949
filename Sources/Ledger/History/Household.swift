/// A record of a household, as one version of a return holds it.
public struct HouseholdEntry: Hashable, Sendable {
  /// The version.
  public var submission: FiledSubmission
  /// The one-based place of the record in it.
  public var ordinal: Int
  /// The record.
  public var record: StoredRecord
  /// Whether a later workbook of the same return has the household too.
  public var isReplaced = false

  /// Whether the record is the one that counts.
  public var isCounted: Bool { submission.isCounted && !isReplaced }
}

/// A field that two forms have in common and in which they say different things of a household.
public struct Contradiction: Hashable, Sendable {
  /// What a form says.
  public struct Statement: Hashable, Sendable {
    /// The version that says it.
    public var submission: FiledSubmission
    /// The value, as a person writes it.
    public var value: String
    /// Where it stands in the village's file, such as `筛查表!C5`.
    public var cell: String?
  }

  /// The field.
  public var field: String
  /// What each form says, the oldest first.
  public var statements: [Statement]
}

extension Ledger {
  /// All records that name a person, or have a key, over all forms and times, the oldest first
  /// (一户一档).
  ///
  /// - Parameters:
  ///   - id: an identity number (18, 20 or 22 characters), or the key of a record.
  ///   - time: when it was asked for; the trail says that a file was looked at, not whose.
  /// - Returns: the records, the oldest first.
  /// - Throws: ``LedgerError``.
  public func household(_ id: String, at time: String) throws -> [HouseholdEntry] {
    try database.write { session in
      let rows = try session.rows(
        """
        SELECT submission, ordinal, key, content, cells, replaced FROM record
        WHERE id IN (SELECT record FROM person WHERE citizen = ?) OR key = ?
        ORDER BY submission, ordinal
        """,
        .text(String(id.prefix(18))),
        .text(id)
      )
      let entries = try rows.map { row in
        HouseholdEntry(
          submission: try submission(row.integer(0), in: session),
          ordinal: Int(row.integer(1)) + 1,
          record: try StoredRecord(
            key: row.optionalText(2),
            content: row.text(3),
            cells: row.text(4)
          ),
          isReplaced: row.integer(5) == 1
        )
      }
      try note(.household, "records \(entries.count)", at: time, in: session)
      return entries
    }
  }
}

extension Contradiction {
  /// The contradictions among a household's records: fields of one name in which the newest records
  /// that count differ from form to form.
  ///
  /// - Parameters:
  ///   - entries: the household's records.
  ///   - fields: the fields to compare, those that two forms mean alike.
  /// - Returns: the contradictions, by field.
  public static func found(
    in entries: [HouseholdEntry],
    comparing fields: Set<String>
  ) -> [Contradiction] {
    var newest: [String: HouseholdEntry] = [:]
    for entry in entries where entry.isCounted {
      newest[entry.submission.identity.form] = entry
    }
    let forms = newest.values.sorted { $0.submission.id < $1.submission.id }
    return fields.sorted().compactMap { field in
      let statements = forms.compactMap { entry -> Statement? in
        guard let value = entry.record.values[field], value != .null else { return nil }
        return Statement(
          submission: entry.submission,
          value: value.text,
          cell: entry.record.cells[field]
        )
      }
      guard Set(statements.map(\.value)).count > 1 else { return nil }
      return Contradiction(field: field, statements: statements)
    }
  }
}
