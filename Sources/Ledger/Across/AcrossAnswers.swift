import Findings
import FormIntake

/// What units answered to findings across forms and periods, as the ledger keeps it.
struct AcrossAnswers {
  private let session: any SQLSession

  init(_ session: any SQLSession) { self.session = session }

  /// What the ledger keeps of an answer's key, which holds a whole message.
  static func digest(_ key: String) -> String {
    SHA256Digest.hexadecimal(of: Array(key.utf8))
  }

  /// The finding, or a note that its unit said that it is so.
  func applied(to finding: AcrossFinding) throws -> AcrossFinding {
    guard finding.finding.severity == .confirm else { return finding }
    let reason = try session.rows(
      "SELECT reason FROM answer_across WHERE submission = ? AND finding = ?",
      .integer(finding.submission.id),
      .text(Self.digest(finding.answerKey))
    ).first?.text(0)
    guard let reason else { return finding }
    var answered = finding
    answered.finding = Confirmations.confirmed(finding.finding, reason: reason)
    return answered
  }
}

extension AcrossFinding {
  /// What an answer to the finding is recognised by.
  package var answerKey: String { FindingKey.across(finding, record: key) }
}
