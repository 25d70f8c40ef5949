import Findings
import FormDefinitions
import FormLayout
import Ledger
import Tianbao

/// What a question to a ledger is narrowed to; a word that fits nothing is an error, since an empty
/// answer would read as an all-clear.
extension Ledger {
  /// The unit that is meant by its code or its name: one of the list of units, or the code of any
  /// return.
  ///
  /// - Throws: an exit with the units that there are.
  func unit(_ text: String, _ shared: SharedOptions) throws -> ReportingUnit {
    try LedgerOptions.reporting(shared) {
      let listed = try units()
      let known = Set(listed.map(\.code))
      let others = try unitCodes().filter { !known.contains($0) }
      if let unit = try? listed.unit(text) {
        if others.contains(unit.name) { sayPassedOver(unit.name, shared) }
        return unit
      }
      return try shared.unit(
        text,
        among: listed + others.map { ReportingUnit(code: $0, name: $0) },
        of: LocalizedText("台账库", en: "The ledger"),
        remedy: LocalizedText(
          "单位清单用 tianbao status 方案 --units 清单 记入",
          en: "note the list with tianbao status CAMPAIGN --units LIST"
        )
      )
    }
  }

  /// Says that returns carry a unit's name for its code, so that they are not among its own.
  private func sayPassedOver(_ name: String, _ shared: SharedOptions) {
    Terminal.error(
      LocalizedText(
        "台账库里还有按名称“\(name)”、没有代码入库的报表，不在这里面；按单位清单重新生成工作簿，填好再收",
        en: "Returns filed under the name ‘\(name)’ for a code are not among these; "
          + "make the workbook anew from the list of units and import that"
      )[shared.language]
    )
  }

  /// The period of a form's returns that is meant, `-` for returns without one.
  ///
  /// - Parameters:
  ///   - text: the period as it was given.
  ///   - form: the form's identifier.
  ///   - owed: periods for which the form is owed, of which nothing need have come.
  ///   - shared: the options, for the language of messages.
  /// - Returns: the period as returns carry it.
  /// - Throws: an exit with the periods that there are.
  func period(
    _ text: String,
    ofForm form: String,
    owed: Set<String> = [],
    _ shared: SharedOptions
  ) throws -> String {
    let period = text == "-" ? "" : text
    let found = try LedgerOptions.reporting(shared) { try periods(ofForm: form) }
    let known = Set(found).union(owed)
    if text != "", known.contains(period) { return period }
    let names = known.sorted().map {
      $0.isEmpty ? LocalizedText("没有期别的（-）", en: "none (-)") : LocalizedText($0, en: $0)
    }
    let there =
      names.isEmpty
      ? LocalizedText("台账库里还没有这张表", en: "the ledger has nothing of the form yet")
      : LocalizedText(
        names.map(\.chinese).joined(separator: "、"),
        en: names.map(\.english).joined(separator: ", ")
      )
    guard text == "-" || ReportingPeriod(text) != nil else {
      throw Exit.failure(
        .usage,
        LocalizedText(
          "期别“\(text)”写法不对：写成 2023、2023-05 或 2023-05-01；"
            + (names.isEmpty ? there.chinese : "台账库里这张表有：\(there.chinese)"),
          en: "‘\(text)’ is no period: write 2023, 2023-05 or 2023-05-01; "
            + (names.isEmpty ? there.english : "the ledger has \(there.english)")
        ),
        shared
      )
    }
    throw Exit.failure(
      .noInput,
      LocalizedText(
        (text == "-" ? "台账库里这张表没有不带期别的；" : "台账库里这张表没有 \(text) 这一期；")
          + (names.isEmpty ? there.chinese : "有：\(there.chinese)"),
        en: (text == "-"
          ? "The ledger has no return of the form without a period; "
          : "The ledger has no return of the form for \(text); ")
          + (names.isEmpty ? there.english : "it has \(there.english)")
      ),
      shared
    )
  }
}

extension SharedOptions {
  /// The unit of a list that is meant by its code or its name.
  ///
  /// - Throws: an exit with the units that there are.
  func unit(
    _ text: String,
    among units: [ReportingUnit],
    of place: LocalizedText,
    remedy: LocalizedText
  ) throws -> ReportingUnit {
    do {
      return try units.unit(text)
    } catch {
      throw Exit.failure(.usage, error.message(in: place, remedy: remedy), self)
    }
  }

  /// The unit of a file of units that is meant by its code or its name.
  ///
  /// - Throws: an exit with the units that there are.
  func unit(_ text: String, inList units: [ReportingUnit]) throws -> ReportingUnit {
    try unit(
      text,
      among: units,
      of: LocalizedText("单位清单", en: "The list"),
      remedy: LocalizedText("核对写法，或把它加进清单", en: "check the spelling, or add it to the list")
    )
  }

  /// The unit of a round that is meant by its code or its name.
  ///
  /// - Throws: an exit with the units that owe something in the round.
  func unit(_ text: String, owingIn round: RoundObligations) throws -> ReportingUnit {
    try unit(
      text,
      among: round.units,
      of: LocalizedText("“\(round.campaign.name)”应报的单位", en: "The round \(round.campaign.id)"),
      remedy: LocalizedText(
        "方案没有给它派任务，或台账库里没有它；单位清单用 --units 记入",
        en: "it owes nothing, or the ledger does not know it; note the list with --units"
      )
    )
  }
}
