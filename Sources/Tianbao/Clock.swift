import Foundation
public import Spreadsheet

/// The system's clock, read here and nowhere else; everything below takes the day as a parameter.
public enum Clock {
  /// Today, in the system's time zone.
  public static var today: CalendarDate {
    let now = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
    return CalendarDate(year: now.year ?? 1970, month: now.month ?? 1, day: now.day ?? 1) ?? .epoch
  }
}
