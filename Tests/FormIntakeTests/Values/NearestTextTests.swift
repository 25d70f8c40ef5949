import Testing

@testable import FormIntake

@Suite struct NearestTextTests {
  private let relations = NearestText(["户主", "配偶", "之子", "之女", "之儿媳", "之孙子", "之外孙女", "其他"])

  @Test(arguments: [
    ("长子", "之子"), ("儿媳妇", "之儿媳"), ("外孙女", "之外孙女"), ("户 主 ", "户主"), ("主户", "户主"),
    ("其它", "其他"),
  ])
  func `the nearest value shares characters`(written: String, nearest: String) {
    #expect(relations.nearest(to: written) == nearest)
  }

  @Test func `nothing in common is not near`() {
    #expect(relations.nearest(to: "ABC") == nil)
    #expect(relations.nearest(to: "") == nil)
    #expect(NearestText([String]()).nearest(to: "之子") == nil)
  }

  @Test func `a spelling leads to its value`() {
    let finder = NearestText([(spelling: "母亲", value: "之母"), (spelling: "之父", value: "之父")])
    #expect(finder.nearest(to: "老母亲") == "之母")
  }

  @Test(arguments: [("", "", 0), ("ab", "ba", 1), ("abc", "abd", 1), ("kitten", "sitting", 3)])
  func distance(left: String, right: String, expected: Int) {
    let scalars = { (text: String) in Array(text.unicodeScalars) }
    #expect(NearestText.distance(scalars(left), scalars(right)) == expected)
  }
}
