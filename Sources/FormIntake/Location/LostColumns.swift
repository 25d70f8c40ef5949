import FormDefinitions
import FormLayout
import Spreadsheet

/// Tells the columns of a sheet of cards whose keys were written over, by the labels in them.
struct LostColumns {
  let slots: CardSlots
  let worksheet: Worksheet
  let keys: KeyGrid

  /// The one-based grid columns of columns without a key, by one-based column.
  ///
  /// A column is told where at least half of the labels of a missing grid column stand in it.
  func columns() -> [Int: Int] {
    let present = Set(
      keys.columns.values.compactMap { if case .grid(let column) = $0 { column } else { nil } }
    )
    let missing = Set(slots.plan.widths.indices.map { $0 + 1 }).subtracting(present)
    guard !missing.isEmpty, !present.isEmpty else { return [:] }
    var labels: [RowKey: [Int: String]] = [:]
    var total: [Int: Int] = [:]
    for (_, key) in keys.rows {
      guard let card = key.card else { continue }
      if labels[key] == nil {
        labels[key] = printed(in: slots.plan.rows.first { $0.kind.key(card: card) == key })
      }
      for column in labels[key, default: [:]].keys where missing.contains(column) {
        total[column, default: 0] += 1
      }
    }
    var hits: [Int: [Int: Int]] = [:]
    for cell in worksheet.cells where keys.columns[cell.reference.column] == nil {
      guard let key = keys.rows[cell.reference.row], let text = cell.labelKey else { continue }
      for (column, label) in labels[key] ?? [:] where missing.contains(column) && label == text {
        hits[column, default: [:]][cell.reference.column, default: 0] += 1
      }
    }
    var result: [Int: Int] = [:]
    for column in missing.sorted() {
      let best = hits[column]?.filter { result[$0.key] == nil }
        .max { ($0.value, -$0.key) < ($1.value, -$1.key) }
      guard let best, best.value * 2 >= total[column, default: 0] else { continue }
      result[best.key] = column
    }
    return result
  }

  private func printed(in row: CardPlan.PlannedRow?) -> [Int: String] {
    Dictionary(
      (row?.cells ?? []).compactMap { cell in
        switch cell.content {
        case .label(let text), .section(let text): (cell.column + 1, LabelText.key(text))
        default: nil
        }
      },
      uniquingKeysWith: { first, _ in first }
    )
  }
}
