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
  @OptionGroup var ledger: LedgerOptions
  @Argument(help: "表。The form.")
  var form: String
  @Option(
    name: [.short, .long],
    help: "写成这个文件，.xlsx 或 .csv；不写则把 CSV 印在屏幕上。A file, .xlsx or .csv; else CSV is printed."
  )
  var output: String?
  @Option(help: "报告期，如 2023-05；台账库里只有一期的可不写。The period.")
  var period: String?
  @Option(help: "方案：只汇总该方案中应报这张表的单位。Only the units that owe the form in this round.")
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
      throw ValidationError("-o 写成 .xlsx 或 .csv 文件 (name a .xlsx or .csv file)")
    }
  }

  func run() async throws {
    let catalogue = try shared.catalogue()
    let definition = try shared.form(form, in: catalogue)
    let book = try ledger.open(shared)
    let expected = try campaign.map { id in
      let round = try shared.campaign(id, in: try shared.campaigns(with: catalogue))
      let known = try LedgerOptions.reporting(shared) { try book.units() }
      let owed = RoundObligations(round, forms: catalogue, units: known)
      let codes = Set(owed.obligations.filter { $0.form == definition.id }.map(\.unit))
      return owed.units.filter { codes.contains($0.code) }
    }
    let time = Clock.now.description
    do {
      if MergedReport.canMerge(definition), !figures {
        let report = try LedgerOptions.reporting(shared) {
          try MergedReport(definition, in: book, expected: expected, period: period, at: time)
        }
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
            by: by,
            at: time
          )
        }
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
  /// What is wrong, and what to do.
  var message: LocalizedText {
    switch self {
    case .periods(let periods):
      LocalizedText(
        "台账库里这张表有 \(periods.count) 期（\(periods.joined(separator: "、"))），合在一起会重复计算；用 --period 选一期",
        en:
          "The ledger has \(periods.count) periods of the form (\(periods.joined(separator: ", "))); choose one with --period"
      )
    case .noAnswers(let form):
      LocalizedText("\(form) 没有可以合并的填写", en: "\(form) has no answers to merge")
    }
  }
}
