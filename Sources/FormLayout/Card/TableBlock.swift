import FormDefinitions
import Spreadsheet

/// The header and rows of a table on a card.
struct TableBlock {
  let table: TableDefinition
  let grid: CardLayout.TableGrid
  let widths: [Double]
  let spansPages: Bool

  /// A table beside other fields is set smaller than a form that is one long table.
  private var fontSize: Double { spansPages ? 10.5 : 9 }

  /// The table's header: the running number and the columns' labels.
  func header() -> CardPlan.PlannedRow {
    var cells: [CardPlan.PlannedCell] = []
    var column = 0
    var minimum = 0.0
    func add(_ text: String, span: Int) {
      let width = widths[column..<min(widths.count, column + span)].reduce(0, +)
      let lines = Measure.lines(text, millimetres: width, size: fontSize)
      minimum = max(minimum, Measure.height(lines: lines, size: fontSize))
      cells.append(
        CardPlan.PlannedCell(
          column: column,
          across: span,
          down: 1,
          content: .label(text),
          alignment: nil,
          size: fontSize
        )
      )
      column += span
    }
    if grid.ordinalSpan > 0 { add("序号", span: grid.ordinalSpan) }
    for (field, span) in zip(table.fields, grid.spans) { add(field.label, span: span) }
    return CardPlan.PlannedRow(
      kind: .tableHeader(table.id),
      height: max(grid.headerHeight, minimum),
      minimumHeight: minimum,
      cells: cells
    )
  }

  /// A row of the table.
  ///
  /// - Parameter index: the zero-based index of the row.
  /// - Returns: the planned row.
  func row(_ index: Int) -> CardPlan.PlannedRow {
    var cells: [CardPlan.PlannedCell] = []
    var column = 0
    var height = grid.rowHeight
    func add(_ content: CardPlan.Content, span: Int) {
      cells.append(
        CardPlan.PlannedCell(
          column: column,
          across: span,
          down: 1,
          content: content,
          alignment: nil
        )
      )
      column += span
    }
    if grid.ordinalSpan > 0 { add(.ordinal(index + 1), span: grid.ordinalSpan) }
    for (field, span) in zip(table.fields, grid.spans) {
      let width = widths[column..<min(widths.count, column + span)].reduce(0, +)
      if table.isPreset, index < table.presetRows.count,
        let value = table.presetRows[index].values[field.id]
      {
        if !table.mergedColumns.contains(field.id) {
          let lines = Measure.lines(
            value.description,
            millimetres: width - grid.margin,
            size: fontSize
          )
          height = max(height, Measure.height(lines: lines, size: fontSize))
        }
        add(.preset(table: table.id, id: field.id, value), span: span)
      } else {
        add(.column(table: table.id, id: field.id), span: span)
      }
    }
    return CardPlan.PlannedRow(
      kind: .tableRow(table.id, index + 1),
      height: height,
      minimumHeight: min(height, 15),
      cells: cells
    )
  }
}
