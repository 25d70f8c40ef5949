import Spreadsheet
import SpreadsheetReading
import SpreadsheetWriting
import Testing

/// What is written is what the reader reads.
@Suite struct ReadBackTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a rich layout is read back whole`() throws {
    let workbook = try readBack(.rich)
    #expect(
      workbook.dump() == """
        name 2023!_xlnm.Print_Area = '2023'!$A$1
        name _key.1 = '筛查表'!$C$4
        name form_id = "screening"
        name 代码 表!_xlnm._FilterDatabase = '代码 表'!$A$1:$A$3
        name 关系_代码 = '代码 表'!$A$1:$A$3
        name 筛查表!_xlnm.Print_Area = '筛查表'!$A$1:$D$9
        name 筛查表!_xlnm.Print_Titles = '筛查表'!$A:$B,'筛查表'!$1:$2
        property tianbao.form = screening
        property 单位 = 张庄村 <&> 一组
        sheet 筛查表
          A1 "防止返贫监测帮扶筛查表"
          A2 "=1+1"
          B2 "http://example.org/"
          C2 "  两边有空格
        第二行\u{9} "
          A3 "<&>"'𠮷_x0041_ _X0041_ \u{1}\u{D}"
          A4 -12345.678
          B4 0
          C4 "负 & 正"  =IF(A4<0,"负 & 正",A4)
          D4 -12345.678  =SUM(A4:B4)
          A5 "家庭成员"
          B6 "合并区内的字"
          A8 "去代码表 <1>"
          merged A1:D1 A5:B6
          hidden rows [3, 9]
          hidden columns [5]
        sheet 代码 表
          A1 "户主"
          A2 "配偶"
          A3 "子女"
        sheet 2023 hidden
          A1 1
        """
    )
  }

  @Test func `shared formulas are written once`() throws {
    var sheet = SheetLayout(name: WorksheetName(nearestTo: "表"))
    sheet.sharedFormulas = ["IF($A1<1,\"<&\"\"\",$A1)", "=$A1&\"\u{E000}\"", "$A1+1"]
    for row in 1...4 {
      let name = CachedValue.text(row == 3 ? "" : "<&\(row)")
      sheet.cells += [
        DrawnCell(CellReference(row, 1), .number(Double(row)), style: 0),
        DrawnCell(CellReference(row, 2), .sharedFormula(0, cached: name), style: 0),
        DrawnCell(
          CellReference(row, 3),
          row == 2
            ? .formula("A1*2", cached: .number(4)) : .sharedFormula(1, cached: .number(0.5)),
          style: 0
        ),
      ]
    }
    let layout = WorkbookLayout(sheets: [sheet], styles: [CellStyle()])
    let path = folder.file("shared.xlsx")
    try WorkbookWriter().write(layout, to: path)
    let part = try Package(path)["xl/worksheets/sheet1.xml"]
    let first = "IF($A1&lt;1,\"&lt;&amp;\"\"\",$A1)"
    #expect(part.contains("<f  t=\"shared\" ref=\"B1:B4\" si=\"0\">\(first)</f>"), "\(part)")
    #expect(part.contains("<f  t=\"shared\" ref=\"C1:C4\" si=\"1\">$A1&amp;\"\u{E000}\"</f>"))
    #expect(part.split(separator: "t=\"shared\" si=\"0\"").count == 4)
    #expect(part.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
    #expect(
      try readBack(layout).worksheets.map { $0.dump() } == [
        """
        sheet 表
          A1 1
          B1 "<&1"  =IF($A1<1,"<&"\"",$A1)
          C1 0.5  =$A1&"\u{E000}"
          A2 2
          B2 "<&2"  =
          C2 4  =A1*2
          A3 3
          C3 0.5  =
          A4 4
          B4 "<&4"  =
          C4 0.5  =
        """
      ]
    )
  }

  @Test(arguments: 1...20) func `any text is read back as it was`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces: [String] = [
      "a", "户", " ", "\u{3000}", "\n", "\t", "\r", "\r\n", "_", "_x", "_x000D_", "_x005F_", "_x00",
      "x",
      "0041_", "&", "&amp;", "<", ">", "]]>", "\"", "'", "=", "+", "\u{1}", "\u{1F}", "\u{7F}",
      "\u{85}",
      "\u{A0}", "\u{FEFF}", "\u{200B}", "\u{2028}", "é", "e\u{301}", "\u{301}", "👨‍👩‍👧", "𠮷",

      "\u{10FFFF}", "\u{E000}",
    ]
    let texts = (0..<200).map { _ in
      (0..<Int.random(in: 1...12, using: &random))
        .map { _ in pieces.randomElement(using: &random) ?? "a" }.joined()
    }
    var sheet = SheetLayout(name: WorksheetName(nearestTo: "文"))
    for (row, text) in zip(1..., texts) {
      sheet.cells.append(DrawnCell(CellReference(row, 1), .text(text), style: 0))
    }
    let workbook = try readBack(WorkbookLayout(sheets: [sheet], styles: [CellStyle()]))
    for (row, text) in zip(1..., texts) {
      let cell = workbook.worksheets.first?[CellReference(row, 1)]
      guard case .text(let read) = cell?.value else {
        Issue.record("no text for \(text.debugDescription)")
        continue
      }
      #expect(Array(read.unicodeScalars) == Array(text.unicodeScalars))
    }
    #expect(workbook.faults.isEmpty)
  }

  private func readBack(_ layout: WorkbookLayout) throws -> Workbook {
    let path = folder.file("form.xlsx")
    try WorkbookWriter().write(layout, to: path)
    return try WorkbookReader().workbook(contentsOf: path)
  }
}

/// SplitMix64: the same numbers for the same seed on every machine.
private struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
