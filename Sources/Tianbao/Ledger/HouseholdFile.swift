public import Findings
public import FormDefinitions
public import Ledger
import FormIntake

/// A household's whole file as text (一户一档): its records form by form in the order in which they
/// came, and what contradicts.
public struct HouseholdFile: Sendable {
  private let entries: [HouseholdEntry]
  private let forms: [String: FormDefinition]
  private let language: Language

  /// Creates a file.
  ///
  /// - Parameters:
  ///   - entries: the household's records, the oldest first.
  ///   - catalogue: the forms, for the fields' labels.
  ///   - language: the language of the words around them.
  public init(_ entries: [HouseholdEntry], _ catalogue: FormCatalogue, language: Language) {
    self.entries = entries
    forms = catalogue.forms
    self.language = language
  }

  /// The text.
  public var text: String { (entries.flatMap(lines) + contradictions).joined(separator: "\n") }

  private func lines(_ entry: HouseholdEntry) -> [String] {
    let submission = entry.submission
    let form = forms[submission.identity.form]
    let state =
      entry.isCounted
      ? LocalizedText("有效", en: "counts")
      : submission.verdict == .returned
        ? LocalizedText("待更正", en: "to be corrected") : LocalizedText("已被更正", en: "replaced")
    let title = form?.title ?? submission.identity.form
    var lines = [
      "■ \(title)　\(submission.identity.period)　\(submission.receivedAt)　\(state[language])　"
        + "\(submission.file.shownOnOneLine)"
    ]
    for field in form?.fields ?? [] where field.type != .signature {
      guard let value = entry.record.values[field.id], value != .null else { continue }
      lines.append("  \(field.label)：\(value.text.shownOnOneLine)\(field.unit ?? "")")
    }
    for table in form?.tables ?? [] {
      let rows = entry.record.values[table.id]?.rows ?? []
      for (index, row) in rows.enumerated() {
        let cells = table.fields.compactMap { field -> String? in
          guard let value = row[field.id], value != .null else { return nil }
          return "\(field.label) \(value.text.shownOnOneLine)"
        }
        lines.append("  \(table.label) \(index + 1)：\(cells.joined(separator: "，"))")
      }
    }
    return lines
  }

  /// The fields that forms have in common and mean alike: neither days, which differ from visit to
  /// visit, nor what is told at length.
  private var comparable: Set<String> {
    var types: [String: Set<FieldType>] = [:]
    for form in Set(entries.map(\.submission.identity.form)).compactMap({ forms[$0] }) {
      for field in form.fields {
        switch field.type {
        case .date, .month, .signature: continue
        default: if !field.isMultiline { types[field.id, default: []].insert(field.type) }
        }
      }
    }
    return Set(types.filter { $0.value.count == 1 }.keys)
  }

  private var contradictions: [String] {
    let found = Contradiction.found(in: entries, comparing: comparable)
    guard !found.isEmpty else { return [] }
    let heading = LocalizedText(
      "■ 各表不一致 \(found.count) 处",
      en: "■ \(found.count) contradictions between forms"
    )
    return [heading[language]]
      + found.map { contradiction in
        let label = forms.values.lazy.compactMap { $0.field(contradiction.field)?.label }.first
        let statements = contradiction.statements.map { statement in
          let form = forms[statement.submission.identity.form]?.name ?? ""
          return "\(form) \(statement.value.shownOnOneLine)（\(statement.cell ?? "")）"
        }
        return "  \(label ?? contradiction.field)：\(statements.joined(separator: "，"))"
      }
  }
}
