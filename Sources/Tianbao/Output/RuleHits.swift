public import Findings
public import FormDefinitions
import FormIntake
import FormLayout

/// How often each rule was broken, so that an office can tune a rule before it blocks.
public struct RuleHits: Sendable {
  private let results: [FileSubmission]
  private let forms: [FormDefinition]
  private let language: Language

  /// Creates the counts.
  ///
  /// - Parameters:
  ///   - results: the files' submissions.
  ///   - forms: the forms by whose rules they were checked.
  ///   - language: the language of the headings.
  public init(results: [FileSubmission], forms: [FormDefinition], language: Language) {
    self.results = results
    self.forms = forms.sorted { $0.id < $1.id }
    self.language = language
  }

  /// A line a rule of the forms that came, drafts left out: its hits, and the files with them.
  public var text: String {
    let byForm = Dictionary(grouping: results) { $0.submission.identity?.form ?? "" }
    var rows = [
      [
        LocalizedText("表", en: "form"), LocalizedText("规则", en: "rule"),
        LocalizedText("阶段", en: "stage"), LocalizedText("命中", en: "hits"),
        LocalizedText("文件", en: "files"),
      ].map { $0[language] }
    ]
    for form in forms {
      guard let files = byForm[form.id] else { continue }
      for rule in form.rules where rule.stage != .draft {
        let code = Finding.Code(rawValue: "rule.\(rule.id)")
        let hits = files.map { file in file.submission.findings.count { $0.code == code } }
        rows.append([
          form.id, rule.id, rule.stage.rawValue, String(hits.reduce(0, +)),
          String(hits.count { $0 > 0 }),
        ])
      }
    }
    return Columns.aligned(rows).joined(separator: "\n")
  }
}
