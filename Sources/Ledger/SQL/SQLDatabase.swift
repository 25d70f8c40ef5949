/// A value of a statement or of a row.
enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case text(String)

  /// Text, or null.
  static func optional(_ text: String?) -> SQLValue { text.map { .text($0) } ?? .null }

  /// A number, or null.
  static func optional(_ number: Int64?) -> SQLValue { number.map { .integer($0) } ?? .null }

  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  var integer: Int64? {
    if case .integer(let number) = self { number } else { nil }
  }
}

/// The values of a row in the statement's order.
struct SQLRow: Hashable, Sendable {
  let values: [SQLValue]

  /// The text of a column; empty where it is null.
  func text(_ column: Int) -> String { values[column].text ?? "" }

  /// The text of a column, or nothing where it is null.
  func optionalText(_ column: Int) -> String? { values[column].text }

  /// The number of a column; 0 where it is null.
  func integer(_ column: Int) -> Int64 { values[column].integer ?? 0 }

  /// The number of a column, or nothing where it is null.
  func optionalInteger(_ column: Int) -> Int64? { values[column].integer }
}

/// The ways in which the two databases differ.
enum SQLDialect: Hashable, Sendable {
  case sqlite
  case postgreSQL
}

/// Statements within a transaction.
///
/// Arguments stand as `?`.
protocol SQLSession {
  var dialect: SQLDialect { get }

  /// Runs a statement and gives its rows.
  func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow]
}

extension SQLSession {
  /// Runs a statement and gives its rows.
  func rows(_ sql: String, _ arguments: SQLValue...) throws -> [SQLRow] {
    try rows(sql, arguments)
  }

  /// Runs a statement.
  func run(_ sql: String, _ arguments: SQLValue...) throws { _ = try rows(sql, arguments) }

  /// Keeps others who name the same thing waiting until the transaction ends.
  ///
  /// An SQLite transaction that writes is alone as it is.
  func lock(_ name: String) throws {
    guard dialect == .postgreSQL else { return }
    try run("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", .text(name))
  }
}

/// A database that keeps a ledger.
///
/// The same statements run on every kind; what differs is few and asks for the dialect.
protocol SQLDatabase: Sendable {
  var dialect: SQLDialect { get }

  /// Whether nothing can be written, as on a medium that may only be read.
  var isReadOnly: Bool { get }

  /// Runs statements as one transaction: all of it is kept, or nothing.
  func write<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value

  /// Runs statements that change nothing, over one state of the data.
  func read<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value

  /// Makes known that a run goes on until the database is closed, however the program ends.
  func hold(_ run: Int64) throws

  /// Whether a run goes on.
  func isHeld(_ run: Int64, in session: any SQLSession) throws -> Bool
}
