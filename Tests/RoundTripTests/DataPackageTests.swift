import Foundation
import TestSupport
import Testing

/// A data package is what it says: `frictionless validate` reads every row by its description.
@Suite(.enabled(if: Frictionless.isInstalled, "frictionless is missing: run make setup"))
struct DataPackageTests {
  @Test(
    arguments: ["verification", "screening", "income-survey", "monthly-tasks", "micro-credit"],
    [[], ["--masked"]]
  )
  func `frictionless finds nothing against it`(form: String, options: [String]) throws {
    let ledger = try MadeUpLedger(form, villages: 8, households: 6)
    let arguments = ["export", form, "--format", "package", "-o", ledger.path("package")]
    try ledger.tianbao(arguments + options)
    let run = try Program(url: Frictionless.program).run([
      "validate", "--json", ledger.path("package/datapackage.json"),
    ])
    struct Report: Decodable {
      struct Task: Decodable {
        struct Stats: Decodable { let rows: Int? }

        let valid: Bool
        let stats: Stats
      }

      let valid: Bool
      let tasks: [Task]
    }
    let report = try JSONDecoder().decode(Report.self, from: run.output)
    #expect(report.valid && run.status == 0, "\(run.text)")
    // Of eight villages one has nothing, one says nothing, and one has to correct.
    #expect(report.tasks.first?.stats.rows == 30)
  }

  @Test func `a row that breaks the description is found`() throws {
    let ledger = try MadeUpLedger("screening", villages: 2, households: 2)
    try ledger.tianbao(["export", "screening", "--format", "package", "-o", ledger.path("package")])
    let url = URL(filePath: ledger.path("package/screening.csv"))
    var text = try String(contentsOf: url, encoding: .utf8)
    let row = try #require(text.components(separatedBy: "\r\n").dropFirst().first)
    text += row + "\r\n"
    try Data(text.utf8).write(to: url)
    let run = try Program(url: Frictionless.program).run([
      "validate", ledger.path("package/datapackage.json"),
    ])
    #expect(run.status == 1)
  }
}

/// The program that validates data packages.
private enum Frictionless {
  static let program = Program.root.appending(path: ".build-packages/bin/frictionless")

  static let isInstalled =
    Program.hasOffice && FileManager.default.isExecutableFile(atPath: program.path)
}
