public import Foundation
import Glibc

/// A real PostgreSQL server, started for these tests in a folder of its own and stopped with them.
///
/// It listens on a socket in its folder alone.
public final class PostgreSQLServer: Sendable {
  /// Why there is no server.
  struct Failure: Error {
    let step: String
  }

  /// The server that all tests share; nothing where PostgreSQL is not installed or not built in.
  public static let shared: PostgreSQLServer? = {
    #if PostgreSQL
      guard let programs else { return nil }
      return try? PostgreSQLServer(programs)
    #else
      return nil
    #endif
  }()

  /// The folder of the newest server's programs, as Debian installs them.
  private static let programs: URL? = {
    let root = URL(filePath: "/usr/lib/postgresql")
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return versions.compactMap { Int($0) }.max().map { root.appending(path: "\($0)/bin") }
  }()

  private let programs: URL
  /// The folder of its socket, its data and its log.
  public let folder: URL
  private let databases = Counter()

  private init(_ programs: URL) throws {
    self.programs = programs
    // A socket's path may have 107 bytes.
    folder = URL(filePath: "/tmp/tianbao-pg-\(getpid())")
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    if getuid() == 0 { try run("chown", ["postgres", folder.path], asOwner: false) }
    let data = folder.appending(path: "data").path
    try run(
      "initdb",
      ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
    )
    try start()
    Self.stopAtExit(programs: programs, folder: folder)
  }

  /// Starts the server, which was stopped.
  public func start() throws {
    let options = "-k \(folder.path) -c listen_addresses= -c fsync=on -c max_connections=40"
    try run(
      "pg_ctl",
      [
        "-D", folder.appending(path: "data").path, "-w", "-l",
        folder.appending(path: "log").path, "-o", options, "start",
      ]
    )
  }

  /// Stops the server as a power cut does.
  public func crash() throws {
    try run("pg_ctl", ["-D", folder.appending(path: "data").path, "-m", "immediate", "stop"])
  }

  /// Makes a database and gives its connection string.
  public func database() throws -> String {
    let name = "ledger\(databases.next())"
    try run("createdb", ["-h", folder.path, "-U", "postgres", name])
    return "postgres:///\(name)?host=\(folder.path)&user=postgres"
  }

  /// Runs a statement in a database.
  @discardableResult
  public func run(sql: String, in database: String) throws -> String {
    try run("psql", ["-X", "-q", "-A", "-t", "-d", database, "-c", sql])
  }

  @discardableResult
  private func run(_ program: String, _ arguments: [String], asOwner: Bool = true) throws -> String
  {
    let known = programs.appending(path: program).path
    let path = FileManager.default.isExecutableFile(atPath: known) ? known : "/usr/bin/\(program)"
    // The server refuses to run as root.
    let line =
      asOwner && getuid() == 0
      ? ["/usr/sbin/runuser", "-u", "postgres", "--", path] + arguments : [path] + arguments
    let run = try ProgramRun(
      URL(filePath: line[0]),
      Array(line.dropFirst()),
      in: URL(filePath: "/tmp"),
      seconds: 120
    )
    guard run.status == 0 else { throw Failure(step: "\(program): \(run.errorText)") }
    return run.text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  nonisolated(unsafe) private static var stopping: (() -> Void)?

  private static func stopAtExit(programs: URL, folder: URL) {
    stopping = {
      let data = folder.appending(path: "data").path
      let stop = ["pg_ctl", "-D", data, "-m", "immediate", "stop"]
      let line =
        getuid() == 0
        ? ["/usr/sbin/runuser", "-u", "postgres", "--", programs.appending(path: stop[0]).path]
          + stop.dropFirst()
        : [programs.appending(path: stop[0]).path] + stop.dropFirst()
      _ = try? ProgramRun(URL(filePath: line[0]), Array(line.dropFirst()), seconds: 30)
      try? FileManager.default.removeItem(at: folder)
    }
    atexit { PostgreSQLServer.stopping?() }
  }
}

/// Numbers that are never given twice.
private final class Counter: @unchecked Sendable {
  private let lock = NSLock()
  private var last = 0

  func next() -> Int {
    lock.withLock {
      last += 1
      return last
    }
  }
}
