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
    let title = form?.title ?? submission.identity.form
    var lines = [
      "■ \(title)　\(submission.identity.period)　\(submission.receivedAt)　\(state(of: entry)[language])　"
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

  /// What became of the version: whoever looks must not take one that went back for one that counts,
  /// nor believe that nothing came.
  private func state(of entry: HouseholdEntry) -> LocalizedText {
    if entry.isCounted { return LocalizedText("有效", en: "counts") }
    guard entry.submission.verdict == .returned else {
      return LocalizedText("已被更正", en: "replaced")
    }
    guard entry.isWaiting else {
      return LocalizedText("退回过，已重报", en: "went back, sent in again since")
    }
    let waits = LocalizedText("退回待更正，未计入", en: "to be corrected, does not count")
    let faults = entry.faults
    guard faults.all > 0 else {
      return LocalizedText(
        "\(waits.chinese)（与别的报表对不上，再收一次就列出原因）",
        en: "\(waits.english) (contradicts other returns, import it again to see why)"
      )
    }
    return LocalizedText(
      "\(waits.chinese)（这一户 \(faults.own) 处问题，整份 \(faults.all) 处）",
      en: "\(waits.english) (\(faults.own) findings here, \(faults.all) in the file)"
    )
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

extension [NamelessHouseholds] {
  /// Says that a household may stand in what went back under a number that could not be read.
  public var words: LocalizedText {
    let shown = 10
    let names = prefix(shown).map(\.submission.file.shownOnOneLine)
    let more = count > shown
    let records = reduce(0) { $0 + $1.records }
    return LocalizedText(
      "另有 \(count) 份退回待更正的，里面 \(records) 户的证件号码没有填或填错，认不出是哪一户，不在这里面："
        + "\(names.joined(separator: "、"))\(more ? " 等" : "")",
      en: "\(count) returns that wait for their correction have \(records) households without a "
        + "readable number, which are not among these: "
        + "\(names.joined(separator: ", "))\(more ? ", …" : "")"
    )
  }
}
