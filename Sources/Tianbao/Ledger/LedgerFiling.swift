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
  ///   - time: when it was received.
  /// - Returns: a receipt; `nil` for a file that could not be opened.
  /// - Throws: `LedgerError`; then nothing of it is filed.
  public func file(
    _ result: FileSubmission,
    _ catalogue: FormCatalogue,
    received time: ReceiptTime
  ) throws -> Receipt? {
    try receive(
      ReceivedFile(
        file: result.file,
        sha256: result.sha256,
        submission: result.submission,
        form: result.submission.identity.flatMap { catalogue.forms[$0.form] }
      ),
      at: time.description,
      isJudged: false
    )
  }
}
