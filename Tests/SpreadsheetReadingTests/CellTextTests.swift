import Spreadsheet
import Testing

@testable import SpreadsheetReading

/// Number formats, numbers and dates as files spell them.
struct CellTextTests {
  @Test(arguments: [
    "yyyy\\-mm\\-dd", "yyyy\"年\"m\"月\"d\"日\"", "[$-804]yyyy年m月", "h:mm AM/PM", "[h]:mm:ss", "[ss]",
    "[$-F800]dddd\\,\\ mmmm\\ dd", "mm:ss.0", "[Red]d", "[DBNum1][$-804]yyyy", "aaaa", "e\"年\"",
    "0;yyyy", "_ m", "*-d", "\\\"d", "General;d",
  ])
  func knowsDateFormats(_ code: String) {
    #expect(NumberFormat.showsDate(code: code))
  }

  @Test(arguments: [
    "General", "0.00", "#,##0.00_);[Red]\\(#,##0.00\\)", "0.00E+00", "##0.0E-0", "@", "0\"days\"",
    "\\d0", "0_d", "*d0", "[Red]0", "[>=100]0;[<0]\\-0", "[$USD-409]0.00", "[$¥-804]#,##0", "0!d",
    "G/通用格式", "_-* #,##0.00_-", "\"yyyy", "[", "\\", "0\\月", "[Cyan]0;[Magenta]0", "",
  ])
  func knowsOtherFormats(_ code: String) {
    #expect(!NumberFormat.showsDate(code: code))
  }

  @Test func knowsBuiltInDateFormats() {
    let dates = (0..<100).filter { NumberFormat.showsDate(builtIn: $0) }
    #expect(dates == Array(14...22) + Array(27...36) + Array(45...47) + Array(50...58))
  }

  @Test(arguments: [
    "0", "-0", "1", "+7", "12.5", "-3.0000", "007", ".5", "5.", "0.1", "0.30000000000000004",
    "9007199254740991", "9007199254740993", "123456789012345678901234567890", "1E+3", "1e-7",
    "2.2250738585072014e-308", "4.9E-324", "1.7976931348623157E308", "12345.678901234567",
    "0.000000000000000000000001", "45292.333333333336", "9999999999999999",
    "0.0000000000000000000000",
  ])
  func readsNumbersExactly(_ text: String) throws {
    let value = try #require(number(text))
    #expect(value == Double(text))
    #expect(value.sign == Double(text)?.sign)
  }

  @Test(arguments: [
    "", "-", "+", ".", "e5", "1e", "1e+", "1.2.3", "0x10", "inf", "nan", "1e999", "１２", "1 2",
    "1,5",
    "--1", "1-", "1e5.0",
  ])
  func refusesWhatIsNoNumber(_ text: String) {
    #expect(number(text) == nil)
  }

  @Test(arguments: [
    ("2024-01-01", "2024-01-01"), ("2024-01-01T00:00:00", "2024-01-01"),
    ("2024-01-01T08:30:15.0Z", "2024-01-01T08:30:15"), ("1900-02-28", "1900-02-28"),
    ("1900-03-01T12:00", "1900-03-01T12:00:00"),
  ])
  func readsISODates(_ text: String, _ description: String) {
    #expect(ISODateText.date(text)?.description == description)
  }

  @Test func readsISOTimes() {
    #expect(ISODateText.date("T06:00")?.serial == 0.25)
    #expect(ISODateText.date("18:00:00")?.serial == 0.75)
  }

  @Test(arguments: [
    "", "T", "2024", "2023-02-29", "2024-01-01T25:00", "1582-10-15", "2024-1-1", "8:3x", "T+8:30",
  ])
  func refusesWhatIsNoDate(_ text: String) {
    #expect(ISODateText.date(text) == nil)
  }

  private func number(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    return unsafe bytes.withUnsafeBufferPointer {
      unsafe CellNumberText.value(ByteView($0), 0..<bytes.count)
    }
  }
}
