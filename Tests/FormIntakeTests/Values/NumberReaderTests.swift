import Findings
import FormDefinitions
import Foundation
import Spreadsheet
import Testing

@testable import FormIntake

@Suite struct NumberReaderTests {
  @Test func `money as villages type it`() {
    let reader = makeReader(makeField(.money) { $0.unit = "元" })
    check(
      [
        Row("5000", "5000"),
        Row("12345.60", "12345.6"),
        Row("0", "0"),
        Row("0.10", "0.1"),
        Row("５０００", "5000 | note number.repaired"),
        Row(" 5000 ", "5000 | note number.repaired"),
        Row("1,234.50", "1234.5 | note number.repaired"),
        Row("1，234，567", "1234567 | note number.repaired"),
        Row("1 234 567", "1234567 | note number.repaired"),
        Row("5000元", "5000 | note number.repaired"),
        Row("5000 元整", "5000 | note number.repaired"),
        Row("￥5,000.00", "5000 | note number.repaired"),
        Row("¥-", "nothing | error number.unreadable"),
        Row("人民币5000元", "5000 | note number.repaired"),
        Row("1.2万", "12000 | note number.repaired"),
        Row("1.2万元", "12000 | note number.repaired"),
        Row("1.2w", "12000 | note number.repaired"),
        Row("3千", "3000 | note number.repaired"),
        Row("3千5", "3500 | note number.repaired | confirm number.uncertain"),
        Row("1万2千", "12000 | note number.repaired"),
        Row("1万2千元", "12000 | note number.repaired"),
        Row("1万2", "12000 | note number.repaired | confirm number.uncertain"),
        Row("1万500", "10500 | note number.repaired"),
        Row("一万二千三百", "12300 | note number.repaired"),
        Row("一万二", "12000 | note number.repaired"),
        Row("三百五", "350 | note number.repaired"),
        Row("一百零五元", "105 | note number.repaired"),
        Row("壹仟贰佰元整", "1200 | note number.repaired"),
        Row("12元5角", "12.5 | note number.repaired"),
        Row("12块5毛6分", "12.56 | note number.repaired"),
        Row("1.2E+4", "12000 | note number.repaired"),
        Row("1E99", "nothing | error number.too-long"),
        Row("12O00", "12000 | note number.repaired"),
        Row("l2000", "12000 | note number.repaired"),
        Row("5000。5", "5000.5 | note number.repaired"),
        Row("共5000元", "5000 | note number.repaired"),
        Row("约5000", "5000 | confirm number.approximate"),
        Row("5000左右", "5000 | confirm number.approximate"),
        Row("约3万元", "30000 | confirm number.approximate"),
        Row("300多元", "300 | confirm number.approximate"),
        Row("5000以上", "5000 | confirm number.approximate"),
        Row("3-5千", "nothing | error number.interval"),
        Row("3～5千", "nothing | error number.interval"),
        Row("3000至5000元", "nothing | error number.interval"),
        Row("三四百", "nothing | error number.interval"),
        Row("3000/5000", "nothing | error number.several"),
        Row("3000、5000", "nothing | error number.several"),
        Row("3000\n5000", "nothing | error number.several"),
        Row("3 5", "nothing | error number.separator"),
        Row("12,5", "nothing | error number.separator"),
        Row("1,23", "nothing | error number.separator"),
        Row("3000+2000", "nothing | error number.expression"),
        Row("5000元/年", "nothing | error number.extra-text"),
        Row("5000（含补贴）", "nothing | error number.extra-text"),
        Row("工资5000元", "nothing | error number.extra-text"),
        Row("3000元-5000元", "nothing | error number.interval"),
        Row("3000元、5000元", "nothing | error number.several"),
        Row("30多万", "300000 | confirm number.approximate"),
        Row("十几万", "100000 | confirm number.approximate"),
        Row("几百", "nothing | error number.interval"),
        Row("5000RMB", "5000 | note number.repaired"),
        Row("500斤", "nothing | error number.unit"),
        Row("80%", "nothing | error number.unit"),
        Row("无", "nothing | error number.none-or-zero"),
        Row("没有", "nothing | error number.none-or-zero"),
        Row("-", "nothing | error number.none-or-zero"),
        Row("——", "nothing | error number.none-or-zero"),
        Row("/", "blank | note value.stroke"),
        Row("　 ", "blank"),
        Row("零", "0 | note number.repaired"),
        Row("很多", "nothing | error number.unreadable"),
        Row("1.2.3", "nothing | error number.unreadable"),
        Row("411003199001011234", "411003199001011234"),
        Row("4110031990010112345", "nothing | error number.too-long"),
        Row("-500", "-500 | error number.negative"),
        Row("负500", "-500 | error number.negative"),
        Row("12.345", "12.35 | warning money.rounded"),
        Row("同上", "nothing | error cell.ditto"),
        Row("〃", "nothing | error cell.ditto"),
      ],
      with: reader
    )
  }

  @Test func `counts with their units`() {
    let people = makeReader(
      makeField(.integer) {
        $0.unit = "人"
        $0.range = NumberRange(minimum: 1, maximum: 30)
      }
    )
    check(
      [
        Row("3", "3"),
        Row("3人", "3 | note number.repaired"),
        Row("共3口人", "3 | note number.repaired"),
        Row("三十", "30 | note number.repaired"),
        Row("两人", "2 | note number.repaired"),
        Row("２ 个", "2 | note number.repaired"),
        Row("2.5", "nothing | error number.fraction"),
        Row("0", "0 | error number.range"),
        Row("45", "45 | error number.range"),
        Row("45人", "45 | note number.repaired | error number.range"),
        Row("约45人", "45 | note number.repaired | error number.range"),
        Row("一家三口", "nothing | error number.extra-text"),
        Row("3户", "nothing | error number.unit"),
        Row("—", "blank | note value.stroke"),
      ],
      with: people
    )
    let months = makeReader(makeField(.decimal) { $0.unit = "月" })
    check(
      [
        Row("12个月", "12 | note number.repaired"),
        Row("8月", "8 | note number.repaired"),
        Row("半年", "6 | note number.repaired"),
        Row("1年", "12 | note number.repaired"),
        Row("一年半", "18 | note number.repaired"),
        Row("1年3个月", "15 | note number.repaired"),
        Row("两个半月", "2.5 | note number.repaired"),
        Row("3天", "nothing | error number.unit"),
      ],
      with: months
    )
    let tenThousands = makeReader(makeField(.money) { $0.unit = "万元" })
    check(
      [
        Row("1.2", "1.2"),
        Row("1.2万", "1.2 | note number.repaired"),
        Row("1.2万元", "1.2 | note number.repaired"),
        Row("12000元", "1.2 | note number.repaired"),
      ],
      with: tenThousands
    )
  }

  @Test func percentages() {
    check(
      [
        Row("80", "80"),
        Row("80%", "80 | note number.repaired"),
        Row("８０％", "80 | note number.repaired"),
        Row("百分之八十", "80 | note number.repaired"),
        Row("0.5%", "0.5 | note number.repaired"),
        Row("０.８", "0.8 | note number.repaired | confirm percent.fraction"),
        Row("0.8", "0.8 | confirm percent.fraction"),
      ],
      with: makeReader(makeField(.percent))
    )
  }

  @Test(arguments: [
    ("12345.6", "12345.6"), ("12340.000000000001", "12340"), ("0.30000000000000004", "0.3"),
    ("12.339999999999999", "12.34"), ("1.2345600000000001E4", "12345.6"), ("1E+3", "1000"),
    ("5000", "5000"), ("99999999999.99", "99999999999.99"),
  ])
  func `money in number cells is exact to the fen`(raw: String, expected: String) throws {
    let cell = CellNumber(try #require(Double(raw)), rawText: raw)
    let reading = makeReader(makeField(.money)).read(.number(cell))
    #expect(reading == .value(.number(try decimal(expected))))
  }

  @Test func `calculated amounts are rounded and say so`() throws {
    let reader = makeReader(makeField(.money))
    let reading = reader.read(.number(CellNumber(33_333.333333333336)))
    #expect(summary(reading) == "33333.33 | note money.rounded")
    #expect(summary(reader.read(.number(CellNumber(1.2345)))) == "1.23 | warning money.rounded")
  }

  @Test func `cells of other kinds`() throws {
    let reader = makeReader(makeField(.integer) { $0.unit = "人" })
    let march = try #require(CalendarDate(iso: "2023-03-05"))
    #expect(summary(reader.read(nil)) == "blank")
    #expect(summary(reader.read(.date(SerialDate(march)))) == "nothing | error number.date")
    #expect(summary(reader.read(.date(SerialDate(4)))) == "4 | note number.repaired")
    #expect(summary(reader.read(.boolean(true))) == "nothing | error number.unreadable")
    #expect(summary(reader.read(.emptyFormula)) == "nothing | error cell.not-calculated")
    #expect(summary(reader.read(.error("#REF!"))) == "nothing | error cell.formula-error")
    #expect(summary(reader.read(.picture("ID_1"))) == "nothing | error cell.picture")
    let long = CellNumber(4.11003199001011e17, rawText: "4.11003199001011E+17")
    #expect(summary(reader.read(.number(long))) == "nothing | error number.too-long")
  }

  @Test func `a range with a negative minimum allows negative amounts`() {
    let reader = makeReader(makeField(.money) { $0.range = NumberRange(minimum: -100_000) })
    #expect(summary(reader.read(.text("-500"))) == "-500")
  }

  @Test func messages() throws {
    let field = makeField(.integer) {
      $0.unit = "人"
      $0.range = NumberRange(minimum: 1, maximum: 30)
    }
    let remark = try #require(makeReader(field).read(.text("45")).remarks.first)
    #expect(remark.message.chinese == "应在 1～30 人之间，这里是 45")
    #expect(remark.message.english == "It must be between 1 and 30; this is 45.")
    #expect(remark.expected == "30")

    let money = makeReader(makeField(.money) { $0.unit = "元" })
    let note = try #require(money.read(.text("　１，２３４.５元 ")).remarks.first)
    #expect(note.message.chinese == "全角字符已改为半角；空格已去掉；千位分隔符已去掉；单位已去掉；按“1234.5”记录")
    #expect(
      note.message.english
        == "Full-width characters became half-width; spaces were removed; "
        + "thousands separators were removed; the unit was removed; read as “1234.5”."
    )
    #expect(note.fix.chinese == "不用处理；与实际不符时再改")
    let none = try #require(money.read(.text("无")).remarks.first)
    #expect(none.message.chinese == "“无”是 0 还是没有填，不能确定")
    #expect(none.fix.chinese == "如果是 0，请写 0；如果不用填，请留空")
    let sum = try #require(money.read(.text("3000+2000")).remarks.first)
    #expect(sum.expected == "5000")
    #expect(sum.message.chinese == "这里写的是算式，没有结果（应为 5000）")
    let unit = try #require(money.read(.text("500斤")).remarks.first)
    #expect(unit.message.chinese == "单位写的是“斤”，这里应以“元”为单位")
  }
}
