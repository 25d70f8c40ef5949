public import Findings
public import FormDefinitions
public import FormLayout
public import Ledger
public import Spreadsheet
import FormIntake

extension RoundObligations {
  /// The returns of the round that count though their unit is not in the list, the oldest first.
  ///
  /// A return that names no round is taken for one of this when its period is one of its form's.
  ///
  /// - Parameters:
  ///   - filed: all that was filed.
  ///   - list: the list of units.
  ///   - day: the day as of which the ledger is looked at.
  /// - Returns: those returns.
  public func unlisted(
    among filed: [FiledSubmission],
    list: [ReportingUnit],
    on day: CalendarDate
  ) -> [FiledSubmission] {
    var periods: [String: Set<String>] = [:]
    for owed in obligations { periods[owed.form, default: []].insert(owed.period) }
    let own = filed.filter { one in
      guard let received = CalendarDate(iso: one.receivedAt.prefix(10)), received <= day else {
        return false
      }
      let identity = one.identity
      guard identity.campaign.isEmpty else { return identity.campaign == campaign.id }
      return periods[identity.form]?.contains(identity.period) ?? false
        || (identity.period.isEmpty && periods[identity.form] != nil
          && campaign.days.contains(received))
    }
    let known = list + units.filter { unit in !list.contains { $0.code == unit.code } }
    return list.isEmpty ? [] : ListedReturns(own, units: known).strangers
  }
}

/// Returns of units that are not in the list, in words.
public struct UnlistedReturns: Sendable {
  private let returns: [FiledSubmission]
  private let forms: [String: FormDefinition]
  private let language: Language
  /// The number of returns that are named one by one.
  private static let shown = 20

  /// Creates the words.
  ///
  /// - Parameters:
  ///   - returns: the returns.
  ///   - catalogue: the forms, for their names.
  ///   - language: the language.
  public init(_ returns: [FiledSubmission], _ catalogue: FormCatalogue, language: Language) {
    self.returns = returns
    forms = catalogue.forms
    self.language = language
  }

  /// Whether there are any.
  public var isEmpty: Bool { returns.isEmpty }

  /// A line of JSON a return, as the status of a round has them.
  public func jsonLines(in campaign: String) -> String {
    returns.map { one in
      JSONText.object([
        ("campaign", .string(campaign)), ("return", .null), ("form", .string(one.identity.form)),
        ("unit", .text(one.identity.unit)), ("unit_name", .null),
        ("period", .string(one.identity.period)), ("opens", .null), ("due", .null),
        ("state", .string("unlisted")), ("received", .string(one.receivedAt)),
        ("submission", .number(String(one.id))), ("versions", .null), ("reason", .null),
      ]).line
    }.joined(separator: "\n")
  }

  /// Says which they are, after what they have to do with the figures, and what to do.
  ///
  /// - Parameter consequence: what they have to do with the figures, such as 没有算在上面.
  /// - Returns: the text, a line a return.
  public func text(_ consequence: LocalizedText) -> String {
    let heading = LocalizedText(
      "收下的报表有 \(returns.count) 份，单位不在单位清单里，\(consequence.chinese)：",
      en: "\(returns.count) returns are of units that are not in the list, \(consequence.english):"
    )
    var lines = [heading[language]]
    lines += returns.prefix(Self.shown).map { one in
      let identity = one.identity
      let none = LocalizedText("（没有写明单位）", en: "(no unit)")
      let unit = identity.unit.isEmpty ? none[language] : identity.unit.shownOnOneLine
      return ["  \(unit)", forms[identity.form]?.name ?? identity.form, identity.period, one.file]
        .filter { !$0.isEmpty }.map(\.shownOnOneLine).joined(separator: "　")
    }
    if returns.count > Self.shown {
      let rest = returns.count - Self.shown
      lines.append(LocalizedText("  另有 \(rest) 份", en: "  and \(rest) more")[language])
    }
    lines.append(
      LocalizedText(
        "  → 单位没有错的，加进单位清单，用 tianbao status 方案 --units 清单 记入；单位写错的，按清单重新生成工作簿，填好再收",
        en:
          "  → Add a right unit to the list and note it with tianbao status CAMPAIGN --units LIST; "
          + "for a wrong one make the workbook anew from the list and import that"
      )[language]
    )
    return lines.joined(separator: "\n")
  }
}
