import Foundation
import TestSupport

/// A ledger whose records a script made up, and what the command makes of it.
struct MadeUpLedger {
  /// A script or the command did not end well.
  struct Failure: Error { let message: String }

  let scratch: Scratch
  let url: URL
  let form: String

  /// Makes a ledger with the records of a form.
  init(_ form: String, villages: Int = 18, households: Int = 7) throws {
    self.form = form
    scratch = try Scratch()
    url = scratch.url.appending(path: "台账.sqlite")
    // A round's status makes the tables; its units go again.
    try Self.run(
      Program.tianbao,
      ["status", "lingjing-2023", "--units", "samples/units.csv", "--ledger", url.path]
    )
    let script =
      "import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); d.execute('DELETE FROM unit'); d.commit()"
    try Self.run(Program(url: Program.python), ["-c", script, url.path])
    try Self.run(
      Program(url: Program.python),
      [Self.script("ledger.py"), url.path, form, "\(villages)", "\(households)"]
    )
  }

  static func script(_ name: String) -> String {
    Program.root.appending(path: "Tests/RoundTripTests/Scripts/\(name)").path
  }

  /// The path of a file in the scratch folder.
  func path(_ name: String) -> String { scratch.url.appending(path: name).path }

  /// Runs the command on the ledger.
  func tianbao(_ arguments: [String], environment: [String: String] = [:]) throws {
    try Self.run(Program.tianbao, arguments + ["--ledger", url.path], environment: environment)
  }

  /// Runs a program that must end well, and gives what it printed.
  @discardableResult
  static func run(
    _ program: Program,
    _ arguments: [String],
    environment: [String: String] = [:]
  ) throws -> String {
    let run = try program.run(arguments, environment: environment)
    guard run.status == 0 else { throw Failure(message: run.text + run.errorText) }
    return run.text
  }

  /// Converts files with LibreOffice.
  func convert(_ names: [String], to kind: String, in folder: String) throws {
    let profile = scratch.url.appending(path: "profile", directoryHint: .isDirectory)
    try Self.run(
      Program(named: "soffice"),
      [
        "--headless", "-env:UserInstallation=\(profile.absoluteString)", "--convert-to", kind,
        "--outdir", path(folder),
      ] + names.map(path),
      environment: ["FONTCONFIG_FILE": Program.root.appending(path: "samples/fonts.conf").path]
    )
  }
}
