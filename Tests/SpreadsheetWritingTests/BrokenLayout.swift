import Spreadsheet
import SpreadsheetWriting
import Testing

/// A layout that no file can hold, with what is to be said about it.
struct BrokenLayout: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let layout: WorkbookLayout
  let error: WritingError

  private init(
    _ description: String,
    _ error: WritingError,
    _ change: (inout WorkbookLayout) -> Void
  ) {
    testDescription = description
    self.error = error
    var layout = WorkbookLayout.rich
    change(&layout)
    self.layout = layout
  }

  /// A layout in which the cell C2 of the first sheet holds something else.
  private static func cell(
    _ description: String,
    _ content: DrawnContent,
    _ error: (WritingPlace) -> WritingError
  ) -> Self {
    let place = WritingPlace(sheet: "筛查表", cell: CellReference(2, 3))
    return Self(description, error(place)) { $0.sheets[0].cells[6].content = content }
  }

  /// A layout in which the validation of B2:C2 is another.
  private static func validation(
    _ description: String,
    _ error: (WritingPlace) -> WritingError,
    _ change: (inout ValidationLayout) -> Void
  ) -> Self {
    let place = WritingPlace(sheet: "筛查表", cell: CellReference(2, 2))
    return Self(description, error(place)) { change(&$0.sheets[0].validations[0]) }
  }

  private static func sheet(
    _ description: String,
    _ error: (WritingPlace) -> WritingError,
    _ change: (inout SheetLayout) -> Void
  ) -> Self {
    Self(description, error(WritingPlace(sheet: "筛查表"))) { change(&$0.sheets[0]) }
  }

  static let all = workbooks + styles + cells + ranges + validations + pages

  private static let workbooks = [
    Self("no sheets", .invalid(.noSheets, .workbook)) { $0.sheets = [] },
    Self("active sheet missing", .invalid(.activeSheetMissing, .workbook)) { $0.activeSheet = 3 },
    Self("active sheet negative", .invalid(.activeSheetMissing, .workbook)) { $0.activeSheet = -1 },
    Self("active sheet hidden", .invalid(.activeSheetHidden, .workbook)) { $0.activeSheet = 2 },
    Self("sheet name in another case", .invalid(.sheetNameRepeated, WritingPlace(sheet: "ÄB c"))) {
      $0.sheets[1].name = WorksheetName(nearestTo: "äb C")
      $0.sheets[2].name = WorksheetName(nearestTo: "ÄB c")
    },
    Self("sheet name reserved", .invalid(.sheetNameReserved, WritingPlace(sheet: "HISTORY"))) {
      $0.sheets[1].name = WorksheetName(nearestTo: "HISTORY")
    },
    Self("defined name in another case", .invalid(.definedNameRepeated, .workbook)) {
      $0.definedNames += [DefinedName("FORM_ID", formula: "1")].compactMap(\.self)
    },
    Self("defined name changed to a reference", .invalid(.definedNameInvalid, .workbook)) {
      $0.definedNames[0].name = "A1"
    },
    Self("defined name of a print area", .invalid(.definedNameInvalid, .workbook)) {
      $0.definedNames[0].name = "Print_Area"
    },
    Self("defined name of a filter", .invalid(.definedNameInvalid, .workbook)) {
      $0.definedNames[0].name = "_XLNM._FilterDatabase"
    },
    Self("defined name changed to nothing", .invalid(.definedNameInvalid, .workbook)) {
      $0.definedNames[0].name = ""
    },
    Self("defined name too long", .limit(.definedName, .workbook)) {
      $0.definedNames[0].name = String(repeating: "名", count: 43)
    },
    Self("defined name's formula too long", .limit(.definedNameFormula, .workbook)) {
      $0.definedNames[0].formula = "\"\(String(repeating: "甲", count: 42))\""
    },
    Self("defined name's formula empty", .invalid(.formulaEmpty, .workbook)) {
      $0.definedNames[0].formula = ""
    },
    Self("title too long", .limit(.property, .workbook)) {
      $0.properties.title = String(repeating: "题", count: 256)
    },
    Self("author with a control character", .invalid(.characterForbidden, .workbook)) {
      $0.properties.author = "a\u{1}"
    },
    Self("made before 1900", .invalid(.dateTooEarly, .workbook)) {
      $0.properties.created = CalendarDate(year: 1899, month: 12, day: 31) ?? .epoch
    },
    Self("custom property without a name", .invalid(.customPropertyUnnamed, .workbook)) {
      $0.properties.custom[0].name = ""
    },
    Self("custom property twice", .invalid(.customPropertyRepeated, .workbook)) {
      $0.properties.custom[1].name = "Tianbao.Form"
    },
    Self("custom property's name too long", .limit(.customProperty, .workbook)) {
      $0.properties.custom[0].name = String(repeating: "名", count: 86)
    },
    Self("custom property too long", .limit(.customProperty, .workbook)) {
      $0.properties.custom[0].value = String(repeating: "值", count: 86)
    },
  ]

  private static let styles = [
    Self("font's name too long", .limit(.fontName, .workbook)) {
      $0.styles[0].font = String(repeating: "宋", count: 43)
    },
    Self("font too small", .limit(.fontSize, .workbook)) { $0.styles[0].size = 0.5 },
    Self("font's size not a number", .invalid(.numberNotFinite, .workbook)) {
      $0.styles[0].size = .nan
    },
    Self("number format too long", .limit(.numberFormat, .workbook)) {
      $0.styles[0].numberFormat = "0\"\(String(repeating: "元", count: 42))\""
    },
    Self("indent negative", .limit(.indent, .workbook)) { $0.styles[0].indent = -1 },
    Self("indent too deep", .limit(.indent, .workbook)) { $0.styles[0].indent = 251 },
    Self("colour with alpha", .invalid(.colorInvalid, .workbook)) {
      $0.styles[0].color = 0xFF00_0000
    },
    Self("fill with alpha", .invalid(.colorInvalid, .workbook)) { $0.styles[0].fill = 0x100_0000 },
    Self("too many styles", .limit(.styles, .workbook)) {
      $0.styles = Array(repeating: CellStyle(), count: 64_001)
    },
  ]

  private static let cells = [
    cell("text too long", .text(String(repeating: "字", count: 32_768))) { .limit(.cellText, $0) },
    cell("text too long in UTF-16", .text(String(repeating: "𠮷", count: 16_384))) {
      .limit(.cellText, $0)
    },
    cell("text too long when escaped", .text(String(repeating: "_x0041_", count: 4_000))) {
      .limit(.cellText, $0)
    },
    cell("text with NUL", .text("a\0b")) { .invalid(.characterForbidden, $0) },
    cell("text with U+FFFF", .text("a\u{FFFF}")) { .invalid(.characterForbidden, $0) },
    cell("text with U+FFFE", .text("\u{FFFE}")) { .invalid(.characterForbidden, $0) },
    cell("not a number", .number(.nan)) { .invalid(.numberNotFinite, $0) },
    cell("infinite", .number(-.infinity)) { .invalid(.numberNotFinite, $0) },
    cell("shared formula missing", .sharedFormula(0, cached: .number(0))) {
      .invalid(.formulaMissing, $0)
    },
    cell("formula empty", .formula("", cached: .number(0))) { .invalid(.formulaEmpty, $0) },
    cell("formula too long", .formula(String(repeating: "1", count: 8_193), cached: .number(0))) {
      .limit(.formula, $0)
    },
    cell("formula with a control character", .formula("1\u{B}", cached: .number(0))) {
      .invalid(.characterForbidden, $0)
    },
    cell("result not a number", .formula("1", cached: .number(.signalingNaN))) {
      .invalid(.numberNotFinite, $0)
    },
    cell("result with a control character", .formula("1", cached: .text("\u{7}"))) {
      .invalid(.characterForbidden, $0)
    },
    cell("link without a target", .link(target: "", text: "a")) {
      .invalid(.linkTargetInvalid, $0)
    },
    cell("link that would be cut", .link(target: "'1#楼'!A1", text: "a")) {
      .invalid(.linkTargetInvalid, $0)
    },
    cell("link to the outside", .link(target: "external:a.xlsx", text: "a")) {
      .invalid(.linkTargetInvalid, $0)
    },
    cell("link's text too long", .link(target: "A1", text: String(repeating: "链", count: 256))) {
      .limit(.linkText, $0)
    },
    sheet("cells not in order", { _ in order(2, 1) }) { $0.cells.swapAt(4, 5) },
    sheet("a cell twice", { _ in order(1, 1) }) { $0.cells.insert($0.cells[0], at: 0) },
    sheet("style missing", { _ in style(1, 1) }) { $0.cells[0].style = 6 },
    sheet("style negative", { _ in style(1, 1) }) { $0.cells[0].style = -1 },
  ]

  private static func order(_ row: Int, _ column: Int) -> WritingError {
    .invalid(.cellsNotInOrder, WritingPlace(sheet: "筛查表", cell: CellReference(row, column)))
  }

  private static func style(_ row: Int, _ column: Int) -> WritingError {
    .invalid(.styleMissing, WritingPlace(sheet: "筛查表", cell: CellReference(row, column)))
  }

  private static let ranges = [
    sheet("column's style missing", { .invalid(.styleMissing, $0) }) { $0.columns[0].style = 6 },
    sheet("column too wide", { .limit(.columnWidth, $0) }) { $0.columns[0].width = 255.5 },
    sheet("column of infinite width", { .invalid(.numberNotFinite, $0) }) {
      $0.columns[0].width = .infinity
    },
    sheet("too many columns", { .limit(.columns, $0) }) {
      $0.columns = Array(repeating: ColumnLayout(width: 9), count: 16_385)
    },
    sheet("row too high", { .limit(.rowHeight, $0) }) { $0.rows[0].height = 410 },
    sheet("row of negative height", { .limit(.rowHeight, $0) }) { $0.rows[0].height = -1 },
    sheet("rows not in order", { .invalid(.rowsNotInOrder, $0) }) { $0.rows.swapAt(0, 1) },
    sheet("row outside", { .invalid(.rowsNotInOrder, $0) }) {
      $0.rows = [RowLayout(row: 1_048_577, height: 9)]
    },
    sheet("merge of one cell", { at($0, 9, 9).invalid(.mergeOfOneCell) }) {
      $0.mergedRanges.append(CellRange(CellReference(9, 9), CellReference(9, 9)))
    },
    sheet("merges overlap", { at($0, 6, 2).invalid(.mergesOverlap) }) {
      $0.mergedRanges.insert(CellRange(CellReference(6, 2), CellReference(7, 3)), at: 0)
    },
    sheet("merge twice", { at($0, 1, 1).invalid(.mergesOverlap) }) {
      $0.mergedRanges.append($0.mergedRanges[0])
    },
    sheet("merge across from above", { at($0, 4, 1).invalid(.mergesOverlap) }) {
      $0.mergedRanges = [
        CellRange(CellReference(4, 1), CellReference(4, 9)),
        CellRange(CellReference(1, 5), CellReference(9, 5)),
      ]
    },
    sheet("too many merges", { .limit(.mergedRanges, $0) }) {
      $0.mergedRanges = (1...65_536).map {
        CellRange(CellReference($0, 1), CellReference($0, 2))
      }
    },
    sheet("condition empty", { at($0, 2, 2).invalid(.formulaEmpty) }) {
      $0.conditionalFormats[0].formula = "="
    },
    sheet("condition without a range", { .invalid(.formatWithoutRange, $0) }) {
      $0.conditionalFormats[0].ranges = []
    },
    sheet("condition's ranges without end", { .limit(.formatRanges, at($0, 2, 2)) }) {
      $0.conditionalFormats[0].ranges = Array(
        repeating: $0.conditionalFormats[0].ranges[0],
        count: 400
      )
    },
    sheet("condition's colour", { at($0, 2, 2).invalid(.colorInvalid) }) {
      $0.conditionalFormats[0].fill = 0x0100_0000
    },
  ]

  private static func at(_ place: WritingPlace, _ row: Int, _ column: Int) -> WritingPlace {
    WritingPlace(sheet: place.sheet, cell: CellReference(row, column))
  }

  private static let validations = [
    validation("list's formula empty", { .invalid(.formulaEmpty, $0) }) {
      $0.rule = .list(formula: "")
    },
    validation("custom formula too long", { .limit(.validationFormula, $0) }) {
      $0.rule = .custom(formula: String(repeating: "1", count: 256))
    },
    validation("bound not a number", { .invalid(.numberNotFinite, $0) }) {
      $0.rule = .decimal(minimum: .nan, maximum: nil)
    },
    validation("bounds reversed", { .invalid(.boundsReversed, $0) }) {
      $0.rule = .integer(minimum: 2, maximum: 1)
    },
    validation("lengths reversed", { .invalid(.boundsReversed, $0) }) {
      $0.rule = .textLength(minimum: 2, maximum: 1)
    },
    validation("date too early", { .invalid(.dateTooEarly, $0) }) {
      let date = CalendarDate(year: 1899, month: 12, day: 31) ?? .epoch
      $0.rule = .date(earliest: date, latest: date)
    },
    validation("prompt's heading too long", { .limit(.validationTitle, $0) }) {
      $0.promptTitle = String(repeating: "题", count: 33)
    },
    validation("error's heading too long in UTF-16", { .limit(.validationTitle, $0) }) {
      $0.errorTitle = String(repeating: "𠮷", count: 17)
    },
    validation("prompt too long", { .limit(.validationMessage, $0) }) {
      $0.prompt = String(repeating: "文", count: 256)
    },
    validation("prompt too long with its equals sign", { .limit(.validationMessage, $0) }) {
      $0.prompt = "=" + String(repeating: "文", count: 254)
    },
    validation("error with a carriage return", { .invalid(.characterForbidden, $0) }) {
      $0.errorMessage = "a\r\nb"
    },
    validation("ranges without end", { .limit(.validationRanges, $0) }) {
      $0.ranges = Array(repeating: $0.ranges[0], count: 1_400)
    },
    sheet("no range", { .invalid(.validationWithoutRange, $0) }) { $0.validations[0].ranges = [] },
    sheet("too many validations", { .limit(.validations, $0) }) {
      $0.validations = Array(repeating: $0.validations[0], count: 65_535)
    },
  ]

  private static let pages = [
    sheet("zoom too small", { .limit(.scale, $0) }) { $0.zoom = 9 },
    sheet("scale too large", { .limit(.scale, $0) }) { $0.page.scale = 401 },
    sheet("tab's colour", { .invalid(.colorInvalid, $0) }) { $0.tabColor = .max },
    sheet("margin not a number", { .invalid(.numberNotFinite, $0) }) {
      $0.page.margins.header = .nan
    },
    sheet("margin negative", { .limit(.pageMargin, $0) }) { $0.page.margins.left = -1 },
    sheet("header too long", { .limit(.pageHeader, $0) }) {
      $0.page.header = String(repeating: "头", count: 256)
    },
    sheet("picture in the footer", { .invalid(.headerPicture, $0) }) { $0.page.footer = "R&&G" },
    sheet("picture's name in the header", { .invalid(.headerPicture, $0) }) {
      $0.page.header = "&[Picture]"
    },
    sheet("break before the first row", { .invalid(.pageBreakOutside, $0) }) {
      $0.page.rowBreaks = [0]
    },
    sheet("break after the last column", { .invalid(.pageBreakOutside, $0) }) {
      $0.page.columnBreaks = [16_384]
    },
    sheet("too many breaks", { .limit(.pageBreaks, $0) }) {
      $0.page.rowBreaks = Array(1...1_024)
    },
    sheet("repeated rows outside", { .invalid(.repeatedTitlesOutside, $0) }) {
      $0.page.repeatedRows = 0...1
    },
    Self(
      "repeated titles of a long name",
      .limit(.repeatedTitles, WritingPlace(sheet: String(repeating: "表", count: 31)))
    ) { $0.sheets[0].name = WorksheetName(nearestTo: String(repeating: "表", count: 31)) },
    sheet("password too long", { .limit(.password, $0) }) {
      $0.protection?.password = "1234567890123456"
    },
    sheet("password in Chinese", { .invalid(.characterForbidden, $0) }) {
      $0.protection?.password = "密码"
    },
  ]
}

extension WritingPlace {
  fileprivate func invalid(_ fault: WritingFault) -> WritingError { .invalid(fault, self) }
}

@Suite struct LayoutCheckTests {
  @Test(arguments: BrokenLayout.all) func `a broken layout is refused`(_ broken: BrokenLayout)
    throws
  {
    let folder = try TemporaryFolder()
    #expect(throws: broken.error) {
      try WorkbookWriter().write(broken.layout, to: folder.file("form.xlsx"))
    }
    #expect(try folder.contents.isEmpty)
  }

  @Test func `an error says its place and its limit and no content`() {
    let place = WritingPlace(sheet: "筛查表", cell: CellReference(2, 3))
    #expect("\(WritingError.limit(.cellText, place))" == "筛查表!C2: cellText is limited to 32767")
    #expect(
      "\(WritingError.limit(.scale, WritingPlace(sheet: "筛查表")))"
        == "筛查表: scale is limited to 10 to 400"
    )
    #expect(
      "\(WritingError.invalid(.numberNotFinite, place))" == "筛查表!C2: the number is not finite"
    )
    #expect("\(WritingError.folderMissing)" == "the folder does not exist")
    #expect("\(WritingError.targetExists)" == "the file exists already")
    #expect(
      "\(WritingError.cannotWrite(errorNumber: 28))" == "the file cannot be written (error 28)"
    )
  }
}
