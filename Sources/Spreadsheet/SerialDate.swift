/// A date as a spreadsheet stores it: a count of days, the time as the fraction.
///
/// ECMA-376 part 1, §18.17.4.1. The 1900 system counts a 29 February 1900 that never was (serial
/// 60); it has no calendar date here.
public struct SerialDate: Hashable, Sendable {
  /// The day from which a workbook counts.
  public enum System: Hashable, Sendable {
    /// Serial 1 is 1900-01-01.
    case from1900
    /// Serial 0 is 1904-01-01, as old Macintosh programs count.
    case from1904
  }

  /// Days since the system's first day; the fraction is the time of day.
  public let serial: Double
  /// The system in which `serial` counts.
  public let system: System

  /// Creates a serial date.
  @inlinable
  public init(_ serial: Double, system: System = .from1900) {
    self.serial = serial
    self.system = system
  }

  /// Creates the serial date of a day in the 1900 system.
  public init(_ date: CalendarDate) {
    let days = date.daysSinceEpoch + 25_569
    self.init(Double(days <= 60 ? days - 1 : days))
  }

  /// The calendar day; `nil` when the serial names no day between 1900 and 9999.
  @inlinable
  public var date: CalendarDate? {
    guard serial >= 0, serial < 2_958_466 else { return nil }
    let days = Int(serial)
    // Nearly all dates have no time.
    let whole = Double(days) == serial ? days : wholeDays
    switch system {
    case .from1904: return CalendarDate(daysSinceEpoch: whole - 24_107)
    case .from1900 where whole == 60 || whole == 0: return nil
    case .from1900:
      return CalendarDate(daysSinceEpoch: (whole < 60 ? whole + 1 : whole) - 25_569)
    }
  }

  /// The number of days when the time is rounded to the second.
  @usableFromInline var wholeDays: Int { Int(roundedToSeconds.days) }

  /// Seconds since midnight, rounded to the whole second.
  public var secondsOfDay: Int { roundedToSeconds.seconds }

  private var roundedToSeconds: (days: Double, seconds: Int) {
    guard serial.isFinite else { return (serial, 0) }
    let days = serial.rounded(.down)
    let seconds = Int(((serial - days) * 86_400).rounded())
    return seconds == 86_400 ? (days + 1, 0) : (days, seconds)
  }
}

extension SerialDate: CustomStringConvertible {
  /// `YYYY-MM-DD`, with `THH:MM:SS` when there is a time of day; `HH:MM:SS` for a time without a day;
  /// the bare serial if there is neither.
  public var description: String {
    guard let date else { return (0..<1).contains(serial) ? time : String(serial) }
    return secondsOfDay > 0 ? "\(date)T\(time)" : date.description
  }

  private var time: String {
    let seconds = secondsOfDay
    return [seconds / 3600, seconds / 60 % 60, seconds % 60]
      .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }
}
