public import FormDefinitions
public import Ledger
import FormIntake
import FormLayout

extension Ledger {
  /// Files the results of a run, each in a transaction of its own.
  ///
  /// - Parameters:
  ///   - results: the files in their order.
  ///   - catalogue: the forms.
  ///   - campaign: the campaign that they belong to; empty for none.
  ///   - time: when they were received.
  /// - Returns: a receipt a file; `nil` for files that could not be opened.
  /// - Throws: `LedgerError`; what was filed until then stays filed.
  public func file(
    _ results: [FileSubmission],
    _ catalogue: FormCatalogue,
    campaign: String = "",
    received time: ReceiptTime
  ) throws -> [Receipt?] {
    try results.map { result in
      try receive(
        ReceivedFile(
          file: result.file,
          sha256: result.sha256,
          submission: result.submission,
          form: result.submission.identity.flatMap { catalogue.forms[$0.form] },
          campaign: campaign
        ),
        at: time.description
      )
    }
  }
}
