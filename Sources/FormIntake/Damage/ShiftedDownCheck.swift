import Findings
import FormDefinitions
import Spreadsheet

/// Finds columns whose cells were pushed down by one from some row on: one row lacks its value, and
/// below the last record the value stands alone.
///
/// | code | severity | fault |
/// | --- | --- | --- |
/// | `column.shifted-down` | error | from a row on the values belong to the row above |
struct ShiftedDownCheck: DamageCheck {
  /// The number of rows from which on one gap and one overhang are no chance.
  ///
  /// A column of which every row but one is filled says little on two or three rows.
  private let enough = 4

  func damages(_ columns: [DataColumn], _ context: CheckContext) -> [Damage] {
    let tables = Set(columns.map(\.table))
    return tables.sorted { ($0 ?? -1) < ($1 ?? -1) }.flatMap { table in
      damages(in: columns.filter { $0.table == table && $0.isVertical }, context)
    }
  }

  private func damages(in columns: [DataColumn], _ context: CheckContext) -> [Damage] {
    let columns = columns.filter { column in
      !column.field.isPreset && column.field.type != .signature && column.field.computed == nil
    }
    guard let last = columns.flatMap(\.entries).max(by: { $0.cell.isBefore($1.cell) })?.cell else {
      return []
    }
    func isFilled(_ column: DataColumn, _ row: Int) -> Bool {
      column.entries.contains { $0.cell.reference.row == row && $0.state != .blank }
    }
    let row = last.reference.row
    let hanging = columns.filter { isFilled($0, row) }
    let before = columns.filter { isFilled($0, row - 1) }
    // What hangs over is a small part of what a record has.
    guard !hanging.isEmpty, hanging.count * 3 <= before.count else { return [] }
    var damages: [Damage] = []
    for column in hanging {
      let entries = column.entries.filter { $0.cell.sheet == last.sheet }
      let gaps = entries.filter { $0.state == .blank }
      guard entries.count > enough, gaps.count == 1, let gap = gaps.first,
        gap.cell.reference.row < row - 1
      else { return [] }
      damages.append(damage(column, entries, from: gap, to: row, context))
    }
    // The last row is no record: what it lacks is no fault of its own.
    var first = damages[0]
    for column in columns {
      for entry in column.entries where entry.cell.reference.row == row {
        if let place = context.location(entry.cell) { first.explains[place] = .all }
      }
    }
    damages[0] = first
    return damages
  }

  private func damage(
    _ column: DataColumn,
    _ entries: [DataColumn.Entry],
    from gap: DataColumn.Entry,
    to row: Int,
    _ context: CheckContext
  ) -> Damage {
    let label = column.field.label
    let end = CellReference(row, gap.cell.reference.column)
    let range = CellRange(gap.cell.reference, end)
    let next = CellReference(gap.cell.reference.row + 1, end.column)
    let finding = Finding(
      "column.shifted-down",
      .error,
      at: Location(sheet: context.sheets[gap.cell.sheet], cell: range.description),
      field: column.id,
      record: gap.record,
      message: LocalizedText(
        "“\(label)”从 \(gap.cell.reference) 起整列下移了一格：\(gap.cell.reference) 空着，\(end) 只有这一项",
        en:
          "‘\(label)’ slipped down by one cell from \(gap.cell.reference) on: that cell is empty, "
          + "and \(end) stands alone"
      ),
      fix: LocalizedText(
        "把 \(next) 到 \(end) 的内容上移一格，再逐行核对",
        en: "Move \(next) to \(end) up by one cell, then check each row"
      ),
      count: row - gap.cell.reference.row + 1
    )
    var damage = Damage(finding: finding)
    for entry in entries where entry.cell.reference.row >= gap.cell.reference.row {
      if let place = context.location(entry.cell) { damage.explains[place] = .all }
    }
    return damage
  }
}

extension DataColumn {
  /// Whether the values stand below one another, a row a value: a list, or a table.
  fileprivate var isVertical: Bool {
    zip(entries, entries.dropFirst()).allSatisfy { $1.cell.isBelow($0.cell) }
  }
}

extension LocatedCell {
  fileprivate func isBefore(_ other: LocatedCell) -> Bool {
    (sheet, reference.row) < (other.sheet, other.reference.row)
  }
}
