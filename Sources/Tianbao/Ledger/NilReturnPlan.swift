public import Findings
import FormDefinitions
public import FormLayout
public import Ledger
import Foundation
import Spreadsheet

/// What a unit's word that it has nothing to report (空表说明) is about: a return that it owes.
public struct NilReturnPlan: Sendable {
  /// A return that is owed, and the round that asks for it.
  public struct Owed: Hashable, Sendable {
    /// The round's identifier.
    public var campaign: String
    /// The return.
    public var obligation: Obligation
  }

  /// Why a word is not noted.
  public enum Refusal: Error, Hashable, Sendable {
    /// The unit does not owe the form; with the rounds that ask others for it.
    case notOwed(unit: String, rounds: [String])
    /// The period is none of those for which it is owed.
    case period(String, owed: [Owed])
    /// The period fits several of them.
    case several(String, owed: [Owed])
    /// No round asks for the form, and the period is written in a way that no return has.
    case format(String)
  }

  /// The unit.
  public let unit: ReportingUnit
  /// The period as returns carry it.
  public let period: String
  /// The returns of that period; none where no round asks for the form.
  public let owed: [Owed]

  /// Finds the return that is meant.
  ///
  /// - Parameters:
  ///   - rounds: what is owed in the rounds that the word may be for.
  ///   - form: the form's identifier.
  ///   - unit: the unit.
  ///   - text: the period as returns carry it, or a month or a year with one return in it.
  /// - Throws: ``Refusal``.
  public init(
    _ rounds: [RoundObligations],
    form: String,
    unit: ReportingUnit,
    period text: String
  ) throws(Refusal) {
    self.unit = unit
    let asking = rounds.filter { $0.campaign.returns.contains { $0.form == form } }
    guard !asking.isEmpty else {
      guard ReportingPeriod(text) != nil else { throw .format(text) }
      (period, owed) = (text, [])
      return
    }
    let own = asking.flatMap { round in
      round.obligations.filter { $0.form == form && $0.unit == unit.code }
        .map { Owed(campaign: round.campaign.id, obligation: $0) }
    }
    guard !own.isEmpty else {
      throw .notOwed(unit: unit.name, rounds: asking.map(\.campaign.id).sorted())
    }
    let exact = own.filter { $0.obligation.period == text }
    let fitting =
      exact.isEmpty && ReportingPeriod(text) != nil
      ? own.filter { $0.obligation.period.hasPrefix(text + "-") } : exact
    guard let first = fitting.first else { throw .period(text, owed: own) }
    guard fitting.allSatisfy({ $0.obligation.period == first.obligation.period }) else {
      throw .several(text, owed: fitting)
    }
    (period, owed) = (first.obligation.period, fitting)
  }
}

extension NilReturnPlan.Refusal {
  /// What is wrong, and what to do.
  public var message: LocalizedText {
    switch self {
    case .notOwed(let unit, let rounds):
      LocalizedText(
        "“\(unit)”不用报这张表（方案 \(rounds.joined(separator: "、"))），不必说明，没有记",
        en: "‘\(unit)’ does not owe this form (\(rounds.joined(separator: ", "))); nothing is noted"
      )
    case .period(let text, let owed):
      LocalizedText(
        "没有“\(text)”这一期，没有记；这个单位要报的：\(Self.list(owed).chinese)",
        en:
          "‘\(text)’ is no period of this return, nothing is noted; owed: \(Self.list(owed).english)"
      )
    case .several(let text, let owed):
      LocalizedText(
        "“\(text)”里有几期，没有记；写明其中一期：\(Self.list(owed).chinese)",
        en:
          "‘\(text)’ holds several periods, nothing is noted; name one: \(Self.list(owed).english)"
      )
    case .format(let text):
      LocalizedText(
        "期别“\(text)”写法不对，没有记：写成 2023、2023-05 或 2023-05-01",
        en: "‘\(text)’ is no period, nothing is noted: write 2023, 2023-05 or 2023-05-01"
      )
    }
  }

  private static func list(_ owed: [NilReturnPlan.Owed]) -> LocalizedText {
    var seen: Set<String> = []
    let items = owed.filter { seen.insert("\($0.campaign) \($0.obligation.period)").inserted }
    let shown = items.prefix(12)
    let rest = items.count - shown.count
    return LocalizedText(
      shown.map { "\($0.obligation.period)（\($0.campaign) \($0.obligation.title)）" }
        .joined(separator: "、") + (rest > 0 ? " 等 \(items.count) 期" : ""),
      en: shown.map { "\($0.obligation.period) (\($0.campaign) \($0.obligation.title))" }
        .joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    )
  }
}
