import Foundation
import TestSupport

/// A program that a test runs: the built command, or an office program that Debian has.
struct Program {
  let url: URL

  /// The folder of the package.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The command, beside the test bundle or where a debug build leaves it.
  static let tianbao: Program = {
    let bundle = URL(filePath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
    let places = [bundle, root.appending(path: ".build/debug")].map {
      $0.appending(path: "tianbao")
    }
    let found = places.first { FileManager.default.isExecutableFile(atPath: $0.path) }
    return Program(url: found ?? places[1])
  }()

  /// The interpreter of the samples' scripts, which sees LibreOffice and openpyxl.
  static let python = root.appending(path: ".build-tools/bin/python3")

  /// Whether a program can be run.
  static func exists(_ name: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/\(name)")
  }

  /// Whether everything is there that `make setup` installs.
  static let hasOffice =
    FileManager.default.isExecutableFile(atPath: python.path)
    && ["soffice", "ssconvert", "pdfinfo", "pdftotext", "pdftoppm"].allSatisfy(exists)

  /// Creates a program that stands in `/usr/bin`.
  init(named name: String) { url = URL(filePath: "/usr/bin/\(name)") }

  init(url: URL) { self.url = url }

  /// Runs the program in the package's folder and waits for it.
  func run(
    _ arguments: [String],
    environment: [String: String] = [:]
  ) throws -> ProgramRun {
    try ProgramRun(
      url,
      arguments,
      in: Self.root,
      environment: ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    )
  }
}

/// A folder that goes away with its owner.
final class Scratch: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "round-trip-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
