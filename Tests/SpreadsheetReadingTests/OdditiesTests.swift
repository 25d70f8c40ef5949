import Spreadsheet
import Testing

@testable import SpreadsheetReading

/// The oddities of real files that matter most, each in the smallest workbook that has it.
struct OdditiesTests {
  private func cells(_ fixture: WorkbookFixture) throws -> String {
    try fixture.dump().split(separator: "\n").dropFirst().joined(separator: "\n")
  }

  private func cells(_ rows: String, strings: [String] = []) throws -> String {
    try cells(WorkbookFixture(rows: rows, strings: strings))
  }

  @Test func countsRowsAndCellsWithoutReferences() throws {
    let rows = """
      <row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row>
      <row r="5"><c><v>4</v></c></row><row><c/><c><v>5</v></c></row>
      """
    #expect(try cells(rows) == "  A1 1\n  D1 2\n  E1 3\n  A5 4\n  B6 5")
  }

  @Test func ordersCellsAndTakesTheLastOfTwo() throws {
    let rows = """
      <row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row>
      <row r="1"><c r="A1"><v>3</v></c></row><row r="2"><c r="B2"><v>4</v></c></row>
      """
    #expect(try cells(rows) == "  A1 3\n  A2 2\n  B2 4")
  }

  @Test func joinsRunsAndSkipsPhoneticHints() throws {
    let rows = """
      <row><c t="inlineStr"><is><t>张</t><r><rPr><b/></rPr><t>三</t></r>\
      <rPh sb="0" eb="1"><t>ZHANG</t></rPh></is></c></row>
      """
    #expect(try cells(rows) == "  A1 \"张三\"")
  }

  @Test func prefersTheInlineStringToAValue() throws {
    let rows = "<row><c t=\"inlineStr\"><v>0</v><is><t>甲</t></is></c></row>"
    #expect(try cells(rows) == "  A1 \"甲\"")
  }

  @Test(arguments: [
    ("甲_x000D_\n乙", "甲\r\n乙"), ("_x005F_x000A_", "_x000A_"), ("_xD83D__xDE00_", "😀"),
    ("_xD83D_", "_xD83D_"), ("_x00_", "_x00_"), ("甲\r\n乙\r丙", "甲\n乙\n丙"),
    ("&lt;&#x4E59;&#20057;&amp;amp;&quot;&apos;&gt;", "<乙乙&amp;\"'>"), ("  ", "  "),
    ("&#13;", "\r"),
  ])
  func decodesText(_ spelt: String, _ text: String) throws {
    let fixture = WorkbookFixture(
      rows: "<row><c t=\"s\"><v>0</v></c><c t=\"str\"><v>\(spelt)</v></c></row>",
      strings: [spelt]
    )
    for parsing in [Package.Parsing.automatic, .rewritten, .scanned] {
      let sheet = try #require(try fixture.read(parsing).worksheets.first)
      #expect(sheet.cells.map(\.value) == [.text(text), .text(text)])
    }
  }

  @Test func readsCommentsSectionsAndInstructionsThroughTheFullParser() throws {
    let fixture = WorkbookFixture(
      rows: "<!-- <c/> --><row><?x <c/>?><c t=\"str\"><v>1<!-- -->2<![CDATA[<&]]></v></c></row>"
    )
    #expect(try cells(fixture) == "  A1 \"12<&\"")
    #expect(throws: ReadingError.partMalformed("xl/worksheets/sheet1.xml")) {
      try fixture.read(.scanned)
    }
  }

  @Test func tellsEmptyFromNotCalculated() throws {
    let rows = """
      <row><c><v></v></c><c><v/></c><c s="1"/><c t="s"><v></v></c><c><f>1+1</f></c>\
      <c><f>1+1</f><v></v></c><c t="str"><f>""</f><v></v></c><c t="str"><f>A1&amp;B1</f></c></row>
      """
    #expect(
      try cells(rows) == """
          E1 (not calculated)  =1+1
          F1 (not calculated)  =1+1
          H1 (not calculated)  =A1&B1
        """
    )
  }

  @Test func keepsSharedFormulasOfTheFirstCell() throws {
    let rows = """
      <row><c><f t="shared" si="0" ref="A1:B1">C1*2</f><v>4</v></c>\
      <c><f t="shared" si="0"/><v>6</v></c></row>
      """
    #expect(try cells(rows) == "  A1 4  =C1*2\n  B1 6  =")
  }

  @Test func readsEveryType() throws {
    let rows = """
      <row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#DIV/0!</v></c>\
      <c t="d"><v>2024-02-29T08:30:00Z</v></c><c t="d"><v>some day</v></c><c t="n"><v> 1.50 </v></c>\
      <c t="s"><v>0</v></c><c t="?"><v>x</v></c><c t="b"><v>maybe</v></c></row>
      """
    #expect(
      try cells(rows, strings: ["甲"]) == """
          A1 TRUE
          B1 FALSE
          C1 #DIV/0!
          D1 2024-02-29T08:30:00
          E1 "some day"
          F1 1.50
          G1 "甲"
          H1 "x"
          I1 "maybe"
        """
    )
  }

  @Test func keepsTheDigitsOfLongNumbers() throws {
    let sheet = try #require(
      try WorkbookFixture(
        rows: """
          <row><c><v>110101199003071234</v></c><c><v>4.11003199003071E+17</v></c>\
          <c><v>0.1</v></c><c><v>-0</v></c><c><v>123456789012345.67</v></c></row>
          """
      ).read().worksheets.first
    )
    #expect(
      sheet.cells.map(\.value) == [
        .number(CellNumber(110_101_199_003_071_232, rawText: "110101199003071234")),
        .number(CellNumber(411_003_199_003_070_976, rawText: "4.11003199003071E+17")),
        .number(CellNumber(0.1, rawText: "0.1")), .number(CellNumber(0, rawText: "-0")),
        .number(CellNumber(123_456_789_012_345.67, rawText: "123456789012345.67")),
      ]
    )
  }

  @Test func keepsWhatIsNoFiniteNumberAsTextWithAFault() throws {
    let fixture = WorkbookFixture(
      rows: """
        <row><c><v>NaN</v></c><c><v>1e999</v></c><c><v>0x10</v></c><c><v>1,5</v></c>\
        <c><v>Infinity</v></c><c><v>--1</v></c><c><v>1e</v></c><c><v>.</v></c></row>
        """
    )
    let workbook = try fixture.read()
    #expect(
      workbook.worksheets.first?.cells.map(\.value)
        == ["NaN", "1e999", "0x10", "1,5", "Infinity", "--1", "1e", "."].map { .text($0) }
    )
    #expect(workbook.faults.map(\.kind) == Array(repeating: .numberInvalid, count: 8))
    #expect(workbook.faults.first?.sheet == "填报")
    #expect(workbook.faults.first?.cell == CellReference(1, 1))
  }

  @Test func namesPicturesThatWPSPutsInCells() throws {
    let rows = """
      <row><c t="str"><f>_xlfn.DISPIMG("ID_61A4",1)</f><v>=DISPIMG("ID_61A4",1)</v></c>\
      <c><f>DISPIMG("ID_2",1)</f></c></row>
      """
    #expect(
      try cells(rows) == """
          A1 (picture ID_61A4)  =_xlfn.DISPIMG("ID_61A4",1)
          B1 (picture ID_2)  =DISPIMG("ID_2",1)
        """
    )
  }

  @Test func tellsDatesFromNumbersByTheirFormat() throws {
    var fixture = WorkbookFixture(
      rows: """
        <row><c s="1"><v>45292</v></c><c s="2"><v>45292</v></c><c s="1"><v>110101199003071234</v></c>\
        <c s="1"><v>60</v></c><c s="1"><v>-1</v></c><c s="9"><v>45292.5</v></c></row>
        """,
      numberFormats: ["yyyy&quot;年&quot;m&quot;月&quot;", "0.00_ ;[Red]-0.00"]
    )
    #expect(
      try cells(fixture) == """
          A1 2024-01-01
          B1 45292
          C1 110101199003071234
          D1 60.0
          E1 -1
          F1 45292.5
        """
    )
    fixture["xl/workbook.xml"] = fixture["xl/workbook.xml"]?.replacing(
      "<sheets>",
      with: "<workbookPr date1904=\"true\"/><sheets>"
    )
    #expect(try cells(fixture).hasPrefix("  A1 2028-01-02\n"))
  }

  @Test func listsFaultsOfSingleCells() throws {
    let fixture = WorkbookFixture(
      rows: """
        <row r="1"><c r="A1" t="s"><v>7</v></c><c r="1A"><v>1</v></c><c r="C1" t="s"><v>-1</v></c></row>\
        <row r="9999999"><c><v>1</v></c><c r="B2"><v>2</v></c><c r=""/></row>\
        <row r="2"><c t="inlineStr"><is><t>\(String(repeating: "长", count: 32_768))</t></is></c></row>
        """
    )
    let workbook = try fixture.read()
    #expect(workbook.worksheets.first?.cells.map(\.reference.description) == ["A2", "B2"])
    #expect(
      workbook.faults.map { "\($0.kind.rawValue) \($0.cell.map(\.description) ?? "-")" } == [
        "shared-string-missing A1", "cell-reference-invalid -", "shared-string-missing C1",
        "cell-reference-invalid -", "text-too-long A2",
      ]
    )
  }

  @Test func replacesWhatIsNoCharacter() throws {
    let rows =
      "<row><c t=\"str\"><v>甲\u{FFFE}乙\u{FFFF}</v></c><c t=\"str\"><v>\u{FFFD}</v></c></row>"
    let dump = try cells(WorkbookFixture(rows: rows))
    #expect(
      dump == """
          A1 "甲\u{FFFD}乙\u{FFFD}"
          B1 "\u{FFFD}"
        fault text-encoding-invalid 填报!A1
        fault text-encoding-invalid 填报!B1
        """
    )
  }

  @Test func namesTheCellWhoseTextIsDamagedAndNoOther() throws {
    let rows = """
      <row><c t="e"><v>#\u{FFFD}</v></c><c t="str"><v>甲</v></c>\
      <c t="d"><v>2024\u{FFFD}</v></c><c t="str"><v>乙</v></c></row>
      """
    let workbook = try WorkbookFixture(rows: rows).read()
    #expect(workbook.faults.map { $0.cell?.description } == ["A1", "C1"])
  }

  @Test func readsWhatTheSheetSaysOfItsGrid() throws {
    let fixture = WorkbookFixture(
      rows: "<row r=\"2\" hidden=\"1\"/><row hidden=\"true\"/><row hidden=\"0\"/>",
      before: """
        <sheetPr filterMode="1"/><cols><col min="2" max="3" hidden="1"/><col min="5" max="5"/>\
        <col min="16384" max="99999" hidden="1"/></cols>
        """,
      after: "<mergeCells count=\"9\"><mergeCell ref=\"A1:B2\"/><mergeCell ref=\"?\"/></mergeCells>"
    )
    let sheet = try #require(try fixture.read().worksheets.first)
    #expect(sheet.hiddenRows == [2, 3])
    #expect(sheet.hiddenColumns == [2, 3, 16_384])
    #expect(sheet.isFiltered)
    #expect(sheet.mergedRanges.map(\.description) == ["A1:B2"])
    #expect(sheet.cells.isEmpty)
  }
}
