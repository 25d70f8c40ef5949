public import Spreadsheet

/// How often a return is due.
public enum Rhythm: Hashable, Sendable {
  /// Which month a monthly return reports on.
  public enum Covered: String, CaseIterable, Hashable, Sendable {
    /// The month before the one in which it is due.
    case previous
    /// The month in which it is due.
    case same
  }

  /// Every week on a day, between two days.
  case weekly(Weekday, ClosedRange<CalendarDate>)
  /// Every month by a day, in a range of months; day 31 is the last day of a shorter month.
  case monthly(day: Int, covering: Covered, ClosedRange<CalendarMonth>)
  /// Once: open from the first day, due on the last.
  case once(ClosedRange<CalendarDate>)
  /// Once, at the end of a stage: its identifier and its days.
  case stageEnd(String, ClosedRange<CalendarDate>)
  /// Whenever something happens, within a number of days if one is set: it has no dates.
  case event(String, days: Int?)

  /// All periods by time.
  public var periods: [ReturnPeriod] {
    switch self {
    case .weekly(let weekday, let days): weekly(weekday, days)
    case .monthly(let day, let covered, let months): monthly(day, covered, months)
    case .once(let days), .stageEnd(_, let days):
      [ReturnPeriod(opens: days.lowerBound, due: days.upperBound, covers: days)]
    case .event: []
    }
  }

  /// The period that contains a day: opened by then and not yet past due; `nil` for none.
  public func period(on day: CalendarDate) -> ReturnPeriod? {
    periods.first { $0.opens <= day && day <= $0.due }
  }

  /// The due dates within a range of days, by time.
  public func dueDates(in days: ClosedRange<CalendarDate>) -> [CalendarDate] {
    periods.map(\.due).filter(days.contains)
  }

  private func weekly(_ weekday: Weekday, _ days: ClosedRange<CalendarDate>) -> [ReturnPeriod] {
    var opens = days.lowerBound
    var periods: [ReturnPeriod] = []
    while let due = weekday.first(onOrAfter: opens), due <= days.upperBound {
      periods.append(ReturnPeriod(opens: opens, due: due, covers: opens...due))
      guard let next = due.adding(days: 1) else { break }
      opens = next
    }
    return periods
  }

  private func monthly(
    _ day: Int,
    _ covered: Covered,
    _ months: ClosedRange<CalendarMonth>
  ) -> [ReturnPeriod] {
    (months.lowerBound.ordinal...months.upperBound.ordinal).compactMap { ordinal in
      guard let month = CalendarMonth(ordinal: ordinal),
        let before = CalendarMonth(ordinal: ordinal - 1),
        let due = month.day(upTo: day), let last = before.day(upTo: day),
        let opens = last.adding(days: 1),
        let covers = (covered == .same ? month : before).days
      else { return nil }
      return ReturnPeriod(opens: opens, due: due, covers: covers)
    }
  }
}

/// A day of the week.
public enum Weekday: String, CaseIterable, Hashable, Sendable {
  /// Monday to Sunday.
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday

  /// The day of the week of a day.
  public init(_ date: CalendarDate) {
    // 1970-01-01 was a Thursday.
    let days = (date.daysSinceEpoch + 3) % 7
    self = Self.allCases[days < 0 ? days + 7 : days]
  }

  /// The first such day on a day or after it; `nil` beyond the calendar.
  public func first(onOrAfter date: CalendarDate) -> CalendarDate? {
    (0..<7).lazy.compactMap { date.adding(days: $0) }.first { Weekday($0) == self }
  }

  /// The day in Chinese, such as 周四.
  public var chinese: String {
    switch self {
    case .monday: "周一"
    case .tuesday: "周二"
    case .wednesday: "周三"
    case .thursday: "周四"
    case .friday: "周五"
    case .saturday: "周六"
    case .sunday: "周日"
    }
  }
}

extension CalendarDate {
  /// The day a number of days later; `nil` outside years 1 to 9999.
  func adding(days: Int) -> CalendarDate? { CalendarDate(daysSinceEpoch: daysSinceEpoch + days) }
}

extension CalendarMonth {
  /// The month of a number of months since the year 0; `nil` outside years 1 to 9999.
  init?(ordinal: Int) {
    guard ordinal >= 0 else { return nil }
    self.init(year: ordinal / 12, month: ordinal % 12 + 1)
  }

  /// A day of the month, or the last one of a shorter month.
  func day(upTo day: Int) -> CalendarDate? {
    CalendarDate(
      year: year,
      month: month,
      day: min(day, CalendarDate.days(inMonth: month, of: year))
    )
  }

  /// The first and the last day.
  var days: ClosedRange<CalendarDate>? {
    guard let first = day(upTo: 1), let last = day(upTo: 31) else { return nil }
    return first...last
  }
}
