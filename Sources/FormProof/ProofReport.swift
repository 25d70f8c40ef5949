public import Findings
public import FormDefinitions
public import FormLayout

/// A disagreement between a definition and what was made of it.
public struct ProofFault: Hashable, Sendable {
  /// The form's identifier.
  public var form: String
  /// The one-based line of the field or rule that was tried.
  public var line: Int
  /// What was tried.
  public var what: String
  /// What does not agree.
  public var message: LocalizedText

  /// The disagreement as a line for a person.
  public func text(_ language: Language) -> String {
    "\(form).yaml:\(line): [验证] \(message[language])"
  }
}

/// What the proof of a form has shown.
public struct ProofReport: Sendable {
  /// The form.
  public let form: FormDefinition
  /// The number of workbooks that were filled in and imported.
  public var trials = 0
  /// The disagreements.
  public var faults: [ProofFault] = []
  /// The rules for which no record was found that breaks them.
  public var unproven: [RuleDefinition] = []
  /// The rules that stand in no sheet, with the reason.
  public var notInSheet: [RuleGap] = []

  init(form: FormDefinition) { self.form = form }

  /// The proof in a line: fields, rules, trials, and how many rules check themselves in the sheet.
  public var summary: LocalizedText {
    let fields = form.fields.count + form.tables.reduce(0) { $0 + $1.fields.count }
    let rules = form.rules.filter { $0.stage != .draft }.count
    let inSheet = rules - notInSheet.count
    return LocalizedText(
      "\(form.id)：\(fields) 项，\(rules) 条规则，试填 \(trials) 份，不一致 \(faults.count) 处；表内自查 \(inSheet) 条，只在收表时检查 \(notInSheet.count) 条",
      en:
        "\(form.id): \(fields) fields, \(rules) rules, \(trials) trials, \(faults.count) disagreements; \(inSheet) rules live in the sheet, \(notInSheet.count) at import only"
    )
  }
}
