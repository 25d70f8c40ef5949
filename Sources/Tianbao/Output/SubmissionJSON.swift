public import Findings
public import FormDefinitions
import FormIntake
import FormLayout
import Foundation

extension FileSubmission {
  /// The submission as one line of JSON.
  ///
  /// - Parameters:
  ///   - form: the submission's form, if it is known.
  ///   - language: the language of messages.
  /// - Returns: the line, without a line break.
  public func jsonLine(form: FormDefinition?, language: Language) -> String {
    let identity = submission.identity
    let balance = submission.balance
    let members: [(String, JSONText)] = [
      ("file", .string(file)),
      ("sha256", .string(sha256)),
      ("form", .text(identity?.form)),
      ("revision", .text(identity?.revision)),
      ("unit", .text(identity.flatMap { $0.unit.isEmpty ? nil : $0.unit })),
      ("period", .text(identity.flatMap { $0.period.isEmpty ? nil : $0.period })),
      ("verdict", .string(submission.verdict.rawValue)),
      ("records", .array(submission.records.map { json($0, form: form) })),
      ("findings", .array(submission.findings.map { $0.json(language) })),
      (
        "balance",
        .object([
          ("cells", .number(String(balance.cells))), ("used", .number(String(balance.used))),
          ("printed", .number(String(balance.printed))),
          ("ignored", .number(String(balance.ignored))),
          ("unexplained", .number(String(balance.unexplained))),
        ])
      ),
    ]
    return JSONText.object(members).line
  }

  private func json(_ record: SubmittedRecord, form: FormDefinition?) -> JSONText {
    guard let form else { return .null }
    return .object([
      ("key", .text(record.key)), ("values", record.json(form)), ("cells", record.cellsJSON(form)),
    ])
  }
}
