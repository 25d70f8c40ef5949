import Foundation
import Spreadsheet
import SpreadsheetWriting
import Testing

/// Validations of several ranges, which are put into the package after the library.
@Suite struct ValidationTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a thousand ranges are one validation`() throws {
    var sheet = sheet("a")
    let ranges = (1...1_000).map { CellRange(CellReference($0 * 2, 1), CellReference($0 * 2, 1)) }
    sheet.validations = [ValidationLayout(ranges, .list(formula: "$B$1:$B$9"))]
    let text = try write([sheet])["xl/worksheets/sheet1.xml"]
    let references = (1...1_000).map { "A\($0 * 2)" }.joined(separator: " ")
    #expect(
      text.contains(
        """
        <dataValidations count="1"><dataValidation type="list" allowBlank="1" \
        showInputMessage="1" showErrorMessage="1" sqref="\(references)">\
        <formula1>$B$1:$B$9</formula1></dataValidation></dataValidations>
        """
      )
    )
  }

  @Test func `validations of one and of several ranges stand in one element, in order`() throws {
    var sheet = sheet("a")
    let first = CellRange(CellReference(1, 1), CellReference(1, 1))
    let second = CellRange(CellReference(3, 1), CellReference(4, 2))
    sheet.validations = [
      ValidationLayout(first, .textLength(minimum: 0, maximum: 9)),
      ValidationLayout([first, second], .custom(formula: "=LEN(A1)=18")),
      ValidationLayout([first, second], .any),
      ValidationLayout(second, .integer(minimum: nil, maximum: 5)),
    ]
    let text = try write([sheet])["xl/worksheets/sheet1.xml"]
    #expect(text.contains("<dataValidations count=\"3\">"))
    #expect(
      text.split(separator: "sqref=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        == ["A1", "A1 A3:B4", "A3:B4"]
    )
    #expect(text.contains("<formula1>LEN(A1)=18</formula1>"))
    #expect(text.contains("type=\"whole\" operator=\"lessThanOrEqual\""))
  }

  @Test func `what stands around the validations stays in the format's order`() throws {
    var sheet = full
    sheet.validations = severalRanges
    let order = try elements(of: sheet)
    #expect(
      order == [
        "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData",
        "sheetProtection", "autoFilter", "mergeCells", "conditionalFormatting", "dataValidations",
        "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks",
        "colBreaks",
      ]
    )
  }

  @Test func `validations stand before margins where nothing else follows the cells`() throws {
    var sheet = sheet("a")
    sheet.page.centersHorizontally = false
    sheet.validations = severalRanges
    let order = try elements(of: sheet)
    #expect(order.contains(["sheetData", "dataValidations", "pageMargins"]))
  }

  @Test func `the words of an element in a text mislead nobody`() throws {
    var sheet = sheet("a")
    sheet.cells = [
      DrawnCell(
        CellReference(1, 1),
        .formula("\"</sheetData><hyperlinks>\"", cached: .text("<pageMargins")),
        style: 0
      )
    ]
    sheet.validations = severalRanges
    let text = try write([sheet])["xl/worksheets/sheet1.xml"]
    #expect(text.contains("</sheetData><dataValidations"))
  }

  @Test func `only the worksheets in need are changed, and all keep their place`() throws {
    var second = full
    second.validations = severalRanges
    var third = sheet("c")
    third.validations = [ValidationLayout(severalRanges[0].ranges[0], .any)]
    third.validations[0].prompt = "填"
    let plain = try write([sheet("a"), full, third])
    let changed = try write([sheet("a"), second, third])
    #expect(plain.names == changed.names)
    let part = "xl/worksheets/sheet2.xml"
    #expect(plain.names.filter { plain[$0] != changed[$0] } == [part])
    let block = try #require(changed[part].firstRange(of: "<dataValidations"))
    let end = try #require(changed[part].firstRange(of: "</dataValidations>"))
    #expect(
      changed[part][..<block.lowerBound] + changed[part][end.upperBound...] == plain[part]
    )
  }

  @Test func `a validation of several ranges is what the library makes of each`() throws {
    let package = try write(WorkbookLayout.rich)
    var own = package["xl/worksheets/sheet1.xml"]
    own.replace("B2:C2 D8:D9", with: "B2:C2")
    let library = package["xl/worksheets/sheet2.xml"]
    let blocks = try [own, library].map { text in
      let start = try #require(text.firstRange(of: "<dataValidations"))
      let end = try #require(text.firstRange(of: "</dataValidations>"))
      return text[start.lowerBound..<end.upperBound]
    }
    #expect(blocks[0] == blocks[1])
  }

  private var severalRanges: [ValidationLayout] {
    let ranges = [1, 4].map { CellRange(CellReference($0, 1), CellReference($0 + 1, 1)) }
    return [ValidationLayout(ranges, .decimal(minimum: 0, maximum: 1))]
  }

  /// A sheet with all that a layout can put around validations.
  private var full: SheetLayout {
    var sheet = WorkbookLayout.rich.sheets[0]
    sheet.name = WorksheetName(nearestTo: "全")
    sheet.autofilter = CellRange(CellReference(2, 1), CellReference(9, 4))
    sheet.page.centersHorizontally = true
    sheet.validations = []
    sheet.cells = sheet.cells.map { cell in
      DrawnCell(cell.reference, cell.content, style: 0)
    }
    sheet.columns = sheet.columns.map { ColumnLayout(width: $0.width) }
    return sheet
  }

  private func sheet(_ name: String) -> SheetLayout {
    SheetLayout(name: WorksheetName(nearestTo: name))
  }

  /// The names of the elements directly in a worksheet's part, equal neighbours once.
  private func elements(of sheet: SheetLayout) throws -> [String] {
    let text = try write([sheet])["xl/worksheets/sheet1.xml"]
    let document = try XMLOutline(text)
    return document.children
  }

  private func write(_ sheets: [SheetLayout]) throws -> Package {
    try write(WorkbookLayout(sheets: sheets, styles: [CellStyle()]))
  }

  private func write(_ layout: WorkbookLayout) throws -> Package {
    let path = folder.file("form.xlsx")
    try WorkbookWriter().write(layout, to: path, replacing: true)
    return try Package(path)
  }
}

/// The names of the elements directly under the root, by nesting depth; the part is well formed.
private struct XMLOutline {
  private(set) var children: [String] = []

  init(_ text: String) throws {
    var depth = 0
    for piece in text.split(separator: "<") where !piece.hasPrefix("?") {
      if piece.hasPrefix("/") {
        depth -= 1
        continue
      }
      let tag = try #require(piece.split(separator: ">", omittingEmptySubsequences: false).first)
      let name = String(tag.prefix { $0.isLetter || $0.isNumber })
      if depth == 1, children.last != name { children.append(name) }
      if !tag.hasSuffix("/") { depth += 1 }
    }
    #expect(depth == 0)
  }
}
