import Findings
import FormDefinitions
import Spreadsheet
import Testing

@testable import FormIntake

@Suite struct TextReaderTests {
  @Test func `free text keeps the writer's words`() {
    check(
      [
        Row("灵井镇张庄村3组", "灵井镇张庄村3组"),
        Row("存在问题：房屋漏雨，已报。", "存在问题：房屋漏雨，已报。"),
        Row("第一行\n第二行", "第一行\n第二行"),
        Row("第一行\r\n第二行", "第一行\n第二行"),
        Row("　张庄村 ", "张庄村 | note text.repaired"),
        Row("\u{FEFF}张庄村\u{200B}", "张庄村 | note text.repaired"),
        Row("\n张庄村\n", "张庄村 | note text.repaired"),
        Row("３组Ａ", "3组A | note text.repaired"),
        Row("张庄村　东头", "张庄村　东头"),
        Row("无", "无"),
        Row("/", "blank | note value.stroke"),
        Row("——", "blank | note value.stroke"),
        Row(" \u{200B}　", "blank"),
        Row("同上", "nothing | error cell.ditto"),
        Row("〃", "nothing | error cell.ditto"),
      ],
      with: makeReader(makeField(.text))
    )
  }

  @Test func names() {
    check(
      [
        Row("张三", "张三"),
        Row("张　三", "张三 | note text.repaired"),
        Row("张 三 丰", "张三丰 | note text.repaired"),
        Row("欧阳 修", "欧阳修 | note text.repaired"),
        Row("张\n三", "张三 | note text.repaired"),
        Row("阿里木•买买提", "阿里木·买买提 | note text.repaired"),
        Row("阿里木.买买提", "阿里木·买买提 | note text.repaired"),
        Row("阿里木．买买提", "阿里木·买买提 | note text.repaired"),
        Row("阿里木·买买提", "阿里木·买买提"),
        Row("张三 李四", "张三 李四"),
        Row("张 三 李 四", "张 三 李 四"),
      ],
      with: makeReader(makeField(.text, label: "户主姓名") { $0.isPersonal = true })
    )
  }

  @Test func `length and pattern`() throws {
    let reader = makeReader(makeField(.text) { $0.maximumLength = 3 })
    let remark = try #require(reader.read(.text("一二三四五")).remarks.first)
    #expect(remark.code == "text.too-long")
    #expect(remark.message.chinese == "最多 3 个字，这里有 5 个字")
    #expect(reader.read(.text("一二三")) == .value(.text("一二三")))
    let digits = makeReader(
      makeField(.text) {
        $0.pattern = "[0-9]{4}"
        $0.example = "0123"
      }
    )
    #expect(summary(digits.read(.text("0123"))) == "0123")
    #expect(summary(digits.read(.text("01234"))) == "01234 | error text.pattern")
    #expect(digits.read(.text("01234")).remarks.first?.fix.chinese == "请写成“0123”的样子")
  }

  @Test func `several names in a cell are asked about`() {
    check(
      [
        Row("张三、李四", "张三、李四 | confirm text.several"),
        Row("张三\n李四", "张三、李四 | confirm text.several"),
        Row(" 张 三 / 李四 ", "张三、李四 | confirm text.several"),
        Row("张三；李四；王五", "张三、李四、王五 | confirm text.several"),
        Row("李和平", "李和平"),
        Row("欧阳 娜娜", "欧阳 娜娜"),
        Row("张三、", "张三、"),
        Row("阿里木·买买提", "阿里木·买买提"),
        Row("张三/户主的父亲", "张三/户主的父亲"),
      ],
      with: makeReader(makeField(.text, label: "户主姓名") { $0.isPersonal = true })
    )
    // An address or a remark may list what it likes.
    check([Row("张三、李四", "张三、李四")], with: makeReader(makeField(.text, label: "备注")))
  }

  @Test func `cells of other kinds`() throws {
    let reader = makeReader(makeField(.text))
    let cell = { (raw: String) throws in CellNumber(try #require(Double(raw)), rawText: raw) }
    #expect(summary(reader.read(.number(try cell("3")))) == "3")
    #expect(summary(reader.read(.number(try cell("0.30000000000000004")))) == "0.3")
    #expect(summary(reader.read(.number(try cell("1.2E-3")))) == "0.0012")
    #expect(summary(reader.read(.number(try cell("13800000000")))) == "13800000000")
    #expect(
      summary(reader.read(.number(try cell("6.2284804027001E+18"))))
        == "nothing | error text.digits-lost"
    )
    let august = SerialDate(try #require(CalendarDate(iso: "2023-08-01")))
    let reading = reader.read(.date(august))
    #expect(summary(reading) == "2023-08-01 | confirm text.date")
    #expect(
      reading.remarks.first?.message.chinese == "这里应填文字，Excel 把它变成了日期，暂按“2023-08-01”记录"
    )
    let remark = makeReader(makeField(.text) { $0.isMultiline = true }).read(.date(august))
    #expect(summary(remark) == "2023-08-01 | note text.date")
    #expect(remark.remarks.first?.message.chinese == "单元格是日期，按“2023-08-01”记录")
    #expect(summary(reader.read(.boolean(false))) == "FALSE | note text.boolean")
    let error = try #require(reader.read(.error("#REF!")).remarks.first)
    #expect(error.message.chinese == "单元格是错误值 #REF!：公式引用的单元格已被删除")
    let formula = try #require(reader.read(.emptyFormula).remarks.first)
    #expect(formula.message.chinese == "公式未计算，文件里没有它的结果")
    #expect(formula.fix.chinese == "请在 Excel/WPS 中打开并保存一次，或直接填写结果")
    #expect(reader.read(.picture("ID_1")).remarks.first?.code == "cell.picture")
  }

  @Test func `a signature is never read`() {
    let reader = makeReader(makeField(.signature))
    #expect(reader.read(.picture("ID_1")) == .blank)
    #expect(reader.read(.text("张三")) == .blank)
    #expect(reader.read(.error("#REF!")) == .blank)
  }
}
