import FormDefinitions
import FormLayout
import Spreadsheet

/// Recognises the rows of cards by what is printed in them: planned rows are sought from top to
/// bottom, card after card.
struct RowRecognition {
  let slots: CardSlots
  let worksheet: Worksheet

  private var plan: CardPlan { slots.plan }

  /// The table whose rows are being read.
  private struct OpenTable {
    let id: String
    var number = 0
    /// The texts of the rows that are printed in advance; `nil` where the village adds its own.
    let preset: PresetTexts?
    var taken: Set<Int> = []
  }

  /// The keys by one-based row.
  func rows() -> [Int: RowKey] {
    let planned = plan.rows.map { Set($0.cells.flatMap { Self.marks(of: $0.content) }) }
    var result: [Int: RowKey] = [:]
    var card = 1
    var next = 0
    var part = 0
    var numbers: [String: Int] = [:]
    let continued = LabelText.key(slots.form.title + "（续表）")
    var open: OpenTable?
    for row in Set(worksheet.cells.map(\.reference.row)).sorted() {
      let cells = worksheet.cells(inRow: row)
      let marks = Self.marks(in: cells)
      if marks.contains(continued) || (part % 2 == 1 && marks.contains { $0.contains("份续页") }) {
        // A page that carries on a table: the title and the record's line, then the heads again.
        part += 1
        result[row] = .continuation(card: card, part: part)
        open = nil
        next = planned.count
      } else if let match = match(marks, planned, from: next) {
        let kind = plan.rows[match].kind
        var isContinued = false
        if part > 0, case .tableHeader = kind { isContinued = true }
        if match < next, !isContinued {
          card += 1
          part = 0
          numbers = [:]
        }
        next = isContinued ? planned.count : match + 1
        result[row] = kind.key(card: card)
        open = nil
        if case .tableHeader(let id) = kind {
          let table = slots.form.table(id)
          open = OpenTable(
            id: id,
            number: numbers[id] ?? 0,
            preset: table.flatMap { $0.isPreset ? PresetTexts($0) : nil }
          )
        }
      } else if let id = open?.id {
        open?.number += 1
        var number = open?.number ?? 0
        if let preset = open?.preset, let taken = open?.taken {
          number = preset.row(of: cells, taken: taken, next: (taken.max() ?? 0) + 1) ?? 0
          open?.taken.insert(number)
        }
        numbers[id] = open?.number
        result[row] = .tableRow(card: card, table: id, row: number)
      }
    }
    return result
  }

  /// The planned row whose marks a row has: after the last match if possible, else from the top.
  private func match(_ texts: Set<String>, _ planned: [Set<String>], from next: Int) -> Int? {
    func isMatch(_ index: Int) -> Bool {
      let marks = planned[index]
      guard !marks.isEmpty else { return false }
      return marks.intersection(texts).count * 2 > marks.count
    }
    return (next..<planned.count).first(where: isMatch)
      ?? (0..<min(next, planned.count)).first(where: isMatch)
  }

  /// The mark of the line with the form's number and code.
  private static let identityMark = "识别码:"

  /// What is surely printed in a planned cell.
  private static func marks(of content: CardPlan.Content) -> [String] {
    switch content {
    case .label(let text), .section(let text), .title(let text), .plain(let text), .note(let text):
      [LabelText.key(text)]
    case .signature(let text): [beginning(LabelText.key(text))]
    case .identity: [identityMark]
    case .field, .ordinal, .column, .preset, .continuation, .blank: []
    }
  }

  /// The texts of a row, with the beginnings of lines that people write on.
  private static func marks(in cells: some Sequence<Cell>) -> Set<String> {
    var marks: Set<String> = []
    for case let key? in cells.map(\.labelKey) {
      marks.insert(key)
      if key.contains(":") { marks.insert(beginning(key)) }
      if key.contains(identityMark) { marks.insert(identityMark) }
    }
    return marks
  }

  /// The text before the first colon, with the colon.
  private static func beginning(_ key: String) -> String {
    key.firstIndex(of: ":").map { String(key[...$0]) } ?? key
  }
}

/// The texts of the rows of a table that are printed in advance, for telling a row by them.
struct PresetTexts {
  private let rows: [Set<String>]

  init(_ table: TableDefinition) {
    rows = table.presetRows.map { row in
      Set(row.values.values.map { LabelText.key($0.description) })
    }
  }

  /// Finds the printed row that a row of a sheet is.
  ///
  /// - Parameters:
  ///   - cells: the row's cells.
  ///   - taken: the rows that were found already.
  ///   - next: the row that is expected here; it wins where two fit equally well.
  /// - Returns: the row's number.
  func row(of cells: some Sequence<Cell>, taken: Set<Int>, next: Int) -> Int? {
    let texts = Set(
      cells.compactMap { cell -> String? in
        if case .number(let number) = cell.value { return number.rawText }
        return cell.labelKey
      }
    )
    let scores = rows.indices.filter { !taken.contains($0 + 1) }.map { index in
      (row: index + 1, score: rows[index].intersection(texts).count)
    }
    let best = scores.max { left, right in
      (left.score, left.row == next ? 1 : 0, -left.row)
        < (right.score, right.row == next ? 1 : 0, -right.row)
    }
    // One text may be a group's label, which stands in many rows.
    return best.flatMap { $0.score >= min(2, rows[$0.row - 1].count) ? $0.row : nil }
  }
}
