import ArgumentParser
import Findings
import FormDefinitions
import FormIntake
import FormLayout
import Foundation
import Ledger
import Spreadsheet
import Tianbao

/// The command `tianbao import PATH…`.
struct Import: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "收表：读取报送的文件、文件夹或压缩包。Take returned workbooks back."
  )

  @OptionGroup var shared: SharedOptions
  @OptionGroup var limits: LimitOptions
  @Argument(help: "文件、文件夹或 .zip。Files, folders, zip archives.")
  var paths: [String]
  @Option(help: "记录写到此文件（JSON Lines）；- 为标准输出。Records as JSON Lines.")
  var records: String?
  @Option(help: "记录另存为此文件夹里的 CSV。Records as CSV files in this folder.")
  var csv: String?
  @Option(help: "每个文件一页的报告（HTML）和目录，放在此文件夹。A page a file, and an index.")
  var report: String?
  @Option(help: "给要退回的文件各做一份标注件，放在此文件夹。Marked copies of what goes back.")
  var returned: String?
  @Option(help: "把结果存入台账库（文件或 postgres://…）。File the results in a ledger.")
  var ledger: String?
  @Option(help: "工作簿没有写明哪一轮（方案）的，记入这一轮。The round of workbooks that carry none.")
  var campaign: String?
  @Option(
    help: ArgumentHelp(
      "这一份更正台账库里的哪一版（版本号），只用于提示说不当作更正的。The version that the file corrects.",
      valueName: "version"
    )
  )
  var corrects: Int64?
  @OptionGroup var actor: ActorOption
  @Option(help: "同时读取的文件数，默认为处理器数。Files read at once.")
  var jobs: Int?
  @Option(help: "收表日期，按它判断迟报和期限，默认今天；台账库里的经办时间照实记。The day of import.")
  var date: String?
  @OptionGroup(title: "转换 CONVERSION") var conversion: ConversionOptions
  @Flag(help: "另列每条规则命中几次。Also how often each rule was broken.")
  var rules = false
  @Flag(help: "不打印汇总和问题清单。No summary.")
  var quiet = false
  @Flag(help: "覆盖已有的输出文件。Replace existing outputs.")
  var overwrite = false

  func validate() throws {
    if paths.isEmpty { throw shared.misuse("要指明文件", en: "Name a file") }
    if corrects != nil, ledger == nil {
      throw shared.misuse("--corrects 要和 --ledger 一起用", en: "--corrects needs --ledger")
    }
    if let jobs, !(1...256).contains(jobs) {
      throw shared.misuse("--jobs 应在 1～256 之间", en: "--jobs takes 1 to 256")
    }
    if let date, CalendarDate(iso: date) == nil {
      throw shared.misuse("--date 写成 2023-08-20", en: "Write --date as 2023-08-20")
    }
  }

  func run() async throws {
    let catalogue = try shared.catalogue()
    let files = try returnedFiles()
    guard !files.files.isEmpty else {
      throw Exit.failure(
        .noInput,
        LocalizedText("没有可读取的文件", en: "There is no file to be read"),
        shared
      )
    }
    if corrects != nil, files.files.count > 1 {
      throw Exit.failure(
        .usage,
        LocalizedText(
          "--corrects 一次只收一份文件，这里有 \(files.files.count) 份",
          en: "--corrects takes one file at a time; there are \(files.files.count)"
        ),
        shared
      )
    }
    // Opened first: no hour's work is done for a ledger that is not to be had.
    let book = try ledger.map { url in
      try LedgerOptions.open(url, creating: true, by: actor.name, shared)
    }
    let acrossRules = try book.map { book in
      let rules = try shared.acrossRules(with: catalogue)
      for fault in rules.faults { Terminal.error(fault.text(shared.language)) }
      try LedgerOptions.reporting(shared) { try book.defineViews(catalogue.forms.values) }
      return rules
    }
    let copies = try returnedCopies(files, catalogue)
    try refuseExisting(catalogue, copies)
    let pages = try reportFolder(files)
    var batch = BatchImporter(FormImporter(catalogue, today: day))
    batch.limits = limits.limits
    batch.jobs = workers
    batch.campaign = try round(catalogue)
    batch.converter = try conversion.converter(shared)
    let total = files.files.count
    let isQuiet = quiet
    let work = Task { [self, batch] in
      var gathered = Gathered()
      try await batch.forEach(of: files.files) { done in
        if !isQuiet { Terminal.progress(done, of: total) }
      } _: { result in
        try add(result, catalogue, in: book, to: &gathered)
      }
      return gathered
    }
    // A converter that runs must go, and its folder with it.
    let interruption = batch.converter == nil ? nil : Interruption { work.cancel() }
    let read = await work.result
    if let signal = interruption?.signal { throw ExitCode(128 + signal) }
    var gathered = try read.get()
    var filed: Filed?
    if let book, let acrossRules {
      filed = try judge(&gathered, acrossRules, catalogue, in: book)
    }
    let results = gathered.results
    try await write(results, catalogue)
    try write(pages, results, catalogue)
    let written = try write(copies, results)
    if !quiet {
      let report = ImportReport(
        results: results,
        skipped: files.skipped,
        returned: returned.map { ($0, written) },
        language: shared.language
      )
      let text = [report.text, filed?.text].compactMap(\.self).joined(separator: "\n\n")
      if records == "-" { Terminal.error(text) } else { Terminal.write(text) }
    }
    if rules {
      let hits = RuleHits(
        results: results,
        forms: Array(catalogue.forms.values),
        language: shared.language
      )
      if records == "-" { Terminal.error(hits.text) } else { Terminal.write(hits.text) }
    }
    let goesBack = results.contains {
      $0.submission.verdict == .returned || $0.submission.verdict == .unreadable
    }
    if goesBack { throw ExitCode(Exit.returned.rawValue) }
  }

  /// The round that is named for the files; empty for none.
  private func round(_ catalogue: FormCatalogue) throws -> String {
    try campaign.map { try shared.campaign($0, in: try shared.campaigns(with: catalogue)).id } ?? ""
  }

  /// The number of files that are worked on at once.
  private var workers: Int { jobs ?? ProcessInfo.processInfo.activeProcessorCount }

  /// Looks for outputs that exist already, before an hour's work is thrown away for them.
  private func refuseExisting(_ catalogue: FormCatalogue, _ copies: ReturnedCopies?) throws {
    guard !overwrite else { return }
    if let name = copies?.existing {
      let failure = TextFile.Failure.exists(name)
      throw Exit.failure(failure.exit, failure.message, shared)
    }
    var outputs = records.map { $0 == "-" ? [] : [URL(filePath: $0)] } ?? []
    if let csv {
      let names = catalogue.forms.values.flatMap { form in
        [form.id] + form.tables.map { "\(form.id).\($0.id)" }
      }
      outputs += (["findings"] + names.sorted()).map {
        URL(filePath: csv).appending(path: "\($0).csv")
      }
    }
    let existing = outputs.first { FileManager.default.fileExists(atPath: $0.path) }
    if let existing {
      let failure = TextFile.Failure.exists(existing.lastPathComponent)
      throw Exit.failure(failure.exit, failure.message, shared)
    }
  }

  private func returnedCopies(
    _ files: ReturnedFiles,
    _ catalogue: FormCatalogue
  ) throws -> ReturnedCopies? {
    guard let returned else { return nil }
    do {
      return try ReturnedCopies(
        catalogue,
        in: URL(filePath: returned, directoryHint: .isDirectory),
        of: files.files,
        from: paths
      )
    } catch {
      throw Exit.failure(
        .usage,
        LocalizedText(
          "--returned 的文件夹不能在收回的文件当中，请另选一个文件夹",
          en: "--returned must not lie among the files that are imported; name another folder"
        ),
        shared
      )
    }
  }

  /// Writes the marked copies of what goes back.
  private func write(
    _ copies: ReturnedCopies?,
    _ results: [FileSubmission]
  ) throws -> [ReturnedCopy] {
    guard let copies else { return [] }
    do {
      return try copies.write(results, replacing: overwrite, language: shared.language)
    } catch {
      throw Exit.failure(error.exit, error.message, shared)
    }
  }

  private func returnedFiles() throws -> ReturnedFiles {
    do {
      return try ReturnedFiles(paths: paths, limits: limits.limits)
    } catch {
      throw Exit.failure(
        .noInput,
        LocalizedText("没有 \(error.path)", en: "There is no \(error.path)"),
        shared
      )
    }
  }

  /// The day of import.
  private var day: CalendarDate { date.flatMap { CalendarDate(iso: $0) } ?? Clock.today }

  private func write(_ results: [FileSubmission], _ catalogue: FormCatalogue) async throws {
    do throws(TextFile.Failure) {
      if let records {
        let lines = RecordLines(catalogue, language: shared.language, jobs: workers)
        let text = await lines.text(of: results)
        if records == "-" {
          FileHandle.standardOutput.write(Data(text.utf8))
        } else {
          try TextFile.write(text, to: URL(filePath: records), replacing: overwrite)
        }
      }
      if let csv { try writeCSV(results, catalogue, to: URL(filePath: csv)) }
    } catch {
      throw Exit.failure(error.exit, error.message, shared)
    }
  }

  private func writeCSV(
    _ results: [FileSubmission],
    _ catalogue: FormCatalogue,
    to folder: URL
  ) throws(TextFile.Failure) {
    guard
      (try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true))
        != nil
    else { throw .cannotCreate(folder.lastPathComponent) }
    var tables = RecordsCSV()
    for result in results {
      guard let form = result.submission.identity.flatMap({ catalogue.forms[$0.form] }) else {
        continue
      }
      tables.add(result, form: form)
    }
    for (name, text) in tables.contents {
      try TextFile.write(text, to: folder.appending(path: name), replacing: overwrite)
    }
    try TextFile.write(
      FindingsCSV.text(results, language: shared.language),
      to: folder.appending(path: "findings.csv"),
      replacing: overwrite
    )
  }
}

extension TextFile.Failure {
  var exit: Exit {
    switch self {
    case .exists, .cannotCreate: .cannotCreate
    case .cannotWrite: .inputOutput
    }
  }

  var message: LocalizedText {
    switch self {
    case .exists(let name):
      LocalizedText(
        "已有同名文件 \(name)；要覆盖请加 --overwrite",
        en: "\(name) exists; use --overwrite to replace it"
      )
    case .cannotCreate(let name): LocalizedText("无法建立 \(name)", en: "\(name) cannot be made")
    case .cannotWrite(let name):
      LocalizedText(
        "写 \(name) 失败：磁盘已满或写不进去；腾出空间后再来一次，没有留下半个文件",
        en: "Writing \(name) failed: the disk is full or takes nothing; make room and try again"
      )
    }
  }
}
