import Spreadsheet
import Testing

@testable import SpreadsheetReading

/// How the parts of a workbook are found and put together.
struct WorkbookReaderTests {
  private let row = "<row><c><v>1</v></c></row>"

  @Test func readsTabsNamesAndProperties() throws {
    var fixture = WorkbookFixture(rows: row)
    fixture["xl/workbook.xml"] = """
      <workbook xmlns:q="\(WorkbookFixture.family)"><sheets>
      <sheet name="_meta" sheetId="4" state="veryHidden" q:id="rId1"/>
      <sheet name="图" sheetId="5" q:id="rId8"/>
      <sheet name="甲 &amp; 乙" sheetId="6" state="show" q:id="rId1"/>
      <sheet name="丙" sheetId="7" state="hidden" q:id="rId9"/></sheets>
      <definedNames><definedName name="tianbao.form">_meta!$A$1</definedName>
      <definedName name="Print_Area" localSheetId="2">'甲 &amp; 乙'!$A$1:$B$2</definedName>
      <definedName name="lost" localSheetId="9">1</definedName></definedNames></workbook>
      """
    fixture["xl/_rels/workbook.xml.rels"] = WorkbookFixture.relationships([
      ("rId1", "worksheet", "/xl/worksheets/sheet1.xml"), ("rId8", "chartsheet", "chart.xml"),
      ("rId9", "worksheet", "worksheets/missing.xml"),
    ])
    fixture["_rels/.rels"] = WorkbookFixture.relationships([
      ("rId1", "officeDocument", "xl/workbook.xml"),
      ("rId2", "extended-properties", "docProps/app.xml"),
      ("rId3", "custom-properties", "docProps/custom.xml"),
    ])
    fixture["docProps/app.xml"] =
      "<Properties><Template/><Application>WPS 表格</Application></Properties>"
    fixture["docProps/custom.xml"] = """
      <Properties xmlns:vt="v"><property pid="2" name="form"><vt:lpwstr>screening</vt:lpwstr></property>
      <property pid="3" name="batch"><vt:i4>7</vt:i4></property></Properties>
      """
    #expect(
      try fixture.dump() == """
        name tianbao.form = _meta!$A$1
        name 甲 & 乙!Print_Area = '甲 & 乙'!$A$1:$B$2
        property batch = 7
        property form = screening
        sheet _meta veryHidden
          A1 1
        sheet 甲 & 乙
          A1 1
        sheet 丙 hidden
        fault worksheet-unreadable 丙
        """
    )
    #expect(try fixture.read().application == "WPS 表格")
  }

  @Test func readsThePropertiesOfStrictFiles() throws {
    var fixture = WorkbookFixture(rows: row)
    fixture["_rels/.rels"] = WorkbookFixture.relationships([
      ("rId1", "officeDocument", "xl/workbook.xml"), ("rId3", "customProperties", "c.xml"),
    ])
    fixture["c.xml"] =
      "<Properties><property name=\"form\"><lpwstr>screening</lpwstr></property></Properties>"
    #expect(try fixture.read().customProperties == ["form": "screening"])
  }

  @Test func findsThePicturesOverCells() throws {
    var fixture = WorkbookFixture(rows: row, after: "<drawing r:id=\"rId1\"/>")
    fixture["xl/worksheets/_rels/sheet1.xml.rels"] = WorkbookFixture.relationships([
      ("rId1", "drawing", "../drawings/drawing1.xml")
    ])
    let corner =
      "<xdr:from><xdr:col>2</xdr:col><xdr:colOff>9</xdr:colOff><xdr:row>4</xdr:row></xdr:from>"
    fixture["xl/drawings/drawing1.xml"] = """
      <xdr:wsDr xmlns:xdr="d"><xdr:twoCellAnchor>\(corner)<xdr:pic><xdr:from/></xdr:pic></xdr:twoCellAnchor>
      <xdr:oneCellAnchor>\(corner)<xdr:sp/></xdr:oneCellAnchor>
      <xdr:oneCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:row>0</xdr:row></xdr:from>\
      <xdr:grpSp><xdr:pic/></xdr:grpSp></xdr:oneCellAnchor></xdr:wsDr>
      """
    for parsing in [Package.Parsing.automatic, .rewritten] {
      let workbook = try fixture.read(parsing)
      #expect(workbook.worksheets.first?.pictureAnchors.map(\.description) == ["C5", "A1"])
      #expect(workbook.faults.isEmpty)
    }
    fixture["xl/drawings/drawing1.xml"] = "<xdr:wsDr"
    #expect(try fixture.read().faults.map(\.kind) == [.partUnreadable])
  }

  @Test(arguments: [
    "worksheets\\sheet1.xml", "/xl/worksheets/sheet1.xml", "./../xl/./worksheets/sheet1.xml",
    "WORKSHEETS/Sheet1.XML", "worksheets/sheet%31.xml", "worksheets//sheet1.xml",
  ])
  func followsTargets(_ target: String) throws {
    var fixture = WorkbookFixture(rows: row)
    fixture["xl/_rels/workbook.xml.rels"] = WorkbookFixture.relationships([
      ("rId1", "worksheet", target)
    ])
    #expect(try fixture.dump() == "sheet 填报\n  A1 1")
  }

  @Test(arguments: [
    ("../../../etc/passwd", ReadingError.targetOutside("xl/workbook.xml")),
    ("http://127.0.0.1:9/sheet.xml", .targetOutside("xl/workbook.xml")),
    ("file:///etc/passwd", .targetOutside("xl/workbook.xml")),
    ("//host/share/sheet1.xml", .targetOutside("xl/workbook.xml")),
    ("", .targetOutside("xl/workbook.xml")),
    ("workbook.xml", .partMalformed("xl/workbook.xml")),
    ("worksheets/sheet2.xml", .partMissing("xl/worksheets/sheet2.xml")),
  ])
  func refusesTargets(_ target: String, _ error: ReadingError) throws {
    var fixture = WorkbookFixture(rows: row)
    fixture["xl/_rels/workbook.xml.rels"] = WorkbookFixture.relationships([
      ("rId1", "worksheet", target)
    ])
    #expect(throws: error) { try fixture.read() }
  }

  @Test func refusesPartsWhoseNamesFoldAlike() throws {
    var fixture = WorkbookFixture(rows: row)
    fixture["xl/Worksheets/sheet1.xml"] = "<worksheet><sheetData/></worksheet>"
    #expect(throws: ReadingError.partAmbiguous("xl/worksheets/sheet1.xml")) { try fixture.read() }
  }

  @Test func readsOtherEncodings() throws {
    let fixture = WorkbookFixture(rows: "<row><c t=\"s\"><v>0</v></c></row>")
    let text = "<sst><si><t>张三😀</t></si></sst>"
    let little = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    let gbk: [UInt8] =
      Array("<?xml version='1.0' encoding='GB2312'?><sst><si><t>".utf8) + [0xD5, 0xC5, 0xC8, 0xFD]
      + [0x94, 0x39, 0xFC, 0x36] + Array("</t></si></sst>".utf8)
    for contents in [
      [0xFF, 0xFE] + little, little, [0xFE, 0xFF] + big, big, gbk,
      [0xEF, 0xBB, 0xBF] + Array(text.utf8),
    ] {
      var fixture = fixture
      fixture.parts.removeAll { $0.name == "xl/sharedStrings.xml" }
      fixture.parts.append(("xl/sharedStrings.xml", contents))
      #expect(try fixture.dump() == "sheet 填报\n  A1 \"张三😀\"")
    }
  }

  @Test func replacesWhatIsNotValidInTheEncoding() throws {
    var fixture = WorkbookFixture(rows: "<row><c t=\"s\"><v>0</v></c></row>")
    fixture.parts.removeAll { $0.name == "xl/sharedStrings.xml" }
    let damaged: [UInt8] = [0xFF, 0x41, 0x07, 0x42]
    fixture.parts.append(
      (
        "xl/sharedStrings.xml",
        Array("<sst><si><t>".utf8) + damaged + Array("&#0;&#xD800;</t></si></sst>".utf8)
      )
    )
    #expect(
      try fixture.dump()
        == "sheet 填报\n  A1 \"\u{FFFD}A\u{FFFD}B\u{FFFD}\u{FFFD}\"\nfault text-encoding-invalid 填报!A1"
    )
  }

  @Test func saysWhatAFileIsThatIsNoWorkbook() {
    let reader = WorkbookReader()
    #expect(throws: ReadingError.notFound) { try reader.workbook(contentsOf: "/no/such/file.xlsx") }
    #expect(throws: ReadingError.unreadable(code: 21)) { try reader.workbook(contentsOf: "/") }
    #expect(throws: ReadingError.empty) { try reader.workbook(bytes: []) }
    #expect(throws: ReadingError.text) { try reader.workbook(bytes: Array("姓名,金额\n".utf8)) }
    #expect(throws: ReadingError.archiveWithoutWorkbook) {
      var zip = ZipFixture()
      zip.add("a.xlsx", "x")
      _ = try reader.workbook(bytes: zip.bytes())
    }
    #expect(ReadingError.legacyWorkbook.kind == "file.legacy-xls")
    #expect(ReadingError.limit(.partBytes, allowed: 1).kind == "limit.part-size")
  }
}
