import Spreadsheet

/// What stands around the cells of a worksheet part, and where (ECMA-376 part 1, §18.3.1.99).
struct WorksheetOutline {
  /// Columns that share a format and a width.
  struct Columns {
    var range: ClosedRange<Int>
    var style: Int
    /// Characters; `nil` for the sheet's own width.
    var width: Double?
  }

  /// The prefix of the worksheet's elements.
  var prefix = ""
  /// The prefix that the root declares for `r:id`.
  var relationshipPrefix: String?
  /// The family of names that the part uses.
  var family = NameFamily.transitional
  var columns: [Columns] = []
  var mergedRanges: [CellRange] = []
  /// Where the element `legacyDrawing` belongs.
  var legacyDrawingPlace = 0
  /// The relationship to the drawing of comments.
  var legacyDrawing: String?
  /// Points.
  var defaultRowHeight = 15.0
  /// Characters.
  var defaultColumnWidth = 8.43

  /// What may stand before `legacyDrawing`; anything else stands behind it.
  private static let predecessors: Set<String> = [
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter",
    "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing",
  ]

  /// Reads what stands around the cells.
  init(_ bytes: [UInt8]) throws(MarkupFault) {
    var scanner = MarkupScanner(bytes)
    guard let root = try scanner.next(), root.kind != .end, scanner.isNamed(root, "worksheet")
    else { throw MarkupFault() }
    guard root.kind == .start else { throw MarkupFault() }
    let rootPrefix =
      root.fullName.lowerBound..<max(root.fullName.lowerBound, root.name.lowerBound - 1)
    prefix = scanner.text(rootPrefix)
    for attribute in scanner.attributes(of: root) {
      let value = MarkupText.decoded(bytes[attribute.value])
      if attribute.prefix == "xmlns", NameFamily.allRelationships.contains(value) {
        relationshipPrefix = attribute.name
      }
      if attribute.name == "xmlns" || attribute.prefix == "xmlns",
        value == NameFamily.strict.spreadsheet
      {
        family = .strict
      }
    }
    legacyDrawingPlace = root.range.upperBound
    var hasCells = false
    var child = ""
    while let tag = try scanner.next() {
      let level = scanner.depth + (tag.kind == .start ? 0 : 1)
      if level == 2 {
        child = scanner.text(tag.name)
        if child == "sheetData" { hasCells = true }
        if child == "legacyDrawing", tag.kind != .end {
          legacyDrawing = scanner.attributes(of: tag).first {
            $0.name == "id" && !$0.prefix.isEmpty
          }.map { MarkupText.decoded(bytes[$0.value]) }
        }
        if tag.kind != .start, Self.predecessors.contains(child) {
          legacyDrawingPlace = tag.range.upperBound
        }
        if child == "sheetFormatPr", tag.kind != .end {
          readFormat(scanner.attributes(of: tag), bytes)
        }
      } else if level == 3, tag.kind != .end {
        if child == "mergeCells", scanner.isNamed(tag, "mergeCell") {
          readMergedRange(scanner.attributes(of: tag), bytes)
        } else if child == "cols", scanner.isNamed(tag, "col") {
          readColumns(scanner.attributes(of: tag), bytes)
        }
      }
    }
    guard hasCells else { throw MarkupFault() }
  }

  private mutating func readFormat(_ attributes: [MarkupAttribute], _ bytes: [UInt8]) {
    for attribute in attributes where attribute.prefix.isEmpty {
      guard let value = Double(MarkupText.decoded(bytes[attribute.value])), value > 0 else {
        continue
      }
      if attribute.name == "defaultRowHeight" { defaultRowHeight = value }
      if attribute.name == "defaultColWidth" { defaultColumnWidth = value }
    }
  }

  private mutating func readMergedRange(_ attributes: [MarkupAttribute], _ bytes: [UInt8]) {
    guard mergedRanges.count < 200_000,
      let reference = attributes.first(where: { $0.name == "ref" }),
      let range = CellRange(MarkupText.decoded(bytes[reference.value]))
    else { return }
    mergedRanges.append(range)
  }

  private mutating func readColumns(_ attributes: [MarkupAttribute], _ bytes: [UInt8]) {
    func value(_ name: String) -> String? {
      attributes.first { $0.name == name && $0.prefix.isEmpty }
        .map { MarkupText.decoded(bytes[$0.value]) }
    }
    guard let first = value("min").flatMap({ Int($0) }),
      let last = value("max").flatMap({ Int($0) }), first >= 1, first <= last
    else { return }
    let isHidden = ["1", "true"].contains(value("hidden"))
    columns.append(
      Columns(
        range: first...last,
        style: value("style").flatMap { Int($0) } ?? 0,
        width: isHidden ? 0 : value("width").flatMap { Double($0) }
      )
    )
  }

  /// The format of a column's cells that have none of their own.
  func style(ofColumn column: Int) -> Int {
    columns.first { $0.range.contains(column) }?.style ?? 0
  }

  /// The width of a column in pixels.
  func width(ofColumn column: Int) -> Int {
    let characters = columns.first { $0.range.contains(column) }?.width ?? defaultColumnWidth
    return characters <= 0 ? 0 : Int(characters * 7 + 5)
  }

  /// The cell that shows what a mark on a cell means: the first of its merged range.
  func shown(_ cell: CellReference) -> CellReference {
    mergedRanges.first { $0.contains(cell) }?.first ?? cell
  }
}
