public import Findings
import FormIntake
public import Ledger

/// The audit trail in words.
public struct TrailReport: Sendable {
  private let language: Language

  /// Creates a report in a language.
  public init(language: Language) { self.language = language }

  /// An entry on one line: when, who, what, the unit, form and file, and numbers of returns and counts.
  public func text(_ entry: TrailEntry) -> String {
    [
      entry.time, entry.actor.shownOnOneLine, words(entry.action),
      entry.unit?.shownOnOneLine ?? "", entry.form?.shownOnOneLine ?? "",
      entry.file?.shownOnOneLine ?? "", figures(entry.detail.shownOnOneLine),
    ].filter { !$0.isEmpty }.joined(separator: "　")
  }

  /// An entry as a line of JSON.
  public func json(_ entry: TrailEntry) -> String {
    JSONText.object([
      ("time", .string(entry.time)), ("by", .string(entry.actor)),
      ("action", .string(entry.action)), ("unit", .text(entry.unit)),
      ("form", .text(entry.form)), ("file", .text(entry.file)),
      ("detail", .string(entry.detail)),
    ]).line
  }

  /// The numbers of a detail in the language of the report.
  private func figures(_ detail: String) -> String {
    guard language == .chinese else { return detail }
    let names = [
      "submission": "版本", "submissions": "版本数", "records": "记录", "after": "接替版本",
      "findings": "确认", "problems": "问题", "added": "新增", "renamed": "改名", "removed": "去掉",
    ]
    return detail.split(separator: ", ").map { part in
      let words = part.split(separator: " ", maxSplits: 1)
      guard words.count == 2, let name = names[String(words[0])] else { return String(part) }
      return "\(name) \(words[1])"
    }.joined(separator: "、")
  }

  private func words(_ word: String) -> String {
    guard let action = TrailAction(rawValue: word) else { return word }
    let words =
      switch action {
      case .file: LocalizedText("收表", en: "filed")
      case .correct: LocalizedText("更正", en: "corrected")
      case .supplement: LocalizedText("补报", en: "supplemented")
      case .duplicate: LocalizedText("重复", en: "filed again")
      case .contradiction: LocalizedText("对账退回", en: "sent back beside others")
      case .confirm: LocalizedText("属实", en: "confirmed")
      case .close: LocalizedText("销号", en: "closed problems")
      case .nilReturn: LocalizedText("空表说明", en: "nil return")
      case .withdrawal: LocalizedText("撤回空表说明", en: "nil return withdrawn")
      case .join: LocalizedText("归到代码", en: "filed under the code")
      case .units: LocalizedText("单位清单", en: "noted units")
      case .household: LocalizedText("查看一户", en: "looked at a household")
      case .export: LocalizedText("导出", en: "exported")
      case .rollup: LocalizedText("汇总", en: "rolled up")
      case .merge: LocalizedText("合并", en: "merged")
      }
    return words[language]
  }
}
