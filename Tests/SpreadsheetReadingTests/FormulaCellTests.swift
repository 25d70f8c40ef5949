import Spreadsheet
import Testing

@testable import SpreadsheetReading

/// Cells with formulas: the plain ones are kept as they are spelt and decoded when asked for, and say
/// the same as through the full parser.
struct FormulaCellTests {
  private func cells(_ rows: String) throws -> [Cell] {
    let fixture = WorkbookFixture(rows: rows, strings: ["甲", ""])
    let automatic = try fixture.read()
    var reader = WorkbookReader()
    reader.parsing = .rewritten
    let rewritten = try reader.workbook(bytes: fixture.bytes())
    #expect(automatic == rewritten)
    return Array(automatic.worksheets[0].cells)
  }

  private func formula(_ spelling: String) throws -> String? {
    try cells("<row r=\"1\"><c r=\"A1\"><f>\(spelling)</f><v>1</v></c></row>").first?.formula
  }

  @Test(arguments: [
    ("A1&amp;B1&lt;&gt;&quot;x&quot;&amp;&apos;甲&apos;", "A1&B1<>\"x\"&'甲'"),
    ("&amp;lt;&amp;amp;", "&lt;&amp;"),
    ("IF(A1=\"\",\"；还没有填\",1)", "IF(A1=\"\",\"；还没有填\",1)"),
    ("&#65;1+&#x4E00;", "A1+一"),
    ("1\r\n+\r2\t", "1\n+\n2\t"),
    ("A1\u{FFFE}", "A1\u{FFFD}"),
    ("", ""),
    (" A1 ", " A1 "),
    (String(repeating: "A1&amp;", count: 200), String(repeating: "A1&", count: 200)),
  ])
  func decodesSpelling(_ spelling: String, _ expected: String) throws {
    #expect(try formula(spelling) == expected)
  }

  @Test func valuesOfEveryType() throws {
    let found = try cells(
      """
      <row r="1">\
      <c r="A1" s="1"><f>1+1</f><v>2</v></c>\
      <c r="B1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>\
      <c r="C1" t="str"><f>""</f><v></v></c>\
      <c r="D1" t="b"><f>TRUE()</f><v>1</v></c>\
      <c r="E1" t="s"><f>E2</f><v>0</v></c>\
      <c r="F1" t="s"><f>F2</f><v>1</v></c>\
      <c r="G1"><f>G2</f></c>\
      <c r="H1" t="str"><f>H2</f></c>\
      <c r="I1"><f>I2</f><v></v></c>\
      <c r="J1"><f t="shared" ref="J1:J2" si="0">J3</f><v>1.5E3</v></c>\
      <c r="K1" t="e"><f>1/0</f><v>#DIV/0!</v></c>\
      <c r="L1"><f>L2</f><v>-0.25</v></c>\
      <c r="M1" t="str"><f>M2</f><v>_x0041_&amp;</v></c>\
      <c r="N1"><v>7</v></c>\
      </row>
      """
    )
    #expect(
      found.map { "\($0.reference)" }
        == ["A1", "B1", "D1", "E1", "G1", "H1", "I1", "J1", "K1", "L1", "M1", "N1"]
    )
    #expect(
      found.map(\.formula) == [
        "1+1", "\"a\"&\"b\"", "TRUE()", "E2", "G2", "H2", "I2", "J3", "1/0", "L2", "M2", nil,
      ]
    )
    #expect(
      found.map(\.value) == [
        .number(CellNumber(2, rawText: "2")), .text("ab"), .boolean(true), .text("甲"),
        .emptyFormula, .emptyFormula, .emptyFormula, .number(CellNumber(1500, rawText: "1.5E3")),
        .error("#DIV/0!"), .number(CellNumber(-0.25, rawText: "-0.25")), .text("A&"),
        .number(CellNumber(7, rawText: "7")),
      ]
    )
  }

  /// Cells that share a formula: the first spells it, the others have an empty one.
  @Test func formulasWithAttributes() throws {
    let found = try cells(
      """
      <row r="1">\
      <c r="A1"><f  t="shared" ref="A1:A5" si="0">B1&amp;"/"</f><v>2</v></c>\
      <c r="B1" t="str"><f t="shared" si="0"    /><v>ab</v></c>\
      <c r="C1" t="str"><f t="shared" si="0"/><v></v></c>\
      <c r="D1"><f si="0" t="shared"></f></c>\
      <c r="E1"><f/><v>1</v></c>\
      <c r="F1" t="str"><f t="array" ref="F1:F1/">G1</f><v>甲</v></c>\
      <c r="G1"><f ca = '1' t="shared" ref="a" si="0">G2</f><v>3</v></c>\
      <c r="H1"><f a="" b="" c="" d="">H2</f><v>4</v></c>\
      <c r="I1"><f >I2</f><v>5</v></c>\
      <c r="J1"><f a:t="shared" xmlns:a="a">J2</f><v>6</v></c>\
      </row>
      """
    )
    #expect(
      found.map { "\($0.reference)" } == ["A1", "B1", "D1", "E1", "F1", "G1", "H1", "I1", "J1"]
    )
    #expect(
      found.map(\.formula) == ["B1&\"/\"", "", "", "", "G1", "G2", "H2", "I2", "J2"]
    )
    #expect(
      found.map(\.value) == [
        .number(CellNumber(2, rawText: "2")), .text("ab"), .emptyFormula,
        .number(CellNumber(1, rawText: "1")), .text("甲"),
      ] + (3...6).map { .number(CellNumber(Double($0), rawText: "\($0)")) }
    )
  }

  @Test(arguments: ["t=\"shared\"si=\"0\"", "t=\"<\"", "t", "t=\"a", "/"])
  func malformedAttributeIsNoFormula(_ attributes: String) throws {
    #expect(throws: ReadingError.self) {
      try cells("<row r=\"1\"><c r=\"A1\"><f \(attributes)>1</f><v>1</v></c></row>")
    }
  }

  @Test(arguments: ["\"", "&quot;"])
  func picture(_ quote: String) throws {
    let formula = "_xlfn.DISPIMG(\(quote)ID_1\(quote),1)"
    let found = try cells(
      "<row r=\"1\"><c r=\"A1\" t=\"str\"><f>\(formula)</f><v>=DISPIMG(...)</v></c>"
        + "<c r=\"B1\" t=\"str\"><f>\(formula)</f><v></v></c><c r=\"C1\"><f>\(formula)</f></c></row>"
    )
    #expect(found.map(\.value) == Array(repeating: .picture("ID_1"), count: 3))
  }

  @Test func malformedReferenceIsNoFormula() throws {
    for spelling in ["A1&B1", "&nbsp;", "&amp", "&;"] {
      #expect(throws: ReadingError.self, "\(spelling)") { try formula(spelling) }
    }
  }

  /// The formulas go with their cells where these come in another order.
  @Test func cellsOutOfOrder() throws {
    let found = try cells(
      "<row r=\"2\"><c r=\"B2\"><f>B</f><v>2</v></c><c r=\"A2\"><v>1</v></c></row>"
        + "<row r=\"1\"><c r=\"A1\"><f>A</f><v>0</v></c></row>"
        + "<row r=\"2\"><c r=\"B2\"><f>C&amp;D</f><v>3</v></c></row>"
    )
    #expect(found.map { "\($0.reference)" } == ["A1", "A2", "B2"])
    #expect(found.map(\.formula) == ["A", nil, "C&D"])
  }

  @Test func formulaOfACell() {
    var cell = Cell(CellReference(1, 1), .boolean(true), formula: "A&B<\r\n\"&amp;\"")
    #expect(cell.formula == "A&B<\r\n\"&amp;\"")
    let table = Worksheet(name: "", cells: [cell]).cells
    #expect(table[0].formula == cell.formula)
    #expect(table.first { _ in true }?.formula == cell.formula)
    #expect(table[0] == cell)
    cell.formula = nil
    #expect(table[0] != cell)
  }
}
