import Spreadsheet
import Testing

@Suite struct SerialDateTests {
  @Test(arguments: [
    (1, "1900-01-01"), (31, "1900-01-31"), (59, "1900-02-28"), (61, "1900-03-01"),
    (25_569, "1970-01-01"), (36_526, "2000-01-01"), (45_139, "2023-08-01"),
    (2_958_465, "9999-12-31"),
  ]) func `the 1900 system`(serial: Int, text: String) throws {
    #expect(SerialDate(Double(serial)).date?.description == text)
    let date = try #require(CalendarDate(iso: text))
    #expect(SerialDate(date) == SerialDate(Double(serial)))
  }

  @Test func `serial 60 is the 29 February 1900 that never was`() {
    #expect(SerialDate(60).date == nil)
    #expect(SerialDate(60.5).date == nil)
    #expect(SerialDate(60).description == "60.0")
  }

  @Test(arguments: [(0, "1904-01-01"), (60, "1904-03-01"), (43_677, "2023-08-01")])
  func `the 1904 system`(serial: Int, text: String) {
    #expect(SerialDate(Double(serial), system: .from1904).date?.description == text)
  }

  @Test(arguments: [0, -1, 0.4, 2_958_466, 1e300, -.infinity, .infinity, .nan])
  func `serials without a day`(serial: Double) {
    #expect(SerialDate(serial).date == nil)
  }

  @Test func `a serial just short of a day that is not there has none`() {
    #expect(SerialDate(59.999_999_9).date == nil)
    #expect(SerialDate(2_958_465.999_999_9).date == nil)
  }

  @Test func `every day from 1900 to 2200 goes through its serial`() throws {
    let first = try #require(CalendarDate(year: 1900, month: 1, day: 1)).daysSinceEpoch
    let last = try #require(CalendarDate(year: 2200, month: 12, day: 31)).daysSinceEpoch
    var serial = 1.0
    for number in first...last {
      if serial == 60 { serial += 1 }
      let date = try #require(CalendarDate(daysSinceEpoch: number))
      try #require(SerialDate(date).serial == serial)
      try #require(SerialDate(serial).date == date)
      serial += 1
    }
  }

  @Test(arguments: [
    (45_139.0, 0, "2023-08-01"), (45_139.5, 43_200, "2023-08-01T12:00:00"),
    (45_139.75, 64_800, "2023-08-01T18:00:00"),
    (45_139.000_011_574_074_07, 1, "2023-08-01T00:00:01"),
    (45_139.999_988_425_93, 86_399, "2023-08-01T23:59:59"),
    (45_138.999_999, 0, "2023-08-01"),
  ]) func `the fraction is the time of day, to the second`(
    serial: Double,
    seconds: Int,
    text: String
  ) {
    #expect(SerialDate(serial).secondsOfDay == seconds)
    #expect(SerialDate(serial).description == text)
  }

  @Test(arguments: [(0.0, "00:00:00"), (0.25, "06:00:00"), (0.999_988_425_93, "23:59:59")])
  func `a time without a day is the time alone`(serial: Double, text: String) {
    #expect(SerialDate(serial).description == text)
  }

  @Test func `a negative serial is a bare number`() {
    #expect(SerialDate(-0.25).description == "-0.25")
  }
}
