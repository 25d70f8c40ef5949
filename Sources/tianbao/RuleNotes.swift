import Findings
import FormDefinitions
import FormLayout

/// What `forms check` says of rules that are no faults: drafts, and rules without a formula.
enum RuleNotes {
  /// The notes, in the order of the definition.
  static func notes(_ form: FormDefinition) -> [LocalizedText] {
    let drafts = form.rules.filter { $0.stage == .draft }.map { rule in
      (
        rule.line,
        LocalizedText(
          "规则 \(rule.id) 是草案：只列出，不检查",
          en: "rule \(rule.id) is a draft: it is listed and never applied"
        )
      )
    }
    let gaps = ruleGaps(of: form).map { gap in
      let layouts = gap.layouts.map { $0 == .card ? "卡片" : "花名册" }.joined(separator: "、")
      let names = gap.layouts.map(\.rawValue).joined(separator: ", ")
      return (
        gap.line,
        LocalizedText(
          "规则 \(gap.rule) 在\(layouts)里不能自查，只在收表时检查：\(gap.reason.chinese)",
          en: "rule \(gap.rule) is checked at import only (\(names)): \(gap.reason.english)"
        )
      )
    }
    return (drafts + gaps).sorted { $0.0 < $1.0 }.map { line, note in
      LocalizedText(
        "\(form.id).yaml:\(line): [说明] \(note.chinese)",
        en: "\(form.id).yaml:\(line): [note] \(note.english)"
      )
    }
  }
}
