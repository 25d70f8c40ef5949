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
      ("findings", .array(submission.findings.map { json($0, language) })),
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
    var values = object(record.values, form.fields)
    for table in form.tables {
      let rows = record.tables[table.id] ?? []
      values.append((table.id, .array(rows.map { .object(object($0, table.fields)) })))
    }
    let cells = form.fields.compactMap { field in
      record.cells[field.id].map { (field.id, JSONText.string($0.description)) }
    }
    return .object([
      ("key", .text(record.key)), ("values", .object(values)), ("cells", .object(cells)),
    ])
  }

  private func object(
    _ values: [String: FieldValue],
    _ fields: [FieldDefinition]
  ) -> [(String, JSONText)] {
    fields.filter { $0.type != .signature }.map { field in
      (field.id, values[field.id].map { Self.json($0, field.type) } ?? .null)
    }
  }

  private static func json(_ value: FieldValue, _ type: FieldType) -> JSONText {
    switch value {
    case .text(let text), .choice(let text): .string(text)
    case .number(let number): .number(type == .money ? number.withFen : number.description)
    case .date, .month: .string(value.description)
    case .boolean(let value): .boolean(value)
    case .choices(let labels): .array(labels.map { .string($0) })
    }
  }

  private func json(_ finding: Finding, _ language: Language) -> JSONText {
    var members: [(String, JSONText)] = [
      ("code", .string(finding.code.rawValue)),
      ("severity", .string(finding.severity.rawValue)),
      ("sheet", .text(finding.location?.sheet)),
      ("cell", .text(finding.location?.cell)),
      ("field", .text(finding.field)),
      ("record", finding.record.map { .number(String($0)) } ?? .null),
      ("value", .text(finding.value)),
      ("message", .string(finding.message[language])),
      ("fix", .string(finding.fix[language])),
      ("related", .array(finding.related.map { .string($0.description) })),
    ]
    if let expected = finding.expected { members.append(("expected", .string(expected))) }
    if let reason = finding.confirmation { members.append(("confirmed", .string(reason))) }
    return .object(members)
  }
}

extension Decimal {
  /// The number with at least two decimals, as amounts of money are written.
  var withFen: String {
    let text = description
    guard let point = text.firstIndex(of: ".") else { return text + ".00" }
    let decimals = text.distance(from: point, to: text.endIndex) - 1
    return decimals < 2 ? text + "0" : text
  }
}
