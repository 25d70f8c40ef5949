import Foundation
import TestSupport
import Testing

/// A short run of `make compare-readers`: the samples, and the workbooks with one oddity each.
@Suite(
  .enabled(if: ReaderComparison.isInstalled, "the other readers are missing: run make setup")
)
struct ReaderComparisonTests {
  @Test func samplesReadAsOthersReadThem() throws {
    let run = try ReaderComparison.run(["--groups", "samples"])
    #expect(run.status == 0, "\(run.text)\(run.errorText)")
    #expect(run.text.contains("samples | "))
  }

  @Test(.enabled(if: ReaderComparison.corpus != nil, "no corpus: put it at ../shared/corpus"))
  func odditiesReadAsOthersReadThemOrAsIsExplained() throws {
    let corpus = try #require(ReaderComparison.corpus)
    let run = try ReaderComparison.run(["--groups", "quirks", "--corpus", corpus.path])
    #expect(run.status == 0, "\(run.text)\(run.errorText)")
  }

  /// What nothing explains, and what explains nothing, are failures.
  @Test(.enabled(if: ReaderComparison.corpus != nil, "no corpus: put it at ../shared/corpus"))
  func unexplainedDisagreementsAreFailures() throws {
    let corpus = try #require(ReaderComparison.corpus)
    let scratch = try Scratch()
    let explanations = scratch.url.appending(path: "explanations.toml")
    try Data(
      """
      [[case]]
      file = "quirks/00_plain.xlsx"
      reader = "openpyxl"
      why = "no reason"
      right = "nothing"
      """.utf8
    ).write(to: explanations)
    let run = try ReaderComparison.run([
      "--groups", "quirks", "--corpus", corpus.path, "--explanations", explanations.path,
    ])
    #expect(run.status == 1)
    #expect(run.text.contains("WITHOUT AN EXPLANATION"))
    #expect(run.text.contains("EXPLAINS NOTHING ANY MORE"))
  }
}

/// The script that compares, and what it needs.
enum ReaderComparison {
  static let python = Program.root.appending(path: ".build-compare/bin/python3")

  static let isInstalled = FileManager.default.isExecutableFile(atPath: python.path)

  /// The corpus, where the other tests look for it too; `nil` if it is nowhere.
  static let corpus: URL? = {
    let named = ProcessInfo.processInfo.environment["TIANBAO_CORPUS"].map { URL(filePath: $0) }
    let folder = named ?? Program.root.appending(path: "../shared/corpus").standardizedFileURL
    let isThere = FileManager.default.fileExists(atPath: folder.appending(path: "quirks").path)
    return isThere ? folder : nil
  }()

  static func run(_ arguments: [String]) throws -> ProgramRun {
    let script = Program.root.appending(path: "Tests/ReaderComparison/compare.py")
    let samples = Program.root.appending(path: "samples")
    return try Program(url: python).run(
      [script.path, "--command", Program.tianbao.url.path, "--samples", samples.path] + arguments
    )
  }
}
