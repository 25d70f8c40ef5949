import FormDefinitions
import Testing

@Suite struct LabelTextTests {
  @Test(arguments: [
    ("户主姓名", "户 主 姓 名："), ("户主姓名", "＊户主\n姓名"), ("因产业(项目)失败", "因产业（项目）失败"),
    ("务工时长(月)", "务工时长【月】"), ("A、B", "ａ，ｂ"), ("1—2", "１-２"), ("“三保障”", "\"三保障\""),
  ])
  func `spellings of one label have one key`(left: String, right: String) {
    #expect(LabelText.key(left) == LabelText.key(right))
  }

  @Test func `different labels have different keys`() {
    #expect(LabelText.key("户主姓名") != LabelText.key("户主"))
    #expect(LabelText.key("收入(元)") != LabelText.key("收入元"))
    #expect(LabelText.key(" \u{200B}：") == "")
  }
}
