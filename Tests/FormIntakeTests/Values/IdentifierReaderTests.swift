import Findings
import FormDefinitions
import Spreadsheet
import Testing

@testable import FormIntake

@Suite struct IdentifierReaderTests {
  @Test func `identity numbers as villages type them`() {
    check(
      [
        Row("101110199003077213", "nothing | error identity-number.province"),
        Row("110101199003077213", "110101199003077213"),
        Row("11010119900307109X", "11010119900307109X"),
        Row("11010119900307109x", "11010119900307109X"),
        Row("11010119900307109Ｘ", "11010119900307109X | note identity-number.repaired"),
        Row("11010119900307109×", "11010119900307109X"),
        Row("１１０１０１１９９００３０７７２１３", "110101199003077213 | note identity-number.repaired"),
        Row(" 110101199003077213\n", "110101199003077213 | note identity-number.repaired"),
        Row("110101 19900307 7213", "110101199003077213 | note identity-number.repaired"),
        Row("110101\n199003077213", "110101199003077213 | note identity-number.repaired"),
        Row("110101-19900307-7213", "110101199003077213 | note identity-number.repaired"),
        Row("'110101199003077213", "110101199003077213 | note identity-number.repaired"),
        Row("’110101199003077213", "110101199003077213 | note identity-number.repaired"),
        Row("=\"110101199003077213\"", "110101199003077213 | note identity-number.repaired"),
        Row("身份证：110101199003077213", "110101199003077213 | note identity-number.repaired"),
        Row("身份证号码 110101199003077213", "110101199003077213 | note identity-number.repaired"),
        Row(
          "\u{FEFF}110101199003077213\u{200B}",
          "110101199003077213 | note identity-number.repaired"
        ),
        Row("1101011990O3077213", "110101199003077213 | note identity-number.repaired"),
        Row("l10101199003077213", "110101199003077213 | note identity-number.repaired"),
        Row("11010119900307721343", "11010119900307721343"),
        Row("11010119900307721343B1", "11010119900307721343B1"),
        Row("11010119900307721393", "nothing | error identity-number.disability"),
        Row("4.11003E+17", "nothing | error identity-number.digits-lost"),
        Row("1.10101199003077E+17", "nothing | error identity-number.digits-lost"),
        Row("110101199003077000", "nothing | error identity-number.digits-lost"),
        Row("11010119900307700000", "nothing | error identity-number.digits-lost"),
        Row("110101900307721", "nothing | error identity-number.old"),
        Row("11010119900307721", "nothing | error identity-number.length"),
        Row("1101011990030772133", "nothing | error identity-number.length"),
        Row("110101199003077218", "nothing | error identity-number.checksum"),
        Row("110101199002307213", "nothing | error identity-number.birth-date"),
        Row("1101011990A3077213", "nothing | error identity-number.character"),
        Row("张三110101199003077213", "110101199003077213 | warning identity-number.remark-dropped"),
        Row("11010119900307****", "nothing | error identity-number.character"),
        Row("没有身份证", "nothing | error identity-number.character"),
        Row("110101199003077213/11010119900307109X", "nothing | error identity-number.several"),
        Row("110101199003077213、11010119900307109X", "nothing | error identity-number.several"),
        Row("110101199003077213\n11010119900307109X", "nothing | error identity-number.several"),
        Row("11010119900307721311010119900307109X", "nothing | error identity-number.several"),
        Row("无", "blank | note value.stroke"),
        Row("同上", "nothing | error cell.ditto"),
      ],
      with: makeReader(makeField(.identityNumber))
    )
  }

  @Test func `numbers in number cells have lost digits`() throws {
    let reader = makeReader(makeField(.identityNumber))
    let cell = CellNumber(4.11003199001011e17, rawText: "4.11003199001011E+17")
    let remark = try #require(reader.read(.number(cell)).remarks.first)
    #expect(remark.code == "identity-number.digits-lost")
    #expect(remark.message.chinese == "此号码在 Excel 里按数字录入，第 16 位以后已丢失，无法恢复")
    #expect(remark.fix.chinese == "先把单元格格式设为“文本”，再重新录入完整号码")
    let plain = CellNumber(1.1010119900307721e17, rawText: "110101199003077210")
    #expect(summary(reader.read(.number(plain))) == "nothing | error identity-number.digits-lost")
    // All 18 digits stand in the file, and no program computed with them.
    let whole = CellNumber(1.1010119900307721e17, rawText: "110101199003077213")
    #expect(
      summary(reader.read(.number(whole))) == "110101199003077213 | note identity-number.repaired"
    )
    // 110101199003077216 is what binary floating point makes of it.
    let rounded = CellNumber(1.1010119900307721e17, rawText: "110101199003077216")
    #expect(summary(reader.read(.number(rounded))) == "nothing | error identity-number.digits-lost")
    let old = CellNumber(110_101_900_307_721)
    #expect(summary(reader.read(.number(old))) == "nothing | error identity-number.old")
    #expect(reader.read(.number(old)).remarks.first?.expected == "110101199003077213")
    let short = CellNumber(12_345_678)
    #expect(summary(reader.read(.number(short))) == "nothing | error identity-number.length")
  }

  @Test func `zeros at the end are asked about even when they pass`() {
    let reading = makeReader(makeField(.identityNumber)).read(.text("110101199003010000"))
    #expect(summary(reading) == "110101199003010000 | confirm identity-number.trailing-zeros")
    #expect(reading.remarks.first?.message.chinese == "号码以 000 结尾，可能是 Excel 丢失了末三位")
  }

  @Test func `identity number messages`() throws {
    let reader = makeReader(makeField(.identityNumber))
    let first = { (text: String) throws in try #require(reader.read(.text(text)).remarks.first) }
    #expect(
      try first("11010119900307721").message.chinese == "证件号码应为 18 位，这里是 17 位，可能漏了一位"
    )
    let missing = try first("11010119900307109")
    #expect(missing.message.chinese == "证件号码应为 18 位，这里是 17 位，可能漏了末位的 X")
    #expect(missing.expected == "11010119900307109X")
    #expect(
      try first("1101011990030772133").message.chinese == "证件号码应为 18 位，这里是 19 位，可能多了一位"
    )
    let checksum = try first("110101199003071093")
    #expect(checksum.message.chinese == "末位校验码应为 X，这里是 3：号码里至少有一位写错了")
    #expect(
      checksum.message.english == "The check character should be X, not 3: some digit is wrong."
    )
    #expect(checksum.expected == "X")
    #expect(
      try first("1101011990A3077213").message.chinese == "第 11 位“A”不是数字（只有第 18 位可以是 X）"
    )
    #expect(try first("110101199002307213").message.chinese == "第 7～14 位 19900230 不是有效的出生日期")
    #expect(try first("110101900307721").message.chinese == "这是 15 位的旧号码，已于 2013 年停用")
    #expect(
      try first("　１１０１０１ 199003077213").message.chinese == "全角字符已改为半角；空格已去掉"
    )
  }

  @Test func `a birth date after today is wrong`() throws {
    let stem = "11010120990307721"
    let check = try #require(IdentityNumber.checkCharacter(of: stem))
    let reading = makeReader(makeField(.identityNumber)).read(.text("\(stem)\(check)"))
    #expect(summary(reading) == "nothing | error identity-number.birth-date")
    #expect(reading.remarks.first?.message.chinese == "号码里的出生日期 2099-03-07 还没有到")
  }

  @Test func `mobile numbers`() {
    check(
      [
        Row("13800000000", "13800000000"),
        Row("１３８00000000", "13800000000 | note mobile-number.repaired"),
        Row("138 0000 0000", "13800000000 | note mobile-number.repaired"),
        Row("138-0000-0000", "13800000000 | note mobile-number.repaired"),
        Row("+8613800000000", "13800000000 | note mobile-number.repaired"),
        Row("0086 138 0000 0000", "13800000000 | note mobile-number.repaired"),
        Row("8613800000000", "13800000000 | note mobile-number.repaired"),
        Row("电话：13800000000", "13800000000 | note mobile-number.repaired"),
        Row("138OOOOOOOO", "13800000000 | note mobile-number.repaired"),
        Row("1380000000", "nothing | error mobile-number.length"),
        Row("138000000000", "nothing | error mobile-number.length"),
        Row("12800000000", "nothing | error mobile-number.prefix"),
        Row("张三13800000000", "13800000000 | warning mobile-number.remark-dropped"),
        Row(
          "13800000000（儿子）",
          "13800000000 | note mobile-number.repaired | warning mobile-number.remark-dropped"
        ),
        Row("13800000000.0", "13800000000 | note mobile-number.repaired"),
        Row("138****0000", "nothing | error mobile-number.character"),
        Row("没有电话", "nothing | error mobile-number.character"),
        Row("13800000000/13900000000", "nothing | error mobile-number.several"),
        Row("13800000000、13900000000", "nothing | error mobile-number.several"),
        Row("13800000000\n13900000000", "nothing | error mobile-number.several"),
        Row("13800000000 13900000000", "nothing | error mobile-number.several"),
        Row("1380000000013900000000", "nothing | error mobile-number.several"),
        Row("2345678", "2345678 | warning mobile-number.landline"),
        Row("0374-1234567", "03741234567 | warning mobile-number.landline"),
        Row("（0374）1234567", "03741234567 | warning mobile-number.landline"),
        Row("/", "blank | note value.stroke"),
      ],
      with: makeReader(makeField(.mobileNumber, label: "联系电话"))
    )
    let strict = makeReader(makeField(.mobileNumber, label: "手机号码"))
    check([Row("0374-1234567", "nothing | error mobile-number.landline")], with: strict)
    #expect(strict.read(.number(CellNumber(13_800_000_000))) == .value(.text("13800000000")))
  }

  @Test func `mobile number messages`() throws {
    let reader = makeReader(makeField(.mobileNumber, label: "联系电话"))
    let short = try #require(reader.read(.text("1380000000")).remarks.first)
    #expect(short.message.chinese == "手机号码应为 11 位，这里是 10 位，可能漏了一位")
    let several = try #require(reader.read(.text("13800000000/13900000000")).remarks.first)
    #expect(several.message.chinese == "一个单元格里有几个电话号码")
    #expect(several.fix.chinese == "请只留一个常用号码，其余写在备注里")
    #expect(several.expected == "13800000000")
  }

  @Test func `division codes`() {
    check(
      [
        Row("411003102201", "411003102201"),
        Row("411003 102 201", "411003102201 | note division-code.repaired"),
        Row("４11003102201", "411003102201 | note division-code.repaired"),
        Row("4l1003102201", "411003102201 | note division-code.repaired"),
        Row("411003102", "nothing | error division-code.length"),
        Row("991003102201", "nothing | error division-code.province"),
        Row("411003602201", "nothing | error division-code.township"),
        Row("411003102901", "nothing | error division-code.village"),
        Row("张庄村", "nothing | error division-code.character"),
      ],
      with: makeReader(makeField(.divisionCode))
    )
    let reader = makeReader(makeField(.divisionCode))
    #expect(reader.read(.number(CellNumber(411_003_102_201))) == .value(.text("411003102201")))
    #expect(reader.read(.text("411003102")).remarks.first?.expected == "411003102000")
  }

  @Test func `credit codes`() {
    check(
      [
        Row("91350100M000100Y43", "91350100M000100Y43"),
        Row("91350100m000100y43", "91350100M000100Y43"),
        Row("91350100 M000100Y4-3", "91350100M000100Y43 | note credit-code.repaired"),
        Row("9135O1OOMOOO1OOY43", "91350100M000100Y43 | note credit-code.repaired"),
        Row("91350100M000100Y44", "nothing | error credit-code.checksum"),
        Row("91350100M000100Y4", "nothing | error credit-code.length"),
        Row("91350100V000100Y43", "nothing | error credit-code.character"),
        Row("91990100M000100Y43", "nothing | error credit-code.division"),
        Row("9.13501E+17", "nothing | error credit-code.digits-lost"),
      ],
      with: makeReader(makeField(.creditCode))
    )
  }
}
