import Findings
import FormDefinitions
import Foundation
import Spreadsheet
import Testing

@testable import FormIntake

@Suite struct DateReaderTests {
  @Test func `days as villages type them`() {
    check(
      [
        Row("2023-08-01", "2023-08-01"),
        Row("2023-8-1", "2023-08-01"),
        Row("2023/8/1", "2023-08-01"),
        Row("2023年8月1日", "2023-08-01"),
        Row("2023.8.1", "2023-08-01 | note date.repaired"),
        Row("2023.08.01.", "2023-08-01 | note date.repaired"),
        Row("２０２３－８－１", "2023-08-01 | note date.repaired"),
        Row("2023。8。1", "2023-08-01 | note date.repaired"),
        Row("2023、8、1", "2023-08-01 | note date.repaired"),
        Row("2023 8 1", "2023-08-01 | note date.repaired"),
        Row("2023 年 8 月 1 日", "2023-08-01 | note date.repaired"),
        Row("2023年8月1号", "2023-08-01 | note date.repaired"),
        Row("2023.8月1日", "2023-08-01 | note date.repaired"),
        Row("20230801", "2023-08-01 | note date.repaired"),
        Row("20230801.0", "2023-08-01 | note date.repaired"),
        Row("二〇二三年八月一日", "2023-08-01 | note date.repaired"),
        Row("二0二三年八月十一日", "2023-08-11 | note date.repaired"),
        Row("二○二三年十二月三十一日", "2023-12-31 | note date.repaired"),
        Row("2O23.8.1", "2023-08-01 | note date.repaired"),
        Row("2023年元月5日", "2023-01-05 | note date.repaired"),
        Row("8月20日", "2023-08-20 | note date.repaired"),
        Row("八月二十日", "2023-08-20 | note date.repaired"),
        Row("12月20日", "2023-12-20 | note date.repaired | confirm date.year-assumed"),
        Row("8.20", "2023-08-20 | note date.repaired | confirm date.month-and-day"),
        Row("2023-08-01 00:00:00", "2023-08-01 | note date.repaired"),
        Row("2023-08-01T12:30:00", "2023-08-01 | note date.repaired"),
        Row("2023年8月1日 上午9时", "2023-08-01 | note date.repaired"),
        Row("2023年8月1日9点30分", "2023-08-01 | note date.repaired"),
        Row("2023年8月1日星期二", "2023-08-01 | note date.repaired"),
        Row("45139", "2023-08-01 | note date.repaired"),
        Row("23.8.1", "2023-08-01 | note date.repaired"),
        Row("22.8.1", "2022-08-01 | note date.repaired | confirm date.two-digit-year"),
        Row("85-3-4", "1985-03-04 | note date.repaired | confirm date.two-digit-year"),
        Row("230801", "2023-08-01 | note date.repaired | confirm date.two-digit-year"),
        Row("8/1/2023", "2023-08-01 | note date.repaired | confirm date.order"),
        Row("8/21/2023", "2023-08-21 | note date.repaired"),
        Row("21/8/2023", "2023-08-21 | note date.repaired"),
        Row("2023-02-30", "nothing | error date.impossible"),
        Row("2023年4月31日", "nothing | error date.impossible"),
        Row("2023-13-01", "nothing | error date.impossible"),
        Row("2023-30-08", "nothing | error date.impossible"),
        Row("2023.8.0", "nothing | error date.impossible"),
        Row("2023年8月", "nothing | error date.incomplete"),
        Row("2023-8", "nothing | error date.incomplete"),
        Row("202308", "nothing | error date.incomplete"),
        Row("2023", "nothing | error date.incomplete"),
        Row("20日", "nothing | error date.incomplete"),
        Row("203-8-1", "nothing | error date.year-digits"),
        Row("20223.8.1", "nothing | error date.year-digits"),
        Row("3023.8.1", "nothing | error date.year-digits"),
        Row("2023.8.1-2023.8.5", "nothing | error date.several"),
        Row("2023.8.1至8.5", "nothing | error date.several"),
        Row("农历六月初五", "nothing | error date.lunar"),
        Row("今天", "nothing | error date.unreadable"),
        Row("8月底", "nothing | error date.incomplete"),
        Row("2023年8月中旬", "nothing | error date.incomplete"),
        Row("2023年8月1日、8月2日", "nothing | error date.several"),
        Row("2023年8月1日2日", "nothing | error date.several"),
        Row("无", "blank | note value.stroke"),
        Row("/", "blank | note value.stroke"),
        Row("同上", "nothing | error cell.ditto"),
      ],
      with: makeReader(makeField(.date))
    )
  }

  @Test func `without a period nobody guesses the year`() throws {
    let reading = makeReader(makeField(.date), period: nil).read(.text("8月20日"))
    #expect(summary(reading) == "nothing | error date.no-year")
    #expect(reading.remarks.first?.expected == "2023-08-20")
  }

  @Test func `a reader goes on under another period`() {
    let reader = makeReader(makeField(.date), period: nil)
    let context = ReadingContext(period: ReadingPeriod(year: 2022), today: importDay)
    #expect(reader.under(context).read(.text("8月20日")).value?.description == "2022-08-20")
  }

  @Test func months() {
    check(
      [
        Row("2023-08", "2023-08"),
        Row("2023年8月", "2023-08"),
        Row("2023-8", "2023-08"),
        Row("2023.8", "2023-08 | note date.repaired"),
        Row("2023年8月份", "2023-08"),
        Row("202308", "2023-08 | note date.repaired"),
        Row("二〇二三年八月", "2023-08 | note date.repaired"),
        Row("8月", "2023-08 | note date.repaired"),
        Row("8/2023", "2023-08 | note date.repaired"),
        Row("2023-08-15", "2023-08 | note date.repaired"),
        Row("8", "2023-08 | note date.repaired"),
        Row("2023年8月底", "2023-08 | note date.repaired"),
        Row("2023年8月-9月", "nothing | error date.several"),
        Row("23年8月", "2023-08 | note date.repaired"),
        Row("2023", "nothing | error date.incomplete"),
        Row("2023-13", "nothing | error date.impossible"),
      ],
      with: makeReader(makeField(.month))
    )
  }

  @Test func years() {
    check(
      [
        Row("2023", "2023"),
        Row("2023年", "2023"),
        Row("二〇二三年", "2023"),
        Row("22年", "2022 | confirm date.two-digit-year"),
        Row("2023年8月1日", "2023 | note date.repaired"),
        Row("203", "nothing | error date.unreadable"),
        Row("去年", "nothing | error date.unreadable"),
      ],
      with: makeReader(makeField(.year))
    )
  }

  @Test(arguments: [
    ("45139", FieldType.date, "2023-08-01 | note date.repaired"),
    ("45139.5", .date, "2023-08-01 | note date.repaired"),
    ("20230801", .date, "2023-08-01 | note date.repaired"),
    ("19620501", .date, "1962-05-01 | note date.repaired"),
    ("12000", .date, "1932-11-07 | confirm date.unlikely"),
    ("2023", .date, "nothing | error date.incomplete"),
    ("2023.8", .date, "nothing | error date.incomplete"),
    ("8.2", .date, "nothing | error date.unreadable"),
    ("3", .date, "nothing | error date.unreadable"),
    ("202308", .month, "2023-08 | note date.repaired"),
    ("2023.8", .month, "2023-08 | note date.repaired"),
    ("2023.1", .month, "2023-01 | confirm date.october"),
    ("8", .month, "2023-08 | note date.repaired"),
    ("45139", .month, "2023-08 | note date.repaired"),
    ("2023", .year, "2023"),
  ])
  func `number cells`(raw: String, type: FieldType, expected: String) throws {
    let cell = CellNumber(try #require(Double(raw)), rawText: raw)
    #expect(summary(makeReader(makeField(type)).read(.number(cell))) == expected)
  }

  @Test func `date cells`() throws {
    let august = SerialDate(try #require(CalendarDate(iso: "2023-08-01")))
    #expect(summary(makeReader(makeField(.date)).read(.date(august))) == "2023-08-01")
    // A spreadsheet keeps a month as its first day; any other day was dropped, and that is said.
    #expect(summary(makeReader(makeField(.month)).read(.date(august))) == "2023-08")
    let fifth = SerialDate(august.serial + 4)
    #expect(
      summary(makeReader(makeField(.month)).read(.date(fifth))) == "2023-08 | note date.repaired"
    )
    #expect(
      summary(makeReader(makeField(.year)).read(.date(august))) == "2023 | note date.repaired"
    )
    let noon = SerialDate(august.serial + 0.5)
    #expect(
      summary(makeReader(makeField(.date)).read(.date(noon))) == "2023-08-01 | note date.repaired"
    )
    let year = SerialDate(2023)
    let reading = makeReader(makeField(.date)).read(.date(year))
    #expect(summary(reading) == "nothing | error date.incomplete")
    #expect(
      reading.remarks.first?.message.chinese == "这里只写了 2023，单元格是日期格式，所以显示成 1905-07-15"
    )
    #expect(summary(makeReader(makeField(.year)).read(.date(year))) == "2023 | note date.repaired")
  }

  @Test func `days outside the field's bounds`() throws {
    let first = try #require(CalendarDate(iso: "2023-05-05"))
    let last = try #require(CalendarDate(iso: "2023-06-05"))
    let reading = makeReader(makeField(.date) { $0.dates = first...last }).read(.text("2023-08-01"))
    #expect(summary(reading) == "2023-08-01 | error date.range")
    #expect(reading.remarks.first?.message.chinese == "应在 2023-05-05～2023-06-05 之间")
  }

  @Test func messages() throws {
    let reader = makeReader(makeField(.date))
    let february = try #require(reader.read(.text("2023-02-30")).remarks.first)
    #expect(february.message.chinese == "2023年2月只有28天，没有 30 日")
    #expect(february.expected == "2023-02-28")
    let exchanged = try #require(reader.read(.text("2023-30-08")).remarks.first)
    #expect(exchanged.message.chinese == "没有 30 月，月和日可能写反了：2023-08-30")
    let note = try #require(reader.read(.text("8月20日")).remarks.first)
    #expect(note.message.chinese == "年份取自填报期；按“2023-08-20”记录")
    let month = try #require(reader.read(.text("2023年8月")).remarks.first)
    #expect(month.message.chinese == "应写到年月日，这里只写到月，没有写日")
    #expect(month.fix.chinese == "请写成 2023-08-01 的样子")
  }
}
