import Findings
import FormLayout
import Spreadsheet

/// Rows that nobody can tell, though they look like a part of the form.
extension CardLocator {
  /// The rows without a place: each stretch of them that looks like the form.
  ///
  /// One line beside a whole card is a note of the village; it is left out with a warning.
  func unrecognised(
    _ instances: [Instance],
    _ places: [Int: RowPlace],
    _ subtotals: Set<Int>
  ) -> [[Int]] {
    var stretches: [[Int]] = []
    var isOpen = false
    for row in Set(worksheet.cells.map(\.reference.row)).union(places.keys).sorted()
    where row != keys.keyRow && !subtotals.contains(row) {
      if places[row] != nil {
        isOpen = false
      } else if !filled(row).isEmpty {
        if isOpen { stretches[stretches.count - 1].append(row) } else { stretches.append([row]) }
        isOpen = true
      }
    }
    return stretches.filter { rows in
      guard let first = rows.first, let last = rows.last else { return false }
      return rows.count(where: { filled($0).count > 1 }) > 1
        || isGap(first...last, instances, places)
    }
  }

  /// The finding about a stretch of rows without a place.
  func unrecognised(_ rows: [Int]) -> Finding? {
    guard let first = rows.first, let last = rows.last else { return nil }
    let columns = rows.flatMap { filled($0).map(\.reference.column) }
    let range = CellRange(
      CellReference(first, columns.min() ?? 1),
      CellReference(last, columns.max() ?? 1)
    )
    return LostKeysFinding.unrecognised(worksheet.name, range)
  }

  /// The cells of a row that stand in the form's columns and hold something.
  private func filled(_ row: Int) -> [Cell] {
    worksheet.cells(inRow: row).filter { cell in
      guard case .grid? = keys.columns[cell.reference.column] else { return false }
      return !cell.isEmptyText && !SheetStamp.isStamp(cell)
    }
  }

  /// Whether rows stand where the card around them lacks a row with fields.
  private func isGap(
    _ rows: ClosedRange<Int>,
    _ instances: [Instance],
    _ places: [Int: RowPlace]
  ) -> Bool {
    func index(_ place: RowPlace) -> Int? {
      slots.plan.rows.firstIndex {
        $0.kind.key(card: instances[place.instance].card) == place.key
      }
    }
    let above = places.filter { $0.key < rows.lowerBound }.max { $0.key < $1.key }?.value
    let below = places.filter { $0.key > rows.upperBound }.min { $0.key < $1.key }?.value
    guard let instance = (above ?? below)?.instance else { return false }
    let start = above.map { index($0) ?? -1 } ?? -1
    let end = below?.instance == instance ? below.flatMap(index) ?? .max : .max
    return slots.plan.rows.indices.contains { position in
      let row = slots.plan.rows[position]
      return position > start && position < end && row.kind.isGrid
        && row.cells.contains { if case .field = $0.content { true } else { false } }
        && instances[instance].rows[row.kind.key(card: instances[instance].card)] == nil
    }
  }
}
