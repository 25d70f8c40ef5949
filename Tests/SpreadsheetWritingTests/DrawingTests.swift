import Foundation
import Spreadsheet
import SpreadsheetWriting
import Testing

/// What the reviewed package of `WorkbookLayout.rich` does not show.
@Suite struct DrawingTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `an empty sheet is a workbook`() throws {
    let package = try write([sheet("空")])
    #expect(package["xl/worksheets/sheet1.xml"].contains("<sheetData/>"))
    #expect(package["xl/workbook.xml"].contains("<sheet name=\"空\" sheetId=\"1\" r:id=\"rId1\"/>"))
    #expect(!package.parts.keys.contains("docProps/custom.xml"))
  }

  @Test func `the moment of the epoch is not the present`() throws {
    let package = try write([sheet("a")])
    #expect(package["docProps/core.xml"].contains(">1970-01-01T00:00:01Z<"))
  }

  @Test func `a hidden first sheet stays hidden behind the active one`() throws {
    var hidden = sheet("hidden")
    hidden.isHidden = true
    let package = try write([hidden, sheet("a"), sheet("active")], activeSheet: 2)
    let workbook = package["xl/workbook.xml"]
    #expect(
      workbook.contains("<sheet name=\"hidden\" sheetId=\"1\" state=\"hidden\" r:id=\"rId1\"/>")
    )
    #expect(workbook.contains("activeTab=\"2\""))
    #expect(!package["xl/worksheets/sheet1.xml"].contains("tabSelected"))
    #expect(!package["xl/worksheets/sheet2.xml"].contains("tabSelected"))
    #expect(package["xl/worksheets/sheet3.xml"].contains("tabSelected=\"1\""))
  }

  @Test(arguments: [1, 255, 256, 257, 512, 1_000])
  func `no validation is lost, however many there are`(count: Int) throws {
    var sheet = sheet("a")
    sheet.validations = (1...count).map { row in
      ValidationLayout(
        CellRange(CellReference(row, 1), CellReference(row, 1)),
        row.isMultiple(of: 2) ? .list(formula: "$B$1:$B$9") : .integer(minimum: 0, maximum: 9)
      )
    }
    let text = try write([sheet])["xl/worksheets/sheet1.xml"]
    #expect(text.split(separator: "<dataValidation ").count == count + 1)
    #expect(text.split(separator: "type=\"list\"").count == count / 2 + 1)
    #expect(text.contains("<dataValidations count=\"\(count)\">"))
    #expect(text.contains("sqref=\"A\(count)\""))
  }

  @Test func `a rule that allows anything and says nothing is no validation`() throws {
    var sheet = sheet("a")
    sheet.validations = [
      ValidationLayout(CellRange(CellReference(1, 1), CellReference(1, 1)), .any)
    ]
    #expect(try !write([sheet])["xl/worksheets/sheet1.xml"].contains("dataValidation"))
  }

  @Test func `texts at their limits are written whole`() throws {
    var sheet = sheet("a")
    let longest = String(repeating: "字", count: 32_767)
    sheet.cells = [DrawnCell(CellReference(1, 1), .text(longest), style: 0)]
    var validation = ValidationLayout(
      CellRange(CellReference(1, 1), CellReference(1, 1)),
      .custom(formula: "LEN(A1)<\(String(repeating: "9", count: 247))")
    )
    validation.promptTitle = String(repeating: "题", count: 32)
    validation.prompt = String(repeating: "示", count: 255)
    validation.errorMessage = "=" + String(repeating: "&", count: 253)
    sheet.validations = [validation]
    sheet.page.header = String(repeating: "头", count: 255)
    let package = try write([sheet])
    #expect(package["xl/sharedStrings.xml"].contains("<t>\(longest)</t>"))
    let text = package["xl/worksheets/sheet1.xml"]
    #expect(text.contains("promptTitle=\"\(validation.promptTitle)\""))
    #expect(text.contains("prompt=\"\(validation.prompt)\""))
    #expect(text.contains("error=\"=\(String(repeating: "&amp;", count: 253))\""))
    #expect(text.contains("<formula1>LEN(A1)&lt;9999"))
    #expect(text.contains("<oddHeader>\(sheet.page.header)</oddHeader>"))
  }

  @Test func `the whole sheet can be merged`() throws {
    var sheet = sheet("a")
    sheet.cells = [DrawnCell(CellReference(1, 1), .text("一"), style: 0)]
    sheet.mergedRanges = [CellRange(CellReference(1, 1), CellReference(1_048_576, 16_384))]
    let text = try write([sheet])["xl/worksheets/sheet1.xml"]
    #expect(text.contains("<mergeCell ref=\"A1:XFD1048576\"/>"))
    #expect(text.split(separator: "<c ").count == 2)
  }

  @Test func `the corners of a worksheet can be drawn`() throws {
    var sheet = sheet("a")
    sheet.columns = (1...16_384).map { ColumnLayout(width: $0 == 16_384 ? 5 : 10) }
    sheet.rows = [RowLayout(row: 1_048_576, height: 409)]
    sheet.cells = [
      DrawnCell(CellReference(1, 16_384), .number(1), style: 0),
      DrawnCell(CellReference(1_048_576, 1), .number(2), style: 0),
    ]
    sheet.page.rowBreaks = [1_048_575]
    sheet.page.columnBreaks = [16_383]
    let text = try write([sheet])["xl/worksheets/sheet1.xml"]
    #expect(text.contains("<col min=\"1\" max=\"16383\" width=\"10.7109375\" customWidth=\"1\"/>"))
    #expect(
      text.contains("<col min=\"16384\" max=\"16384\" width=\"5.7109375\" customWidth=\"1\"/>")
    )
    #expect(text.contains("<c r=\"XFD1\" s=\"1\"><v>1</v></c>"))
    #expect(text.contains("ht=\"409\" customHeight=\"1\"><c r=\"A1048576\" s=\"1\"><v>2</v></c>"))
    #expect(text.contains("<brk id=\"1048575\" max=\"16383\" man=\"1\"/>"))
    #expect(text.contains("<brk id=\"16383\" max=\"1048575\" man=\"1\"/>"))
  }

  @Test func `equal styles are one format`() throws {
    var sheet = sheet("a")
    sheet.cells = (1...9).map { DrawnCell(CellReference(1, $0), .blank, style: $0 - 1) }
    let package = try write([sheet], styles: 9)
    #expect(package["xl/styles.xml"].contains("<cellXfs count=\"2\">"))
  }

  @Test(arguments: [
    ("General", "numFmtId=\"0\""), ("", "numFmtId=\"0\""), ("0", "numFmtId=\"1\""),
    ("0.00", "numFmtId=\"2\""), ("#,##0", "numFmtId=\"3\""), ("#,##0.00", "numFmtId=\"4\""),
    ("0%", "numFmtId=\"9\""), ("0.00%", "numFmtId=\"10\""), ("@", "numFmtId=\"49\""),
    ("yyyy-mm-dd", "numFmtId=\"164\" formatCode=\"yyyy-mm-dd\""),
  ]) func `number formats`(code: String, attributes: String) throws {
    var style = CellStyle()
    style.numberFormat = code
    var sheet = sheet("a")
    sheet.cells = [DrawnCell(CellReference(1, 1), .number(1), style: 0)]
    let path = folder.file("form.xlsx")
    try WorkbookWriter().write(WorkbookLayout(sheets: [sheet], styles: [style]), to: path)
    #expect(try Package(path)["xl/styles.xml"].contains(attributes))
  }

  @Test(arguments: [
    (0.1, "0.1"), (1e21, "1E+21"), (123_456_789_012_345, "123456789012345"),
    (-0.000_1, "-0.0001"), (2.5e-300, "2.5E-300"), (12_345.60, "12345.6"),
  ]) func `numbers`(number: Double, text: String) throws {
    var sheet = sheet("a")
    sheet.cells = [DrawnCell(CellReference(1, 1), .number(number), style: 0)]
    #expect(try write([sheet])["xl/worksheets/sheet1.xml"].contains("<v>\(text)</v>"))
  }

  @Test(arguments: ["=1+1", "{=A1}", "http://a.b/", "internal:A1", "mailto:a@b", "0123", "'a", "-"])
  func `text is text and nothing else`(text: String) throws {
    var sheet = sheet("a")
    sheet.cells = [DrawnCell(CellReference(1, 1), .text(text), style: 0)]
    let package = try write([sheet])
    #expect(
      package["xl/worksheets/sheet1.xml"].contains("<c r=\"A1\" s=\"1\" t=\"s\"><v>0</v></c>")
    )
    #expect(!package["xl/worksheets/sheet1.xml"].contains("hyperlink"))
    #expect(package["xl/sharedStrings.xml"].contains("<t>\(text)</t>"))
  }

  @Test func `a protection forbids what it is told to`() throws {
    var sheet = sheet("a")
    var protection = ProtectionLayout()
    protection.allowsInsertingRows = false
    protection.allowsDeletingRows = true
    protection.allowsSorting = false
    protection.allowsFiltering = false
    protection.allowsFormattingCells = false
    protection.allowsFormattingColumns = false
    protection.allowsFormattingRows = false
    sheet.protection = protection
    #expect(
      try write([sheet])["xl/worksheets/sheet1.xml"].contains(
        "<sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\" deleteRows=\"0\"/>"
      )
    )
  }

  private func sheet(_ name: String) -> SheetLayout {
    SheetLayout(name: WorksheetName(nearestTo: name))
  }

  private func write(
    _ sheets: [SheetLayout],
    activeSheet: Int = 0,
    styles: Int = 1
  ) throws -> Package {
    let path = folder.file("form.xlsx")
    let layout = WorkbookLayout(
      sheets: sheets,
      styles: Array(repeating: CellStyle(), count: styles),
      activeSheet: activeSheet
    )
    try WorkbookWriter().write(layout, to: path, replacing: true)
    return try Package(path)
  }
}
