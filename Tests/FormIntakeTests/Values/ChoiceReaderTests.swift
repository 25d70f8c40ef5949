import Findings
import FormDefinitions
import Spreadsheet
import Testing

@testable import FormIntake

@Suite struct ChoiceReaderTests {
  let relation = CodeList(
    id: "relation",
    title: "与户主关系",
    source: "test",
    codes: [
      Code(code: "02", label: "户主", synonyms: ["本人"]),
      Code(code: "10", label: "配偶", synonyms: ["妻", "夫"], loose: ["爱人"]),
      Code(code: "20", label: "之子", synonyms: ["子", "儿子"]),
      Code(code: "30", label: "之女", synonyms: ["女", "女儿"]),
      Code(code: "", label: "之孙子"),
      Code(code: "", label: "之兄弟姐妹"),
      Code(code: "", label: "其他"),
    ]
  )
  let health = CodeList(
    id: "health",
    title: "健康状况",
    source: "test",
    codes: [
      Code(code: "1", label: "健康", synonyms: ["良好"]),
      Code(code: "2", label: "长期慢性病", synonyms: ["慢性病"]),
      Code(code: "3", label: "患有大病", synonyms: ["大病"]),
      Code(code: "4", label: "残疾"),
    ],
    exclusive: ["健康"]
  )
  let risk = CodeList(
    id: "risk",
    title: "风险类型",
    source: "test",
    codes: [
      Code(label: "因病"), Code(label: "因产业(项目)失败"), Code(label: "因学"),
      Code(label: "孙子、孙女或外孙子、外孙女"), Code(label: "缺劳动力", loose: ["劳力不足"]),
    ]
  )

  @Test func `one code of a list`() {
    check(
      [
        Row("之子", "之子"),
        Row("之　子", "之子 | note choice.repaired"),
        Row(" 之子", "之子 | note choice.repaired"),
        Row("儿子", "之子 | note choice.repaired"),
        Row("子", "之子 | note choice.repaired"),
        Row("20", "之子 | note choice.repaired"),
        Row("02", "户主 | note choice.repaired"),
        Row("2", "户主 | note choice.repaired"),
        Row("20之子", "之子 | note choice.repaired"),
        Row("3.之女", "之女 | note choice.repaired"),
        Row("（3）之女", "之女 | note choice.repaired"),
        Row("A.之女", "之女 | note choice.repaired"),
        Row("之女。", "之女 | note choice.repaired"),
        Row("③之女", "之女 | note choice.repaired"),
        Row("爱人", "配偶 | warning choice.loose"),
        Row("其他：上门女婿", "其他 | warning choice.remark-dropped"),
        Row("之子（养子）", "之子 | warning choice.remark-dropped"),
        Row("□户主 ☑配偶 □之子", "配偶 | note choice.repaired"),
        Row("□户主 □配偶", "blank"),
        Row("☑户主 ☑配偶", "nothing | error choice.several"),
        Row("户主、配偶", "nothing | error choice.several"),
        Row("长子", "nothing | error choice.unknown"),
        Row("无", "blank | note value.stroke"),
        Row("/", "blank | note value.stroke"),
        Row("—", "blank | note value.stroke"),
        Row("同上", "nothing | error cell.ditto"),
      ],
      with: makeReader(makeField(.choice("relation")), list: relation)
    )
  }

  @Test func `labels with brackets`() {
    check(
      [
        Row("因产业(项目)失败", "因产业(项目)失败"),
        Row("因产业（项目）失败", "因产业(项目)失败"),
        Row("劳力不足", "缺劳动力 | warning choice.loose"),
      ],
      with: makeReader(makeField(.choice("risk")), list: risk)
    )
  }

  @Test func `a label is known without its brackets unless two are`() {
    let list = CodeList(
      id: "list",
      title: "",
      source: "",
      codes: [Code(label: "毛南(毛难)"), Code(label: "其他(男)"), Code(label: "其他(女)")]
    )
    check(
      [
        Row("毛南", "毛南(毛难) | note choice.repaired"),
        Row("其他", "nothing | error choice.unknown"),
        Row("其他（女）", "其他(女)"),
      ],
      with: makeReader(makeField(.choice("list")), list: list)
    )
  }

  @Test func `several codes in any order`() {
    check(
      [
        Row("残疾", "残疾"),
        Row("残疾,长期慢性病", "长期慢性病、残疾"),
        Row("长期慢性病，残疾", "长期慢性病、残疾"),
        Row("残疾、长期慢性病", "长期慢性病、残疾"),
        Row("残疾；长期慢性病", "长期慢性病、残疾"),
        Row("残疾/长期慢性病", "长期慢性病、残疾"),
        Row("残疾 长期慢性病", "长期慢性病、残疾"),
        Row("残疾\n长期慢性病", "长期慢性病、残疾"),
        Row("残疾+长期慢性病", "长期慢性病、残疾"),
        Row("残疾和慢性病", "长期慢性病、残疾 | note choices.repaired"),
        Row("残疾长期慢性病", "长期慢性病、残疾 | note choices.repaired"),
        Row("②长期慢性病④残疾", "长期慢性病、残疾 | note choices.repaired"),
        Row("②④", "长期慢性病、残疾 | note choices.repaired"),
        Row("2、4", "长期慢性病、残疾 | note choices.repaired"),
        Row("2.长期慢性病 4.残疾", "长期慢性病、残疾 | note choices.repaired"),
        Row("残疾、残疾", "残疾 | note choices.repaired"),
        Row("□健康 ☑残疾 □长期慢性病", "残疾 | note choices.repaired"),
        Row("☑残疾☑长期慢性病", "长期慢性病、残疾 | note choices.repaired"),
        Row("健康□ 残疾√ 长期慢性病√", "长期慢性病、残疾 | note choices.repaired"),
        Row("□健康 □残疾", "blank"),
        Row("健康、残疾", "健康、残疾 | error choices.exclusive"),
        Row("长期慢性病、聋哑", "nothing | error choices.unknown"),
        Row("无", "blank | note value.stroke"),
      ],
      with: makeReader(makeField(.choices("health")), list: health)
    )
    check(
      [
        Row("孙子、孙女或外孙子、外孙女", "孙子、孙女或外孙子、外孙女"),
        Row("因学、孙子、孙女或外孙子、外孙女", "因学、孙子、孙女或外孙子、外孙女"),
        Row("因产业（项目）失败、因病", "因病、因产业(项目)失败"),
        Row("因病，劳力不足", "因病、缺劳动力 | note choices.repaired | warning choices.loose"),
      ],
      with: makeReader(makeField(.choices("risk")), list: risk)
    )
  }

  @Test func `number cells hold the standard's codes`() {
    let reader = makeReader(makeField(.choice("relation")), list: relation)
    #expect(summary(reader.read(.number(CellNumber(20)))) == "之子 | note choice.repaired")
    #expect(summary(reader.read(.number(CellNumber(77)))) == "nothing | error choice.unknown")
    let many = makeReader(makeField(.choices("health")), list: health)
    #expect(summary(many.read(.number(CellNumber(2)))) == "长期慢性病 | note choices.repaired")
  }

  @Test func messages() throws {
    let reader = makeReader(makeField(.choice("relation")), list: relation)
    let unknown = try #require(reader.read(.text("长子")).remarks.first)
    #expect(unknown.message.chinese == "“长子”不在可选值中；最接近的是“之子”")
    #expect(unknown.message.english == "“长子” is not on the list; the nearest is “之子”.")
    #expect(unknown.fix.chinese == "请改为“之子”，或从下拉列表里选择")
    #expect(unknown.expected == "之子")
    let note = try #require(reader.read(.text("儿子")).remarks.first)
    #expect(note.message.chinese == "按“之子”记录")
    let far = try #require(reader.read(.text("ABC")).remarks.first)
    #expect(far.message.chinese == "“ABC”不在可选值中；可以填：户主、配偶、之子、之女、之孙子、之兄弟姐妹、其他")
    let several = try #require(reader.read(.text("户主、配偶")).remarks.first)
    #expect(several.message.chinese == "只能选一项，这里有 2 项：户主、配偶")

    let many = makeReader(makeField(.choices("health")), list: health)
    let partly = try #require(many.read(.text("长期慢性病、残废")).remarks.first)
    #expect(partly.message.chinese == "“残废”不在可选值中；最接近的是“残疾”；已认出：长期慢性病")
    let exclusive = try #require(many.read(.text("健康、残疾")).remarks.first)
    #expect(exclusive.message.chinese == "“健康”不能与“残疾”同时填写")
  }

  @Test func `yes and no`() {
    check(
      [
        Row("是", "是"),
        Row("否", "否"),
        Row(" 是", "是 | note yes-no.repaired"),
        Row("有", "是 | note yes-no.repaired"),
        Row("无", "否 | note yes-no.repaired"),
        Row("没有", "否 | note yes-no.repaired"),
        Row("√", "是 | note yes-no.repaired"),
        Row("☑", "是 | note yes-no.repaired"),
        Row("✔", "是 | note yes-no.repaired"),
        Row("■", "是 | note yes-no.repaired"),
        Row("×", "否 | note yes-no.repaired"),
        Row("✗", "否 | note yes-no.repaired"),
        Row("☒", "是 | confirm yes-no.cross"),
        Row("对", "是 | note yes-no.repaired"),
        Row("错", "否 | note yes-no.repaired"),
        Row("Y", "是 | note yes-no.repaired"),
        Row("ｎ", "否 | note yes-no.repaired"),
        Row("1", "是 | note yes-no.repaired"),
        Row("0", "否 | note yes-no.repaired"),
        Row("TRUE", "是 | note yes-no.repaired"),
        Row("是□否☑", "否 | note yes-no.repaired"),
        Row("☑是□否", "是 | note yes-no.repaired"),
        Row("□是 ☑否", "否 | note yes-no.repaired"),
        Row("□是 ■否", "否 | note yes-no.repaired"),
        Row("□是 ☒否", "否 | note yes-no.repaired"),
        Row("是√ 否", "是 | note yes-no.repaired"),
        Row("是 √否", "否 | note yes-no.repaired"),
        Row("√是 否", "是 | note yes-no.repaired"),
        Row("是(√) 否( )", "是 | note yes-no.repaired"),
        Row("（　）是（√）否", "否 | note yes-no.repaired"),
        Row("口是 ☑否", "否 | note yes-no.repaired"),
        Row("R是 £否", "是 | note yes-no.repaired"),
        Row("是× 否√", "否 | note yes-no.repaired"),
        Row("□是 □否", "blank"),
        Row("是□ 否□", "blank"),
        Row("是/否", "blank | note value.stroke"),
        Row("□", "blank | note value.stroke"),
        Row("☑是 ☑否", "nothing | error yes-no.both"),
        Row("是√否", "nothing | error yes-no.unreadable"),
        Row("是（因病）", "是 | warning yes-no.remark-dropped"),
        Row("否，已解决", "否 | warning yes-no.remark-dropped"),
        Row("是。", "是 | note yes-no.repaired"),
        Row("否（无）", "否 | note yes-no.repaired"),
        Row("是（否）", "nothing | error yes-no.unreadable"),
        Row("不清楚", "nothing | error yes-no.unreadable"),
        Row("2", "nothing | error yes-no.unreadable"),
        Row("/", "blank | note value.stroke"),
        Row("同上", "nothing | error cell.ditto"),
      ],
      with: makeReader(makeField(.yesNo))
    )
    let reader = makeReader(makeField(.yesNo))
    #expect(summary(reader.read(.boolean(true))) == "是 | note yes-no.repaired")
    #expect(summary(reader.read(.number(CellNumber(0)))) == "否 | note yes-no.repaired")
    #expect(summary(reader.read(.number(CellNumber(5)))) == "nothing | error yes-no.unreadable")
  }
}
