/// A workbook as read from a file: its worksheets and what identifies it.
public struct Workbook: Hashable, Sendable {
  /// The worksheets in tab order, hidden ones too.
  public var worksheets: [Worksheet]
  /// The defined names, by name as the file spells it; sheet-local names are `Sheet!name`.
  public var definedNames: [String: String]
  /// The custom document properties (docProps/custom.xml), as text.
  public var customProperties: [String: String]
  /// The program that saved the file, from docProps/app.xml, if it says so.
  public var application: String?
  /// Faults of the file that were met while reading and that concern a cell or a sheet only.
  public var faults: [WorkbookFault]

  /// Creates a workbook.
  public init(
    worksheets: [Worksheet] = [],
    definedNames: [String: String] = [:],
    customProperties: [String: String] = [:],
    application: String? = nil,
    faults: [WorkbookFault] = []
  ) {
    self.worksheets = worksheets
    self.definedNames = definedNames
    self.customProperties = customProperties
    self.application = application
    self.faults = faults
  }

  /// The worksheet of a name, or `nil`.
  public func worksheet(named name: String) -> Worksheet? {
    worksheets.first { $0.name == name }
  }
}

/// A fault in one cell, string or sheet of a file; the rest of the file was read.
public struct WorkbookFault: Hashable, Sendable {
  /// The kinds of fault.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A cell refers to a shared string that the file does not have.
    case sharedStringMissing = "shared-string-missing"
    /// A cell's reference cannot be understood; the cell was skipped.
    case cellReferenceInvalid = "cell-reference-invalid"
    /// A number is not a finite number.
    case numberInvalid = "number-invalid"
    /// A text holds bytes that are not valid in its encoding; they were replaced.
    case textEncodingInvalid = "text-encoding-invalid"
    /// A text is longer than the format allows.
    case textTooLong = "text-too-long"
    /// A worksheet could not be read; its cells are missing.
    case worksheetUnreadable = "worksheet-unreadable"
    /// The cell formats could not be read: a date is read as the number that the file holds.
    case stylesUnreadable = "styles-unreadable"
    /// Another part beside the worksheets could not be read; cells that lack it have faults of their
    /// own.
    case partUnreadable = "part-unreadable"
    /// There are more faults than are listed.
    case faultsOmitted = "faults-omitted"
  }

  /// What is wrong.
  public var kind: Kind
  /// The worksheet, if the fault lies in one.
  public var sheet: String?
  /// The cell, if the fault lies in one.
  public var cell: CellReference?
  /// Technical detail in English, without any content of the file's cells.
  public var detail: String

  /// Creates a fault.
  public init(_ kind: Kind, sheet: String? = nil, cell: CellReference? = nil, detail: String = "") {
    self.kind = kind
    self.sheet = sheet
    self.cell = cell
    self.detail = detail
  }
}
