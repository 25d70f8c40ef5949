public import Spreadsheet

/// When files were received, as a receipt states it.
public struct ReceiptTime: Hashable, Sendable, CustomStringConvertible {
  /// The day.
  public let day: CalendarDate
  /// Minutes since midnight; `nil` where only the day is known.
  public let minute: Int?

  /// Creates a time.
  public init(day: CalendarDate, minute: Int? = nil) {
    self.day = day
    self.minute = minute
  }

  /// The time as `2023-08-31 09:05`, or the day alone.
  public var description: String {
    guard let minute else { return day.description }
    let parts = [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(day) \(parts.joined(separator: ":"))"
  }
}
