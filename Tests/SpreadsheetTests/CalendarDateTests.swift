import Spreadsheet
import Testing

@Suite struct CalendarDateTests {
  @Test func `every day of four centuries has its number and its text`() throws {
    // Counted day by day, from what a calendar says and not from the formula under test.
    var number = -62_091
    for year in 1800...2200 {
      let isLeap = year.isMultiple(of: 400) || (year.isMultiple(of: 4) && !year.isMultiple(of: 100))
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      for (month, length) in zip(1..., lengths) {
        try #require(CalendarDate.days(inMonth: month, of: year) == length)
        for day in 1...length {
          let date = try #require(CalendarDate(year: year, month: month, day: day))
          try #require(date.daysSinceEpoch == number)
          try #require(CalendarDate(daysSinceEpoch: number) == date)
          try #require(CalendarDate(iso: date.description) == date)
          number += 1
        }
        try #require(CalendarDate(year: year, month: month, day: length + 1) == nil)
      }
    }
    #expect(number == 84_371)
  }

  @Test func `days follow one another from the first year to the last`() {
    var year = 1
    var month = 1
    var day = 1
    var wrong = 0
    for number in -719_162...2_932_896 {
      let date = CalendarDate(daysSinceEpoch: number)
      let isAsCounted = date?.year == year && date?.month == month && date?.day == day
      if !isAsCounted || date?.daysSinceEpoch != number { wrong += 1 }
      day += 1
      if day > CalendarDate.days(inMonth: month, of: year) { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
    #expect(wrong == 0)
    #expect(year == 10_000)
    #expect(CalendarDate(daysSinceEpoch: -719_163) == nil)
    #expect(CalendarDate(daysSinceEpoch: 2_932_897) == nil)
  }

  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("1900-01-01", -25_567), ("2000-02-29", 11_016),
    ("2023-08-01", 19_570), ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
  ]) func `known days have known numbers`(text: String, number: Int) throws {
    let date = try #require(CalendarDate(iso: text))
    #expect(date.daysSinceEpoch == number)
    #expect(CalendarDate(daysSinceEpoch: number)?.description == text)
  }

  @Test(arguments: [1900, 2100, 2023]) func `years without a leap day`(year: Int) {
    #expect(CalendarDate(year: year, month: 2, day: 29) == nil)
  }

  @Test(arguments: [1600, 2000, 2024]) func `years with a leap day`(year: Int) {
    #expect(CalendarDate(year: year, month: 2, day: 29) != nil)
  }

  @Test func `days outside the years 1 to 9999 do not exist`() {
    #expect(CalendarDate(daysSinceEpoch: -719_163) == nil)
    #expect(CalendarDate(daysSinceEpoch: 2_932_897) == nil)
    #expect(CalendarDate(daysSinceEpoch: .min) == nil)
    #expect(CalendarDate(daysSinceEpoch: .max) == nil)
    #expect(CalendarDate(year: 0, month: 1, day: 1) == nil)
    #expect(CalendarDate(year: 10_000, month: 1, day: 1) == nil)
    #expect(CalendarDate(year: 2023, month: 0, day: 1) == nil)
    #expect(CalendarDate(year: 2023, month: 13, day: 1) == nil)
    #expect(CalendarDate(year: 2023, month: 1, day: 0) == nil)
    #expect(CalendarDate(year: 2023, month: 4, day: 31) == nil)
  }

  @Test(arguments: [
    "", "2023", "2023-8-1", "2023-08-1", "23-08-01", "2023/08/01", "2023-08-01 ", " 2023-08-01",
    "2023-08-01T00:00:00", "2023-08-32", "2023-02-29", "２０２３-08-01", "2023-08-01-", "-2023-08-01",
    "2023年8月1日",
  ]) func `anything but YYYY-MM-DD is no date`(text: String) {
    #expect(CalendarDate(iso: text) == nil)
  }

  @Test func `signs are no digits`() {
    #expect(CalendarDate(iso: "+202-08-01") == nil)
    #expect(CalendarDate(iso: "2023-+8-01") == nil)
  }

  @Test(arguments: [
    ("2000-08-01", "2023-07-31", 22), ("2000-08-01", "2023-08-01", 23),
    ("2000-02-29", "2001-02-28", 0), ("2000-02-29", "2001-03-01", 1),
    ("2023-08-01", "2023-08-01", 0), ("2023-08-01", "2023-07-31", -1),
    ("1949-10-01", "2049-10-01", 100),
  ]) func `ages are counted in completed years`(from: String, to: String, years: Int) throws {
    let from = try #require(CalendarDate(iso: from))
    #expect(from.completedYears(to: try #require(CalendarDate(iso: to))) == years)
  }

  @Test func `days are ordered by time`() {
    let texts = ["2023-08-01", "2022-12-31", "2023-07-31", "2023-01-01"]
    #expect(
      texts.compactMap { CalendarDate(iso: $0) }.sorted().map(\.description)
        == ["2022-12-31", "2023-01-01", "2023-07-31", "2023-08-01"]
    )
    #expect(CalendarDate.epoch.description == "1970-01-01")
  }
}
