public import Findings
import FormIntake
import FormLayout
public import Ledger

extension UnitRegisterChange {
  /// What a list of units changed, and which other units the ledger goes on asking; `nil` where there
  /// is nothing to say.
  public var words: LocalizedText? {
    var chinese: [String] = []
    var english: [String] = []
    if !added.isEmpty {
      chinese.append("新增 \(added.count) 个")
      english.append("added \(added.count)")
    }
    for (units, words) in [
      (renamed, LocalizedText("改名", en: "renamed")), (removed, LocalizedText("去掉", en: "removed")),
    ] where !units.isEmpty {
      chinese.append("\(words.chinese) \(units.count) 个（\(Self.names(units, "、"))）")
      english.append("\(words.english) \(units.count) (\(Self.names(units, ", ")))")
    }
    if !others.isEmpty {
      chinese.append(
        "台账库里另有 \(others.count) 个单位不在这份清单里，仍要求报送（\(Self.names(others, "、"))）；"
          + "不该有的，加 --replace-units"
      )
      english.append(
        "the ledger has \(others.count) units more, which go on owing returns "
          + "(\(Self.names(others, ", "))); with --replace-units they do not"
      )
    }
    if !ambiguous.isEmpty {
      chinese.append(
        "有报表只按名称入库、分不清是哪个单位的，同名的 \(ambiguous.count) 个没有去掉"
          + "（\(Self.names(ambiguous, "、"))）；请这些单位用带代码的工作簿重报"
      )
      english.append(
        "returns are filed under the names alone of \(ambiguous.count) units "
          + "(\(Self.names(ambiguous, ", "))), which therefore stay; have these units report again in "
          + "workbooks with their codes"
      )
    }
    guard !chinese.isEmpty else { return nil }
    return LocalizedText(
      "单位清单：\(chinese.joined(separator: "；"))",
      en: "Units: \(english.joined(separator: "; "))"
    )
  }

  private static func names(_ units: [ReportingUnit], _ separator: String) -> String {
    let shown = 5
    return units.prefix(shown).map(\.name.shownOnOneLine).joined(separator: separator)
      + (units.count > shown ? "\(separator)…" : "")
  }
}
