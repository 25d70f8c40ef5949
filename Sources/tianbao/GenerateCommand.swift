public import ArgumentParser
import Findings
import FormDefinitions
public import FormLayout
import Foundation
import Spreadsheet
import SpreadsheetWriting
import Tianbao

extension LayoutKind: ExpressibleByArgument {}

/// The command `tianbao generate FORM -o PATH`, or `tianbao generate --campaign C --unit U -o DIR`.
struct Generate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "生成表格：空表，或每村一份预填好的工作簿。Make forms, blank or prefilled."
  )

  @OptionGroup var shared: SharedOptions
  @Argument(help: "表的代号，如 screening；见 tianbao forms。The form's id.")
  var form: String?
  @Option(help: "方案的代号：生成单位当期应报的各表；见 tianbao campaigns。A campaign's id.")
  var campaign: String?
  @Option(help: "哪一天应报的表，默认今天；与 --campaign 合用。The day, with --campaign.")
  var on: String?
  @Option(help: "单位的类别：town、department、village 等；与 --campaign 合用。The kind of unit.")
  var kind: UnitKind?
  @Option(
    name: [.short, .long],
    help: "输出的文件；有多个单位时是文件夹。The file, or the folder for several units."
  )
  var output: String
  @Option(help: "单位清单（.csv 或 .xlsx，含代码、名称）。The units.")
  var units: String?
  @Option(help: "只生成这个单位的（代码或名称）。Only this unit, by code or name.")
  var unit: String?
  @Option(help: "花名册（.csv 或 .xlsx），用来预填。A roster to prefill from.")
  var roster: String?
  @Option(help: "每份工作簿末尾的空白份数。Blank records at the end.")
  var copies: Int?
  @Option(help: "版式：card 一户一页，list 一户一行。One record a page, or a row.")
  var layout: LayoutKind?
  @Option(help: "期别，如 2023-05。The period.")
  var period: String?
  @Option(help: "文件里写的制表日期，默认 1970-01-01，便于比对。The day written into the file.")
  var created: String?
  @Option(help: "同时生成的文件数，默认为处理器数。Files made at once.")
  var jobs: Int?
  @Flag(help: "覆盖已有的文件。Replace existing files.")
  var overwrite = false

  func validate() throws {
    if let copies, !(0...5000).contains(copies) {
      throw shared.misuse("--copies 应在 0～5000 之间", en: "--copies takes 0 to 5000")
    }
    if let period, ReportingPeriod(period) == nil {
      throw shared.misuse(
        "--period 写成 2023、2023-05 或 2023-05-01",
        en: "Write --period as 2023, 2023-05 or 2023-05-01"
      )
    }
    if let created, CalendarDate(iso: created) == nil {
      throw shared.misuse("--created 写成 2023-05-01", en: "Write --created as 2023-05-01")
    }
    if let jobs, !(1...256).contains(jobs) {
      throw shared.misuse("--jobs 应在 1～256 之间", en: "--jobs takes 1 to 256")
    }
    if let on, CalendarDate(iso: on) == nil {
      throw shared.misuse("--on 写成 2023-08-10", en: "Write --on as 2023-08-10")
    }
    guard (form == nil) != (campaign == nil) else {
      throw shared.misuse("写一张表的代号，或 --campaign", en: "Name a form, or a round with --campaign")
    }
    if campaign != nil {
      if unit == nil, units == nil {
        throw shared.misuse(
          "--campaign 要有 --unit 或 --units",
          en: "--campaign needs --unit or --units"
        )
      }
      if layout != nil || period != nil {
        throw shared.misuse(
          "--layout、--period 由方案决定",
          en: "The round decides --layout and --period"
        )
      }
    } else {
      if unit != nil, units == nil {
        throw shared.misuse("--unit 要和 --units 一起用", en: "--unit needs --units")
      }
      if on != nil || kind != nil {
        throw shared.misuse("--on、--kind 要和 --campaign 一起用", en: "--on and --kind need --campaign")
      }
    }
  }

  func run() async throws {
    let catalogue = try shared.catalogue()
    do {
      if let campaign {
        try await runCampaign(campaign, forms: catalogue)
      } else if let form {
        try await runForm(try shared.form(form, in: catalogue))
      }
    } catch let error as TableError {
      throw Exit.failure(error.exit, error.message, shared)
    } catch let error as WritingError {
      throw Exit.failure(error.exit, error.message(for: output), shared)
    } catch let error as LayoutMissing {
      throw Exit.failure(
        .usage,
        LocalizedText(
          "《\(catalogue.forms[error.form]?.title ?? error.form)》没有 \(error.layout.rawValue) 版式",
          en: "\(error.form) has no \(error.layout.rawValue) layout"
        ),
        shared
      )
    }
  }

  private func runForm(_ definition: FormDefinition) async throws {
    var generator = FormGenerator(definition)
    if let layout { generator.layout = layout }
    generator.period = period.flatMap { ReportingPeriod($0) }
    generator.blankCopies = copies
    let day = created.flatMap { CalendarDate(iso: $0) } ?? Clock.today
    try await write(try plan(definition, day: day), with: generator)
  }

  /// Makes workbooks on several processors, and names each one that was made.
  func write(_ orders: [BatchGenerator.Order], with generator: FormGenerator) async throws {
    var generator = generator
    if let created, let day = CalendarDate(iso: created) { generator.created = day }
    var batch = BatchGenerator(generator)
    batch.jobs = jobs ?? ProcessInfo.processInfo.activeProcessorCount
    do {
      try await batch.write(orders, replacing: overwrite) { Terminal.error($0.path) }
    } catch let failure as BatchGenerator.Failure {
      guard let error = failure.reason as? WritingError else { throw failure.reason }
      throw Exit.failure(error.exit, error.message(for: failure.url.path), shared)
    }
  }

  /// Makes a folder unless it is there.
  func makeFolder(_ folder: URL) throws {
    guard !FileManager.default.fileExists(atPath: folder.path) else { return }
    guard
      (try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true))
        != nil
    else { throw WritingError.cannotCreate(errorNumber: errno) }
  }

  private func plan(
    _ definition: FormDefinition,
    day: CalendarDate
  ) throws -> [BatchGenerator.Order] {
    let target = URL(filePath: output)
    let roster = try roster.map {
      try Roster(contentsOf: URL(filePath: $0), form: definition, today: day)
    }
    report(roster)
    guard let units else {
      return [BatchGenerator.Order(url: target, unit: nil, households: roster?.records ?? [])]
    }
    let list = try shared.unitList(units).units
    if let unit {
      let only = try shared.unit(unit, inList: list)
      return [
        BatchGenerator.Order(
          url: target,
          unit: only,
          households: roster?.records(of: only) ?? []
        )
      ]
    }
    try makeFolder(target)
    report(roster, unitsOf: list)
    return list.map { unit in
      let name = FileName.safe("\(unit.code)\(unit.name)-\(definition.name)")
      return BatchGenerator.Order(
        url: target.appending(path: "\(name).xlsx"),
        unit: unit,
        households: roster?.records(of: unit) ?? []
      )
    }
  }

  /// Says which households stand in the workbook of no unit.
  private func report(_ roster: Roster?, unitsOf list: [ReportingUnit]) {
    guard let roster else { return }
    let left = roster.unitsOutside(list)
    guard !left.isEmpty else { return }
    let count = left.reduce(0) { $0 + $1.households }
    let names =
      left.prefix(10).map { $0.unit.isEmpty ? "（空）" : $0.unit }.joined(separator: "、")
      + (left.count > 10 ? "……" : "")
    Terminal.error(
      LocalizedText(
        "花名册中有 \(count) 户的单位不在单位清单里，没有给他们生成表：\(names)",
        en: "\(count) households of the roster belong to no unit of the list: \(names)"
      )[
        shared.language
      ]
    )
  }

  /// Says what of the roster was not understood; row numbers only, no personal data.
  private func report(_ roster: Roster?) {
    guard let roster else { return }
    if !roster.unusedHeadings.isEmpty {
      let list = roster.unusedHeadings.joined(separator: "、")
      Terminal.error(
        LocalizedText("花名册中未用到的列：\(list)", en: "Columns of the roster not used: \(list)")[
          shared.language
        ]
      )
    }
    for (row, field) in roster.rejected.prefix(20) {
      Terminal.error(
        LocalizedText(
          "花名册第 \(row) 行的“\(field)”不合要求，未预填",
          en: "Row \(row) of the roster: ‘\(field)’ was left out"
        )[
          shared.language
        ]
      )
    }
    if roster.rejected.count > 20 {
      Terminal.error(
        LocalizedText(
          "……共 \(roster.rejected.count) 处",
          en: "… \(roster.rejected.count) in all"
        )[
          shared.language
        ]
      )
    }
  }
}
