import Spreadsheet
import Testing

@testable import SpreadsheetReading

/// Cells that are spelt as the ones above them, or nearly so, are read as the full parser reads them.
struct UsualCellTests {
  private let strings = ["甲", "柳河镇", "411099000000000001", "A_b _ x", "，（）"]

  /// What may stand after a reference, and the values that may follow it.
  private let spellings = [
    "><v>", " s=\"1\"><v>", " s=\"2\"><v>", " t=\"s\"><v>", " s=\"1\" t=\"s\"><v>",
    " t=\"s\" s=\"2\"><v>", " t=\"b\"><v>", " s=\"12345678\" t=\"n\"><v>", " t=\"n\"><v>",
    " s=\"00000001\"><v>", " t=\"e\"><v>", " ><v>", " t='s'><v>",
  ]
  private let values = [
    "0", "1", "2", "4", "5", "00", "01", "-0", "-1", "7.", ".5", "0.5", "1.50", "12345678",
    "99999999", "4110990000000001", "1234567890123456789", "12345678901234567890", "45292",
    "45292.75", "2958465", "2958466", "-3", "12345.666666666666", "0.1234567890123456789",
    "0.12345678901234567890", "1E5", "", " 1", "#N/A", "1234567.12345678", "12345678.1",
    "123456789012345678901234567890.5", "1.123456789012345678901234567890",
  ]

  @Test func columnsThatKeepTheirSpelling() {
    for spelling in spellings {
      let rows = values.enumerated().map { row, value in
        let cells = ["A", "B", "C"].map { "<c r=\"\($0)\(row + 1)\"\(spelling)\(value)</v></c>" }
        return "<row r=\"\(row + 1)\">\(cells.joined())</row>"
      }
      expectAgreement(rows.joined(), spelling)
    }
  }

  @Test func columnsThatChangeTheirSpelling() {
    var random = SeededNumbers(state: 20_230_801)
    for _ in 0..<60 {
      var rows = ""
      for row in [1, 2, 3, 9, 10, 99, 100, 99_999, 100_000, 999_999, 1_000_000, 1_048_576] {
        let usual = Int.random(in: 0..<spellings.count, using: &random)
        rows += "<row r=\"\(row)\">"
        for column in [1, 2, 3, 4, 25, 26, 27, 28, 255, 256, 257, 16_383, 16_384] {
          let place = CellReference(row, column)
          let number = Int.random(in: 0..<10, using: &random)
          let spelling = number > 1 ? spellings[usual] : spellings.randomElement(using: &random)
          let value = number > 6 ? "1" : values.randomElement(using: &random)
          switch Int.random(in: 0..<16, using: &random) {
          case 0: rows += "<c r=\"\(place)\" s=\"1\"/>"
          case 1: rows += "<c\(spelling ?? "")\(value ?? "")</v></c>"
          case 2: rows += "<c s=\"1\" r=\"\(place)\"\(value == "1" ? " t=\"b\"" : "")><v>1</v></c>"
          case 3: rows += "<c r=\"\(place)\"><f>A1&amp;B1</f><v>\(value ?? "")</v></c>"
          case 4: rows += " \n<c r=\"\(place)\"\(spelling ?? "")1</v></c>"
          default: rows += "<c r=\"\(place)\"\(spelling ?? "")\(value ?? "")</v></c>"
          }
        }
        rows += "</row>"
      }
      expectAgreement(rows, rows)
    }
  }

  @Test func formulasOfAnotherCell() {
    let formulas = [
      "<f t=\"shared\" si=\"3\"/>", "<f  t=\"shared\" si=\"12345678\"   />",
      "<f t=\"shared\" si=\"123456789\"/>", "<f t=\"shared\" si=\"\"/>",
      "<f si=\"3\" t=\"shared\"/>",
      "<f t=\"shared\"  si=\"3\"/>", "<f\tt=\"shared\" si=\"3\"\n/>",
      "<f t=\"shared\" si=\"3\"></f>",
      "<f t=\"shared\" ref=\"A1:A2\" si=\"3\">\"甲\"&amp;B1</f>",
      "<f t=\"shared\" si=\"3\" ca=\"1\"/>",
      "<ft=\"shared\" si=\"3\"/>", "<f t=\"shared\" si=\"3\"/ >", "<f t='shared' si='3'/>",
      "<f\(String(repeating: " ", count: 90))t=\"shared\" si=\"3\"/>",
      "<f t=\"shared\" si=\"3\"\(String(repeating: " ", count: 90))/>", "<f/>", "",
    ]
    let values = [
      "<v></v>", "<v/>", "<v />", "<v  />", "<v / >", "", "<v>7</v>", "<v>甲</v>", "<v> </v>",
      "<v></v><v></v>", "<v></v>\n",
      "<v xml:space=\"preserve\"></v>",
    ]
    for type in [" t=\"str\"", " t=\"n\"", "", " t=\"str\" s=\"1\"", " s=\"1\" t=\"str\""] {
      for formula in formulas {
        for value in values {
          let cells = ["A1", "B1", "C1"].map { "<c r=\"\($0)\"\(type)>\(formula)\(value)</c>" }
          let rows = "<row r=\"1\">\(cells.joined())<c r=\"D1\"><v>5</v></c></row>"
          // The last cells of a part are read in another way than those before them.
          for tail in [0, 8] {
            let part = rows + String(repeating: "<row r=\"9\"/>", count: tail)
            expectAgreement(part, part, mayBeMalformed: true)
          }
        }
      }
    }
  }

  @Test func cellsAsProgramsWithoutSharedStringsSpellThem() {
    let texts = ["甲村", "", " 甲 ", "a_b", "a_x0041_b", "a&amp;b", "\r\n", "第\t1", "\u{E000}"]
    let items = texts.flatMap { text in
      [
        "><is><t>\(text)</t></is></c>", "><is><t xml:space=\"preserve\">\(text)</t></is></c>",
        "><is><t  xml:space=\"preserve\">\(text)</t></is></c>",
        "><is><t>\(text)</t></is><v>1</v></c>",
        "><is><t>\(text)</t><t>b</t></is></c>", "><is><r><t>\(text)</t></r></is></c>",
        "><is><t>\(text)</t></is> </c>", "><is><t/></is></c>", "><v>\(text)</v></c>",
      ]
    }
    let types = ["inlineStr", "n", "str", "s", "inlineString"]
    for type in types {
      for item in items + [" />", "/>", "  />", "\n/>", " / >", " ></c>"] {
        let cells = ["A1", "B1", "C1"].map { "<c r=\"\($0)\" s=\"1\" t=\"\(type)\"\(item)" }
        let part = "<row r=\"1\">\(cells.joined())<c r=\"D1\"><v>5</v></c></row><row r=\"9\"/>"
        expectAgreement(part, part, mayBeMalformed: true)
      }
    }
  }

  @Test func cellsThatStandElsewhereThanTheirRowSays() {
    expectAgreement(
      """
      <row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>\
      <row r="2"><c r="A3"><v>1</v></c><c r="B3"><v>2</v></c><c><v>3</v></c></row>\
      <row r="2"><c r="A2"><v>4</v></c><c r="B2"><v>5</v></c><c r="A2"><v>6</v></c></row>\
      <row r="002"><c r="A002"><v>7</v></c><c r="B002"><v>8</v></c></row>\
      <row><c r="A3"><v>9</v></c><c r="B3"><v>10</v></c></row>
      """,
      "places"
    )
  }

  @Test func rowsThatComeInAnotherOrder() {
    let rows = [1, 5, 3, 4, 3, 9, 10, 11].enumerated().map { index, row in
      "<row r=\"\(row)\"><c r=\"A\(row)\"><v>\(index)</v></c><c r=\"B\(row)\"><v>7</v></c></row>"
    }
    expectAgreement(rows.joined(), "order")
  }

  @Test func stringsThatAreNoUsualOnes() {
    let rows = (1...4).map { row in
      "<row r=\"\(row)\"><c r=\"A\(row)\" t=\"s\"><v>0</v></c>"
        + "<c r=\"B\(row)\" t=\"s\"><v>\(4 - row)</v></c></row>"
    }
    for strings in [["甲", "", "乙"], ["甲", "&#x1;", "乙\u{FFFD}"], [], ["甲"]] {
      expectAgreement(rows.joined(), "\(strings)", strings: strings)
    }
  }

  @Test func textsOfAllLengths() {
    for end in ["", "甲", "_", "_x", "_x0041_", "&amp;", "\u{E000}", "é", "，", "\t", "＿x"] {
      var strings: [String] = []
      for count in 0..<20 {
        strings.append(String(repeating: "a", count: count) + end)
        strings.append(String(repeating: "村", count: count) + end + "b")
        strings.append(String(repeating: "_y 乙7", count: count) + end)
      }
      let cells = strings.indices.map { "<row r=\"\($0 + 1)\"><c t=\"s\"><v>\($0)</v></c></row>" }
      expectAgreement(cells.joined(), end, strings: strings)
    }
  }

  private func expectAgreement(
    _ rows: String,
    _ what: String,
    strings: [String]? = nil,
    mayBeMalformed: Bool = false
  ) {
    let fixture = WorkbookFixture(
      rows: rows,
      strings: strings ?? self.strings,
      numberFormats: ["yyyy-mm-dd", "0.00"]
    )
    let bytes = fixture.bytes()
    var reader = WorkbookReader()
    let automatic = Result { try reader.workbook(bytes: bytes) }
    reader.parsing = .rewritten
    switch (automatic, Result { try reader.workbook(bytes: bytes) }) {
    case (.success(let one), .success(let other)): #expect(one == other, "\(what)")
    case (.failure(let one), .failure(let other)):
      #expect(mayBeMalformed && "\(one)" == "\(other)", "\(what)")
    default: Issue.record("only one of the two parsers reads \(what)")
    }
  }
}

/// The same numbers in each run, so that what fails fails again.
private struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 33
  }
}
