import FormDefinitions
import Spreadsheet

/// Draws the cards of a workbook one below the other, a page break between them.
struct CardSheet {
  let form: FormDefinition
  let context: DrawingContext
  let planner: CardPlanner
  private var plans: [[String: Int]: CardPlan] = [:]

  /// Where a card stands, for the table of contents and the defined names.
  struct PlacedCard {
    let number: Int
    let range: CellRange
    let fields: [String: CellReference]
    let required: [CellReference]
    let filled: Int
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
  }

  mutating func draw(
    _ records: [PrefilledRecord],
    styles: inout StyleBook
  ) -> (sheet: SheetLayout, cards: [PlacedCard]) {
    var sheet = SheetLayout(name: WorksheetName(nearestTo: form.name))
    var cards: [PlacedCard] = []
    let standard = planner.plan()
    let keyStyle = styles.index(FormStyle.key)
    sheet.page = standard.page
    sheet.page.footer = "&L&8\(context.footerCode)&C&9第 &P 页 共 &N 页"
    sheet.columns = [ColumnLayout(width: 8, isHidden: true)]
    sheet.columns += standard.widths.map {
      ColumnLayout(width: Measure.characters(millimetres: $0))
    }
    sheet.rows = [RowLayout(row: 1, height: 12, isHidden: true)]
    sheet.cells = context.keyRow(
      role: .records,
      columns: standard.widths.indices.map { .grid($0 + 1) },
      style: keyStyle
    )
    var row = Self.firstRow
    for (index, record) in records.enumerated() {
      var counts: [String: Int] = [:]
      for table in form.tables where !table.isPreset {
        counts[table.id] = max(record.tables[table.id]?.count ?? 0, table.minimumRows)
      }
      let plan = plans[counts] ?? planner.plan(rows: counts)
      plans[counts] = plan
      var drawer = CardDrawer(
        form: form,
        context: context,
        plan: plan,
        record: record,
        card: index + 1,
        firstRow: row
      )
      let placed = drawer.draw(into: &sheet, styles: &styles, keyStyle: keyStyle)
      cards.append(placed)
      row += plan.rows.count
      if index < records.count - 1 { sheet.page.rowBreaks.append(row - 1) }
    }
    if planner.card.spansPages, let header = headerRow(standard) {
      sheet.page.repeatedRows = header...header
    }
    let last = CellReference(max(row - 1, 1), standard.widths.count + 1)
    sheet.page.printArea = CellRange(CellReference(Self.firstRow, Self.firstColumn), last)
    sheet.protection = ProtectionLayout()
    sheet.page.rowBreaks.sort()
    return (sheet, cards)
  }

  private func headerRow(_ plan: CardPlan) -> Int? {
    plan.rows.firstIndex {
      if case .tableHeader = $0.kind { true } else { false }
    }.map { $0 + Self.firstRow }
  }
}
