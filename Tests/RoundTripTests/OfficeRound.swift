import Foundation
import TestSupport

/// The workbooks of the round trip, generated once and typed into with LibreOffice, and their prints.
struct OfficeRound: Sendable {
  /// What round_trip.py says of a workbook.
  struct Entry: Decodable, Sendable {
    let cards: Int
    let names: [String]
    let printed: [String]
  }

  /// The workbooks that are made: form and layout.
  static let workbooks = [
    "screening-card", "screening-list", "verification-card", "verification-list",
    "risk-clearance-card", "risk-clearance-list", "monthly-tasks-card",
  ]

  /// Made at the first use; every test of the target shares it.
  static let shared = Result { try OfficeRound() }

  /// Something that LibreOffice or a script could not do.
  struct Failure: Error { let message: String }

  let scratch: Scratch
  let entries: [String: Entry]
  let expectations: [String: Expectation]
  let prints: [String: PrintedDocument]

  private init() throws {
    scratch = try Scratch()
    let script = Program.root.appending(path: "Tests/RoundTripTests/Scripts/round_trip.py")
    let made = try Program(url: Program.python).run([
      script.path, Program.tianbao.url.path, scratch.url.path,
    ])
    guard made.status == 0 else { throw Failure(message: made.errorText) }
    let data = try Data(contentsOf: scratch.url.appending(path: "expected.json"))
    entries = try JSONDecoder().decode([String: Entry].self, from: data)
    expectations = try JSONDecoder().decode([String: Expectation].self, from: data)
    prints = try Self.print(Self.workbooks + ["long-list"], in: scratch.url)
  }

  /// Prints workbooks to PDF, all in one run of LibreOffice.
  private static func print(
    _ names: [String],
    in folder: URL
  ) throws -> [String: PrintedDocument] {
    let profile = folder.appending(path: "profile", directoryHint: .isDirectory)
    let result = try Program(named: "soffice").run(
      [
        "--headless", "-env:UserInstallation=\(profile.absoluteString)", "--convert-to", "pdf",
        "--outdir", folder.path,
      ] + names.map { folder.appending(path: "\($0).xlsx").path }
    )
    guard result.status == 0 else { throw Failure(message: result.errorText) }
    var prints: [String: PrintedDocument] = [:]
    for name in names {
      prints[name] = try PrintedDocument(contentsOf: folder.appending(path: "\(name).pdf"))
    }
    return prints
  }
}
