package import FormDefinitions
package import Spreadsheet

/// A form's printed page by itself: what a village would see, without what an importer needs.
///
/// The page is drawn as the village's own workbook is. It has no keys, no identity, no checks, no
/// drop-downs and no protection, so that nobody takes it for a return.
package enum FormPage {
  /// Lays the page of a record out.
  ///
  /// - Parameters:
  ///   - form: the form; one that may run over several pages has its table's head on each.
  ///   - record: the record's values.
  ///   - line: what stands in place of the line with number, revision and code.
  ///   - created: the day written into the file.
  /// - Returns: a workbook with one sheet.
  /// - Throws: ``LayoutMissing`` for a form without a card.
  package static func workbook(
    _ form: FormDefinition,
    _ record: PrefilledRecord,
    line: String,
    created: CalendarDate
  ) throws(LayoutMissing) -> WorkbookLayout {
    var form = form
    form.rules = []
    // A formula would refer to cells as they stood in the village's workbook.
    for index in form.fields.indices { form.fields[index].computed = nil }
    for table in form.tables.indices {
      for index in form.tables[table].fields.indices {
        form.tables[table].fields[index].computed = nil
      }
    }
    let request = WorkbookRequest(records: [record], blankCopies: 0, created: created)
    let drawn = try FormWorkbook(form: form, request: request)
    let name = WorksheetName(nearestTo: form.name)
    guard let sheet = drawn.layout.sheets.first(where: { $0.name == name }),
      let area = sheet.page.printArea
    else { throw LayoutMissing(form: form.id, layout: .card) }
    return WorkbookLayout(
      sheets: [
        page(of: sheet, in: area, line: line, replacing: "\(form.id)/\(drawn.identity.batch)")
      ],
      styles: drawn.layout.styles,
      properties: DocumentProperties(title: form.title, author: "填报 Tianbao", created: created)
    )
  }

  /// The number of lines that a text takes in a column of a table, and the lines that a row can hold.
  ///
  /// - Parameters:
  ///   - form: the form.
  ///   - table: a table of its card.
  ///   - field: the column.
  /// - Returns: how to count lines, and the most lines of a row, as high as a page has room for.
  package static func measure(
    _ form: FormDefinition,
    table: TableDefinition,
    field: String
  ) -> (lines: @Sendable (String) -> Int, most: Int)? {
    guard let card = form.card, let grid = card.tables[table.id],
      let index = table.fields.firstIndex(where: { $0.id == field })
    else { return nil }
    let plan = CardPlanner(form: form, card: card).plan()
    let first = grid.ordinalSpan + grid.spans.prefix(index).reduce(0, +)
    let width =
      plan.widths[first..<min(plan.widths.count, first + grid.spans[index])]
      .reduce(0, +) - grid.margin
    let size = card.spansPages ? 10.5 : 9
    // A row may be 409 points high; some of the page goes to the heads.
    let height = min(400, plan.page.printableHeight * 0.8)
    let most = max(1, Int((height - 5) / Measure.height(lines: 1, size: size)))
    return ({ Measure.lines($0, millimetres: width, size: size) }, most)
  }

  private static func page(
    of sheet: SheetLayout,
    in area: CellRange,
    line: String,
    replacing code: String
  ) -> SheetLayout {
    let (down, across) = (area.first.row - 1, area.first.column - 1)
    func moved(_ cell: CellReference) -> CellReference {
      CellReference(cell.row - down, cell.column - across)
    }
    func moved(_ range: CellRange) -> CellRange {
      CellRange(moved(range.first), moved(range.last))
    }
    var page = SheetLayout(name: sheet.name)
    page.columns = Array(sheet.columns.dropFirst(across).prefix(area.columns.count))
    page.rows = sheet.rows.filter { area.rows.contains($0.row) }.map {
      RowLayout(row: $0.row - down, height: $0.height)
    }
    page.cells = sheet.cells.filter { area.contains($0.reference) }.map { cell in
      var content = cell.content
      if case .text(let text) = content, text.hasSuffix(code) { content = .text(line) }
      return DrawnCell(moved(cell.reference), content, style: cell.style)
    }
    page.mergedRanges = sheet.mergedRanges.filter { area.contains($0.first) }.map(moved)
    page.page = sheet.page
    page.page.printArea = moved(area)
    page.page.rowBreaks = sheet.page.rowBreaks.map { $0 - down }
    page.page.repeatedRows = sheet.page.repeatedRows.map {
      ($0.lowerBound - down)...($0.upperBound - down)
    }
    page.page.footer = "&C&9第 &P 页 共 &N 页"
    if let header = page.page.repeatedRows {
      page.frozenAt = CellReference(header.upperBound + 1, 1)
    }
    return page
  }
}
