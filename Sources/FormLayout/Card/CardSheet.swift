import FormDefinitions
import Spreadsheet

/// Draws the cards of a workbook one below the other, a page break between them.
struct CardSheet: Sendable {
  let form: FormDefinition
  var context: DrawingContext
  let planner: CardPlanner
  private let standard: CardPlan
  private var plans: [[String: Int]: Planned] = [:]
  private var groups: [CardValidations.Group: Int] = [:]
  private var checks: CardChecks

  /// What the cards of a plan have in common.
  private struct Planned {
    let card: CardTemplate
    let templates: CardChecks.Templates
  }

  /// The names that the check cells' formulas use.
  var names: [DefinedName] { checks.names.names }

  /// Where a card stands, for the table of contents and the defined names.
  struct PlacedCard {
    let number: Int
    let sheet: WorksheetName
    let range: CellRange
    let required: [CellReference]
    /// The cell that says what is wrong.
    let result: CellReference
    /// What it says before a program has computed it.
    let checked: String
  }

  /// The first grid column, one-based: column A holds the row keys.
  static let firstColumn = 2
  /// The first card's first row, one-based: row 1 holds the column keys.
  static let firstRow = 2

  init?(form: FormDefinition, context: DrawingContext) {
    guard let card = form.card else { return nil }
    self.form = form
    self.context = context
    planner = CardPlanner(form: form, card: card)
    standard = planner.plan()
    checks = CardChecks(form: form, context: context, standard: standard)
  }

  /// The rows that tables of a record's card have; those printed in advance are left out.
  static func rowCounts(of record: PrefilledRecord, form: FormDefinition) -> [String: Int] {
    var counts: [String: Int] = [:]
    for table in form.tables where !table.isPreset {
      counts[table.id] = max(record.tables[table.id]?.count ?? 0, table.minimumRows)
    }
    return counts
  }

  /// Makes what drawing begins with, as ``draw(_:styles:)`` would.
  mutating func prepare(for first: PrefilledRecord, styles: inout StyleBook) {
    _ = commonStyles(in: &styles)
    _ = plan(for: first, styles: &styles)
  }

  private func commonStyles(
    in styles: inout StyleBook
  ) -> (key: Int, checks: CardDrawer.CheckStyles) {
    (
      styles.index(FormStyle.key),
      CardDrawer.CheckStyles(
        result: styles.index(FormStyle.cardResult),
        check: styles.index(FormStyle.check)
      )
    )
  }

  /// Draws the records' cards, on as many sheets as their merged cells and page breaks need.
  ///
  /// A worksheet takes 1,026 page breaks set by hand (Microsoft's limits for Excel), and the file
  /// library 65,535 merged ranges.
  mutating func draw(
    _ records: [PrefilledRecord],
    styles: inout StyleBook
  ) -> (sheets: [SheetLayout], cards: [PlacedCard]) {
    var sheets: [SheetLayout] = []
    var cards: [PlacedCard] = []
    let (keyStyle, checkStyles) = commonStyles(in: &styles)
    var sheet = emptySheet(number: 1, keyStyle: keyStyle)
    var validations = CardValidations()
    var marks = CardMarks()
    var shared = SharedFormulas()
    var row = Self.firstRow
    for (index, record) in records.enumerated() {
      if sheet.mergedRanges.count > 60_000 || sheet.page.rowBreaks.count > 1_000 {
        sheet.sharedFormulas = shared.formulas
        sheets.append(finished(sheet, validations, marks, lastRow: row - 1))
        marks = CardMarks()
        shared = SharedFormulas()
        sheet = emptySheet(number: sheets.count + 1, keyStyle: keyStyle)
        validations = CardValidations()
        row = Self.firstRow
      }
      if row > Self.firstRow { sheet.page.rowBreaks.append(row - 1) }
      let planned = plan(for: record, styles: &styles)
      if index == 0 {
        let rows = planned.card.rows.count * records.count
        sheet.rows.reserveCapacity(rows + 1)
        sheet.cells.reserveCapacity(
          sheet.cells.count + (planned.card.cellCount + planned.templates.count) * records.count
        )
      }
      checks.mark(planned.templates, firstRow: row, into: &marks)
      var drawer = CardDrawer(
        form: form,
        context: context,
        template: planned.card,
        record: record,
        card: index + 1,
        firstRow: row
      )
      cards.append(
        drawer.draw(
          into: &sheet,
          checks: checks,
          templates: planned.templates,
          checkStyles: checkStyles,
          shared: &shared,
          validations: &validations,
          keyStyle: keyStyle
        )
      )
      row += planned.card.rows.count
    }
    sheet.sharedFormulas = shared.formulas
    sheets.append(finished(sheet, validations, marks, lastRow: row - 1))
    return (sheets, cards)
  }

  private mutating func plan(
    for record: PrefilledRecord,
    styles: inout StyleBook
  ) -> Planned {
    let counts = Self.rowCounts(of: record, form: form)
    if let planned = plans[counts] { return planned }
    let plan = planner.plan(rows: counts)
    let indices = CardStyles(form: form, plan: plan).indices(in: &styles)
    let planned = Planned(
      card: CardTemplate(plan, checks.checked, styles: indices, groups: &groups),
      templates: checks.templates(plan)
    )
    plans[counts] = planned
    return planned
  }

  private func emptySheet(number: Int, keyStyle: Int) -> SheetLayout {
    let name = number == 1 ? form.name : "\(form.name)（\(number)）"
    var sheet = SheetLayout(name: WorksheetName(nearestTo: name))
    sheet.page = standard.page
    sheet.page.footer = "&L&8\(context.footerCode)&C&9第 &P 页 共 &N 页"
    if planner.card.spansPages, let header = headerRow(standard) {
      sheet.page.repeatedRows = header...header
    }
    sheet.columns = [ColumnLayout(width: 8, isHidden: true)]
    sheet.columns += standard.widths.map {
      ColumnLayout(width: Measure.characters(millimetres: $0))
    }
    sheet.columns += checks.columns.map(\.layout)
    sheet.rows = [RowLayout(row: 1, height: 12, isHidden: true)]
    sheet.cells = context.keyRow(
      role: .records,
      columns: standard.widths.indices.map { .grid($0 + 1) } + checks.columns.map(\.key),
      style: keyStyle
    )
    sheet.protection = ProtectionLayout()
    return sheet
  }

  private func finished(
    _ sheet: SheetLayout,
    _ validations: CardValidations,
    _ marks: CardMarks,
    lastRow: Int
  ) -> SheetLayout {
    var sheet = sheet
    sheet.validations = validations.validations
    sheet.conditionalFormats = marks.formats
    let last = CellReference(
      max(lastRow, 1),
      max(2, sheet.columns.count - checks.columns.count)
    )
    sheet.page.printArea = CellRange(CellReference(Self.firstRow, Self.firstColumn), last)
    sheet.page.rowBreaks = Set(sheet.page.rowBreaks).sorted()
    return sheet
  }

  private func headerRow(_ plan: CardPlan) -> Int? {
    plan.rows.firstIndex {
      if case .tableHeader = $0.kind { true } else { false }
    }.map { $0 + Self.firstRow }
  }
}
