public import ArgumentParser
import Findings
import FormDefinitions
import FormLayout
import Foundation
import Ledger
public import Reports
import Spreadsheet
import SpreadsheetWriting
import Tianbao

/// The command `tianbao rollup FORM`.
struct RollUp: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollup",
    abstract: "汇总：一张表各单位合成一张。A form over all units: counts and sums, or all answers.",
    discussion: """
      一行一个单位，按上级单位小计，最后合计：记录数、各选项的个数、“是”的个数、数量和金额之和、人均收入。\
      行已印好的表（如任务分解月报表）按行合并各单位的填写，每段前写明单位；要数字汇总的加 --figures。
      A row a unit with sums; a form whose rows are printed in advance is merged row by row instead.
      """
  )

  @OptionGroup var shared: SharedOptions
  @OptionGroup var ledger: LedgerPlace
  @Argument(help: "表。The form.")
  var form: String
  @Option(
    name: [.short, .long],
    help: "写成这个文件，.xlsx 或 .csv；不写则把 CSV 印在屏幕上。A file, .xlsx or .csv; else CSV is printed."
  )
  var output: String?
  @Option(help: "报告期，如 2023-05；台账库里只有一期的可不写，没有期别的写 -。The period.")
  var period: String?
  @Option(
    help: """
      方案：只汇总这一轮的报表和应报的单位；没有写明哪一轮的写 -。Only the returns of this round.
      """
  )
  var campaign: String?
  @Option(
    help: """
      一行是什么：unit（单位）、township（乡镇）、county（县），或代码前几位，如 9。What a row is.
      """
  )
  var by = RollupLevel.unit
  @Flag(help: "行已印好的表也按数字汇总。Figures even of a form that would be merged.")
  var figures = false
  @Flag(help: "覆盖已有的输出文件。Replace existing outputs.")
  var overwrite = false

  func validate() throws {
    if let output, !["xlsx", "csv"].contains(URL(filePath: output).pathExtension.lowercased()) {
      throw shared.misuse("-o 写成 .xlsx 或 .csv 文件", en: "Name a .xlsx or .csv file with -o")
    }
  }

  func run() async throws {
    let catalogue = try shared.catalogue()
    let definition = try shared.form(form, in: catalogue)
    let book = try ledger.open(shared)
    let round = campaign == "-" ? "" : campaign
    var owedPeriods: Set<String> = []
    let expected = try campaign.flatMap { $0 == "-" ? nil : $0 }.map { id in
      let round = try shared.campaign(id, in: try shared.campaigns(with: catalogue))
      let known = try LedgerOptions.reporting(shared) { try book.units() }
      let owed = RoundObligations(round, forms: catalogue, units: known)
      let ofForm = owed.obligations.filter { $0.form == definition.id }
      owedPeriods = Set(ofForm.map(\.period))
      let codes = Set(ofForm.map(\.unit))
      return owed.units.filter { codes.contains($0.code) }
    }
    let period = try period.map {
      try book.period($0, ofForm: definition.id, owed: owedPeriods, shared)
    }
    let time = Clock.now.description
    do {
      if MergedReport.canMerge(definition), !figures {
        let report = try LedgerOptions.reporting(shared) {
          try MergedReport(
            definition,
            in: book,
            expected: expected,
            period: period,
            campaign: round,
            at: time
          )
        }
        tell(withoutCampaign: report.withoutCampaign)
        tell(unlisted: report.strangers, catalogue)
        try write {
          report.csv(shared.language)
        } _: {
          try report.workbook(shared.language)
        }
        say(
          LocalizedText(
            "合并 \(report.reported) 个单位的填写",
            en: "The answers of \(report.reported) units merged"
          )
        )
      } else {
        let rollup = try LedgerOptions.reporting(shared) {
          try Rollup(
            definition,
            in: book,
            expected: expected,
            period: period,
            campaign: round,
            by: by,
            at: time
          )
        }
        tell(withoutCampaign: rollup.withoutCampaign)
        tell(unlisted: rollup.strangers, catalogue)
        try write {
          rollup.csv(shared.language)
        } _: {
          rollup.workbook(shared.language)
        }
        say(
          LocalizedText(
            "汇总 \(rollup.reported) 个单位的 \(rollup.records) 条记录",
            en: "\(rollup.records) records of \(rollup.reported) units rolled up"
          )
        )
      }
    } catch let error as RollupError {
      throw Exit.failure(.usage, error.message, shared)
    }
  }

  /// Says that returns were passed over since nothing tells their round.
  private func tell(withoutCampaign count: Int) {
    guard count > 0 else { return }
    say(
      LocalizedText(
        "另有 \(count) 份没有写明属于哪一轮，没有汇总；属于这一轮的，用 tianbao import 文件 --campaign \(campaign ?? "") 补记",
        en:
          "\(count) returns of no round are left out; file those of this one with import --campaign \(campaign ?? "")"
      )
    )
  }

  /// Names the returns of units that are not in the list, which have rows of their own.
  private func tell(unlisted returns: [FiledSubmission], _ catalogue: FormCatalogue) {
    let unlisted = UnlistedReturns(returns, catalogue, language: shared.language)
    guard !unlisted.isEmpty else { return }
    Terminal.error(unlisted.text(LocalizedText("汇总里另列", en: "and have rows of their own")))
  }

  private func say(_ text: LocalizedText) { Terminal.error(text[shared.language]) }

  private func write(
    _ csv: () -> String,
    _ workbook: () throws -> WorkbookLayout
  ) throws {
    guard let output else {
      // On the terminal and in a pipe the mark would be a character of the first heading.
      Terminal.write(
        csv().drop { $0 == "\u{FEFF}" }.replacing("\r\n", with: "\n")
          .trimmingCharacters(in: .newlines)
      )
      return
    }
    let url = URL(filePath: output)
    do {
      if url.pathExtension.lowercased() == "csv" {
        try TextFile.write(csv(), to: url, replacing: overwrite)
      } else {
        try WorkbookWriter().write(try workbook(), to: url.path, replacing: overwrite)
      }
    } catch let error as TextFile.Failure {
      throw Exit.failure(error.exit, error.message, shared)
    } catch let error as WritingError {
      throw Exit.failure(error.exit, error.message(for: output), shared)
    }
  }
}

extension RollupLevel: ExpressibleByArgument {
  /// Reads what a row is: `unit`, `township`, `county`, or how many characters of the codes.
  public init?(argument: String) {
    switch argument {
    case "unit", "village": self = .unit
    case "township", "town": self = .township
    case "county": self = .county
    default:
      guard let length = Int(argument), (1...20).contains(length) else { return nil }
      self = .codePrefix(length)
    }
  }

  /// The way in which the level is written.
  public var defaultValueDescription: String {
    switch self {
    case .unit: "unit"
    case .township: "township"
    case .county: "county"
    case .codePrefix(let length): "\(length)"
    }
  }
}

extension RollupError {
  private static func list(_ names: [String], _ none: String, _ separator: String) -> String {
    names.map { $0.isEmpty ? none : $0 }.joined(separator: separator)
  }

  /// What is wrong, and what to do.
  var message: LocalizedText {
    switch self {
    case .periods(let periods):
      LocalizedText(
        "台账库里这张表有 \(periods.count) 期（\(Self.list(periods, "没有期别", "、"))），合在一起会重复计算；"
          + "用 --period 选一期\(periods.contains("") ? "，没有期别的写 --period -" : "")",
        en:
          "The ledger has \(periods.count) periods of the form (\(Self.list(periods, "none", ", "))); choose one with --period\(periods.contains("") ? ", - for none" : "")"
      )
    case .campaigns(let rounds):
      LocalizedText(
        "台账库里这张表有 \(rounds.count) 轮（\(Self.list(rounds, "没有写明", "、"))），合在一起会重复计算；"
          + "用 --campaign 选一轮\(rounds.contains("") ? "，没有写明的写 --campaign -" : "")",
        en:
          "The ledger has \(rounds.count) rounds of the form (\(Self.list(rounds, "none", ", "))); choose one with --campaign\(rounds.contains("") ? ", - for none" : "")"
      )
    case .noAnswers(let form):
      LocalizedText("\(form) 没有可以合并的填写", en: "\(form) has no answers to merge")
    }
  }
}
