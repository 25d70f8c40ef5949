/// How a finding affects the workbook it belongs to.
public enum Severity: String, CaseIterable, Comparable, Hashable, Sendable {
  /// Something certain was repaired, or something worth knowing happened; nothing to do.
  case note
  /// Something is odd; the record is taken.
  case warning
  /// A value is unlikely: it must be corrected or said to be so.
  case confirm
  /// A value must be corrected; the workbook goes back to the village.
  case error

  /// Orders severities from harmless to blocking.
  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .confirm: 2
    case .error: 3
    }
  }
}

/// The place in a workbook that a finding speaks of, as a spreadsheet program shows it.
public struct Location: Hashable, Sendable {
  /// The worksheet's name.
  public var sheet: String
  /// A cell or a range in A1 notation, such as `C5` or `E5:E37`; `nil` for the whole sheet.
  public var cell: String?

  /// Creates a location.
  public init(sheet: String, cell: String? = nil) {
    self.sheet = sheet
    self.cell = cell
  }
}

extension Location: CustomStringConvertible {
  /// Sheet and cell as a formula writes them, such as `筛查表!C5`.
  public var description: String { cell.map { "\(sheet)!\($0)" } ?? sheet }
}

/// Something about a definition or a returned workbook that somebody should know.
///
/// A finding is a value, never thrown. It says where, what, and how to put it right.
public struct Finding: Hashable, Sendable {
  /// The stable name of the check that made a finding, `subject.fault` in kebab-case.
  ///
  /// Codes are part of the interface: programs select by them, so they are never renamed.
  public struct Code: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
    /// The name, such as `identity-number.checksum`.
    public var rawValue: String

    /// Creates a code from its name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Creates a code from its name.
    public init(stringLiteral value: String) { rawValue = value }
  }

  /// Which check made the finding.
  public var code: Code
  /// How the finding affects the workbook.
  public var severity: Severity
  /// Where the fault is; `nil` when it concerns the whole file.
  public var location: Location?
  /// The identifier of the form's field, `table.field` inside a table.
  public var field: String?
  /// The zero-based index of the record in the workbook's records.
  public var record: Int?
  /// The value as seen in the cell.
  ///
  /// It may be personal data: it goes to reports, never to logs.
  public var value: String?
  /// What the value was taken as, or the nearest allowed value; `nil` where nothing can be proposed.
  ///
  /// It may be personal data as ``value`` is.
  public var expected: String?
  /// What is wrong, in the words of the person who filled in the form.
  public var message: LocalizedText
  /// How to put it right.
  public var fix: LocalizedText
  /// Other places that the finding involves.
  public var related: [Location]
  /// The reason with which the village said that the value is right as it stands; `nil` if it did
  /// not.
  public var confirmation: String?
  /// How many cells the finding stands for when repeats over a range were joined; 1 otherwise.
  public var count: Int

  /// Creates a finding.
  public init(
    _ code: Code,
    _ severity: Severity,
    at location: Location? = nil,
    field: String? = nil,
    record: Int? = nil,
    value: String? = nil,
    expected: String? = nil,
    message: LocalizedText,
    fix: LocalizedText,
    related: [Location] = [],
    confirmation: String? = nil,
    count: Int = 1
  ) {
    self.code = code
    self.severity = severity
    self.location = location
    self.field = field
    self.record = record
    self.value = value
    self.expected = expected
    self.message = message
    self.fix = fix
    self.related = related
    self.confirmation = confirmation
    self.count = count
  }
}

extension Finding: CustomStringConvertible {
  /// Code and place without the value and the message, which may hold personal data.
  public var description: String {
    "\(severity.rawValue) \(code.rawValue) \(location.map(\.description) ?? "-")"
  }
}
