import Findings
import FormDefinitions
import Foundation
import Spreadsheet

/// Reads days, months and years.
///
/// | code | severity | fault |
/// | --- | --- | --- |
/// | `date.repaired` | note | an unusual spelling, a serial number, a year taken from the period |
/// | `date.two-digit-year` | confirm | the century was guessed |
/// | `date.order` | confirm | day and month may be the other way round |
/// | `date.month-and-day` | confirm | `8.20` may be a day or a number |
/// | `date.year-assumed` | confirm | with the period's year the day lies in the future |
/// | `date.october` | confirm | a number `2023.1` may have been `2023.10` |
/// | `date.unlikely` | confirm | a serial number of a day before 1954 |
/// | `date.no-year` | error | no year, and the period is unknown |
/// | `date.incomplete` | error | year or month alone where more is asked |
/// | `date.impossible` | error | a day or month that does not exist |
/// | `date.year-digits` | error | the year has not four digits, or lies outside 1900–2100 |
/// | `date.several` | error | two dates or a span |
/// | `date.lunar` | error | a day of the lunar calendar |
/// | `date.unreadable` | error | no date |
/// | `date.range` | error | outside the field's days |
struct DateReader: TypeReader {
  let field: FieldDefinition
  let context: ReadingContext
  let strokes = Stroke.all

  func read(text: String) -> FieldReading {
    if field.type == .date, let date = Self.plainDate(text) {
      return finish(.date(date), [])
    }
    if field.type == .month, text.utf8.count <= 2, let month = Int(text), (1...12).contains(month) {
      return read(text: "\(month)月")
    }
    do {
      let typed = try TypedDate(TypedText(text), century: century)
      return resolve(typed)
    } catch {
      return Self.explain(error, example: example)
    }
  }

  /// A day written as `2023-08-01`, the form that needs no thought.
  private static func plainDate(_ text: String) -> CalendarDate? {
    guard text.utf8.count == 10 else { return nil }
    var number = 0
    for (index, byte) in text.utf8.enumerated() {
      if index == 4 || index == 7 {
        guard byte == UInt8(ascii: "-") else { return nil }
      } else {
        guard (0x30...0x39).contains(byte) else { return nil }
        number = number * 10 + Int(byte - 0x30)
      }
    }
    let year = number / 10_000
    guard (1900...2100).contains(year) else { return nil }
    return CalendarDate(year: year, month: number / 100 % 100, day: number % 100)
  }

  func read(number: CellNumber) -> FieldReading {
    guard let exact = ExactNumber(number) else {
      return Self.explain(.unreadable, example: example)
    }
    if let whole = exact.integer { return read(whole: whole) }
    let digits = exact.description
    let parts = digits.split(separator: ".")
    if let first = parts.first, first.utf8.count == 4, parts.count == 2, field.type != .year,
      (1900...2100).contains(Int(first) ?? 0)
    {
      return read(yearPointMonth: digits, fraction: parts[1])
    }
    if (20_000...60_000).contains(number.value), let date = SerialDate(number.value).date {
      return resolve(date, [.serial, .time])
    }
    return Self.explain(.unreadable, example: example)
  }

  private func read(whole: Int) -> FieldReading {
    if field.type != .year, (10_000..<20_000).contains(whole),
      let date = SerialDate(Double(whole)).date
    {
      let reading = resolve(date, .serial)
      guard reading.severity != .error else { return reading }
      return .value(reading.value ?? .date(date), [Self.unlikely(date)])
    }
    return read(text: String(whole))
  }

  /// A number such as 2023.8: Excel drops the zero of 2023.10.
  private func read(yearPointMonth text: String, fraction: Substring) -> FieldReading {
    let reading = read(text: text)
    guard fraction == "1", case .month(let month)? = reading.value else { return reading }
    return .value(.month(month), [Self.october(month)])
  }

  func read(date: SerialDate) -> FieldReading {
    guard let day = date.date else { return Self.explain(.unreadable, example: example) }
    // A year typed into a cell with a date format looks like a day of 1905.
    if date.serial == date.serial.rounded(), (1900...2100).contains(date.serial) {
      if field.type == .year {
        let year = Int(date.serial)
        return finish(
          .number(Decimal(year)),
          Repairs.dateFormat.note("date.repaired", readAs: String(year))
        )
      }
      return Self.yearUnderDateFormat(Int(date.serial), shown: day, example: example)
    }
    return resolve(day, date.secondsOfDay > 0 ? .time : [])
  }

  func read(boolean: Bool) -> FieldReading { Self.explain(.unreadable, example: example) }

  /// A value in the form asked for.
  var example: String {
    let year = context.period?.year ?? context.today.year
    return switch field.type {
    case .month: "\(year)-08"
    case .year: "\(year)"
    default: "\(year)-08-01"
    }
  }

  /// The year that two digits mean: 23 is 2023, 85 is 1985; only the period's own is certain.
  private func century(_ digits: Int) -> (year: Int, isCertain: Bool) {
    let recent = 2000 + digits
    let year = recent <= context.today.year ? recent : 1900 + digits
    return (year, year == context.period?.year)
  }

  // MARK: The parts under the field's type

  private func resolve(_ date: CalendarDate, _ repairs: Repairs) -> FieldReading {
    switch field.type {
    case .month:
      let month = CalendarMonth(date)
      // A spreadsheet keeps a month as its first day: nothing was dropped then.
      let whole = repairs.subtracting(.time)
      let notes = date.day == 1 ? whole : whole.union(.dayDropped)
      return finish(
        .month(month),
        notes.isEmpty ? [] : notes.note("date.repaired", readAs: "\(month)")
      )
    case .year:
      return finish(
        .number(Decimal(date.year)),
        repairs.subtracting(.time).note("date.repaired", readAs: "\(date.year)")
      )
    default:
      let text = repairs.isEmpty ? nil : date.description
      return finish(.date(date), repairs.note("date.repaired", readAs: text))
    }
  }

  private func resolve(_ typed: TypedDate) -> FieldReading {
    var repairs = typed.repairs
    var doubt: ValueRemark?
    if let year = typed.year, !(1900...2100).contains(year) { return Self.oddYear(year) }
    if let month = typed.month, !(1...12).contains(month) {
      return impossible(typed, month: month)
    }
    if field.type == .year {
      guard let year = typed.year else {
        return Self.explain(.unreadable, example: example)
      }
      let isBare = typed.month == nil && repairs.isEmpty
      let note = isBare ? [] : repairs.note("date.repaired", readAs: String(year))
      return finish(.number(Decimal(year)), note, typed.doubt.map { Self.doubt($0, "\(year)") })
    }
    guard let month = typed.month else { return incomplete(typed) }
    if field.type == .date, typed.day == nil { return incomplete(typed) }
    if typed.year == nil {
      guard context.period != nil else { return noYear(month: month, day: typed.day) }
      repairs.insert(.periodYear)
    }
    let year = typed.year ?? context.period?.year ?? context.today.year
    let lastDay = CalendarDate.days(inMonth: month, of: year)
    if let day = typed.day, !(1...lastDay).contains(day) {
      return Self.noSuchDay(year: year, month: month, day: day, lastDay: lastDay)
    }
    let date = CalendarDate(year: year, month: month, day: typed.day ?? 1)
    guard let date else { return Self.explain(.unreadable, example: example) }
    let value: FieldValue = field.type == .month ? .month(CalendarMonth(date)) : .date(date)
    if field.type == .month, typed.day != nil { repairs.insert(.dayDropped) }
    if typed.year == nil, date > context.today {
      doubt = Self.yearAssumed(value.description)
    } else if let other = typed.doubt {
      doubt = Self.doubt(other, value.description)
    }
    let isSilent = typed.isUsual && repairs.isEmpty
    return finish(
      value,
      isSilent ? [] : repairs.note("date.repaired", readAs: value.description),
      doubt
    )
  }

  private func finish(
    _ value: FieldValue,
    _ notes: [ValueRemark],
    _ doubt: ValueRemark? = nil
  ) -> FieldReading {
    if let range = field.dates {
      let isOutside: Bool =
        switch value {
        case .date(let date): !range.contains(date)
        case .month(let month):
          month < CalendarMonth(range.lowerBound) || month > CalendarMonth(range.upperBound)
        case .number(let year):
          year < Decimal(range.lowerBound.year) || year > Decimal(range.upperBound.year)
        default: false
        }
      if isOutside { return .value(value, notes + [Self.outside(range, type: field.type)]) }
    }
    if let range = field.range, case .number(let year) = value, !range.contains(year) {
      let bounds = [range.minimum, range.maximum].map { $0?.description ?? "" }
      return .value(value, notes + [Self.outside(bounds[0], bounds[1])])
    }
    return .value(value, notes + (doubt.map { [$0] } ?? []))
  }
}
