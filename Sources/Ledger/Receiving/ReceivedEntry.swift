import Findings
import FormDefinitions
import FormIntake
import FormLayout

/// A received file as the tables hold it.
struct ReceivedEntry {
  let file: String
  let sha256: String
  var identity: ReturnIdentity
  var batch: String
  /// Whether the workbook was made without households that would tell its copies apart.
  let isOfBlankWorkbook: Bool
  /// The version that it was meant to correct.
  let corrects: Int64?
  /// How the form's key names a unit, if it does.
  let naming: UnitNaming?
  /// Whether the form's records have keys by which those of several workbooks are told apart.
  let hasKeys: Bool
  let revision: String
  let verdict: Verdict
  /// The verdict on the file alone: the same in every run, so that a file that is there is known again.
  let ownVerdict: Verdict
  var contents: [RecordContent]
  let people: [[SubmittedRecord.Person]]
  /// The findings as JSON, in Chinese.
  let findings: String
  let faultPlaces: Set<FaultPlace>
  /// What the unit answered to findings across forms: that they are so, with the reason.
  let answers: [(key: String, reason: String)]
  /// Whether the form follows problems to their closing.
  let closesProblems: Bool

  /// Which workbook it is a version of.
  var workbook: ReturnedWorkbook {
    ReturnedWorkbook(identity: identity, batch: hasKeys ? batch : nil)
  }

  var isAccepted: Bool { verdict == .accepted || verdict == .acceptedWithWarnings }

  init(_ received: ReceivedFile) {
    let submission = received.submission
    file = received.file
    sha256 = received.sha256
    identity = ReturnIdentity(submission.identity, campaign: received.campaign)
    batch = submission.identity?.batch ?? ""
    isOfBlankWorkbook =
      received.form?.isOfHouseholds == true && submission.identity?.isOfBlankWorkbook == true
    corrects = received.corrects
    naming = received.form.flatMap { UnitNaming($0) }
    hasKeys = received.form?.key != nil
    answers = Confirmations.reasons(submission.answersAcross)
    closesProblems = received.form?.namesProblems == true
    revision = submission.identity?.revision ?? ""
    verdict = submission.verdict
    ownVerdict = submission.ownVerdict
    // Without its definition nothing was read as a record.
    contents =
      received.form.map { form in
        submission.records.map {
          RecordContent(key: $0.key, values: $0.json(form).line, cells: $0.allCellsJSON(form).line)
        }
      } ?? []
    people = submission.records.map(\.people)
    findings = JSONText.array(submission.findings.map { $0.json(.chinese) }).line
    faultPlaces = Set(
      submission.findings.compactMap { finding in
        guard finding.severity >= .confirm, let record = finding.record, let field = finding.field
        else { return nil }
        return FaultPlace(record: record, field: field)
      }
    )
  }

  func records() throws -> [StoredRecord] { try contents.map { try $0.record() } }
}
