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
    var minimum = 0.0
    var cells: [CardPlan.PlannedCell] = []
    for cell in row.cells {
      for var planned in contents(cell, widths: widths) {
        let last = min(widths.count, planned.column + planned.across)
        let width = widths[planned.column..<last].reduce(0, +)
        if case .label(let text) = planned.content {
          // A label that wraps is set smaller, as offices do.
          planned.size = Measure.lines(text, millimetres: width, size: 10.5) > 1 ? 9 : 10.5
        }
        cells.append(planned)
        guard cell.down == 1 else { continue }
        minimum = max(minimum, textHeight(planned, width: width))
        if row.height == nil { height = max(height, naturalHeight(planned.content), minimum) }
      }
    }
    return CardPlan.PlannedRow(
      kind: .grid(number),
      height: max(height, minimum, 12),
      minimumHeight: minimum,
      cells: cells
    )
  }

  private func contents(
    _ cell: CardLayout.GridCell,
    widths: [Double]
  ) -> [CardPlan.PlannedCell] {
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
    case .plain(let text): return one(.plain(text))
    case .section(let text): return one(.section(text))
    case .field(let id): return one(.field(id))
    case .note(let lines): return one(.note(noteText(lines)))
    case .blank, .table: return one(.blank)
    case .signature(let labels):
      return one(.signature(signatureText(labels, in: cell, widths: widths)))
    }
  }

  private func noteText(_ lines: [String]) -> String {
    // A note that is printed word for word from its source keeps its own beginning.
    if lines.first?.hasPrefix("注") == true { return lines.joined(separator: "\n") }
    if lines.count == 1 { return "注：\(lines[0])" }
    return "注：" + lines.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "　")
  }

  /// The labels of a signature line with equal room after each.
  ///
  /// One merged cell holds them all: the grid's columns are too uneven to give each its own.
  private func signatureText(
    _ labels: [String],
    in cell: CardLayout.GridCell,
    widths: [Double]
  ) -> String {
    let last = min(widths.count, cell.column + cell.across)
    let width = widths[cell.column..<last].reduce(0, +)
    let places = Int(width / (10.5 / 2 / Measure.pointsPerMillimetre)) - 2
    let share = places / max(1, labels.count)
    return labels.map { label in
      let text = "\(label)："
      return text + String(repeating: "　", count: max(2, (share - Measure.halfWidths(text)) / 2))
    }.joined()
  }

  private func naturalHeight(_ content: CardPlan.Content) -> Double {
    switch content {
    case .title: 34
    case .identity: 15
    case .section: 19
    case .signature: 26
    case .field(let id): form.field(id)?.isMultiline == true ? 40 : 22
    case .label: 22
    case .plain, .ordinal, .column, .preset, .continuation, .blank: 20
    case .note: 12
    }
  }

  /// The height that a cell's text needs.
  private func textHeight(_ cell: CardPlan.PlannedCell, width: Double) -> Double {
    func height(_ text: String, _ size: Double) -> Double {
      Measure.height(lines: Measure.lines(text, millimetres: width, size: size), size: size)
    }
    return switch cell.content {
    case .label(let text): height(text, cell.size)
    case .note(let text): height(text, 9)
    case .title: 28
    case .signature: 20
    case .identity: 13
    case .section, .plain, .field, .ordinal, .column, .preset, .continuation, .blank: 16
    }
  }

  /// Stretches rows so that the card fills its page, or squeezes what they have beyond their texts.
  private func fit(_ plan: inout CardPlan) {
    let printable = plan.page.printableHeight * 0.985
    let natural = plan.rows.reduce(0) { $0 + $1.height }
    let minimum = plan.rows.reduce(0) { $0 + min($1.height, $1.minimumHeight) }
    plan.fill = minimum / printable
    let stretch = min(1.35, printable / natural)
    let share = natural > minimum ? max(0, (printable - minimum) / (natural - minimum)) : 0
    for index in plan.rows.indices {
      let row = plan.rows[index]
      let least = min(row.height, row.minimumHeight)
      let height = stretch >= 1 ? row.height * stretch : least + (row.height - least) * share
      plan.rows[index].height = (height * 4).rounded(.down) / 4
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
      let header = block.header()
      // A table that goes on below another one needs its own header there.
      var isHeaded = false
      for index in range {
        var row = block.row(index)
        row.height = max(row.height, 20)
        if used + row.height + (isHeaded ? 0 : header.height) > printable {
          part += 1
          let heads = heads(part: part, columns: plan.widths.count)
          plan.rows += heads
          used = heads.reduce(0) { $0 + $1.height }
          isHeaded = false
        }
        if !isHeaded {
          plan.rows.append(header)
          used += header.height
          isHeaded = true
        }
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
