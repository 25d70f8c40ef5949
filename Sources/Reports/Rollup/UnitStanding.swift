import FormIntake
import FormLayout
import Ledger

/// Where a unit stands with a form: three different things are that it has nothing to report, that
/// it says nothing, and that it reports noughts.
public enum UnitStanding: Hashable, Sendable {
  /// Its records count.
  case reported
  /// It says that it has nothing to report, with its reason (空表说明).
  case nilReturn(reason: String)
  /// What came has to be corrected, and nothing of it counts.
  case returned
  /// Nothing came.
  case missing
}

/// A unit of a roll-up.
struct StandingUnit: Hashable {
  let unit: ReportingUnit
  let standing: UnitStanding
  /// Whether it is among the units that were to report.
  let isExpected: Bool
}

/// Why there is no roll-up.
public enum RollupError: Error, Hashable, Sendable {
  /// The ledger has several periods of the form, and none was chosen: to add them up would count
  /// everybody several times.
  ///
  /// Returns without a period are told as an empty one.
  case periods([String])
  /// The ledger has returns of several campaigns, and none was chosen: to add them up would count
  /// everybody several times. Returns of none are told as an empty one.
  case campaigns([String])
  /// The form has nothing of which units' answers could be put together.
  case noAnswers(form: String)
}

/// The units of a roll-up, and which versions of their returns count in it.
struct RollupUnits {
  /// The units in their order.
  let units: [StandingUnit]
  /// The versions that count, in the order of the units.
  let submissions: [FiledSubmission]
  /// The periods of the versions that count and of the nil returns; none for a form without.
  let periods: [String]
  /// The units' returns of no campaign that were passed over since one was chosen.
  let withoutCampaign: Int
  /// The versions among them that are of no unit of the list, if there is a list.
  let strangers: [FiledSubmission]
  /// The day on which the newest version that counts was received, as `2023-08-31`; empty for none.
  let lastDay: String

  /// Finds the units.
  ///
  /// - Parameters:
  ///   - holdings: all that was filed of the form.
  ///   - expected: the units that owe the form; `nil` for all that the ledger knows.
  ///   - period: the period; `nil` for the only one there is.
  ///   - campaign: the campaign; `nil` for the only one there is, if any.
  /// - Throws: ``RollupError/periods(_:)`` or ``RollupError/campaigns(_:)`` where there are several
  ///   and none was chosen.
  init(
    _ holdings: FormHoldings,
    expected: [ReportingUnit]?,
    period: String?,
    campaign: String? = nil
  ) throws(RollupError) {
    let known = Dictionary(
      (holdings.units + (expected ?? [])).map { ($0.code, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let listed = ListedReturns(holdings.submissions, units: Array(known.values)).returns
    let ofPeriod = listed.filter { period == nil || period == $0.identity.period }
    let unnamed = RoundReturns.unnamed(ofPeriod, in: campaign)
    let counted = ofPeriod.filter { filed in
      filed.isCounted
        && (campaign == nil || campaign == filed.identity.campaign || unnamed.contains(filed.id))
    }
    let rounds = Set(counted.filter { !unnamed.contains($0.id) }.map(\.identity.campaign))
    if campaign == nil, rounds.count > 1 { throw .campaigns(rounds.sorted()) }
    // A word that names no round is one for any; one for another round is none for this.
    let round = campaign ?? rounds.first
    let nilReturns = holdings.nilReturns.filter { word in
      (period == nil || period == word.period)
        && (word.campaign.isEmpty || round == nil || round == word.campaign)
    }
    let returned = Set(counted.map(\.identity.period))
    periods = returned.union(nilReturns.map(\.period)).subtracting([""]).sorted()
    if period == nil, returned.count > 1 || periods.count > 1 {
      throw .periods(returned.union(periods).sorted())
    }
    withoutCampaign =
      campaign.map { $0.isEmpty } ?? true
      ? 0
      : ofPeriod.count {
        $0.isCounted && $0.identity.campaign.isEmpty && !unnamed.contains($0.id)
      }
    let versions = Dictionary(grouping: counted, by: \.identity.unit)
    // What has to be corrected for another round is missing in this one.
    let refused = Set(
      ofPeriod.filter { filed in
        filed.verdict == .returned
          && (filed.identity.campaign.isEmpty || round == nil || round == filed.identity.campaign)
      }.map(\.identity.unit)
    )
    let reasons = Dictionary(
      nilReturns.map { ($0.unit, $0.reason) },
      uniquingKeysWith: { _, last in last }
    )
    let wanted = Set((expected ?? holdings.units).map(\.code))
    let codes = wanted.union(versions.keys).union(reasons.keys)
    units = codes.sorted(by: UnitOrder.precedes).map { code in
      let standing: UnitStanding =
        if versions[code] != nil {
          .reported
        } else if let reason = reasons[code] {
          .nilReturn(reason: reason)
        } else if refused.contains(code) {
          .returned
        } else {
          .missing
        }
      return StandingUnit(
        unit: known[code] ?? ReportingUnit(code: code, name: code),
        standing: standing,
        isExpected: wanted.contains(code)
      )
    }
    submissions = units.flatMap { (versions[$0.unit.code] ?? []).sorted { $0.id < $1.id } }
    strangers = known.isEmpty ? [] : submissions.filter { known[$0.identity.unit] == nil }
    lastDay = submissions.map { String($0.receivedAt.prefix(10)) }.max() ?? ""
  }
}

/// Returns that name no round.
private enum RoundReturns {
  /// The returns of no round that are of a round as far as can be known, by their numbers: as in the
  /// round's status, but not where the form has returns of other rounds, or of another year, nor of a
  /// unit whose return names the round.
  static func unnamed(_ filed: [FiledSubmission], in campaign: String?) -> Set<Int64> {
    guard let campaign, !campaign.isEmpty,
      filed.allSatisfy({ ["", campaign].contains($0.identity.campaign) })
    else { return [] }
    let named = filed.filter { !$0.identity.campaign.isEmpty }
    let unnamed = filed.filter { $0.isCounted && $0.identity.campaign.isEmpty }
    let units = Set(named.filter(\.isCounted).map(\.identity.unit))
    // Without any that names the round, the newest of the others tells the year.
    let known = named.isEmpty ? Array(unnamed.suffix(1)) : named
    return Set(
      unnamed.filter { filed in
        !units.contains(filed.identity.unit) && known.contains { filed.isOfSameRound(as: $0) }
      }.map(\.id)
    )
  }
}

/// The order of units: by the numbers in their codes, so that 9 comes before 10.
enum UnitOrder {
  static func precedes(_ left: String, _ right: String) -> Bool {
    var (one, other) = (Array(left.utf8)[...], Array(right.utf8)[...])
    while let first = one.first, let second = other.first {
      if isDigit(first), isDigit(second) {
        let (number, rival) = (number(&one), number(&other))
        if number.count != rival.count { return number.count < rival.count }
        if number != rival { return number.lexicographicallyPrecedes(rival) }
      } else if first != second {
        return first < second
      } else {
        one.removeFirst()
        other.removeFirst()
      }
    }
    if one.isEmpty != other.isEmpty { return one.isEmpty }
    return left < right
  }

  /// Takes the digits of a number off, without leading zeros.
  private static func number(_ text: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let digits = text.prefix(while: isDigit)
    text = text.dropFirst(digits.count)
    return digits.drop { $0 == UInt8(ascii: "0") }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
