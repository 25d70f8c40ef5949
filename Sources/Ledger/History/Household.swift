import FormIntake

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
  /// Where the version went back: whether a later version of its workbook came.
  public var isFollowed = false
  /// How many findings have to be corrected or confirmed before the version can count.
  public var faults = FaultCount()

  /// Findings that send a version back, as it was filed.
  public struct FaultCount: Hashable, Sendable {
    /// Those about the household.
    public var own = 0
    /// Those about anything in the version, though not what other returns say of it.
    public var all = 0
  }

  /// Whether the record is the one that counts.
  public var isCounted: Bool { submission.isCounted && !isReplaced }

  /// Whether the version went back, and nothing came for it since.
  public var isWaiting: Bool { submission.verdict == .returned && !isFollowed }
}

/// A return that went back, with records of households that nobody can find by their numbers.
public struct NamelessHouseholds: Hashable, Sendable {
  /// The version that waits for its correction.
  public var submission: FiledSubmission
  /// How many of its records have no identity number that could be read.
  public var records: Int
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
  /// (一户一档): also those of versions that went back or were replaced.
  ///
  /// - Parameters:
  ///   - id: an identity number (18, 20 or 22 characters), or the key of a record.
  ///   - time: when it was asked for; the trail says that a file was looked at, not whose.
  /// - Returns: the records, the oldest first.
  /// - Throws: ``LedgerError``.
  public func household(_ id: String, at time: String) throws -> [HouseholdEntry] {
    try readNoting { session in
      let rows = try session.rows(
        """
        SELECT submission, ordinal, key, content, cells, replaced FROM record
        WHERE id IN (SELECT record FROM person WHERE citizen = ?) OR key = ?
        ORDER BY submission, ordinal
        """,
        .text(String(id.prefix(18))),
        .text(id)
      )
      return try rows.map { row in
        var entry = HouseholdEntry(
          submission: try submission(row.integer(0), in: session),
          ordinal: Int(row.integer(1)) + 1,
          record: try StoredRecord(
            key: row.optionalText(2),
            content: row.text(3),
            cells: row.text(4)
          ),
          isReplaced: row.integer(5) == 1
        )
        guard entry.submission.verdict == .returned else { return entry }
        entry.isFollowed = try isFollowed(entry.submission, in: session)
        let faults = try faultRecords(of: entry.submission.id, in: session)
        entry.faults.all = faults.count
        entry.faults.own = faults.count { $0 == entry.ordinal - 1 }
        return entry
      }
    } note: { entries, session in
      try note(.household, "records \(entries.count)", at: time, in: session)
    }
  }

  /// The returns that wait for their correction and have records without a number by which a household
  /// could be found: whoever finds no return of a household has to look into these.
  ///
  /// - Parameters:
  ///   - forms: the forms whose records are households.
  ///   - units: only returns of these units; `nil` for all.
  /// - Returns: the returns, the oldest first.
  /// - Throws: ``LedgerError``.
  public func namelessHouseholds(
    in forms: Set<String>,
    units: Set<String>? = nil
  ) throws -> [NamelessHouseholds] {
    let waiting = try waiting(forms: forms).filter { units?.contains($0.identity.unit) ?? true }
    return try database.read { session in
      try waiting.compactMap { filed in
        let count = try session.rows(
          "SELECT COUNT(*) FROM record WHERE submission = ? AND key IS NULL",
          .integer(filed.id)
        ).first?.integer(0)
        return count.flatMap { count in
          count > 0 ? NamelessHouseholds(submission: filed, records: Int(count)) : nil
        }
      }
    }
  }

  /// Whether a later version of the same workbook came.
  private func isFollowed(_ filed: FiledSubmission, in session: any SQLSession) throws -> Bool {
    guard filed.identity.isKnown else { return false }
    return try !session.rows(
      "SELECT 1 FROM submission WHERE \(ReturnIdentity.condition) AND batch = ? AND id > ? LIMIT 1",
      filed.identity.arguments + [.text(filed.batch), .integer(filed.id)]
    ).isEmpty
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
