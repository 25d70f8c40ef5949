import ArgumentParser
import Findings
import FormDefinitions
import FormLayout
import Foundation
import Ledger
import Tianbao

/// The command `tianbao status C`.
struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "谁该报什么、报了没有。Who owes what, and where it stands.",
    subcommands: [ShowStatus.self, NilStatus.self],
    defaultSubcommand: ShowStatus.self
  )
}

/// The command `tianbao status show C`, for which `show` may be left out.
struct ShowStatus: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "各单位、各报表的报送情况。Unit by unit and return by return."
  )

  @OptionGroup var shared: SharedOptions
  @OptionGroup var ledger: LedgerOptions
  @Argument(help: "方案。The campaign.")
  var campaign: String
  @OptionGroup var asOf: DayOption
  @Option(help: "单位清单；记入台账库，以后不必再给。The units; the ledger keeps them.")
  var units: String?
  @Flag(help: "以 --units 的清单为准，清单外的单位不再要求报送。No other units owe anything.")
  var replaceUnits = false
  @Option(help: "只看这个单位（代码或名称）。Only this unit, by code or name.")
  var unit: String?
  @Flag(help: "只打印催报的话，可直接发到工作群。The text for the villages' group.")
  var reminder = false
  @Flag(help: "以 JSON 输出，一行一份报表；单位不在清单里的为 unlisted。A line of JSON a return.")
  var json = false

  func validate() throws {
    try asOf.validate(shared)
    if replaceUnits, units == nil {
      throw shared.misuse("--replace-units 要有 --units", en: "--replace-units needs --units")
    }
  }

  func run() async throws {
    let catalogue = try shared.catalogue()
    let round = try shared.campaign(campaign, in: try shared.campaigns(with: catalogue))
    let day = asOf.day
    let book = try LedgerOptions.open(
      ledger.ledger,
      creating: units != nil,
      by: ledger.actor.name,
      shared
    )
    if let units {
      let list = try shared.unitList(units).units
      let change = try LedgerOptions.reporting(shared) {
        try book.register(list, replacing: replaceUnits, at: Clock.now.description)
      }
      if let words = change.words { Terminal.error(words[shared.language]) }
      try LedgerOptions.joinReturnsFiledByName(in: book, shared)
    }
    let known = try LedgerOptions.reporting(shared) { try book.units() }
    let owed = RoundObligations(round, forms: catalogue, units: known)
    if known.isEmpty {
      Terminal.error(
        LocalizedText(
          "台账库里还没有单位；用 --units 给出单位清单一次",
          en: "The ledger knows no units; give the list once with --units"
        )[shared.language]
      )
    }
    shared.warn(ofUnknownKind: owed.unknown)
    let only = try unit.map { try shared.unit($0, owingIn: owed).code }
    let statuses = try LedgerOptions.reporting(shared) {
      try book.status(
        of: owed.obligations.filter { only == nil || $0.unit == only },
        in: round.id,
        units: known,
        on: day
      )
    }
    let report = StatusReport(
      round,
      units: owed.units,
      statuses: statuses,
      on: day,
      language: shared.language
    )
    let unlisted = UnlistedReturns(
      only != nil
        ? []
        : try LedgerOptions.reporting(shared) {
          owed.unlisted(among: try book.submissions(onlyCounted: true), list: known, on: day)
        },
      catalogue,
      language: shared.language
    )
    if json {
      Terminal.write(report.jsonLines)
      if !unlisted.isEmpty { Terminal.write(unlisted.jsonLines(in: round.id)) }
    } else if reminder {
      Terminal.write(report.reminder)
    } else if let only {
      Terminal.write(report.text(ofUnit: only))
    } else {
      Terminal.write(report.text)
      if !unlisted.isEmpty {
        let words = LocalizedText("没有算在上面", en: "and are not counted above")
        Terminal.write("\n" + unlisted.text(words))
      }
    }
  }
}
