import Foundation
import Testing

/// Every file of samples/, saved by programs that are not ours, against what it must give.
@Suite struct SampleTests {
  /// An entry of expected.json: a workbook, or an archive with several.
  struct Sample: Decodable, Sendable {
    let entries: [String: Expectation]?
    let single: Expectation?

    private enum Key: CodingKey { case entries }

    init(from decoder: any Decoder) throws {
      entries = try decoder.container(keyedBy: Key.self).decodeIfPresent(
        [String: Expectation].self,
        forKey: .entries
      )
      single = entries == nil ? try Expectation(from: decoder) : nil
    }
  }

  static let folder = Program.root.appending(path: "samples")

  static let samples: [String: Sample] = {
    guard let data = try? Data(contentsOf: folder.appending(path: "expected.json")) else {
      return [:]
    }
    return (try? JSONDecoder().decode([String: Sample].self, from: data)) ?? [:]
  }()

  @Test func expectationsAreThereForEveryFile() throws {
    let files = try ["good", "defects"].flatMap { name in
      try FileManager.default.contentsOfDirectory(atPath: Self.folder.appending(path: name).path)
        .map { "\(name)/\($0)" }
    }
    #expect(files.sorted() == Self.samples.keys.sorted())
    #expect(files.count > 40)
  }

  @Test(arguments: samples.keys.sorted())
  func importsAsExpected(name: String) throws {
    let sample = try #require(Self.samples[name])
    let path = Self.folder.appending(path: name).path
    let (lines, status) = try Submission.all(importing: path)
    let wanted: [(file: String, Expectation)] =
      sample.entries.map { entries in
        entries.keys.sorted().compactMap { key in entries[key].map { (key, $0) } }
      } ?? sample.single.map { [(name, $0)] } ?? []
    #expect(lines.count == wanted.count)
    for (file, expectation) in wanted {
      let line = lines.first {
        $0.file == file || file.hasSuffix($0.file) || $0.file.hasSuffix(file)
      }
      let submission = try #require(line, "no line for \(file)")
      #expect(submission.differences(from: expectation) == [], "\(file)")
    }
    let goesBack = wanted.contains { ["returned", "unreadable"].contains($0.1.verdict) }
    #expect(status == (goesBack ? 1 : 0))
  }
}
