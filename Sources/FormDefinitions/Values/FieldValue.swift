public import Foundation
public import Spreadsheet

/// A month of a year.
public struct CalendarMonth: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The year, 1 to 9999.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int

  /// Creates a month, or `nil` when there is no such month.
  public init?(year: Int, month: Int) {
    guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
    self.year = year
    self.month = month
  }

  /// The month that a day lies in.
  public init(_ date: CalendarDate) {
    year = date.year
    month = date.month
  }

  /// Parses `YYYY-MM`; `nil` for anything else.
  public init?(iso text: some StringProtocol) {
    guard let date = CalendarDate(iso: "\(text)-01") else { return nil }
    self.init(date)
  }

  /// Months since the year 0, for differences.
  public var ordinal: Int { year * 12 + month - 1 }

  /// Orders months by time.
  public static func < (left: Self, right: Self) -> Bool { left.ordinal < right.ordinal }

  /// The month as `YYYY-MM`.
  public var description: String {
    let digits = String(year)
    let zeros = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
    return "\(zeros)\(digits)-\(month < 10 ? "0" : "")\(month)"
  }
}

/// The value of a field, parsed: what a cell's content means under the field's type.
public enum FieldValue: Hashable, Sendable {
  /// Text; also identity, mobile, division and credit numbers, which are never numbers.
  case text(String)
  /// An exact decimal number: integers, decimals, money in yuan, per cent, years.
  case number(Decimal)
  /// A day.
  case date(CalendarDate)
  /// A month of a year.
  case month(CalendarMonth)
  /// 是 or 否.
  case boolean(Bool)
  /// One code, by its printed label.
  case choice(String)
  /// Several codes by their printed labels, in the code list's order, each once.
  case choices([String])
}

extension FieldValue: CustomStringConvertible {
  /// The value as a person writes it in a cell.
  public var description: String {
    switch self {
    case .text(let text), .choice(let text): text
    case .number(let number): number.description
    case .date(let date): date.description
    case .month(let month): month.description
    case .boolean(let value): value ? "是" : "否"
    case .choices(let labels): labels.joined(separator: "、")
    }
  }
}
