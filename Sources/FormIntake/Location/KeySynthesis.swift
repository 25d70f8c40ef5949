import FormDefinitions
import FormLayout
import Foundation
import Spreadsheet

/// Restores the keys of a sheet that has lost them, from defined names or from its labels.
///
/// What follows is the same for found and restored keys, so a sheet without its hidden row and
/// column is read like any other.
struct KeySynthesis {
  let slots: CardSlots
  let worksheet: Worksheet

  private var plan: CardPlan { slots.plan }

  /// Keys from the ranges of the cards, where their size still fits the plan.
  ///
  /// - Parameter names: the workbook's defined names.
  /// - Returns: the keys, or `nil` where the names are gone or do not fit any more.
  func keys(fromNames names: [String: String]) -> KeyGrid? {
    var grid = KeyGrid()
    for (name, formula) in names {
      guard let marker = name.range(of: "tianbao_card_"),
        let card = Int(name[marker.upperBound...]),
        let range = range(of: formula), range.columns.count == plan.widths.count
      else { continue }
      guard range.rows.count == plan.rows.count else { continue }
      for (offset, row) in plan.rows.enumerated() {
        grid.rows[range.first.row + offset] = row.kind.key(card: card)
      }
      for offset in 0..<plan.widths.count {
        grid.columns[range.first.column + offset] = .grid(offset + 1)
      }
    }
    return grid.rows.isEmpty || !fits(grid) || !fitsPreset(grid) ? nil : grid
  }

  /// Keys from the printed labels: each row that has the labels of a planned row is that row.
  func keys(fromLabels known: KeyGrid) -> KeyGrid? {
    var grid = known
    if grid.columns.isEmpty { grid.columns = columnsByLabel() }
    guard !grid.columns.isEmpty else { return nil }
    if grid.rows.filter({ $0.value.card != nil }).isEmpty {
      grid.rows = RowRecognition(slots: slots, worksheet: worksheet).rows()
    }
    return grid.rows.isEmpty ? nil : grid
  }

  private func range(of formula: String) -> CellRange? {
    guard let bang = formula.lastIndex(of: "!") else { return nil }
    let sheet = formula[..<bang].trimmingPrefix("=").trimmingPrefix("$")
    let name =
      sheet.hasPrefix("'")
      ? String(sheet.dropFirst().dropLast()).replacing("''", with: "'") : String(sheet)
    guard name == worksheet.name else { return nil }
    return CellRange(formula[formula.index(after: bang)...])
  }

  /// Whether at least half of the printed labels stand where the keys say.
  private func fits(_ grid: KeyGrid) -> Bool {
    var printed = 0
    var right = 0
    for cell in worksheet.cells {
      guard let key = grid.rows[cell.reference.row],
        case .grid(let column)? = grid.columns[cell.reference.column],
        case .printed(let label)? = slots.slot(key, column: column)
      else { continue }
      printed += 1
      if cell.labelKey == label { right += 1 }
    }
    return printed > 0 && right * 2 >= printed
  }

  /// Whether no row that is printed in advance stands where the keys have another one.
  private func fitsPreset(_ grid: KeyGrid) -> Bool {
    let presets = slots.form.tables.filter(\.isPreset).map { ($0.id, PresetTexts($0)) }
    return presets.allSatisfy { table, texts in
      grid.rows.allSatisfy { row, key in
        guard case .tableRow(_, table, let number) = key else { return true }
        return texts.row(of: worksheet.cells(inRow: row), taken: [], next: number) == number
      }
    }
  }

  /// The printed labels of the plan: text, row and column, zero-based.
  private var labels: [(text: String, row: Int, column: Int)] {
    plan.rows.enumerated().flatMap { index, row in
      row.cells.compactMap { cell in
        switch cell.content {
        case .label(let text), .section(let text): (LabelText.key(text), index, cell.column)
        default: nil
        }
      }
    }
  }

  /// The column of each grid column: where most labels of that grid column stand.
  private func columnsByLabel() -> [Int: ColumnKey] {
    var places: [String: Set<Int>] = [:]
    for cell in worksheet.cells {
      if let key = cell.labelKey { places[key, default: []].insert(cell.reference.column) }
    }
    var votes: [Int: [Int: Int]] = [:]
    for label in labels {
      guard let columns = places[label.text], columns.count == 1, let column = columns.first else {
        continue
      }
      votes[label.column, default: [:]][column, default: 0] += 1
    }
    var anchors: [(grid: Int, column: Int)] = []
    for grid in votes.keys.sorted() {
      guard let best = votes[grid]?.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }) else {
        continue
      }
      if let last = anchors.last, best.key <= last.column { continue }
      anchors.append((grid, best.key))
    }
    guard let first = anchors.first else { return [:] }
    var result: [Int: ColumnKey] = [:]
    for grid in plan.widths.indices {
      // Columns between two anchors are counted from the left one.
      let anchor = anchors.last { $0.grid <= grid } ?? first
      let column = anchor.column + grid - anchor.grid
      let limit = anchors.first { $0.grid > grid }?.column ?? .max
      if column >= 1, column < limit { result[column] = .grid(grid + 1) }
    }
    return result
  }

}

extension KeyGrid {
  /// Creates a grid without keys.
  init() {}
}
