public import Findings
public import FormDefinitions
public import FormLayout
package import Spreadsheet

/// What became of a returned workbook.
public enum Verdict: String, CaseIterable, Hashable, Sendable {
  /// Everything is right.
  case accepted
  /// The records are taken; some things are odd.
  case acceptedWithWarnings = "accepted-with-warnings"
  /// Something must be corrected: the workbook goes back to the village.
  case returned
  /// Nothing could be read as a form of the catalogue.
  case unreadable
}

/// A returned workbook after it was read: its records, what was found, and the balance of its cells.
public struct Submission: Hashable, Sendable {
  /// What the workbook says of itself, or what its labels tell.
  public var identity: WorkbookIdentity?
  /// What became of it.
  public var verdict: Verdict
  /// The records in the workbook's order; blank ones are left out.
  public var records: [SubmittedRecord]
  /// What was found, root causes first.
  public var findings: [Finding]
  /// How every non-empty cell is accounted for.
  public var balance: Balance
  /// The cells that were not used, with the reason.
  public var ignored: [IgnoredCells]
  /// The unit's answers to findings of rules across files, which are made when the file is beside
  /// the others.
  package var answersAcross: [RemarkSheet.Answer] = []

  /// Creates a submission.
  public init(
    identity: WorkbookIdentity? = nil,
    verdict: Verdict = .unreadable,
    records: [SubmittedRecord] = [],
    findings: [Finding] = [],
    balance: Balance = Balance(),
    ignored: [IgnoredCells] = []
  ) {
    self.identity = identity
    self.verdict = verdict
    self.records = records
    self.findings = findings
    self.balance = balance
    self.ignored = ignored
  }

  /// The verdict that findings amount to, for a workbook that was read.
  public static func verdict(of findings: [Finding]) -> Verdict {
    switch findings.map(\.severity).max() {
    case .error, .confirm: .returned
    case .warning: .acceptedWithWarnings
    case .note, nil: .accepted
    }
  }

  /// What is said of a file because of the others of its run, or of what the run was told.
  private static let codesOfRun: Set<Finding.Code> = [
    "submission.same-unit", "person.duplicate-across-files", "workbook.other-campaign",
  ]

  /// What the file amounts to by itself, whatever other files it came with.
  package var ownVerdict: Verdict {
    let own = findings.filter { !Self.codesOfRun.contains($0.code) }
    guard verdict != .unreadable, own.count < findings.count else { return verdict }
    return Self.verdict(of: own)
  }
}

/// A record as a village returned it.
///
/// Only the importer makes records, so whoever holds one knows that its values have their types.
public struct SubmittedRecord: Hashable, Sendable {
  /// The value of the form's key field, if the form has one and it was read.
  public let key: String?
  /// The values by field; what is blank or unreadable is missing.
  public let values: [String: FieldValue]
  /// The rows of each table, by table; each row's values by column.
  public let tables: [String: [[String: FieldValue]]]
  /// The cell of each field, by field; of a table printed in advance that of each column of a row
  /// too, as `table.1.column`.
  public let cells: [String: Location]
  /// The people that the record names, each once, for comparison with other files.
  public let people: [Person]

  /// A person whom a record names.
  public struct Person: Hashable, Sendable {
    /// The 18 characters of the identity number.
    public let citizen: String
    /// The identifier of the field, `table.field` in a table.
    public let field: String
    /// Where the number stands.
    public let location: Location?
  }

  init(
    key: String?,
    values: [String: FieldValue],
    tables: [String: [[String: FieldValue]]],
    cells: [String: Location],
    people: [Person] = []
  ) {
    self.key = key
    self.values = values
    self.tables = tables
    self.cells = cells
    self.people = people
  }
}

/// How the non-empty cells of a workbook are accounted for.
public struct Balance: Hashable, Sendable {
  /// All non-empty cells of all worksheets.
  public var cells = 0
  /// Cells whose content went into a record or a finding about its value.
  public var used = 0
  /// Cells that the generator printed.
  public var printed = 0
  /// Cells that were left out, each with a reason.
  public var ignored = 0

  /// Creates an empty balance.
  public init() {}

  /// Cells that nothing accounts for; 0, or the importer has a fault.
  public var unexplained: Int { cells - used - printed - ignored }
}

/// Cells that were left out for one reason.
public struct IgnoredCells: Hashable, Sendable {
  /// Where they stand.
  public var location: Location
  /// How many there are.
  public var count: Int
  /// Why they were left out.
  public var reason: LocalizedText

  /// Creates an entry.
  public init(location: Location, count: Int, reason: LocalizedText) {
    self.location = location
    self.count = count
    self.reason = reason
  }
}
