public import Spreadsheet

/// The period that a form reports on: a year, or a month of it.
public struct ReadingPeriod: Hashable, Sendable {
  /// The year.
  public var year: Int
  /// The month, 1 to 12; `nil` when the whole year is reported.
  public var month: Int?

  /// Creates a period.
  public init(year: Int, month: Int? = nil) {
    self.year = year
    self.month = month
  }
}

/// What must be known beside a cell to understand what was typed into it.
public struct ReadingContext: Hashable, Sendable {
  /// The period of the form, which completes dates without a year; `nil` if unknown.
  public var period: ReadingPeriod?
  /// The day of import: nobody was born after it.
  public var today: CalendarDate

  /// Creates a context.
  public init(period: ReadingPeriod? = nil, today: CalendarDate) {
    self.period = period
    self.today = today
  }
}
