package import Findings

extension Finding {
  /// The finding as the interface has it, with messages in one language.
  package func json(_ language: Language) -> JSONText {
    var members: [(String, JSONText)] = [
      ("code", .string(code.rawValue)),
      ("severity", .string(severity.rawValue)),
      ("sheet", .text(location?.sheet)),
      ("cell", .text(location?.cell)),
      ("field", .text(field)),
      ("record", record.map { .number(String($0)) } ?? .null),
      ("value", .text(value)),
      ("message", .string(message[language])),
      ("fix", .string(fix[language])),
      ("related", .array(related.map { .string($0.description) })),
    ]
    if let expected { members.append(("expected", .string(expected))) }
    if let reason = confirmation { members.append(("confirmed", .string(reason))) }
    return .object(members)
  }
}
