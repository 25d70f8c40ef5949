import ArgumentParser
import Findings
import FormDefinitions
import FormLayout
import Foundation
import Ledger
import Reports
import SpreadsheetWriting
import Tianbao

/// The command `tianbao export FORM`.
struct Export: AsyncParsableCommand {
  /// What an export is written as.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case csv
    case jsonl
    /// CSV with a description, a Frictionless data package.
    case package
    /// A workbook with typed cells.
    case xlsx
  }

  static let configuration = CommandConfiguration(
    abstract: "导出一张表的有效记录。The records of a form that count, for other programs."
  )

  @OptionGroup var shared: SharedOptions
  @OptionGroup var ledger: LedgerOptions
  @Argument(help: "表。The form.")
  var form: String
  @Option(name: [.short, .long], help: "放在这个文件夹。The folder of the files.")
  var output: String
  @Option(help: "csv、jsonl、package（带说明的数据包）或 xlsx。csv, jsonl, package or xlsx.")
  var format = Format.csv
  @Option(help: "只要这个单位的（代码或名称）。Only this unit's, by code or name.")
  var unit: String?
  @Option(help: "只要这一期的，没有期别的写 -。Only this period's; - for none.")
  var period: String?
  @Option(help: "只要这一轮（方案）的；没有写明哪一轮的写 -。Only this round's; - for none.")
  var campaign: String?
  @Flag(help: "隐去证件号码、电话、账号、健康状况等，供公示。Personal data hidden, for public notice.")
  var masked = false
  @Flag(help: "覆盖已有的输出文件。Replace existing outputs.")
  var overwrite = false

  func run() async throws {
    let catalogue = try shared.catalogue()
    let definition = try shared.form(form, in: catalogue)
    let round = try campaign.map {
      $0 == "-" ? "" : try shared.campaign($0, in: try shared.campaigns(with: catalogue)).id
    }
    let book = try ledger.open(shared)
    let only = try unit.map { try book.unit($0, shared).code }
    let period = try period.map { try book.period($0, ofForm: form, shared) }
    var export = RecordExport(definition, masked: masked)
    var workbook = RecordWorkbook(definition, masked: masked)
    try LedgerOptions.reporting(shared) {
      try book.forEachCounted(
        form: form,
        unit: only,
        period: period,
        campaign: round,
        isMasked: masked,
        at: Clock.now.description
      ) {
        if format == .xlsx { workbook.add($0, $1) } else { export.add($0, $1) }
      }
    }
    let folder = URL(filePath: output, directoryHint: .isDirectory)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      let failure = TextFile.Failure.cannotCreate(folder.lastPathComponent)
      throw Exit.failure(failure.exit, failure.message, shared)
    }
    let files: [RecordExport.File] =
      switch format {
      case .csv: export.csv
      case .jsonl: [export.jsonLines]
      case .package: export.csv + [export.dataPackage]
      case .xlsx: []
      }
    do {
      for file in files {
        try TextFile.write(
          file.text,
          to: folder.appending(path: file.name),
          replacing: overwrite
        )
      }
    } catch {
      throw Exit.failure(error.exit, error.message, shared)
    }
    if format == .xlsx {
      let name = "\(definition.id).xlsx"
      do {
        try WorkbookWriter().write(
          workbook.layout,
          to: folder.appending(path: name).path,
          replacing: overwrite
        )
      } catch {
        throw Exit.failure(error.exit, error.message(for: name), shared)
      }
    }
    let count = export.count + workbook.count
    Terminal.error(
      LocalizedText("导出 \(count) 条记录", en: "\(count) records exported")[shared.language]
    )
  }
}
