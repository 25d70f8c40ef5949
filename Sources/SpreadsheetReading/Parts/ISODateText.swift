import Spreadsheet

/// Reads the dates of cells that hold them as ISO 8601 text (ECMA-376 part 1, §18.17.4.2).
enum ISODateText {
  /// The serial date of a text such as `2024-01-01`, `2024-01-01T08:30:00.5Z` or `T08:30`, or `nil`.
  static func date(_ text: String) -> SerialDate? {
    // Seconds may have a fraction, but not one of a million digits.
    guard text.utf8.count <= 64 else { return nil }
    // Swift reads a sign before digits, ISO 8601 has none here.
    guard !text.contains("+") else { return nil }
    let halves = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = halves.first else { return nil }
    if halves.count == 1, first.contains(":") {
      return fraction(first).map { SerialDate($0) }
    }
    let time = halves.count == 2 ? fraction(halves[1]) : 0
    guard let time else { return nil }
    if first.isEmpty { return halves.count == 2 ? SerialDate(time) : nil }
    guard let day = CalendarDate(iso: first), day.year >= 1900 else { return nil }
    return SerialDate(SerialDate(day).serial + time)
  }

  /// The time of day as a fraction of the day.
  private static func fraction(_ text: Substring) -> Double? {
    let parts = (text.hasSuffix("Z") ? text.dropLast() : text).split(
      separator: ":",
      omittingEmptySubsequences: false
    )
    guard (2...3).contains(parts.count), let hours = Int(parts[0]), let minutes = Int(parts[1]),
      (0..<24).contains(hours), (0..<60).contains(minutes)
    else { return nil }
    let seconds = parts.count == 3 ? Double(parts[2]) : 0
    guard let seconds, seconds >= 0, seconds < 60 else { return nil }
    return (Double(hours * 3600 + minutes * 60) + seconds) / 86_400
  }
}
