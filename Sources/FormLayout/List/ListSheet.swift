import FormDefinitions
import Spreadsheet

/// Draws a sheet with one row a record, or one row a table row.
struct ListSheet {
  /// A row to be drawn: its key, and the values by column key.
  struct Row {
    let key: RowKey
    let values: [ColumnKey: FieldValue]
    /// The zero-based record that the row is or belongs to.
    var record = 0
    /// The zero-based index among the record's rows that were known in advance, of a table's row.
    var index: Int?
    /// What the check cells show before a program has computed them.
    var checks: [CheckSlot: CachedValue] = [:]
  }

  let form: FormDefinition
  let context: DrawingContext
  let columns: [ListColumn]
  let role: SheetRole
  let name: String
  let title: String
  let paper: PageLayout.Paper
  let isLandscape: Bool
  /// The check cells right of the columns.
  var checks = ListChecks.Columns(cells: [], names: [], marks: [])

  /// The one-based row of the fields' headings; records begin below.
  static let headerRow = 5

  func draw(_ rows: [Row], styles: inout StyleBook) -> SheetLayout {
    var sheet = SheetLayout(name: WorksheetName(nearestTo: name))
    let keyStyle = styles.index(FormStyle.key)
    let frozen = frozenColumns
    sheet.page.paper = paper
    sheet.page.isLandscape = isLandscape
    sheet.page.margins = PageLayout.Margins(top: 15, bottom: 14, left: 12, right: 12)
    let pages = ListColumns.pages(
      of: columns,
      width: sheet.page.printableWidth * 0.92,
      frozen: frozen
    )
    sheet.page.scale = pages.scale
    sheet.page.columnBreaks = pages.lasts.dropLast().map { $0 + 2 }
    sheet.page.repeatedRows = 4...Self.headerRow
    if pages.lasts.count > 1 { sheet.page.repeatedColumns = 2...(frozen + 1) }
    sheet.page.footer = "&L&8\(context.footerCode)&C&9第 &P 页 共 &N 页"
    sheet.page.centersHorizontally = pages.lasts.count == 1
    sheet.columns = [ColumnLayout(width: 6, isHidden: true)]
    sheet.columns += columns.map { ColumnLayout(width: Measure.characters(millimetres: $0.width)) }
    sheet.columns += checks.cells.map { check in
      check.slot == .result
        ? ColumnLayout(width: 60) : ColumnLayout(width: 8, isHidden: true)
    }
    sheet.rows = [RowLayout(row: 1, height: 12, isHidden: true)]
    sheet.cells = context.keyRow(
      role: role,
      columns: columns.map(\.key) + checks.cells.map { .check($0.slot.name) },
      style: keyStyle
    )
    drawHead(&sheet, pages: pages.lasts, styles: &styles)
    drawRows(rows, &sheet, styles: &styles)
    validate(rows: rows.count, &sheet)
    mark(rows: rows.count, &sheet)
    drawFoot(below: Self.headerRow + rows.count, &sheet, styles: &styles)
    let lastRow = Self.headerRow + max(1, rows.count)
    sheet.autofilter = CellRange(
      CellReference(Self.headerRow, 1),
      CellReference(lastRow, columns.count + 1)
    )
    sheet.frozenAt = CellReference(Self.headerRow + 1, frozen + 2)
    sheet.protection = ProtectionLayout()
    sheet.page.printArea = CellRange(
      CellReference(2, 2),
      CellReference(lastRow + 1, columns.count + 1)
    )
    return sheet
  }

  /// The running number and the columns that name the record stay in sight.
  private var frozenColumns: Int {
    let names = Set(form.tieFields)
    let count = columns.prefix { column in
      switch column.key {
      case .ordinal: true
      case .field(let id): role == .records && names.contains(id)
      case .tie: true
      case .grid, .check: false
      }
    }.count
    return max(1, count)
  }

  private func drawHead(_ sheet: inout SheetLayout, pages: [Int], styles: inout StyleBook) {
    let keyStyle = styles.index(FormStyle.key)
    let titleStyle = styles.index(FormStyle.title())
    let lineStyle = styles.index(FormStyle.line)
    let labelStyle = styles.index(FormStyle.label(size: 9))
    let firstPage = max(2, (pages.first ?? 0) + 2)
    for (row, key) in [(2, "title"), (3, "identity"), (4, "groups"), (5, "labels")] {
      sheet.cells.append(
        DrawnCell(CellReference(row, 1), .text(RowKey.printed(key).text), style: keyStyle)
      )
      switch row {
      case 2:
        sheet.cells.append(DrawnCell(CellReference(2, 2), .text(title), style: titleStyle))
        for column in 3..<(firstPage + 1) {
          sheet.cells.append(DrawnCell(CellReference(2, column), .blank, style: titleStyle))
        }
        if firstPage > 2 {
          sheet.mergedRanges.append(CellRange(CellReference(2, 2), CellReference(2, firstPage)))
        }
      case 3:
        let units: [String] = ["元", "人"].filter { unit in
          columns.contains { $0.field?.unit == unit }
        }
        let text =
          context.identityLine(form)
          + (units.isEmpty ? "" : "　单位：\(units.joined(separator: "、"))")
        sheet.cells.append(
          DrawnCell(CellReference(3, frozenColumns + 2), .text(text), style: lineStyle)
        )
      default:
        for (index, column) in columns.enumerated() {
          let isGroupRow = row == 4
          let stands = !column.group.isEmpty
          let text =
            isGroupRow
            ? (stands ? (startsGroup(index, pages: pages) ? column.group : "") : column.label)
            : (stands ? column.label : "")
          sheet.cells.append(
            DrawnCell(
              CellReference(row, index + 2),
              text.isEmpty ? .blank : .text(text),
              style: labelStyle
            )
          )
        }
        for check in checks.cells where check.slot == .result {
          sheet.cells.append(
            DrawnCell(
              CellReference(row, check.column),
              row == 4 ? .text(FormPrints.checkLabel) : .blank,
              style: labelStyle
            )
          )
        }
      }
    }
    mergeGroups(&sheet, pages: pages)
    for check in checks.cells where check.slot == .result {
      sheet.mergedRanges.append(
        CellRange(CellReference(4, check.column), CellReference(5, check.column))
      )
    }
    let height =
      columns.map {
        Measure.height(lines: Measure.lines($0.label, millimetres: $0.width, size: 9), size: 9)
      }.max() ?? 30
    sheet.rows += [
      RowLayout(row: 2, height: 32), RowLayout(row: 3, height: 16),
      RowLayout(row: 4, height: groupHeight(pages)),
      RowLayout(row: 5, height: min(120, max(30, height))),
    ]
  }

  /// The height of the row of group headings, the longest of which may have to wrap.
  private func groupHeight(_ pages: [Int]) -> Double {
    var height = 20.0
    var width = 0.0
    for index in columns.indices {
      width += columns[index].width
      let isLast = index == columns.count - 1 || startsGroup(index + 1, pages: pages)
      guard isLast else { continue }
      let lines = Measure.lines(columns[index].group, millimetres: width, size: 9)
      height = max(height, Measure.height(lines: lines, size: 9))
      width = 0
    }
    return height
  }

  private func startsGroup(_ index: Int, pages: [Int]) -> Bool {
    index == 0 || columns[index - 1].group != columns[index].group || pages.contains(index - 1)
      || index == frozenColumns
  }

  private func mergeGroups(_ sheet: inout SheetLayout, pages: [Int]) {
    var start = 0
    for index in columns.indices {
      let isLast = index == columns.count - 1 || startsGroup(index + 1, pages: pages)
      if columns[index].group.isEmpty {
        sheet.mergedRanges.append(
          CellRange(CellReference(4, index + 2), CellReference(5, index + 2))
        )
      } else if isLast, index > start {
        sheet.mergedRanges.append(
          CellRange(CellReference(4, start + 2), CellReference(4, index + 2))
        )
      }
      if isLast { start = index + 1 }
    }
  }

  private func drawRows(_ rows: [Row], _ sheet: inout SheetLayout, styles: inout StyleBook) {
    let keyStyle = styles.index(FormStyle.key)
    var ordinal = FormStyle.input(size: 9)
    ordinal.numberFormat = "0"
    let ordinalStyle = styles.index(ordinal)
    let resultStyle = styles.index(FormStyle.checkResult)
    let checkStyle = styles.index(FormStyle.check)
    let fieldStyles = columns.map { column in
      column.field.map { field in
        var style = FieldStyle.style(of: field, size: 9)
        style.isLocked = false
        return styles.index(style)
      } ?? ordinalStyle
    }
    var shared = SharedFormulas()
    for (index, row) in rows.enumerated() {
      let number = Self.headerRow + 1 + index
      sheet.cells.append(
        DrawnCell(CellReference(number, 1), .text(row.key.text), style: keyStyle)
      )
      let cells = Dictionary(
        columns.enumerated().map { (key($0.element), CellReference(number, $0.offset + 2)) },
        uniquingKeysWith: { first, _ in first }
      )
      for (offset, column) in columns.enumerated() {
        let content: DrawnContent
        if case .ordinal = column.key {
          content = .number(Double(index + 1))
        } else if let value = row.values[column.key] {
          content = value.drawnContent
        } else if let computed = column.field?.computed, role == .records,
          let formula = ComputedFormula(cells: cells).formula(for: computed)
        {
          content = .formula(formula, cached: .text(""))
        } else {
          content = .blank
        }
        sheet.cells.append(
          DrawnCell(CellReference(number, offset + 2), content, style: fieldStyles[offset])
        )
      }
      for check in checks.cells {
        guard let template = check.template else { continue }
        sheet.cells.append(
          DrawnCell(
            CellReference(number, check.column),
            shared.content(
              template,
              id: check.column,
              firstRow: number,
              cached: row.checks[check.slot] ?? .text("")
            ),
            style: check.slot == .result ? resultStyle : checkStyle
          )
        )
      }
      sheet.rows.append(RowLayout(row: number, height: height(of: row)))
    }
    sheet.sharedFormulas = shared.formulas
  }

  /// The height of a record's row; programs fit it themselves where a text may wrap.
  private var rowHeight: Double? {
    columns.contains { $0.field?.isMultiline == true } ? nil : 20
  }

  /// The height of a row that holds a long text: LibreOffice does not fit rows while it opens a file.
  private func height(of row: Row) -> Double? {
    let heights = columns.compactMap { column -> Double? in
      guard column.field?.isMultiline == true, let value = row.values[column.key] else {
        return nil
      }
      let lines = Measure.lines(value.description, millimetres: column.width, size: 9)
      return lines > 1 ? Measure.height(lines: lines, size: 9) : nil
    }
    return heights.max().map { min(409, max(20, $0)) } ?? rowHeight
  }

  private func key(_ column: ListColumn) -> String {
    if case .field(let id) = column.key { id } else { column.key.text }
  }

  private func validate(rows count: Int, _ sheet: inout SheetLayout) {
    guard count > 0 else { return }
    let first = Self.headerRow + 1
    for (index, column) in columns.enumerated() {
      guard let field = column.field else { continue }
      let range = CellRange(
        CellReference(first, index + 2),
        CellReference(first + count - 1, index + 2)
      )
      let parent = field.dependsOn.flatMap { id in
        columns.firstIndex { $0.key == .field(id) }.map { CellReference(first, $0 + 2) }
      }
      if let validation = FieldValidation(form: form, ranges: context.codeRanges).validation(
        for: field,
        in: range,
        parent: parent
      ) {
        sheet.validations.append(validation)
      }
    }
  }

  /// Marks what a check cell says is wrong, once somebody has begun to fill in the row.
  private func mark(rows count: Int, _ sheet: inout SheetLayout) {
    guard count > 0, let result = checks.cells.first(where: { $0.slot == .result }) else { return }
    let first = Self.headerRow + 1
    func range(_ column: Int) -> CellRange {
      CellRange(CellReference(first, column), CellReference(first + count - 1, column))
    }
    func cell(_ column: Int) -> String { "$\(CellReference.letters(ofColumn: column))\(first)" }
    let started = "(\(cell(result.column))<>\"\")"
    sheet.conditionalFormats.append(
      ConditionalFormatLayout(
        range(result.column),
        formula: "\(started)*(\(cell(result.column))<>\"\(CheckFormulas.right)\")",
        color: FormStyle.wrong
      )
    )
    let columns = Dictionary(
      checks.cells.map { ($0.slot, $0.column) },
      uniquingKeysWith: { first, _ in first }
    )
    for mark in checks.marks {
      let said = mark.slots.compactMap { columns[$0].map(cell) }.joined(separator: "&")
      sheet.conditionalFormats.append(
        ConditionalFormatLayout(
          range(mark.column),
          formula: "\(started)*(\(said)<>\"\")",
          fill: FormStyle.marked
        )
      )
    }
  }

  private func drawFoot(below row: Int, _ sheet: inout SheetLayout, styles: inout StyleBook) {
    let keyStyle = styles.index(FormStyle.key)
    let style = styles.index(FormStyle.line)
    let number = row + 1
    sheet.cells.append(
      DrawnCell(CellReference(number, 1), .text(RowKey.printed("foot").text), style: keyStyle)
    )
    sheet.cells.append(
      DrawnCell(CellReference(number, frozenColumns + 2), .text(Self.foot), style: style)
    )
    sheet.rows.append(RowLayout(row: number, height: 24))
  }

  /// The line under a list, as offices sign it.
  static let foot = "填表人：　　　　　　审核人：　　　　　　负责人：　　　　　　联系电话：　　　　　　填报日期：　　年　月　日"
}

extension ListColumns {
  static func pages(
    of columns: [ListColumn],
    width: Double,
    frozen: Int
  ) -> (scale: Int, lasts: [Int]) {
    ListColumns(columns: columns).pages(width: width, frozen: frozen)
  }

  private init(columns: [ListColumn]) { self.columns = columns }
}
