import Findings
import FormDefinitions
import FormLayout
import Spreadsheet

/// Puts back the keys of a sheet of cards that was written over or deleted in part.
///
/// A row without a key whose cells hold at least half of the labels of a planned row is that row.
/// It belongs to the card in progress; a row that the card has already begins another card.
struct PartlyLostKeys {
  let slots: CardSlots
  let worksheet: Worksheet
  let keys: KeyGrid

  private var plan: CardPlan { slots.plan }

  /// A recognised row without a key: the row of the sheet and the zero-based planned row.
  private typealias Recognised = (row: Int, planned: Int)

  /// The card in whose rows the walk down the sheet is.
  private struct Progress {
    var card: Int?
    var seen: Set<CardPlan.RowKind> = []
    var last = -1
    /// The rows without keys that follow, and whether they cannot belong to the card.
    var stretch: [Recognised] = []
    var isNew = false
  }

  /// The keys with what the labels tell, and a warning about it.
  func restored() -> (keys: KeyGrid, findings: [Finding]) {
    var grid = keys
    let columns = LostColumns(slots: slots, worksheet: worksheet, keys: keys).columns()
    var findings: [Finding] = []
    if !columns.isEmpty {
      grid.columns.merge(columns.mapValues { .grid($0) }) { known, _ in known }
      findings.append(LostKeysFinding.columnsLost(worksheet.name, columns.keys.sorted()))
    }
    // Where no key was left, the rows were told by their labels already.
    guard grid.keyColumn > 0 else { return (grid, findings) }
    let rows = rows(grid)
    guard let first = rows.keys.min(), let last = rows.keys.max() else { return (grid, findings) }
    grid.rows.merge(rows) { known, _ in known }
    findings.append(LostKeysFinding.rowsLost(worksheet.name, first...last))
    return (grid, findings)
  }

  private func rows(_ grid: KeyGrid) -> [Int: RowKey] {
    let labels = RowLabels(plan: plan)
    let first = labels.first
    var result: [Int: RowKey] = [:]
    var progress = Progress()
    let all = Set(grid.rows.keys).union(worksheet.cells.map(\.reference.row)).sorted()
    for row in all where row != grid.keyRow {
      if let key = grid.rows[row] {
        guard let card = key.card else { continue }
        let kind = key.kind
        let index = plan.rows.firstIndex { $0.kind == kind } ?? progress.last
        assign(&progress, next: (card, index), to: &result)
        if card != progress.card || (kind.isGrid && progress.seen.contains(kind)) {
          progress.seen = []
        }
        progress.card = card
        progress.seen.insert(kind)
        progress.last = index
        continue
      }
      let after = progress.stretch.last?.planned ?? progress.last
      guard let match = labels.match(worksheet.cells(inRow: row), grid.columns, after: after)
      else { continue }
      let kind = plan.rows[match].kind
      let repeats = progress.stretch.contains { plan.rows[$0.planned].kind == kind }
      let isKnown = !progress.isNew && progress.seen.contains(kind)
      if kind.isGrid, repeats || isKnown || (match == first && progress.card != nil) {
        assign(&progress, next: nil, to: &result)
        progress.isNew = true
      }
      progress.stretch.append((row, match))
    }
    assign(&progress, next: nil, to: &result)
    return fillingGaps(result, grid)
  }

  /// Assigns the rows without keys to a card, given the keyed row that follows, if any.
  private func assign(
    _ progress: inout Progress,
    next: (card: Int, planned: Int)?,
    to result: inout [Int: RowKey]
  ) {
    let stretch = progress.stretch
    let isNew = progress.isNew
    progress.stretch = []
    progress.isNew = false
    guard let begin = stretch.first else { return }
    let kinds = stretch.map { plan.rows[$0.planned].kind }
    let isLarge = stretch.count >= 3
    var card: Int?
    if let next, next.card != progress.card || isNew,
      stretch.allSatisfy({ $0.planned < next.planned }),
      isNew || progress.card == nil || begin.planned < progress.last,
      next.card == progress.card ? isLarge : !hasKey(kinds, card: next.card)
    {
      card = next.card
      progress.seen = []
    } else if !isNew, let current = progress.card {
      card = current
    } else if isLarge {
      card = unusedCard(result, after: progress.card ?? 0)
      progress.seen = []
    }
    guard let card else { return }
    let below = isNew ? [] : keyedBelow(begin.row, card: card, seen: progress.seen)
    for (recognised, kind) in zip(stretch, kinds) where !below.contains(kind) {
      result[recognised.row] = kind.key(card: card)
      progress.seen.insert(kind)
      progress.last = recognised.planned
    }
    progress.card = card
  }

  private func hasKey(_ kinds: [CardPlan.RowKind], card: Int) -> Bool {
    let known = Set(keys.rows.values)
    return kinds.contains { $0.isGrid && known.contains($0.key(card: card)) }
  }

  /// The rows of the grid that the card has by keys further down, before a copy of it begins.
  private func keyedBelow(
    _ row: Int,
    card: Int,
    seen: Set<CardPlan.RowKind>
  ) -> Set<CardPlan.RowKind> {
    var result: Set<CardPlan.RowKind> = []
    for (_, key) in keys.rows.filter({ $0.key > row && $0.value.card == card })
      .sorted(by: { $0.key < $1.key })
    {
      let kind = key.kind
      guard kind.isGrid else { continue }
      if seen.contains(kind) || !result.insert(kind).inserted { break }
    }
    return result
  }

  private func unusedCard(_ result: [Int: RowKey], after card: Int) -> Int {
    let used = Set((Array(keys.rows.values) + Array(result.values)).compactMap(\.card))
    var number = card + 1
    while used.contains(number) { number += 1 }
    return number
  }

  /// Adds the rows of the grid that have no label, where as many rows are lost as are planned.
  private func fillingGaps(_ found: [Int: RowKey], _ grid: KeyGrid) -> [Int: RowKey] {
    guard !found.isEmpty else { return found }
    var result = found
    let known = grid.rows.merging(found) { known, _ in known }
      .filter { $0.value.card != nil }.sorted { $0.key < $1.key }
    for (above, below) in zip(known, known.dropFirst())
    where above.value.card == below.value.card && below.key - above.key > 1 {
      guard let card = above.value.card,
        let start = plan.index(of: above.value.kind), let end = plan.index(of: below.value.kind),
        end - start == below.key - above.key
      else { continue }
      for offset in 1..<(end - start) where plan.rows[start + offset].kind.isGrid {
        result[above.key + offset] = plan.rows[start + offset].kind.key(card: card)
      }
    }
    return result
  }
}

extension CardPlan.RowKind {
  /// Whether the row is one of the grid, of which a card has each once.
  var isGrid: Bool { if case .grid = self { true } else { false } }
}

extension RowKey {
  /// What the row is, without its card; only for the keys of cards.
  fileprivate var kind: CardPlan.RowKind {
    switch self {
    case .grid(_, let row), .record(let row): .grid(row)
    case .tableHeader(_, let table), .printed(let table): .tableHeader(table)
    case .tableRow(_, let table, let row): .tableRow(table, row)
    case .continuation(_, let part): .continuation(part)
    }
  }
}
