import Foundation

/// The office's book of what came back: every version of every return, its records, and who owes
/// what.
///
/// A ledger is a file (SQLite) or a database of a PostgreSQL server; both keep the same tables. What
/// was accepted is on the disk when a call returns, whole or not at all. Programs that write at the
/// same time wait for each other.
public struct Ledger: Sendable {
  /// Who uses the ledger, for the audit trail.
  public let actor: String
  let database: any SQLDatabase
  /// Whether it was made by an older program, and has new tables since it was opened: then the forms'
  /// views are those of the old ones until ``defineViews(_:)`` makes them anew.
  public let isUpgraded: Bool
  /// Whether it may only be read: what would change it throws ``LedgerError/readOnly(_:)``, and the audit
  /// trail says nothing of who looks.
  public var isReadOnly: Bool { database.isReadOnly }
  /// The number of this run, by which what it has still to judge is known as its own.
  let run = Int64.random(in: 1...Int64.max)

  /// Opens a ledger.
  ///
  /// - Parameters:
  ///   - location: where it is.
  ///   - creating: whether a file is made when there is none; then it must be writable, else it need
  ///     not be. The tables of a server's database are made in any case.
  ///   - actor: who uses it, for the audit trail.
  /// - Throws: ``LedgerError``.
  public init(_ location: LedgerLocation, creating: Bool, actor: String) throws {
    self.actor = actor
    switch location {
    case .file(let url):
      database = try SQLiteDatabase(url, creating: creating)
    case .server(let address):
      #if PostgreSQL
        database = try PostgreSQLDatabase(address)
      #else
        _ = address
        throw LedgerError.location(.withoutPostgreSQL)
      #endif
    }
    isUpgraded = try Schema.migrate(database)
  }

  /// Reads, and notes it in the audit trail in the same transaction if anything can be noted.
  func readNoting<Value>(
    _ body: (any SQLSession) throws -> Value,
    note: (Value, any SQLSession) throws -> Void
  ) throws -> Value {
    guard !isReadOnly else { return try database.read(body) }
    return try database.write { session in
      let value = try body(session)
      try note(value, session)
      return value
    }
  }

  /// Writes into the audit trail; nothing personal, as it is kept for good.
  func note(
    _ action: TrailAction,
    _ detail: String,
    unit: String? = nil,
    at time: String,
    in session: any SQLSession
  ) throws {
    try session.run(
      "INSERT INTO audit (at, actor, action, detail, unit) VALUES (?, ?, ?, ?, ?)",
      .text(time),
      .text(actor),
      .text(action.rawValue),
      .text(detail),
      .optional(unit.flatMap { $0.isEmpty ? nil : $0 })
    )
  }
}
