import Foundation
import TestSupport

/// What must come of a workbook, as `samples/expected.json` says it.
struct Expectation: Decodable, Sendable {
  struct Finding: Decodable, Sendable {
    let code: String
    let severity: String
    /// `sheet!A1`; `nil` where the place is not laid down.
    let cell: String?
  }

  let form: String?
  let verdict: String
  let findings: [Finding]
  let records: [JSONValue]
}

/// A line of `tianbao import --records -`.
struct Submission: Decodable {
  struct Finding: Decodable {
    let code: String
    let severity: String
    let sheet: String?
    let cell: String?

    var place: String { "\(sheet ?? "")!\(cell ?? "")" }
  }

  struct Record: Decodable {
    let values: JSONValue
  }

  struct Balance: Decodable {
    let unexplained: Int
  }

  let file: String
  let form: String?
  let verdict: String
  let records: [Record]
  let findings: [Finding]
  let balance: Balance

  /// Imports a file as on the last day of August 2023.
  static func all(
    importing path: String,
    _ options: [String] = [],
    environment: [String: String] = [:]
  ) throws -> (lines: [Submission], status: Int32) {
    let result = try Program.tianbao.run(
      ["import", path, "--date", "2023-08-31", "--quiet", "--records", "-"] + options,
      environment: environment
    )
    let decoder = JSONDecoder()
    let lines = try result.output.split(separator: UInt8(ascii: "\n")).map {
      try decoder.decode(Submission.self, from: Data($0))
    }
    return (lines, result.status)
  }

  /// Where the submission is not what it must be.
  func differences(from wanted: Expectation) -> [String] {
    var result: [String] = []
    if verdict != wanted.verdict { result.append("verdict \(verdict), wanted \(wanted.verdict)") }
    if form != wanted.form {
      result.append("form \(form ?? "none"), wanted \(wanted.form ?? "none")")
    }
    if balance.unexplained != 0 { result.append("\(balance.unexplained) cells unexplained") }
    result += findingDifferences(from: wanted.findings)
    let here = JSONValue.array(records.map(\.values.withoutBlanks))
    return result
      + here.differences(from: .array(wanted.records.map(\.withoutBlanks)), path: "records")
  }

  private func findingDifferences(from wanted: [Expectation.Finding]) -> [String] {
    var rest = findings
    var result: [String] = []
    // Those with a place choose first, so that none takes a finding that another one needs.
    for finding in wanted.sorted(by: { ($0.cell != nil ? 0 : 1) < ($1.cell != nil ? 0 : 1) }) {
      let match = rest.firstIndex {
        $0.code == finding.code && $0.severity == finding.severity
          && (finding.cell == nil || $0.place == finding.cell)
      }
      if let match {
        rest.remove(at: match)
      } else {
        result.append("no \(finding.severity) \(finding.code) at \(finding.cell ?? "any place")")
      }
    }
    return result + rest.map { "unwanted \($0.severity) \($0.code) at \($0.place)" }
  }
}
