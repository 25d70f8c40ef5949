import Findings
import FormDefinitions
import Ledger
import Spreadsheet
import Tianbao

/// What `import --ledger` files.
extension Import {
  /// Files the results, and gives what the ledger says of them.
  func file(
    _ results: [FileSubmission],
    _ catalogue: FormCatalogue,
    in book: Ledger
  ) throws -> LedgerReport {
    let day = date.flatMap { CalendarDate(iso: $0) }.map { ReceiptTime(day: $0) }
    let receipts = try LedgerOptions.reporting(shared) {
      try book.defineViews(catalogue.forms.values)
      return try book.file(results, catalogue, received: day ?? Clock.now)
    }
    return LedgerReport(results, receipts, catalogue, language: shared.language)
  }
}
