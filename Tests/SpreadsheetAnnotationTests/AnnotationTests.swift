import Spreadsheet
import Testing

@testable import SpreadsheetAnnotation
@testable import SpreadsheetReading

@Suite struct AnnotationTests {
  private func mark(
    _ cell: String,
    _ tone: CellMark.Tone = .error,
    _ comment: String = "请改正"
  ) throws -> CellMark {
    CellMark(sheet: "登记表", cell: try #require(CellReference(cell)), tone: tone, comment: comment)
  }

  private func annotated(_ workbook: MadeUpWorkbook, _ marks: [CellMark]) throws
    -> AnnotatedWorkbook
  {
    try WorkbookAnnotator().annotated(try workbook.bytes, marks: marks, remarks: [])
  }

  private func sheet(_ workbook: MadeUpWorkbook, _ marks: [CellMark]) throws -> String {
    let zip = try ZipContents(try annotated(workbook, marks).bytes)
    let text = try #require(zip["xl/worksheets/sheet1.xml"])
    let start = try #require(text.firstRange(of: "<sheetData"))
    let end = try #require(text.firstRange(of: "</sheetData>"))
    return String(text[start.lowerBound..<end.upperBound])
  }

  @Test func `cells and rows come into being where they belong`() throws {
    let rows = """
      <row r="2" spans="2:2"><c r="B2"><v>1</v></c></row><row r="4"/>
      """
    let text = try sheet(
      MadeUpWorkbook(rows: rows),
      try ["A2", "B2", "D2", "B3", "C4", "A1", "A9"].map { try mark($0) }
    )
    #expect(
      text == """
        <sheetData><row r="1"><c r="A1" s="3"/></row><row r="2" spans="1:4"><c r="A2" s="3"/>\
        <c r="B2" s="3"><v>1</v></c><c r="D2" s="3"/></row><row r="3"><c r="B3" s="3"/></row>\
        <row r="4"><c r="C4" s="3"/></row><row r="9"><c r="A9" s="3"/></row></sheetData>
        """
    )
  }

  @Test func `rows and cells without references, a prefix, an empty sheet`() throws {
    let rows = "<row><c><v>1</v></c><c s=\"2\"/></row><row><c/></row>"
    #expect(
      try sheet(MadeUpWorkbook(rows: rows), [try mark("B1"), try mark("C1"), try mark("A2")]) == """
        <sheetData><row><c><v>1</v></c><c s="3"/><c r="C1" s="4"/></row><row><c s="4"/></row>\
        </sheetData>
        """
    )
    #expect(
      try sheet(MadeUpWorkbook(), [try mark("C3")])
        == "<sheetData><row r=\"3\"><c r=\"C3\" s=\"3\"/></row></sheetData>"
    )
  }

  @Test func `a new cell looks like its row or column, and a merged range is marked at its head`()
    throws
  {
    let workbook = MadeUpWorkbook(
      rows: "<row r=\"2\" s=\"2\" customFormat=\"1\"/><row r=\"3\"/>",
      before: "<cols><col min=\"3\" max=\"4\" width=\"9\" style=\"1\"/></cols>",
      after: "<mergeCells><mergeCell ref=\"F5:H9\"/></mergeCells>"
    )
    let bytes = try annotated(
      workbook,
      [try mark("C2"), try mark("D3", .confirm), try mark("G7", .warning)]
    ).bytes
    let zip = try ZipContents(bytes)
    let text = try #require(zip["xl/worksheets/sheet1.xml"])
    #expect(text.contains("<c r=\"C2\" s=\"3\"/>"))
    #expect(text.contains("<c r=\"D3\" s=\"4\"/>"))
    #expect(text.contains("<row r=\"5\"><c r=\"F5\" s=\"5\"/></row>"))
    let styles = try #require(zip["xl/styles.xml"])
    // The row's own format with our fill; the column's, whose fill was another.
    #expect(
      styles.contains(
        "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"3\" applyFill=\"1\"><protection locked=\"0\"/></xf>"
      )
    )
    #expect(styles.contains("<xf numFmtId=\"14\" fillId=\"4\" applyFill=\"1\"/>"))
    #expect(styles.contains("rgb=\"FFFEC9C1\"") && styles.contains("rgb=\"FFFEE792\""))
  }

  @Test func `a village's own comment stays, with ours behind it`() throws {
    var workbook = MadeUpWorkbook(rows: "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")
    workbook.comment("村里的话", author: "村会计", at: CellReference(1, 1))
    let marked = try annotated(workbook, [try mark("A1"), try mark("B1")])
    let zip = try ZipContents(marked.bytes)
    let comments = try MarkedCells(marked.bytes).comments
    #expect(
      comments[Location("登记表", CellReference(1, 1))] == "村里的话\n【填报退回】\n请改正\n【改好后仍用本文件报回】"
    )
    let text = try #require(zip["xl/comments1.xml"])
    #expect(text.contains("<author>村会计</author><author>填报退回</author>"))
    #expect(text.contains("<comment ref=\"A1\" authorId=\"0\"><text><r><t>村里的话</t></r>"))
    #expect(text.contains("<comment ref=\"B1\" authorId=\"1\">"))
    let drawing = try #require(zip["xl/drawings/vmlDrawing1.vml"])
    #expect(drawing.ranges(of: "ObjectType=\"Note\"").count == 2)
    #expect(drawing.contains("id=\"_x0000_s2050\""))
    // Another program has saved it since: what is left is the village's.
    let saved = try resaved(marked.bytes)
    let cleaned = try WorkbookAnnotator().annotated(saved, marks: [], remarks: [])
    let rest = try ZipContents(cleaned.bytes)
    #expect(
      try MarkedCells(cleaned.bytes).comments == [Location("登记表", CellReference(1, 1)): "村里的话"]
    )
    #expect(rest["xl/drawings/vmlDrawing1.vml"]?.ranges(of: "ObjectType").count == 1)
    #expect(try MarkedCells(cleaned.bytes).tones.isEmpty)
  }

  /// The file with a byte more in a part that we changed, as if a program had saved it: the journal
  /// no longer holds.
  private func resaved(
    _ bytes: [UInt8],
    _ change: (String, String) = ("", "")
  ) throws -> [UInt8] {
    var package = try EditablePackage(bytes[...], limits: ReadingLimits())
    for part in ["xl/worksheets/sheet1.xml", "xl/workbook.xml"] {
      let text = String(decoding: try #require(try package.text(PartName(part))), as: UTF8.self)
      let changed = change.0.isEmpty ? text : text.replacing(change.0, with: change.1)
      try package.set(PartName(part), to: Array((changed + "\n").utf8))
    }
    return try #require(try package.written())
  }

  @Test func `a cell under discussion is coloured only`() throws {
    var workbook = MadeUpWorkbook(rows: "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")
    workbook.comment(
      "[Threaded comment]",
      author: "tc={8B1B6F5C-0000-4000-8000-000000000000}",
      at: CellReference(1, 1)
    )
    let marked = try annotated(workbook, [try mark("A1")])
    #expect(marked.notices == [.commentsNotAdded(sheet: "登记表", count: 1)])
    let zip = try ZipContents(marked.bytes)
    #expect(zip["xl/comments1.xml"] == workbook["xl/comments1.xml"])
    #expect(zip["xl/drawings/vmlDrawing1.vml"] == workbook["xl/drawings/vmlDrawing1.vml"])
    #expect(try MarkedCells(marked.bytes).tones.count == 1)
  }

  @Test func `a drawing of buttons takes our shapes too, and stays the sheet's`() throws {
    var workbook = MadeUpWorkbook(
      rows: "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>",
      after: "<legacyDrawing r:id=\"rId5\"/><extLst/>"
    )
    workbook.relate(
      "xl/worksheets/_rels/sheet1.xml.rels",
      [
        ("rId5", "vmlDrawing", "../drawings/buttons.vml")
      ]
    )
    workbook["xl/drawings/buttons.vml"] = """
      <xml xmlns:o="x"><br><p>旧式写法，不成对的标签</xml>
      """
    let zip = try ZipContents(try annotated(workbook, [try mark("A1")]).bytes)
    let drawing = try #require(zip["xl/drawings/buttons.vml"])
    #expect(drawing.hasPrefix("<xml xmlns:o=\"x\"><br><p>旧式写法，不成对的标签<v:shapetype xmlns:v="))
    #expect(drawing.hasSuffix("</v:shape></xml>"))
    #expect(zip["xl/worksheets/sheet1.xml"]?.ranges(of: "legacyDrawing").count == 1)
    #expect(zip["xl/comments1.xml"]?.contains("请改正") == true)
  }

  @Test func `the drawing of comments stands before what must follow it`() throws {
    let workbook = MadeUpWorkbook(
      rows: "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>",
      after: "<pageMargins/><drawing r:id=\"d\"/><tableParts/><extLst/>"
    )
    let zip = try ZipContents(try annotated(workbook, [try mark("A1")]).bytes)
    let text = try #require(zip["xl/worksheets/sheet1.xml"])
    #expect(text.contains("<drawing r:id=\"d\"/><legacyDrawing r:id=\"rId1\"/><tableParts/>"))
    #expect(zip["[Content_Types].xml"]?.contains("Extension=\"vml\"") == true)
  }

  @Test func `a village's own sheet of our name stays its own`() throws {
    var workbook = MadeUpWorkbook(rows: "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")
    workbook["xl/workbook.xml"] = workbook["xl/workbook.xml"]?.replacing("登记表", with: "退回意见")
    let marked = try WorkbookAnnotator().annotated(
      try workbook.bytes,
      marks: [],
      remarks: [Remark(tone: .error, severity: "错误", message: "整份", fix: "重填")]
    )
    let names = try WorkbookReader().workbook(bytes: marked.bytes).worksheets.map(\.name)
    #expect(names == ["退回意见", "退回意见 (2)"])
    let cleaned = try WorkbookAnnotator().annotated(
      try resaved(marked.bytes),
      marks: [],
      remarks: []
    )
    #expect(
      try WorkbookReader().workbook(bytes: cleaned.bytes).worksheets.map(\.name) == ["退回意见"]
    )
  }

  @Test func `tabs behind ours are counted anew when it goes`() throws {
    var workbook = MadeUpWorkbook(rows: "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")
    workbook["xl/workbook.xml"] = workbook["xl/workbook.xml"]?
      .replacing("<sheets>", with: "<bookViews><workbookView activeTab=\"0\"/></bookViews><sheets>")
      .replacing(
        "</workbook>",
        with: "<definedNames><definedName name=\"a\" localSheetId=\"0\">1</definedName>"
          + "</definedNames></workbook>"
      )
    let marked = try annotated(workbook, [try mark("A1")])
    // The village draws our tab before its own, looks at its own, and saves.
    var package = try EditablePackage(marked.bytes[...], limits: ReadingLimits())
    let part = PartName("xl/workbook.xml")
    var text = String(decoding: try #require(try package.text(part)), as: UTF8.self)
    let own = try #require(
      text.firstRange(of: "<sheet name=\"退回意见\" sheetId=\"8\" r:id=\"rId3\"/>")
    )
    let element = String(text[own])
    text.removeSubrange(own)
    text = text.replacing("<sheets>", with: "<sheets>" + element)
      .replacing("activeTab=\"0\"", with: "activeTab=\"1\"")
      .replacing("localSheetId=\"1\"", with: "localSheetId=\"x\"")
      .replacing("localSheetId=\"0\"", with: "localSheetId=\"1\"")
      .replacing("localSheetId=\"x\"", with: "localSheetId=\"0\"")
    try package.set(part, to: Array(text.utf8))
    let saved = try #require(try package.written())
    let cleaned = try WorkbookAnnotator().annotated(saved, marks: [], remarks: [])
    #expect(try ZipContents(cleaned.bytes)["xl/workbook.xml"] == workbook["xl/workbook.xml"])
    #expect(
      try ZipContents(cleaned.bytes).names == workbook.parts.map(\.name) + [
        "xl/drawings/vmlDrawing1.vml", "xl/comments1.xml", "xl/worksheets/_rels/sheet1.xml.rels",
      ]
    )
  }

  @Test func `a signature is said to be void`() throws {
    var workbook = MadeUpWorkbook()
    workbook.relate(
      "_rels/.rels",
      [
        ("rId1", "officeDocument", "xl/workbook.xml"),
        (
          "rId2",
          "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin",
          "_xmlsignatures/origin.sigs"
        ),
      ]
    )
    #expect(try annotated(workbook, [try mark("A1")]).notices == [.signatureVoid])
  }

  @Test func `a sheet that cannot be followed is named on our sheet only`() throws {
    var workbook = MadeUpWorkbook()
    workbook["xl/worksheets/sheet1.xml"] = "<worksheet><sheetData></worksheet>"
    workbook["xl/workbook.xml"] = workbook["xl/workbook.xml"]?.replacing(
      "</sheets>",
      with: "<sheet name=\"好\" sheetId=\"8\" r:id=\"rId9\"/></sheets>"
    )
    workbook.relate(
      "xl/_rels/workbook.xml.rels",
      [
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId9", "worksheet", "worksheets/sheet9.xml"),
      ]
    )
    workbook["xl/worksheets/sheet9.xml"] = "<worksheet><sheetData/></worksheet>"
    let marked = try annotated(workbook, [try mark("A1")])
    #expect(marked.notices == [.cellsNotMarked(sheet: "登记表", count: 1)])
    #expect(
      try ZipContents(marked.bytes)["xl/worksheets/sheet1.xml"]
        == workbook["xl/worksheets/sheet1.xml"]
    )
  }

  @Test func `a part with more elements than is sensible is not followed`() throws {
    let many = String(repeating: "<a/>", count: 500_000)
    #expect(throws: MarkupFault.self) { try MarkupDocument(Array("<x>\(many)</x>".utf8)) }
    #expect(throws: MarkupFault.self) {
      try MarkupDocument(Array(String(repeating: "<a>", count: 300).utf8))
    }
    for text in ["", "<a>", "<a></b>", "<!DOCTYPE a><a/>", "<a", "<a b='<'/>", "<a/><b/>", "<!--"] {
      #expect(throws: MarkupFault.self, "\(text)") { try MarkupDocument(Array(text.utf8)) }
    }
  }

  @Test func `what is remembered survives cells`() throws {
    var journal = UndoJournal()
    var undo = Splices()
    undo.replace(3..<9, with: "a|b%\n_x000D_ 中")
    journal.note(PartName("xl/a b.xml"), after: [1, 2, 3], undo: undo)
    journal.noteAdded(PartName("xl/c.xml"))
    #expect(UndoJournal(texts: journal.texts) == journal)
    #expect(UndoJournal(texts: []) == nil)
    #expect(UndoJournal(texts: ["undo|1|p"]) == nil)
    #expect(UndoJournal(texts: ["undo|0|1|s|5|5|x"]) == nil)
    var memory = FillMemory()
    #expect(memory.number(of: "<fill><gradientFill degree=\"90\"/></fill>") == 1)
    #expect(FillMemory(texts: memory.texts) == memory)
    for number in 2..<32 { #expect(memory.number(of: "<fill id=\"\(number)\"/>") == number) }
    #expect(memory.number(of: "<fill id=\"32\"/>") == nil)
  }

  @Test func `colours are those of marks, and no others`() {
    for tone in CellMark.Tone.allCases {
      for number in MarkColor.numbers {
        let color = MarkColor(tone, number: number)
        #expect(MarkColor(argb: color.argb) == color)
      }
    }
    for other in ["FFFFC7CE", "FFFEC9C0", "FEC9C1", "FFDBEADF", ""] {
      #expect(MarkColor(argb: other) == nil)
    }
  }

  @Test func `changes are taken back to the byte`() {
    let bytes = Array("0123456789".utf8)
    var changes = Splices()
    changes.insert("ab", at: 0)
    changes.replace(2..<4, with: "中")
    changes.insert("x", at: 4)
    changes.insert("y", at: 4)
    changes.remove(9..<10)
    let after = changes.applied(to: bytes)
    #expect(String(decoding: after, as: UTF8.self) == "ab01中xy45678")
    #expect(changes.inverse(of: bytes).applied(to: after) == bytes)
  }
}
