import Findings
import FormDefinitions
import FormLayout
import Spreadsheet

/// Lays a roll-up out.
struct RollupPages {
  /// The columns of a sheet, field by field.
  struct Page {
    let name: WorksheetName
    /// The table; nothing for the record.
    let table: TableDefinition?
    let fields: [[RollupColumn]]

    var columns: [RollupColumn] { fields.flatMap { $0 } }
  }

  private let rollup: Rollup
  private let language: Language
  private let pages: [Page]
  /// Where the column of each sum stands.
  private var places: [Int: (page: Int, column: Int)] = [:]

  /// Before the figures stand the running number, the unit, its code and where it stands.
  static let leadingWidths = [9.0, 32.0, 29.0, 20.0]
  /// The widths in millimetres that a page takes before it prints too small.
  static let pageWidth = 390.0
  private static let firstRow = 5

  init(_ rollup: Rollup, _ language: Language) {
    self.rollup = rollup
    self.language = language
    pages = Self.pages(rollup, language)
    for (number, page) in pages.enumerated() {
      for (index, column) in page.columns.enumerated() {
        if case .sum(let sum) = column.source {
          places[sum] = (number, Self.leadingWidths.count + 1 + index)
        }
      }
    }
  }

  func sheets(styles: inout StyleBook) -> [SheetLayout] {
    let looks = RollupLooks(&styles)
    return pages.indices.map { sheet($0, looks, &styles) }
  }

  private func sheet(
    _ number: Int,
    _ looks: RollupLooks,
    _ styles: inout StyleBook
  ) -> SheetLayout {
    let page = pages[number]
    let widths = Self.leadingWidths + page.columns.map { $0.width }
    let last = widths.count
    var sheet = SheetLayout(name: page.name)
    sheet.columns = widths.map { ColumnLayout(width: Measure.characters(millimetres: $0)) }
    var canvas = RollupCanvas()

    let table = page.table.map { language == .chinese ? "（\($0.label)）" : " (\($0.label))" }
    let title = rollup.title(language) + (table ?? "")
    canvas.merged(1, 1...last, .text(title), looks.title)
    let unit = LocalizedText("填报单位：\(rollup.area)", en: "Area: \(rollup.area)")[language]
    canvas.merged(2, 1...4, .text(unit), looks.lineLeft)
    if last > 4 {
      canvas.merged(2, 5...last, .text(rollup.origin(language)), looks.lineRight)
    }
    let heights = drawHeads(page, widths, looks, &canvas)
    for (index, row) in rollup.rows.enumerated() {
      draw(row, at: Self.firstRow + index, number: number, looks, &canvas)
    }
    let end = Self.firstRow + rollup.rows.count
    let total = widths.reduce(0, +)
    let notes = rollup.notes(language)
    var foot: [(Double, Int)] = []
    if !notes.isEmpty {
      let text =
        LocalizedText("注：", en: "Notes: ")[language]
        + (notes.count == 1
          ? notes[0] : notes.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "\n"))
      canvas.merged(end, 1...last, .text(text), looks.note)
      let lines = Measure.lines(text, millimetres: total, size: 9)
      foot.append((min(409, Measure.height(lines: lines, size: 9)), end))
    }
    let signatures = LocalizedText(
      "单位负责人：　　　　　　　　审核人：　　　　　　　　填表人：　　　　　　　　填表日期：　　　年　　月　　日",
      en:
        "Head:                    Checked by:                    Filled in by:                    Date:"
    )[language]
    canvas.merged(end + 1, 1...last, .text(signatures), looks.signature)
    foot.append((26, end + 1))

    sheet.cells = canvas.cells.sorted { $0.reference < $1.reference }
    sheet.mergedRanges = canvas.merges
    sheet.rows =
      [
        RowLayout(row: 1, height: 34), RowLayout(row: 2, height: 18),
        RowLayout(row: 3, height: heights.0), RowLayout(row: 4, height: heights.1),
      ]
      + rollup.rows.indices.map { RowLayout(row: Self.firstRow + $0, height: 20) }
      + foot.map { RowLayout(row: $0.1, height: $0.0) }
    sheet.page.isLandscape = true
    sheet.page.margins = PageLayout.Margins(top: 14, bottom: 14, left: 12, right: 10)
    sheet.page.fitsWidth = true
    sheet.page.repeatedRows = 3...4
    sheet.page.printArea = CellRange(CellReference(1, 1), CellReference(end + 1, last))
    sheet.page.footer = "&C&9第 &P 页 共 &N 页"
    sheet.frozenAt = CellReference(Self.firstRow, 3)
    return sheet
  }

  /// Draws the two rows of heads, and gives their heights.
  private func drawHeads(
    _ page: Page,
    _ widths: [Double],
    _ looks: RollupLooks,
    _ canvas: inout RollupCanvas
  ) -> (Double, Double) {
    let leading = [
      LocalizedText("序号", en: "No."), LocalizedText("单位", en: "unit"),
      LocalizedText("单位代码", en: "code"), LocalizedText("报送情况", en: "standing"),
    ].map { $0[language] }
    for (index, text) in leading.enumerated() {
      canvas.merged(3...4, (index + 1)...(index + 1), .text(text), looks.head)
    }
    var column = leading.count + 1
    var lines = (1, 1)
    var tall = 1
    for field in page.fields {
      let range = column...(column + field.count - 1)
      let width = range.reduce(0) { $0 + widths[$1 - 1] }
      let heading = field[0].heading
      if field.count == 1 {
        let text = field[0].item.isEmpty ? heading : "\(heading)\n（\(field[0].item)）"
        canvas.merged(3...4, range, .text(text), looks.head)
        tall = max(tall, Measure.lines(text, millimetres: width, size: 9))
      } else {
        canvas.merged(3...3, range, .text(heading), looks.head)
        lines.0 = max(lines.0, Measure.lines(heading, millimetres: width, size: 9))
        for (index, item) in field.enumerated() {
          canvas.merged(4...4, (column + index)...(column + index), .text(item.item), looks.head)
          let needed = Measure.lines(item.item, millimetres: widths[column + index - 1], size: 9)
          lines.1 = max(lines.1, needed)
        }
      }
      column += field.count
    }
    let first = Measure.height(lines: lines.0, size: 9)
    let second = Measure.height(lines: lines.1, size: 9)
    return (first, min(400, max(second, Measure.height(lines: tall, size: 9) - first)))
  }

  private func draw(
    _ row: Rollup.Row,
    at line: Int,
    number: Int,
    _ looks: RollupLooks,
    _ canvas: inout RollupCanvas
  ) {
    let isSum: Bool
    switch row.kind {
    case .sum, .total: isSum = true
    case .unit, .area: isSum = false
    }
    let look = isSum ? looks.sums : looks.rows
    let name = rollup.name(of: row, language)
    if isSum {
      canvas.merged(line, 1...3, .text(name), look.text)
    } else {
      canvas.put(line, 1, .number(Double(ordinal(line))), look.text)
      canvas.put(line, 2, .text(name), look.name)
      canvas.put(line, 3, row.code.isEmpty ? .blank : .text(row.code), look.text)
    }
    canvas.put(line, 4, .text(rollup.standing(of: row, language)), look.text)
    for (index, column) in pages[number].columns.enumerated() {
      let place = Self.leadingWidths.count + 1 + index
      canvas.put(
        line,
        place,
        content(of: column, row, at: line, place, page: number),
        look.number(column)
      )
    }
  }

  /// The running number of a unit: sums have none.
  private func ordinal(_ line: Int) -> Int {
    rollup.rows.prefix(line - Self.firstRow + 1).count { row in
      if case .sum = row.kind { false } else { true }
    }
  }

  private func content(
    of column: RollupColumn,
    _ row: Rollup.Row,
    at line: Int,
    _ place: Int,
    page: Int
  ) -> DrawnContent {
    guard row.hasFigures else {
      if case .unit(.nilReturn) = row.kind { return .text("—") }
      return .blank
    }
    let value = column.value(of: row.tally)
    let cached = value.map { CachedValue.number($0.nearestDouble) } ?? .text("")
    switch column.source {
    case .quotient(let one, let other):
      guard let first = reference(to: one, line, from: page),
        let second = reference(to: other, line, from: page)
      else { break }
      let formula = "IF(\(second)=0,\"\",ROUND(\(first)/\(second),\(column.places)))"
      return .formula(formula, cached: cached)
    case .mean: break
    case .count, .blank, .sum:
      switch row.kind {
      case .unit, .area: break
      case .sum(let range):
        return .formula(sum([Self.range(of: range, place)], column), cached: cached)
      case .total: return .formula(sum(totalParts(place), column), cached: cached)
      }
    }
    return value.map { .number($0.nearestDouble) } ?? .blank
  }

  /// The cells whose sum is the total: the sums, or all rows where there are none.
  private func totalParts(_ column: Int) -> [String] {
    let letters = CellReference.letters(ofColumn: column)
    let sums = rollup.rows.indices.filter { index in
      if case .sum = rollup.rows[index].kind { true } else { false }
    }.map { "\(letters)\(Self.firstRow + $0)" }
    guard sums.isEmpty else { return sums }
    let count = rollup.rows.count - 1
    return count == 0 ? ["0"] : [Self.range(of: 0..<count, column)]
  }

  private static func range(of rows: Range<Int>, _ column: Int) -> String {
    let letters = CellReference.letters(ofColumn: column)
    return "\(letters)\(firstRow + rows.lowerBound):\(letters)\(firstRow + rows.upperBound - 1)"
  }

  /// A sum; what has decimal places is rounded to them, since programs add in binary.
  private func sum(_ parts: [String], _ column: RollupColumn) -> String {
    // A function takes 255 arguments.
    let groups = stride(from: 0, to: parts.count, by: 250).map { start in
      "SUM(\(parts[start..<min(start + 250, parts.count)].joined(separator: ",")))"
    }
    let sum = groups.count == 1 ? groups[0] : "SUM(\(groups.joined(separator: ",")))"
    return column.places == 0 ? sum : "ROUND(\(sum),\(column.places))"
  }

  /// The cell of a sum in a row, with its sheet where that is another one.
  private func reference(to sum: Int, _ line: Int, from page: Int) -> String? {
    guard let place = places[sum] else { return nil }
    let cell = "\(CellReference.letters(ofColumn: place.column))\(line)"
    return place.page == page ? cell : "\(pages[place.page].name.quoted)!\(cell)"
  }
}
