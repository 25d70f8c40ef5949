/// A workbook of a return, of which corrections come; all of the return's where its records have no
/// keys that would tell those of several workbooks apart.
struct ReturnedWorkbook: Hashable {
  let identity: ReturnIdentity
  /// The mark of the generated workbook; `nil` for all of them.
  var batch: String?

  /// The condition that selects its versions, with ``arguments``.
  var condition: String {
    batch == nil ? ReturnIdentity.condition : "\(ReturnIdentity.condition) AND batch = ?"
  }

  var arguments: [SQLValue] { identity.arguments + (batch.map { [.text($0)] } ?? []) }
}

extension ReturnIdentity {
  /// What those who write versions of the return wait for: one of 256 names, in which returns have
  /// their places by a digest.
  ///
  /// Whoever judges a county waits for all of its returns at once, and a server has room for some
  /// thousands of locks only, for all its clients. Two returns with one name do wait for each other.
  var lock: String {
    let name = [form, unit, period, campaign].joined(separator: "\u{1F}")
    return "returns \(SHA256Digest.hexadecimal(of: Array(name.utf8)).prefix(2))"
  }
}

extension SQLSession {
  /// Waits for all who write versions of some returns; in an order that all keep to.
  func lock(_ returns: some Sequence<ReturnIdentity>) throws {
    for name in Set(returns.map(\.lock)).sorted() { try lock(name) }
  }
}

extension Ledger {
  /// The workbook of which a version was filed.
  func workbook(of filed: FiledSubmission, in session: any SQLSession) throws -> ReturnedWorkbook {
    let keyed = try session.rows(
      "SELECT 1 FROM record WHERE submission = ? AND key IS NOT NULL LIMIT 1",
      .integer(filed.id)
    )
    return ReturnedWorkbook(identity: filed.identity, batch: keyed.isEmpty ? nil : filed.batch)
  }
}
