import Findings
import FormDefinitions
import Ledger
import Spreadsheet
import Tianbao

/// What `import --ledger` files.
extension Import {
  /// What is known of the files of a run: read, and filed where there is a ledger.
  struct Gathered: Sendable {
    var results: [FileSubmission] = []
    var receipts: [Receipt?] = []
  }

  /// What the ledger says of a run.
  struct Filed {
    let receipts: LedgerReport
    let across: AcrossReport
    /// The returns of runs that had ended before they were judged.
    let resumed: [FiledSubmission]
    /// Workbooks of earlier runs that had gone back and count now.
    let completed: [FiledSubmission]
    /// Returns of earlier runs that had counted and go back beside what came now.
    let overtaken: [FiledSubmission]
    let language: Language

    /// The report's text.
    var text: String {
      [receipts.text, resumedText, completedText, overtakenText, across.owedText]
        .filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var resumedText: String { resumed.isEmpty ? "" : resumed.resumption[language] }

    private var completedText: String { completed.isEmpty ? "" : completed.completion[language] }

    private var overtakenText: String { overtaken.isEmpty ? "" : overtaken.overtaking[language] }
  }

  /// When the files are received, by which they are in time or late.
  ///
  /// The audit trail has the clock's time all the same.
  var receiptTime: ReceiptTime {
    date.flatMap { CalendarDate(iso: $0) }.map { ReceiptTime(day: $0) } ?? Clock.now
  }

  /// Whether outputs are asked for that are made of the records of all files.
  var needsRecords: Bool { records != nil || csv != nil || report != nil || returned != nil }

  /// Adds a file that was read: files it, and keeps of it what the outputs need.
  func add(
    _ result: FileSubmission,
    _ catalogue: FormCatalogue,
    in book: Ledger?,
    to gathered: inout Gathered
  ) throws {
    var result = result
    if let book {
      try LedgerOptions.reporting(shared) {
        gathered.receipts.append(
          try book.file(
            result,
            catalogue,
            received: receiptTime,
            noted: Clock.now,
            correcting: corrects
          )
        )
      }
      if !needsRecords { result.forgetRecords() }
    }
    gathered.results.append(result)
  }

  /// Holds what was filed against the other returns, and gives what the ledger says.
  ///
  /// What contradicts other returns is added to the results' findings and counts in their verdicts.
  func judge(
    _ gathered: inout Gathered,
    _ rules: AcrossCatalogue,
    _ catalogue: FormCatalogue,
    in book: Ledger
  ) throws -> Filed {
    let time = Clock.now.description
    let day = date.flatMap { CalendarDate(iso: $0) } ?? Clock.today
    return try LedgerOptions.reporting(shared) {
      var across = AcrossReport(rules.rules, catalogue, try book.units(), language: shared.language)
      var completed: [FiledSubmission] = []
      var overtaken: [FiledSubmission] = []
      let found = try book.judge(
        gathered.receipts,
        gathered.results.map(\.submission),
        by: rules.rules,
        catalogue,
        on: day,
        at: time
      ) {
        across.add($0)
      } completed: {
        completed.append($0)
      } overtaken: {
        overtaken.append($0)
      }
      gathered.results.add(found)
      let resumed = try book.judgeAbandoned(by: rules.rules, catalogue, on: day, at: time)
      let report = LedgerReport(
        gathered.results,
        gathered.receipts,
        catalogue,
        language: shared.language
      )
      return Filed(
        receipts: report,
        across: across,
        resumed: resumed,
        completed: completed,
        overtaken: overtaken,
        language: shared.language
      )
    }
  }
}
