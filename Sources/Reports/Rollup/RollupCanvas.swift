import Spreadsheet

/// Cells and merged ranges while a sheet is drawn.
struct RollupCanvas {
  private(set) var cells: [DrawnCell] = []
  private(set) var merges: [CellRange] = []

  mutating func put(_ row: Int, _ column: Int, _ content: DrawnContent, _ style: Int) {
    cells.append(DrawnCell(CellReference(row, column), content, style: style))
  }

  mutating func merged(
    _ row: Int,
    _ columns: ClosedRange<Int>,
    _ content: DrawnContent,
    _ style: Int
  ) { merged(row...row, columns, content, style) }

  mutating func merged(
    _ rows: ClosedRange<Int>,
    _ columns: ClosedRange<Int>,
    _ content: DrawnContent,
    _ style: Int
  ) {
    for row in rows {
      for column in columns {
        let isFirst = row == rows.lowerBound && column == columns.lowerBound
        put(row, column, isFirst ? content : .blank, style)
      }
    }
    if rows.count * columns.count > 1 {
      merges.append(
        CellRange(
          CellReference(rows.lowerBound, columns.lowerBound),
          CellReference(rows.upperBound, columns.upperBound)
        )
      )
    }
  }
}
