import Foundation
public import Spreadsheet

/// The system's clock, read here and nowhere else; everything below takes the day as a parameter.
public enum Clock {
  /// Today, in the system's time zone.
  public static var today: CalendarDate {
    let now = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
    return CalendarDate(year: now.year ?? 1970, month: now.month ?? 1, day: now.day ?? 1) ?? .epoch
  }

  /// The day and the minute, in the system's time zone.
  public static var now: ReceiptTime {
    let parts = Calendar(identifier: .gregorian).dateComponents([.hour, .minute], from: Date())
    return ReceiptTime(day: today, minute: (parts.hour ?? 0) * 60 + (parts.minute ?? 0))
  }
}
