import ArgumentParser
import Findings
import FormDefinitions
import FormLayout
import Ledger
import Tianbao

/// The command `tianbao status nil`.
struct NilStatus: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nil",
    abstract: "空表说明：记下某单位这一期没有要报的及原因。A unit has nothing to report, and why."
  )

  @OptionGroup var shared: SharedOptions
  @OptionGroup var ledger: LedgerOptions
  @Argument(help: "表。The form.")
  var form: String
  @Option(help: "单位（代码或名称）。The unit, by code or name.")
  var unit: String
  @Option(help: "报告期，与应报的一致；一个月里只有一期的可写月份。The period of the return that is owed.")
  var period: String
  @Option(help: "方案；不写就算各轮都没有。The round; without it, of any.")
  var campaign: String?
  @Option(help: "原因。The reason.")
  var reason: String?
  @Flag(help: "撤回记下的空表说明。Take it back.")
  var withdraw = false

  func validate() throws {
    if withdraw {
      if reason != nil {
        throw shared.misuse("--withdraw 不要 --reason", en: "--withdraw takes no --reason")
      }
    } else if reason?.allSatisfy(\.isWhitespace) ?? true {
      throw shared.misuse("--reason 要写明原因", en: "Give the reason with --reason")
    }
  }

  func run() async throws {
    let catalogue = try shared.catalogue()
    let definition = try shared.form(form, in: catalogue)
    let rounds = try shared.campaigns(with: catalogue)
    let only = try campaign.map { try shared.campaign($0, in: rounds) }
    let book = try ledger.open(shared)
    if withdraw { return try withdraw(from: book, definition, only?.id) }
    let listed = try LedgerOptions.reporting(shared) { try book.units() }
    let owed = (only.map { [$0] } ?? rounds.campaigns.values.sorted { $0.id < $1.id })
      .map { RoundObligations($0, forms: catalogue, units: listed) }
    // A unit that a round names need not be in the list.
    let named = owed.flatMap(\.units).filter { one in !listed.contains { $0.code == one.code } }
    let meant = try shared.unit(
      unit,
      among: listed + named.filter { $0.name == unit }.prefix(1),
      of: LocalizedText("台账库", en: "The ledger"),
      remedy: LocalizedText(
        "没有记；单位清单用 tianbao status 方案 --units 清单 记入",
        en: "nothing is noted; note the list with tianbao status CAMPAIGN --units LIST"
      )
    )
    let plan: NilReturnPlan
    do {
      plan = try NilReturnPlan(owed, form: definition.id, unit: meant, period: period)
    } catch {
      throw Exit.failure(.usage, error.message, shared)
    }
    try contradiction(of: plan, definition, in: book)
    try LedgerOptions.reporting(shared) {
      try book.fileNilReturn(
        form: definition.id,
        unit: meant.code,
        period: plan.period,
        campaign: only?.id ?? "",
        reason: reason ?? "",
        at: Clock.now.description
      )
    }
    let round = only.map { " --campaign \($0.id)" } ?? ""
    Terminal.write(
      LocalizedText(
        "已记：\(meant.name)《\(definition.title)》\(plan.period) 没有要报的，原因：\(reason ?? "")；"
          + "撤回：tianbao status nil \(form) --unit \(meant.code) --period \(plan.period)\(round) --withdraw",
        en: "Noted: \(meant.name) has nothing to report for \(definition.id) \(plan.period): "
          + "\(reason ?? ""); take it back with tianbao status nil \(form) --unit \(meant.code) "
          + "--period \(plan.period)\(round) --withdraw"
      )[shared.language]
    )
  }

  /// Refuses a word that what was accepted contradicts, and warns where something has to be corrected.
  private func contradiction(
    of plan: NilReturnPlan,
    _ definition: FormDefinition,
    in book: Ledger
  ) throws {
    let states = try LedgerOptions.reporting(shared) {
      try plan.owed.flatMap { owed in
        try book.status(of: [owed.obligation], in: owed.campaign, on: Clock.today).map(\.state)
      }
    }
    for state in states {
      switch state {
      case .received(let filed), .late(let filed):
        throw Exit.failure(
          .usage,
          LocalizedText(
            "\(plan.unit.name)《\(definition.title)》\(plan.period) 已在 \(filed.receivedAt) 收到“\(filed.file)”"
              + "并通过，与空表说明矛盾，没有记",
            en: "\(plan.unit.name) sent ‘\(filed.file)’ for \(plan.period) on \(filed.receivedAt), "
              + "and it was accepted; nothing is noted"
          ),
          shared
        )
      case .returned(let filed):
        Terminal.error(
          LocalizedText(
            "\(filed.receivedAt) 收到过“\(filed.file)”，退回待更正；更正以前，报送情况里仍是退回",
            en:
              "‘\(filed.file)’ of \(filed.receivedAt) has to be corrected, and status says so still"
          )[shared.language]
        )
      default: break
      }
    }
  }

  /// Takes back what was noted, also what no return can be, as earlier versions noted anything.
  private func withdraw(
    from book: Ledger,
    _ definition: FormDefinition,
    _ round: String?
  ) throws {
    let (listed, noted) = try LedgerOptions.reporting(shared) {
      (try book.units(), try book.nilReturns(ofForm: definition.id))
    }
    let codes: Set<String>
    if noted.contains(where: { $0.unit == unit }) {
      codes = [unit]
    } else {
      codes = Set(listed.filter { $0.name == unit }.map(\.code))
    }
    func isMeant(_ word: FiledNilReturn) -> Bool {
      codes.contains(word.unit) && word.period == period
        && (round == nil || word.campaign == round)
    }
    if codes.count > 1 {
      _ = try shared.unit(
        unit,
        among: listed,
        of: LocalizedText("台账库", en: "The ledger"),
        remedy: LocalizedText("", en: "")
      )
    }
    let gone = try LedgerOptions.reporting(shared) {
      try book.withdrawNilReturns(
        ofForm: definition.id,
        at: Clock.now.description,
        where: isMeant
      )
    }
    func words(_ word: FiledNilReturn) -> String {
      [word.unit, word.period, word.campaign].filter { !$0.isEmpty }.joined(separator: " ")
    }
    guard !gone.isEmpty else {
      let there = noted.prefix(10).map(words)
      throw Exit.failure(
        .noInput,
        LocalizedText(
          "没有记过这样的空表说明"
            + (there.isEmpty ? "，这张表一条也没有" : "；这张表记下的：\(there.joined(separator: "、"))"),
          en: "No such word was noted"
            + (there.isEmpty
              ? ", nor any of the form" : "; noted: \(there.joined(separator: ", "))")
        ),
        shared
      )
    }
    for word in gone {
      Terminal.write(
        LocalizedText(
          "已撤回：\(words(word))《\(definition.title)》的空表说明（\(word.reason)）",
          en: "Taken back: \(words(word)), \(definition.id) (\(word.reason))"
        )[shared.language]
      )
    }
  }
}
