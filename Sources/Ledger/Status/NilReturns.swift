extension Ledger {
  /// What units said they have nothing for, of a form, by unit and period.
  ///
  /// - Parameter form: the form's identifier.
  /// - Returns: the words.
  /// - Throws: ``LedgerError``.
  public func nilReturns(ofForm form: String) throws -> [FiledNilReturn] {
    try database.read { try nilReturns(ofForm: form, in: $0) }
  }

  /// Takes units' words back that they have nothing to report.
  ///
  /// - Parameters:
  ///   - form: the form's identifier.
  ///   - time: when it is taken back, for the audit trail.
  ///   - select: whether a word is meant.
  /// - Returns: the words that are there no more.
  /// - Throws: ``LedgerError``.
  public func withdrawNilReturns(
    ofForm form: String,
    at time: String,
    where select: (FiledNilReturn) -> Bool
  ) throws -> [FiledNilReturn] {
    try database.write { session in
      let words = try nilReturns(ofForm: form, in: session).filter(select)
      for word in words {
        try session.run(
          "DELETE FROM nil_return WHERE form = ? AND unit = ? AND period = ? AND campaign = ?",
          .text(form),
          .text(word.unit),
          .text(word.period),
          .text(word.campaign)
        )
        try note(.withdrawal, "\(form) \(word.period)", unit: word.unit, at: time, in: session)
      }
      return words
    }
  }

  func nilReturns(ofForm form: String, in session: any SQLSession) throws -> [FiledNilReturn] {
    try session.rows(
      """
      SELECT unit, period, reason, campaign FROM nil_return WHERE form = ?
      ORDER BY unit, period, campaign
      """,
      .text(form)
    ).map {
      FiledNilReturn(
        unit: $0.text(0),
        period: $0.text(1),
        reason: $0.text(2),
        campaign: $0.text(3)
      )
    }
  }
}
