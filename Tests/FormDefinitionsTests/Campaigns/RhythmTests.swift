import FormDefinitions
import Spreadsheet
import Testing

/// When returns are due, and which period a day lies in.
@Suite struct RhythmTests {
  private func day(_ text: String) throws -> CalendarDate {
    try #require(CalendarDate(iso: text))
  }

  private func days(_ first: String, _ last: String) throws -> ClosedRange<CalendarDate> {
    try day(first)...(try day(last))
  }

  private func months(_ first: String, _ last: String) throws -> ClosedRange<CalendarMonth> {
    try #require(CalendarMonth(iso: first))...(try #require(CalendarMonth(iso: last)))
  }

  private func dues(_ rhythm: Rhythm) -> [String] { rhythm.periods.map(\.due.description) }

  @Test(
    arguments: [
      ("1970-01-01", Weekday.thursday), ("1969-12-31", .wednesday), ("2000-02-29", .tuesday),
      ("2023-08-03", .thursday), ("2024-12-29", .sunday), ("2024-12-30", .monday),
    ]
  )
  func `a day has its weekday`(text: String, weekday: Weekday) throws {
    #expect(Weekday(try day(text)) == weekday)
  }

  @Test func `every Thursday between two days`() throws {
    let rhythm = Rhythm.weekly(.thursday, try days("2023-07-28", "2023-08-30"))
    #expect(dues(rhythm) == ["2023-08-03", "2023-08-10", "2023-08-17", "2023-08-24"])
    let first = try #require(rhythm.period(on: try day("2023-07-28")))
    #expect(first.covers == (try days("2023-07-28", "2023-08-03")))
    let second = try #require(rhythm.period(on: try day("2023-08-04")))
    #expect(second.due == (try day("2023-08-10")))
    #expect(second.covers == (try days("2023-08-04", "2023-08-10")))
    #expect(rhythm.period(on: try day("2023-08-10")) == second)
  }

  @Test func `no period before the first day and after the last due day`() throws {
    let rhythm = Rhythm.weekly(.thursday, try days("2023-07-28", "2023-08-30"))
    #expect(rhythm.period(on: try day("2023-07-27")) == nil)
    #expect(rhythm.period(on: try day("2023-08-25")) == nil)
    let once = Rhythm.once(try days("2022-03-01", "2022-03-28"))
    #expect(once.period(on: try day("2022-02-28")) == nil)
    #expect(once.period(on: try day("2022-03-28"))?.due == (try day("2022-03-28")))
    #expect(once.period(on: try day("2022-03-29")) == nil)
  }

  @Test func `a round that begins and ends on the weekday has both`() throws {
    let rhythm = Rhythm.weekly(.thursday, try days("2023-08-24", "2023-08-31"))
    #expect(dues(rhythm) == ["2023-08-24", "2023-08-31"])
    let first = try day("2023-08-24")
    #expect(rhythm.period(on: first)?.covers == first...first)
  }

  @Test func `weeks pass a leap day and a year's end`() throws {
    let leap = Rhythm.weekly(.thursday, try days("2024-02-23", "2024-03-08"))
    #expect(dues(leap) == ["2024-02-29", "2024-03-07"])
    let year = Rhythm.weekly(.sunday, try days("2024-12-23", "2025-01-05"))
    #expect(dues(year) == ["2024-12-29", "2025-01-05"])
  }

  @Test func `a month's report by the fourth is on the month before`() throws {
    let rhythm = Rhythm.monthly(day: 4, covering: .previous, try months("2020-01", "2020-06"))
    #expect(
      dues(rhythm) == [
        "2020-01-04", "2020-02-04", "2020-03-04", "2020-04-04", "2020-05-04", "2020-06-04",
      ]
    )
    let march = try #require(rhythm.period(on: try day("2020-03-04")))
    #expect(march.covers == (try days("2020-02-01", "2020-02-29")))
    #expect(march.opens == (try day("2020-02-05")))
    #expect(rhythm.period(on: try day("2020-03-05"))?.due == (try day("2020-04-04")))
    let first = try #require(rhythm.period(on: try day("2019-12-05")))
    #expect(first.covers == (try days("2019-12-01", "2019-12-31")))
    #expect(rhythm.period(on: try day("2019-12-04")) == nil)
    #expect(rhythm.period(on: try day("2020-06-05")) == nil)
  }

  @Test func `the last day of short months`() throws {
    let rhythm = Rhythm.monthly(day: 31, covering: .same, try months("2023-01", "2023-04"))
    #expect(dues(rhythm) == ["2023-01-31", "2023-02-28", "2023-03-31", "2023-04-30"])
    let february = try #require(rhythm.period(on: try day("2023-02-01")))
    #expect(february.covers == (try days("2023-02-01", "2023-02-28")))
    #expect(february.opens == (try day("2023-02-01")))
    let leap = Rhythm.monthly(day: 30, covering: .same, try months("2024-02", "2024-02"))
    #expect(dues(leap) == ["2024-02-29"])
  }

  @Test func `due dates within days`() throws {
    let rhythm = Rhythm.weekly(.thursday, try days("2023-07-01", "2023-08-31"))
    let found = rhythm.dueDates(in: try days("2023-08-03", "2023-08-10"))
    #expect(found.map(\.description) == ["2023-08-03", "2023-08-10"])
    #expect(rhythm.dueDates(in: try days("2023-09-01", "2023-12-31")).isEmpty)
  }

  @Test func `an event has no dates`() throws {
    let rhythm = Rhythm.event("纳入监测对象", days: 10)
    #expect(rhythm.periods.isEmpty)
    #expect(rhythm.period(on: try day("2023-08-01")) == nil)
  }

  @Test func `the calendar's ends`() throws {
    let last = Rhythm.weekly(.friday, try days("9999-12-25", "9999-12-31"))
    #expect(dues(last) == ["9999-12-31"])
    let first = Rhythm.monthly(day: 4, covering: .previous, try months("0001-01", "0001-02"))
    // The month before the first one is in no calendar.
    #expect(dues(first) == ["0001-02-04"])
  }

  @Test(
    arguments: [
      ("411003102201", "张庄村", UnitKind.village), ("411003102000", "灵井镇", .town),
      ("x", "猴嘴街道", .town), ("x", "柳河社区", .village), ("x", "区财政局", .department),
      ("x", "资源分局", .department), ("x", "张庄村驻村工作队", .team), ("x", "运粮湖办事处", .town),
      ("x", "镇乡村振兴办公室", .department),
    ]
  )
  func `a unit's kind is told by code or name`(code: String, name: String, kind: UnitKind) {
    #expect(UnitKind(code: code, name: name) == kind)
  }

  @Test func `a name that tells nothing has no kind`() {
    #expect(UnitKind(code: "", name: "第一组") == nil)
  }
}
