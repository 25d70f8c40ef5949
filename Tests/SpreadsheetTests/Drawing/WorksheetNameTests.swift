import Spreadsheet
import Testing

@Suite struct WorksheetNameTests {
  @Test(arguments: ["筛查表", "A", "2023 年 8 月", "it's", "#1 楼", String(repeating: "表", count: 31)])
  func `a name within the rules`(text: String) {
    #expect(WorksheetName(text)?.text == text)
    #expect(WorksheetName(nearestTo: text).text.count == text.count)
  }

  @Test(arguments: [
    "", "'a", "a'", "a:b", "a/b", "a\\b", "a?b", "a*b", "[a", "a]", "a\nb", "a\u{1}",
    "a:\u{301}b", "'\u{301}a", String(repeating: "表", count: 32), String(repeating: "𠮷", count: 16),
  ]) func `a name against the rules`(text: String) {
    #expect(WorksheetName(text) == nil)
  }

  @Test(arguments: [
    ("", "Sheet"), ("a/b:c", "a_b_c"), ("'引'", "_引_"), ("a\nb", "a_b"), ("a:\u{301}b", "a_b"),
    (String(repeating: "表", count: 40), String(repeating: "表", count: 31)),
    (String(repeating: "𠮷", count: 40), String(repeating: "𠮷", count: 15)),
  ]) func `the nearest name keeps the rules`(text: String, name: String) {
    #expect(WorksheetName(nearestTo: text).text == name)
    #expect(WorksheetName(name)?.text == name)
  }

  @Test func `a formula has the name in apostrophes`() {
    #expect(WorksheetName("it's")?.quoted == "'it''s'")
    #expect(WorksheetName("代码表")?.quoted == "'代码表'")
    #expect(WorksheetName("代码表")?.description == "代码表")
  }
}

@Suite struct DefinedNameTests {
  @Test(arguments: [
    "a", "_a", "代码", "tianbao.form_1", "关系_2023", "RC_1", "R1C1x", "Record", "Cell", "XFE1",
    "A1048577", String(repeating: "a", count: 255),
  ]) func `a name within the rules`(name: String) throws {
    let defined = try #require(DefinedName(name, formula: "1"))
    #expect((defined.name, defined.formula) == (name, "1"))
  }

  @Test(arguments: [
    "", "1a", ".a", "a b", "a-b", "a!b", "A1", "xfd1048576", "R", "c", "r1", "C2", "R1C1", "rc",
    "R2C", "RC3", "a$", "😀", String(repeating: "a", count: 256),
  ]) func `a name against the rules`(name: String) {
    #expect(DefinedName(name, formula: "1") == nil)
  }
}
