extension Ledger {
  /// The codes of all units that something was noted of, whether in the list of units or not, in
  /// their order.
  ///
  /// A name under which something was filed before the list told the code is none any more.
  ///
  /// - Throws: ``LedgerError``.
  public func unitCodes() throws -> [String] {
    try database.read { session in
      try session.rows(
        """
        SELECT code FROM unit UNION SELECT unit FROM submission UNION SELECT unit FROM nil_return
        UNION SELECT unit FROM audit WHERE unit NOT IN (SELECT name FROM unit) ORDER BY 1
        """
      ).map { $0.text(0) }.filter { !$0.isEmpty }
    }
  }

  /// The periods of what was filed of a form and of what units said they have nothing for, in their
  /// order; an empty one for returns without a period.
  ///
  /// - Parameter form: the form's identifier.
  /// - Returns: the periods.
  /// - Throws: ``LedgerError``.
  public func periods(ofForm form: String) throws -> [String] {
    try database.read { session in
      try session.rows(
        """
        SELECT period FROM submission WHERE form = ?
        UNION SELECT period FROM nil_return WHERE form = ? ORDER BY 1
        """,
        .text(form),
        .text(form)
      ).map { $0.text(0) }
    }
  }
}
