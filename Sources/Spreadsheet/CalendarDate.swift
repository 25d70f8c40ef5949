/// A day of the Gregorian calendar, without time and time zone.
public struct CalendarDate: Hashable, Sendable {
  /// The year, 1 to 9999.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day of the month, 1 to 31.
  public let day: Int

  /// 1970-01-01.
  public static let epoch = CalendarDate()

  private init() {
    year = 1970
    month = 1
    day = 1
  }

  /// Creates a day, or `nil` when there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.days(inMonth: month, of: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Parses `YYYY-MM-DD`; `nil` for anything else.
  public init?(iso text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
      parts[2].utf8.count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }), let year = Int(parts[0]),
      let month = Int(parts[1]),
      let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The number of days in a month.
  public static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// Days since 1970-01-01, negative before it.
  @inlinable
  public var daysSinceEpoch: Int {
    // The civil-calendar day count with years that begin in March, so that leap days come last.
    // No year is negative, so unsigned division will do, which is cheaper.
    let isBeforeMarch = month <= 2
    let shiftedYear = UInt32(truncatingIfNeeded: isBeforeMarch ? year - 1 : year)
    let monthIndex = UInt32(truncatingIfNeeded: isBeforeMarch ? month + 9 : month - 3)
    let century = shiftedYear / 100
    let dayOfYear = (153 * monthIndex + 2) / 5
    let days = 1461 * shiftedYear / 4 - century + century / 4 + dayOfYear
    return Int(days) + day - 719_469
  }

  /// Creates the day that lies a number of days after 1970-01-01; `nil` outside years 1 to 9999.
  @inlinable
  public init?(daysSinceEpoch days: Int) {
    guard (-719_162...2_932_896).contains(days) else { return nil }
    // Quarters of days since 0000-03-01, so that every fourth year of a century is one day longer,
    // and every fourth century: Neri and Schneider, "Euclidean affine functions and their
    // application to calendar algorithms" (2022), §6.
    let quarters = 4 * UInt32(truncatingIfNeeded: days + 719_468) + 3
    let century = quarters / 146_097
    let quartersOfCentury = quarters % 146_097 | 3
    let yearOfCentury = quartersOfCentury / 1461
    let dayOfYear = quartersOfCentury % 1461 / 4
    let monthIndex = (5 * dayOfYear + 2) / 153
    let isBeforeMarch = monthIndex >= 10
    year = Int(100 * century + yearOfCentury) + (isBeforeMarch ? 1 : 0)
    month = Int(monthIndex) + (isBeforeMarch ? -9 : 3)
    day = Int(dayOfYear - (153 * monthIndex + 2) / 5) + 1
  }

  /// Completed years from this day to another, as an age is counted; negative when it lies before.
  public func completedYears(to other: CalendarDate) -> Int {
    other.year - year - ((other.month, other.day) < (month, day) ? 1 : 0)
  }
}

extension CalendarDate: Comparable {
  /// Orders days by time.
  public static func < (left: Self, right: Self) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension CalendarDate: CustomStringConvertible {
  /// The day as `YYYY-MM-DD`.
  public var description: String {
    "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
  }

  private func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
