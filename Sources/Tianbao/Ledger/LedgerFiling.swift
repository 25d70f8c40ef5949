public import FormDefinitions
public import Ledger
import FormIntake
import FormLayout

extension Ledger {
  /// Files a file of a run, which is judged beside the others when all are filed.
  ///
  /// - Parameters:
  ///   - result: the file.
  ///   - catalogue: the forms.
  ///   - time: when it was received, by which it is in time or late.
  ///   - now: when it is filed, for the audit trail; `nil` for when it was received.
  ///   - version: the version that it was meant to correct, where nothing in it tells.
  /// - Returns: a receipt; `nil` for a file that could not be opened.
  /// - Throws: `LedgerError`; then nothing of it is filed.
  public func file(
    _ result: FileSubmission,
    _ catalogue: FormCatalogue,
    received time: ReceiptTime,
    noted now: ReceiptTime? = nil,
    correcting version: Int64? = nil
  ) throws -> Receipt? {
    try receive(
      ReceivedFile(
        file: result.file,
        sha256: result.sha256,
        submission: result.submission,
        form: result.submission.identity.flatMap { catalogue.forms[$0.form] },
        corrects: version
      ),
      at: time.description,
      noted: now?.description,
      isJudged: false
    )
  }
}
