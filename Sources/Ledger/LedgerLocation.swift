public import Foundation

/// Where a ledger is: a file, or a database of a PostgreSQL server.
public enum LedgerLocation: Hashable, Sendable {
  /// An SQLite file.
  case file(URL)
  /// A PostgreSQL server, by its connection string (`postgres://user@host/database?sslmode=…`).
  case server(String)

  /// Reads a place as people write it.
  ///
  /// - Parameter text: a path, `sqlite:PATH`, or `postgres://…` (`postgresql://…`).
  /// - Throws: ``LedgerError/location(_:)`` for another scheme.
  public init(_ text: String) throws(LedgerError) {
    if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
      self = .server(text)
    } else if text.hasPrefix("sqlite:") {
      let path = text.dropFirst("sqlite:".count)
      self = .file(URL(filePath: String(path.hasPrefix("///") ? path.dropFirst(2) : path)))
    } else if text.contains("://") || text.isEmpty {
      throw .location(.unknownScheme)
    } else {
      self = .file(URL(filePath: text))
    }
  }
}
