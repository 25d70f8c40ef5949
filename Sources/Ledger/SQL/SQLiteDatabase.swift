import Foundation
import GRDB

/// A ledger in an SQLite file.
struct SQLiteDatabase: SQLDatabase {
  let dialect = SQLDialect.sqlite
  private let queue: DatabaseQueue
  private let patience: Int
  private let runs: RunFile
  /// How the file may be read where it may not be written to.
  private let reading: ReadOnlyFile?

  var isReadOnly: Bool { reading != nil }

  /// Opens a file, or makes it, readable by its owner alone.
  ///
  /// A file that may only be read, or lies in a folder that may not be changed, is opened all the same
  /// unless it would be made if there were none.
  ///
  /// - Parameters:
  ///   - url: the file.
  ///   - creating: whether the file is made when there is none.
  ///   - patience: how long to wait for another program that writes, in seconds.
  /// - Throws: ``LedgerError``.
  init(_ url: URL, creating: Bool, patience: Int = 30) throws {
    let path = url.path
    if !FileManager.default.fileExists(atPath: path) {
      guard creating else { throw LedgerError.notFound }
      // Made here, so that no moment passes in which others may read it. SQLite gives the files
      // beside it (-wal, -shm) the same permissions.
      let made = unsafe open(path, O_CREAT | O_EXCL | O_RDWR, 0o600)
      guard made >= 0 || errno == EEXIST else { throw LedgerError.cannotOpen }
      if made >= 0 { close(made) }
    }
    self.patience = patience
    runs = RunFile(ledger: path)
    let reading = creating ? nil : try ReadOnlyFile(path)
    self.reading = reading
    var configuration = Configuration()
    configuration.busyMode = .timeout(TimeInterval(patience))
    configuration.foreignKeysEnabled = true
    if let reading {
      configuration.readonly = true
      let place = reading.address
      queue = try Self.watching(reading) {
        try Self.translating(patience) {
          try DatabaseQueue(path: place, configuration: configuration)
        }
      }
      return
    }
    configuration.prepareDatabase { database in
      // Readers go on while one program writes.
      try database.execute(sql: "PRAGMA journal_mode = WAL")
      // What was accepted is on the disk before it is said to be.
      try database.execute(sql: "PRAGMA synchronous = FULL")
    }
    queue = try Self.translating(patience) {
      try DatabaseQueue(path: path, configuration: configuration)
    }
  }

  func write<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
    if isReadOnly { throw LedgerError.readOnly(.write) }
    return try Self.translating(patience) {
      try queue.writeWithoutTransaction { database in
        var value: Value?
        try database.inTransaction(.immediate) {
          value = try body(SQLiteSession(database: database))
          return .commit
        }
        guard let value else { throw LedgerError.refused(state: "rollback") }
        return value
      }
    }
  }

  func read<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
    try Self.watching(reading) {
      try Self.translating(patience) {
        try queue.read { database in try body(SQLiteSession(database: database)) }
      }
    }
  }

  /// Reads a file that nobody was writing to; where somebody did, what was read may look damaged.
  private static func watching<Value>(
    _ file: ReadOnlyFile?,
    _ body: () throws -> Value
  ) throws -> Value {
    let result = Result { try body() }
    try file?.checkUnchanged()
    return try result.get()
  }

  func hold(_ run: Int64) throws {
    if isReadOnly { throw LedgerError.readOnly(.write) }
    try runs.hold(run)
  }

  func isHeld(_ run: Int64, in _: any SQLSession) throws -> Bool { try runs.isHeld(run) }

  /// How SQLite says that the disk took no more, beside `SQLITE_FULL`: that a file could not be
  /// written to, made longer, or flushed.
  private static let noRoom: [ResultCode] = [
    .SQLITE_IOERR_WRITE, .SQLITE_IOERR_SHMSIZE, .SQLITE_IOERR_TRUNCATE, .SQLITE_IOERR_FSYNC,
    .SQLITE_IOERR_DIR_FSYNC,
  ]

  /// Gives errors of SQLite as the ledger's own, which hold no values.
  private static func translating<Value>(
    _ patience: Int,
    _ body: () throws -> Value
  ) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED: throw LedgerError.busy(seconds: patience)
      case .SQLITE_FULL: throw LedgerError.full
      case .SQLITE_IOERR where noRoom.contains(error.extendedResultCode):
        throw LedgerError.full
      case .SQLITE_NOTADB, .SQLITE_CORRUPT: throw LedgerError.damaged
      case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH:
        throw LedgerError.cannotOpen
      default: throw LedgerError.refused(state: "SQLite \(error.extendedResultCode.rawValue)")
      }
    }
  }
}

private struct SQLiteSession: SQLSession {
  let database: Database

  var dialect: SQLDialect { .sqlite }

  func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
    let statement = try database.cachedStatement(sql: sql)
    let values = arguments.map { argument -> (any DatabaseValueConvertible)? in
      switch argument {
      case .null: nil
      case .integer(let number): number
      case .text(let text): text
      }
    }
    return try Row.fetchAll(statement, arguments: StatementArguments(values)).map { row in
      SQLRow(
        values: row.databaseValues.map { value in
          switch value.storage {
          case .null: .null
          case .int64(let number): .integer(number)
          case .double(let number): .text("\(number)")
          case .string(let text): .text(text)
          case .blob: .null
          }
        }
      )
    }
  }
}
