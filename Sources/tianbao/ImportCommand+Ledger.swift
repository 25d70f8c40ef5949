import Findings
import FormDefinitions
import Ledger
import Spreadsheet
import Tianbao

/// What `import --ledger` files.
extension Import {
  /// What the ledger says of a run.
  struct Filed {
    let receipts: LedgerReport
    let across: AcrossReport

    /// The report's text.
    var text: String {
      [receipts.text, across.owedText].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }
  }

  /// Files the results, holds them against the other returns, and gives what the ledger says.
  ///
  /// What contradicts other returns is added to the results' findings and counts in their verdicts.
  func file(
    _ results: inout [FileSubmission],
    _ catalogue: FormCatalogue,
    in book: Ledger
  ) throws -> Filed {
    let rules = try shared.acrossRules(with: catalogue)
    for fault in rules.faults { Terminal.error(fault.text(shared.language)) }
    let time = date.flatMap { CalendarDate(iso: $0) }.map { ReceiptTime(day: $0) } ?? Clock.now
    let day = date.flatMap { CalendarDate(iso: $0) } ?? Clock.today
    return try LedgerOptions.reporting(shared) {
      try book.defineViews(catalogue.forms.values)
      let receipts = try book.file(results, catalogue, received: time)
      let found = try book.judge(
        receipts,
        results.map(\.submission),
        by: rules.rules,
        catalogue,
        on: day,
        at: time.description
      )
      results.add(found)
      let report = LedgerReport(results, receipts, catalogue, language: shared.language)
      var across = AcrossReport(rules.rules, catalogue, try book.units(), language: shared.language)
      for finding in found.joined() where finding.isOwed { across.add(finding) }
      return Filed(receipts: report, across: across)
    }
  }
}
