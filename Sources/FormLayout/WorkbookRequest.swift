public import FormDefinitions
public import Spreadsheet

/// A unit that reports: a village, a street office, a department.
public struct ReportingUnit: Hashable, Sendable {
  /// The 12-digit division code, or another code of the office's own.
  public var code: String
  /// The unit's name, such as 张庄村.
  public var name: String
  /// The township's name.
  public var township: String
  /// The county's name.
  public var county: String

  /// Creates a unit.
  public init(code: String, name: String, township: String = "", county: String = "") {
    self.code = code
    self.name = name
    self.township = township
    self.county = county
  }

  /// The part of the unit that a field shows.
  public func value(of part: UnitPart) -> String {
    switch part {
    case .code: code
    case .county: county
    case .township: township
    case .village: name
    }
  }
}

/// A reporting period.
public enum ReportingPeriod: Hashable, Sendable, CustomStringConvertible {
  /// A year.
  case year(Int)
  /// A month.
  case month(CalendarMonth)
  /// A day.
  case day(CalendarDate)

  /// Parses `2023`, `2023-05` or `2023-05-01`; `nil` for anything else.
  public init?(_ text: some StringProtocol) {
    if let date = CalendarDate(iso: text) {
      self = .day(date)
    } else if let month = CalendarMonth(iso: text) {
      self = .month(month)
    } else if text.utf8.count == 4, let year = Int(text), year >= 1900 {
      self = .year(year)
    } else {
      return nil
    }
  }

  /// The year that the period lies in.
  public var year: Int {
    switch self {
    case .year(let year): year
    case .month(let month): month.year
    case .day(let day): day.year
    }
  }

  /// The period as identities write it, such as `2023-05`.
  public var description: String {
    switch self {
    case .year(let year): String(year)
    case .month(let month): month.description
    case .day(let day): day.description
    }
  }

  /// The period as a form prints it, such as 2023年5月.
  public var chinese: String {
    switch self {
    case .year(let year): "\(year)年"
    case .month(let month): "\(month.year)年\(month.month)月"
    case .day(let day): "\(day.year)年\(day.month)月\(day.day)日"
    }
  }
}

/// A record as far as the office knows it before the village fills the form in.
public struct PrefilledRecord: Hashable, Sendable {
  /// The values by field.
  public var values: [String: FieldValue]
  /// The rows of each table, by table.
  public var tables: [String: [[String: FieldValue]]]

  /// Creates a record.
  public init(values: [String: FieldValue] = [:], tables: [String: [[String: FieldValue]]] = [:]) {
    self.values = values
    self.tables = tables
  }
}

/// How records are laid out.
public enum LayoutKind: String, CaseIterable, Hashable, Sendable {
  /// One record a page.
  case card
  /// One record a row.
  case list
}

/// What a workbook is to be made of.
public struct WorkbookRequest: Hashable, Sendable {
  /// The unit that will fill it in; `nil` for a blank form.
  public var unit: ReportingUnit?
  /// The reporting period, if the form has one.
  public var period: ReportingPeriod?
  /// The round (campaign) for which the workbook is made; empty for none.
  public var campaign: String
  /// The records known in advance.
  public var records: [PrefilledRecord]
  /// The number of blank records after them.
  public var blankCopies: Int
  /// How records are laid out.
  public var layout: LayoutKind
  /// The day written into the file as its day of making.
  public var created: CalendarDate

  /// Creates a request.
  public init(
    unit: ReportingUnit? = nil,
    period: ReportingPeriod? = nil,
    campaign: String = "",
    records: [PrefilledRecord] = [],
    blankCopies: Int = 1,
    layout: LayoutKind = .card,
    created: CalendarDate = .epoch
  ) {
    self.unit = unit
    self.period = period
    self.campaign = campaign
    self.records = records
    self.blankCopies = blankCopies
    self.layout = layout
    self.created = created
  }
}
