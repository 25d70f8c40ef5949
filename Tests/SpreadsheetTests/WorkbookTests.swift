import Spreadsheet
import Testing

@Suite struct WorksheetTests {
  @Test func `cells come in order, whatever order they are given in, and the last one wins`() {
    let sheet = Worksheet(
      name: "a",
      cells: [cell("B2", "1"), cell("A1", "2"), cell("B2", "3"), cell("A2", "4"), cell("C1", "5")]
    )
    #expect(sheet.cells.map(\.reference.description) == ["A1", "C1", "A2", "B2"])
    #expect(sheet[CellReference(2, 2)]?.value == .text("3"))
    #expect(sheet[CellReference(1, 2)] == nil)
    #expect(sheet[CellReference(3, 1)] == nil)
    #expect(sheet.cells(inRow: 1).map(\.value) == [.text("2"), .text("5")])
    #expect(sheet.cells(inRow: 2).map(\.value) == [.text("4"), .text("3")])
    #expect(sheet.cells(inRow: 3).isEmpty)
    #expect(sheet.cells(inRow: 0).isEmpty)
    #expect(sheet.cells(inRow: 1_048_577).isEmpty)
  }

  @Test func `a sheet without cells finds none`() {
    let sheet = Worksheet(name: "a")
    #expect(sheet[CellReference(1, 1)] == nil)
    #expect(sheet.cells(inRow: 1).isEmpty)
  }

  private func cell(_ reference: String, _ text: String) -> Cell {
    Cell(CellReference(reference) ?? CellReference(1, 1), .text(text))
  }
}

@Suite struct WorkbookTests {
  @Test func `a sheet is found by its exact name`() {
    let workbook = Workbook(worksheets: [Worksheet(name: "Ab"), Worksheet(name: "表")])
    #expect(workbook.worksheet(named: "表")?.name == "表")
    #expect(workbook.worksheet(named: "ab") == nil)
  }

  @Test func `a dump shows names, properties, sheets, cells and faults`() {
    let cells = [
      Cell(CellReference(1, 1), .text("张三")),
      Cell(CellReference(1, 2), .number(CellNumber(4.11003e17, rawText: "4.11003E+17"))),
      Cell(CellReference(2, 1), .date(SerialDate(45_139.5)), formula: "NOW()"),
      Cell(CellReference(2, 2), .boolean(true)),
      Cell(CellReference(3, 1), .error("#REF!")),
      Cell(CellReference(3, 2), .emptyFormula, formula: "A1"),
      Cell(CellReference(4, 1), .picture("ID_1")),
    ]
    let sheet = Worksheet(
      name: "筛查表",
      cells: cells,
      mergedRanges: [CellRange(CellReference(1, 1), CellReference(1, 2))],
      hiddenRows: [9, 3],
      hiddenColumns: [5]
    )
    let workbook = Workbook(
      worksheets: [sheet, Worksheet(name: "码", visibility: .veryHidden)],
      definedNames: ["b": "1", "a": "'筛查表'!$A$1"],
      customProperties: ["form": "screening"],
      faults: [
        WorkbookFault(.numberInvalid, sheet: "筛查表", cell: CellReference(9, 1)),
        WorkbookFault(.partUnreadable),
      ]
    )
    #expect(
      workbook.dump() == """
        name a = '筛查表'!$A$1
        name b = 1
        property form = screening
        sheet 筛查表
          A1 "张三"
          B1 4.11003E+17
          A2 2023-08-01T12:00:00  =NOW()
          B2 TRUE
          A3 #REF!
          B3 (not calculated)  =A1
          A4 (picture ID_1)
          merged A1:B1
          hidden rows [3, 9]
          hidden columns [5]
        sheet 码 veryHidden
        fault number-invalid 筛查表!A9
        fault part-unreadable \("")
        """
    )
  }
}

@Suite struct CellNumberTests {
  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (12, "12"), (-3, "-3"), (0.1, "0.1"), (1e14, "100000000000000"),
    (1e16, "1e+16"), (12_345.6, "12345.6"),
  ]) func `a number without a file has its shortest text`(value: Double, text: String) {
    #expect(CellNumber(value).rawText == text)
  }

  @Test func `beyond 15 digits a number may have lost some`() {
    #expect(!CellNumber(999_999_999_999_999).mayHaveLostDigits)
    #expect(CellNumber(1e15).mayHaveLostDigits)
    #expect(CellNumber(-4.110_031_980_010_1e17).mayHaveLostDigits)
  }
}
