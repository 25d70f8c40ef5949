public import FormDefinitions
public import FormIntake
public import FormLayout

/// A file that came back, as the importer read it.
public struct ReceivedFile: Sendable {
  /// The file's name as reports cite it.
  public var file: String
  /// The SHA-256 digest of its bytes in hexadecimal; empty if it could not be opened.
  public var sha256: String
  /// What the importer made of it.
  public var submission: Submission
  /// The form that it is a return of, if it is known.
  public var form: FormDefinition?
  /// The campaign that it belongs to if the workbook does not say; empty for none.
  public var campaign: String
  /// The version that it was meant to correct, where nothing in it tells.
  public var corrects: Int64?

  /// Creates a received file.
  public init(
    file: String,
    sha256: String,
    submission: Submission,
    form: FormDefinition?,
    campaign: String = "",
    corrects: Int64? = nil
  ) {
    self.file = file
    self.sha256 = sha256
    self.submission = submission
    self.form = form
    self.campaign = campaign
    self.corrects = corrects
  }
}

/// What tells a return from others; its versions have it in common.
///
/// A unit may send a return in several workbooks, as when households are added to a list that went
/// out before: of the records with one key the one of the workbook that came last counts.
public struct ReturnIdentity: Hashable, Sendable {
  /// The form's identifier; empty if the file was none of the catalogue's.
  public var form: String
  /// The unit's code; empty if it is not known.
  public var unit: String
  /// The period, such as `2023-05`; empty if the form has none.
  public var period: String
  /// The campaign; empty for none.
  public var campaign: String

  /// Creates an identity.
  public init(
    form: String,
    unit: String = "",
    period: String = "",
    campaign: String = ""
  ) {
    self.form = form
    self.unit = unit
    self.period = period
    self.campaign = campaign
  }

  /// Creates the identity of what a workbook says of itself.
  public init(_ identity: WorkbookIdentity?, campaign: String) {
    self.init(
      form: identity?.form ?? "",
      unit: identity?.unit ?? "",
      period: identity?.period ?? "",
      // What the workbook itself says goes before what is said of it.
      campaign: identity.flatMap { $0.campaign.isEmpty ? nil : $0.campaign } ?? campaign
    )
  }

  /// The return as it is known where no campaign was named.
  var withoutCampaign: ReturnIdentity {
    ReturnIdentity(form: form, unit: unit, period: period)
  }

  var arguments: [SQLValue] {
    [.text(form), .text(unit), .text(period), .text(campaign)]
  }

  /// Whether form and unit are known; else nothing tells that a file is a version of another.
  var isKnown: Bool { !form.isEmpty && !unit.isEmpty }

  /// The condition that selects the versions of the return, with ``arguments``.
  static let condition = "form = ? AND unit = ? AND period = ? AND campaign = ?"
}

/// A version of a return as the ledger has it.
public struct FiledSubmission: Hashable, Sendable {
  /// The number in the ledger.
  public var id: Int64
  /// The file's name.
  public var file: String
  /// The SHA-256 digest of the file.
  public var sha256: String
  /// When it was received, as `2023-08-31 09:05`.
  public var receivedAt: String
  /// Which return it is a version of.
  public var identity: ReturnIdentity
  /// The mark of the generated workbook, by which its corrections are known; `0011aabb+2` for the
  /// second copy of a blank one that was filled in for other households.
  public var batch: String
  /// The form's revision.
  public var revision: String
  /// What became of it.
  public var verdict: Verdict
  /// Whether it is the version that counts.
  public var isCounted: Bool
  /// The number of the version that it replaced or followed.
  public var predecessor: Int64?
  /// The number of its records.
  public var records: Int

  static let columns = """
    id, file, sha256, received_at, form, unit, period, campaign, batch, revision, verdict, counted,
    predecessor, records
    """

  /// The number of ``columns``.
  static let columnCount = columns.split(separator: ",").count

  init(_ row: SQLRow) {
    id = row.integer(0)
    file = row.text(1)
    sha256 = row.text(2)
    receivedAt = row.text(3)
    identity = ReturnIdentity(
      form: row.text(4),
      unit: row.text(5),
      period: row.text(6),
      campaign: row.text(7)
    )
    batch = row.text(8)
    revision = row.text(9)
    verdict = Verdict(rawValue: row.text(10)) ?? .unreadable
    isCounted = row.integer(11) == 1
    predecessor = row.optionalInteger(12)
    records = Int(row.integer(13))
  }
}

/// What the ledger says of a file that it was given.
public struct Receipt: Hashable, Sendable {
  /// What a file is to the ledger.
  public enum Outcome: Hashable, Sendable {
    /// The first version of its return.
    case filed
    /// The same file, read the same way, is there already; nothing was filed.
    case duplicate
    /// Another version of a return: what it changes. Nothing, where it changes nothing.
    case correction([RecordChange])
    /// Another workbook of a return of which there is one already: the records that it adds and
    /// those that it changes. What is not in it counts as before.
    case supplement([RecordChange])
  }

  /// What the file is.
  public var outcome: Outcome
  /// The version that was filed, or that is there already.
  public var submission: FiledSubmission
  /// The version before it.
  public var predecessor: FiledSubmission?
  /// Whether another version counts: the file has to be corrected, or a later version is there.
  public var counted: FiledSubmission?
  /// The newest version of another copy of the same blank workbook, where this is the first version
  /// of one with no household of those: it counts beside them.
  public var otherCopy: FiledSubmission?
  /// The version of the same workbook whose round the file is of, where nothing else says its round.
  public var roundOf: FiledSubmission?
  /// What the unit's name stands for, where the workbook carries it in place of the code.
  public var unitByName: UnitByName?
}
