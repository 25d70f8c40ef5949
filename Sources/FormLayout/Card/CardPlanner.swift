import FormDefinitions
import Foundation
import Spreadsheet

/// Plans a card from a form's layout.
struct CardPlanner {
  let form: FormDefinition
  let card: CardLayout

  /// Plans a card whose tables have the given numbers of rows, at least the printed minimum.
  func plan(rows counts: [String: Int] = [:]) -> CardPlan {
    var page = PageLayout()
    page.paper = card.paper
    page.isLandscape = card.isLandscape
    page.margins = PageLayout.Margins(top: 14, bottom: 14, left: 12, right: 10)
    // Programs differ in the width of a digit, the unit of column widths: LibreOffice takes the
    // font's own 7.43 pixels where Excel and WPS take 7.
    let usable = page.printableWidth * 0.93
    let total = card.columns.reduce(0, +)
    let widths = card.columns.map { $0 / total * usable }
    var rows: [CardPlan.PlannedRow] = []
    var overflow: [(TableDefinition, Range<Int>)] = []
    for (index, row) in card.rows.enumerated() {
      if case .table(let id)? = row.cells.first?.content, let table = form.table(id),
        let grid = card.tables[id]
      {
        let block = TableBlock(
          table: table,
          grid: grid,
          widths: widths,
          spansPages: card.spansPages
        )
        rows.append(block.header())
        let wanted =
          table.isPreset ? table.presetRows.count : max(counts[id] ?? 0, table.minimumRows)
        let printed = table.isPreset ? wanted : table.minimumRows
        rows += (0..<printed).map(block.row)
        if wanted > printed { overflow.append((table, printed..<wanted)) }
      } else {
        rows.append(planned(row, number: index + 1, widths: widths))
      }
    }
    var plan = CardPlan(widths: widths, rows: rows, page: page, fill: 1)
    if card.spansPages {
      Pagination(form: form).paginate(&plan)
    } else {
      fit(&plan)
      appendContinuation(&plan, overflow)
    }
    return plan
  }

  private func planned(
    _ row: CardLayout.GridRow,
    number: Int,
    widths: [Double]
  ) -> CardPlan.PlannedRow {
    var height = row.height ?? 0
    var cells: [CardPlan.PlannedCell] = []
    for cell in row.cells {
      let width = widths[cell.column..<min(widths.count, cell.column + cell.across)].reduce(0, +)
      for content in contents(cell) {
        cells.append(content)
        guard row.height == nil, cell.down == 1 else { continue }
        height = max(height, naturalHeight(content.content, width: width))
      }
    }
    return CardPlan.PlannedRow(kind: .grid(number), height: max(height, 12), cells: cells)
  }

  private func contents(_ cell: CardLayout.GridCell) -> [CardPlan.PlannedCell] {
    func one(_ content: CardPlan.Content) -> [CardPlan.PlannedCell] {
      [
        CardPlan.PlannedCell(
          column: cell.column,
          across: cell.across,
          down: cell.down,
          content: content,
          alignment: cell.alignment
        )
      ]
    }
    switch cell.content {
    case .title: return one(.title(form.title))
    case .identity: return one(.identity)
    case .label(let text): return one(.label(text))
    case .section(let text): return one(.section(text))
    case .field(let id): return one(.field(id))
    case .note(let lines): return one(.note(noteText(lines)))
    case .blank, .table: return one(.blank)
    case .signature(let labels): return signatures(labels, in: cell)
    }
  }

  private func noteText(_ lines: [String]) -> String {
    // A note that is printed word for word from its source keeps its own beginning.
    if lines.first?.hasPrefix("注") == true { return lines.joined(separator: "\n") }
    if lines.count == 1 { return "注：\(lines[0])" }
    return "注：" + lines.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "　")
  }

  /// Spreads signature labels over the grid's columns, each as wide as the columns allow.
  private func signatures(
    _ labels: [String],
    in cell: CardLayout.GridCell
  ) -> [CardPlan.PlannedCell] {
    guard !labels.isEmpty else { return [] }
    var start = cell.column
    return labels.enumerated().map { index, label in
      let end =
        index == labels.count - 1
        ? cell.column + cell.across
        : max(start + 1, cell.column + cell.across * (index + 1) / labels.count)
      defer { start = end }
      return CardPlan.PlannedCell(
        column: start,
        across: max(1, end - start),
        down: 1,
        content: .signature(label),
        alignment: nil
      )
    }
  }

  private func naturalHeight(_ content: CardPlan.Content, width: Double) -> Double {
    switch content {
    case .title: return 34
    case .identity: return 15
    case .section: return 19
    case .signature: return 26
    case .label(let text):
      return max(
        22,
        Measure.height(lines: Measure.lines(text, millimetres: width, size: 10.5), size: 10.5)
      )
    case .note(let text):
      return Measure.height(lines: Measure.lines(text, millimetres: width, size: 9), size: 9)
    case .field(let id):
      return form.field(id)?.isMultiline == true ? 40 : 22
    case .ordinal, .column, .preset, .continuation, .blank: return 20
    }
  }

  /// Stretches or squeezes rows so that the card fills its page.
  private func fit(_ plan: inout CardPlan) {
    let printable = plan.page.printableHeight * 0.985
    let natural = plan.rows.reduce(0) { $0 + $1.height }
    plan.fill = natural / printable
    let factor = min(1.35, max(0.8, printable / natural))
    for index in plan.rows.indices {
      let height = plan.rows[index].height
      plan.rows[index].height = (height * factor * 4).rounded(.down) / 4
    }
  }

  /// Puts rows that the printed page has no room for on continuation pages.
  private func appendContinuation(
    _ plan: inout CardPlan,
    _ overflow: [(TableDefinition, Range<Int>)]
  ) {
    let printable = plan.page.printableHeight * 0.985
    var part = 0
    var used = Double.infinity
    for (table, range) in overflow {
      guard let grid = card.tables[table.id] else { continue }
      let block = TableBlock(table: table, grid: grid, widths: plan.widths, spansPages: false)
      for index in range {
        var row = block.row(index)
        if used + row.height > printable {
          part += 1
          plan.rows += heads(part: part, columns: plan.widths.count)
          plan.rows.append(block.header())
          used = plan.rows.suffix(3).reduce(0) { $0 + $1.height }
        }
        row.height = max(row.height, 20)
        used += row.height
        plan.rows.append(row)
      }
    }
  }

  private func heads(part: Int, columns: Int) -> [CardPlan.PlannedRow] {
    let title = CardPlan.PlannedCell(
      column: 0,
      across: columns,
      down: 1,
      content: .title(form.title + "（续表）"),
      alignment: nil
    )
    let line = CardPlan.PlannedCell(
      column: 0,
      across: columns,
      down: 1,
      content: .continuation,
      alignment: nil
    )
    return [
      CardPlan.PlannedRow(
        kind: .continuation(part * 2 - 1),
        height: 34,
        cells: [title],
        beginsPage: true
      ),
      CardPlan.PlannedRow(kind: .continuation(part * 2), height: 18, cells: [line]),
    ]
  }
}
