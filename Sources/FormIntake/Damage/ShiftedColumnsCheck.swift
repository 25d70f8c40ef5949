import Findings
import FormDefinitions
import Spreadsheet

/// Finds columns whose content stands one column too far to the right or left, as a paste from
/// another table leaves it.
///
/// | code | severity | fault |
/// | --- | --- | --- |
/// | `columns.shifted` | error | what stands in a column is what its neighbour asks |
struct ShiftedColumnsCheck: DamageCheck {
  /// The readers of the form's fields, then of its tables' columns, as ``DataColumn`` orders them.
  let readers: [FieldReader]

  /// The number of rows from which on a shift is no slip in single cells.
  private let enough = 3

  func damages(_ columns: [DataColumn], _ context: CheckContext) -> [Damage] {
    let indices = Set(columns.map(\.table)).sorted { ($0 ?? -1) < ($1 ?? -1) }
    return indices.flatMap { table -> [Damage] in
      let group = columns.indices.filter { columns[$0].table == table }
      return [1, -1].compactMap { damage(group, columns, by: $0, context) }
    }
  }

  /// Evidence that a field's values stand in a neighbour's column.
  private struct Evidence {
    let own: Int
    let neighbour: Int
    /// The rows in which they do.
    var rows: [Int]
    let isStrong: Bool
  }

  private func damage(
    _ group: [Int],
    _ columns: [DataColumn],
    by step: Int,
    _ context: CheckContext
  ) -> Damage? {
    // The same cells in the same rows, or the columns do not stand side by side.
    let placed = group.filter { !columns[$0].entries.isEmpty && columns[$0].isOneColumn }
      .sorted { columns[$0].column < columns[$1].column }
    let evidence = placed.indices.compactMap { index -> Evidence? in
      guard placed.indices.contains(index + step) else { return nil }
      return self.evidence(placed[index], at: placed[index + step], columns)
    }
    // An identity number or a date tells itself; of choices it takes two columns.
    guard evidence.contains(where: \.isStrong) || evidence.count >= 2 else { return nil }
    let touched = Set(evidence.flatMap { [$0.own, $0.neighbour] })
    let letters = touched.map { columns[$0].column }
    let rows = Set(evidence.flatMap(\.rows)).sorted()
    guard let first = rows.first, let last = rows.last, let left = letters.min(),
      let right = letters.max(), let entry = columns[evidence[0].own].entries.first
    else { return nil }
    let labels = evidence.sorted { columns[$0.own].column < columns[$1.own].column }
      .map { "“\(columns[$0.own].field.label)”" }
    let from = evidence.map { columns[$0.neighbour].column }
    let range = CellRange(
      CellReference(first, from.min() ?? left),
      CellReference(last, from.max() ?? right)
    )
    let side = step > 0 ? (was: "右", back: "左", en: "left") : (was: "左", back: "右", en: "right")
    let finding = Finding(
      "columns.shifted",
      .error,
      at: Location(sheet: context.sheets[entry.cell.sheet], cell: range.description),
      field: columns[evidence[0].own].id,
      message: LocalizedText(
        "\(labels.prefix(4).joined())\(labels.count > 4 ? "等" : "")的内容错到了\(side.was)边一列，共 \(rows.count) 行",
        en: "What \(labels.joined(separator: ", ")) should hold stands one column away, "
          + "in \(rows.count) rows"
      ),
      fix: LocalizedText(
        "从 \(range) 起，把错位的内容向\(side.back)移回一列；两边的列也可能错位，请一并核对",
        en:
          "From \(range) on, move what is out of place to the \(side.en) by one column, and check the "
          + "columns beside it"
      ),
      count: rows.count
    )
    var damage = Damage(finding: finding)
    let wrong = Set(rows)
    for index in placed where (left...right).contains(columns[index].column) {
      for entry in columns[index].entries where wrong.contains(entry.cell.reference.row) {
        if let place = context.location(entry.cell) { damage.explains[place] = .all }
      }
    }
    return damage
  }

  private func evidence(_ own: Int, at neighbour: Int, _ columns: [DataColumn]) -> Evidence? {
    let type = columns[own].field.type
    guard type.isTelling, readers[own].field.id == columns[own].field.id else { return nil }
    var rows: [Int] = []
    var filled = 0
    // Cheap first: nothing is read again unless the own column is empty or wrong.
    let wrong = columns[own].entries.count { $0.isNotRead }
    guard wrong >= enough, columns[own].entries.count == columns[neighbour].entries.count else {
      return nil
    }
    for (entry, beside) in zip(columns[own].entries, columns[neighbour].entries) {
      guard entry.cell.reference.row == beside.cell.reference.row, let value = beside.cell.value
      else { continue }
      filled += 1
      guard entry.isNotRead, beside.state == .unreadable || columns[neighbour].field.type == .text
      else { continue }
      let reading = readers[own].read(value)
      if reading.value != nil, (reading.severity ?? .note) < .error {
        rows.append(entry.cell.reference.row)
      }
    }
    // Four fifths: here and there somebody has mended a cell already.
    guard rows.count >= enough, rows.count * 5 >= filled * 4 else { return nil }
    return Evidence(own: own, neighbour: neighbour, rows: rows, isStrong: type.tellsItself)
  }
}

extension DataColumn.Entry {
  /// Whether the cell is empty, or holds what its field cannot be.
  fileprivate var isNotRead: Bool {
    if case .value = state { false } else { true }
  }
}

extension DataColumn {
  /// The one-based column of the sheet.
  fileprivate var column: Int { entries.first?.cell.reference.column ?? 0 }

  /// Whether all values stand in one column of one sheet.
  fileprivate var isOneColumn: Bool {
    entries.allSatisfy {
      $0.cell.sheet == entries[0].cell.sheet && $0.cell.reference.column == column
    }
  }
}

extension FieldType {
  /// Whether few texts are values of the type.
  fileprivate var isTelling: Bool {
    switch self {
    case .choice, .choices, .yesNo: true
    default: tellsItself
    }
  }

  /// Whether a value of the type is hardly ever one of another type.
  fileprivate var tellsItself: Bool {
    switch self {
    case .identityNumber, .mobileNumber, .divisionCode, .creditCode, .date: true
    default: false
    }
  }
}
