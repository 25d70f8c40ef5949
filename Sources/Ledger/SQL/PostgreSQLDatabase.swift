#if PostgreSQL
  import CPostgreSQL
  import Glibc
  import Synchronization

  /// A ledger in a database of a PostgreSQL server, over one connection.
  final class PostgreSQLDatabase: SQLDatabase {
    let dialect = SQLDialect.postgreSQL
    let isReadOnly = false
    /// Used by one thread at a time, the one that has its turn.
    nonisolated(unsafe) private let connection: PostgreSQLConnection
    private let turn = Mutex(())

    /// Connects to a server.
    ///
    /// - Parameter address: the connection string; libpq reads passwords from `~/.pgpass` or
    ///   `PGPASSWORD`, and certificates as `sslmode` says.
    /// - Throws: ``LedgerError``.
    init(_ address: String) throws {
      unsafe connection = try PostgreSQLConnection(address)
    }

    func write<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
      try transaction("BEGIN", body)
    }

    func read<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
      try transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body)
    }

    func hold(_ run: Int64) throws {
      // The server frees it with the connection; a run that has it already counts it twice.
      try write { session in
        try session.run("SELECT pg_advisory_lock(hashtextextended(?, 0))", .text(Self.lock(run)))
      }
    }

    func isHeld(_ run: Int64, in session: any SQLSession) throws -> Bool {
      try session.rows(
        "SELECT pg_try_advisory_xact_lock(hashtextextended(?, 0))::int",
        .text(Self.lock(run))
      ).first?.integer(0) != 1
    }

    private static func lock(_ run: Int64) -> String { "run \(run)" }

    private func transaction<Value>(
      _ beginning: String,
      _ body: (any SQLSession) throws -> Value
    ) throws -> Value {
      try turn.withLock { _ in
        let connection = unsafe connection
        try connection.run(beginning)
        do {
          let value = try body(connection)
          try connection.run("COMMIT")
          return value
        } catch {
          // A lost connection has ended the transaction already.
          try? connection.run("ROLLBACK")
          throw error
        }
      }
    }
  }

  /// A connection of libpq.
  ///
  /// Whoever has it alone may use it.
  @safe private final class PostgreSQLConnection: SQLSession {
    let dialect = SQLDialect.postgreSQL
    private let pointer: OpaquePointer
    /// The statements that the server has prepared, by their text.
    private var prepared: [String: String] = [:]

    init(_ address: String) throws {
      guard let pointer = unsafe PQconnectdb(address) else { throw LedgerError.cannotOpen }
      unsafe self.pointer = unsafe pointer
      guard unsafe PQstatus(pointer) == CONNECTION_OK else { throw LedgerError.cannotOpen }
      // What the server remarks goes nowhere: it may cite values.
      _ = unsafe PQsetNoticeProcessor(pointer, { _, _ in }, nil)
      try run("SET client_min_messages = error")
    }

    deinit { unsafe PQfinish(pointer) }

    func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
      let name = try prepare(sql, count: arguments.count)
      let texts = arguments.map { argument -> String? in
        switch argument {
        case .null: nil
        case .integer(let number): "\(number)"
        case .text(let text): text
        }
      }
      let copies = unsafe texts.map { text in unsafe text.flatMap { unsafe strdup($0) } }
      defer { unsafe copies.forEach { unsafe free($0) } }
      let values = unsafe copies.map { unsafe $0.map { unsafe UnsafePointer($0) } }
      let result = unsafe PQexecPrepared(
        pointer,
        name,
        Int32(arguments.count),
        values,
        nil,
        nil,
        0
      )
      return try unsafe rows(of: result)
    }

    private func prepare(_ sql: String, count: Int) throws -> String {
      if let name = prepared[sql] { return name }
      let name = "s\(prepared.count)"
      let result = unsafe PQprepare(pointer, name, Self.numbered(sql), Int32(count), nil)
      _ = try unsafe rows(of: result)
      prepared[sql] = name
      return name
    }

    /// The statement with `$1`, `$2`, … in place of each `?`; no statement of the ledger has one in
    /// a string.
    private static func numbered(_ sql: String) -> String {
      var number = 0
      return sql.reduce(into: "") { text, character in
        if character == "?" {
          number += 1
          text += "$\(number)"
        } else {
          text.append(character)
        }
      }
    }

    private func rows(of result: OpaquePointer?) throws -> [SQLRow] {
      guard let result = unsafe result else { throw LedgerError.disconnected }
      defer { unsafe PQclear(result) }
      let status = unsafe PQresultStatus(result)
      guard status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK else {
        throw unsafe error(of: result)
      }
      let columns = unsafe PQnfields(result)
      let isNumber = (0..<columns).map { column in
        // int8, int2 and int4.
        unsafe [20, 21, 23].contains(PQftype(result, column))
      }
      let count = unsafe PQntuples(result)
      return (0..<count).map { row in
        SQLRow(
          values: (0..<columns).map { column in
            guard unsafe PQgetisnull(result, row, column) == 0,
              let bytes = unsafe PQgetvalue(result, row, column)
            else { return .null }
            let text = unsafe String(cString: bytes)
            if isNumber[Int(column)], let number = Int64(text) { return .integer(number) }
            return .text(text)
          }
        )
      }
    }

    private func error(of result: OpaquePointer) -> LedgerError {
      guard unsafe PQstatus(pointer) == CONNECTION_OK else { return .disconnected }
      // The letter is libpq's name of the field that holds the SQLSTATE.
      let field = unsafe PQresultErrorField(result, Int32(UInt8(ascii: "C")))
      let state = unsafe field.map { unsafe String(cString: $0) } ?? ""
      return switch state {
      case "53100": .full
      case "57P01", "57P02", "57P03", "08000", "08003", "08006": .disconnected
      case "55P03", "40001", "40P01": .busy(seconds: 0)
      default: .refused(state: "PostgreSQL \(state)")
      }
    }
  }
#endif
