import FormDefinitions
import FormLayout
import Spreadsheet

/// The labels of each planned row of a card by grid column, for telling a row where it stands.
struct RowLabels {
  /// The labels by zero-based planned row and one-based grid column.
  private let rows: [[Int: String]]

  init(plan: CardPlan) {
    rows = plan.rows.map { row in
      Dictionary(
        row.cells.compactMap { cell in Self.mark(cell.content).map { (cell.column + 1, $0) } },
        uniquingKeysWith: { first, _ in first }
      )
    }
  }

  /// The first planned row with a label, zero-based.
  var first: Int? { rows.firstIndex { !$0.isEmpty } }

  /// Finds the planned row at least half of whose labels stand in a row, each in its column.
  ///
  /// - Parameters:
  ///   - cells: the row's cells.
  ///   - columns: the keys of the columns.
  ///   - last: the planned row found before; where two fit equally well the next after it wins.
  /// - Returns: the zero-based planned row.
  func match(_ cells: ArraySlice<Cell>, _ columns: [Int: ColumnKey], after last: Int) -> Int? {
    var texts: [Int: String] = [:]
    for cell in cells {
      guard case .grid(let column)? = columns[cell.reference.column], let key = cell.labelKey,
        !key.isEmpty
      else { continue }
      texts[column] = key
    }
    guard !texts.isEmpty else { return nil }
    var best: (row: Int, hits: Int, distance: Int)?
    for (index, labels) in rows.enumerated() where !labels.isEmpty {
      let hits = labels.count { column, label in
        texts[column].map { Self.isLabel($0, label) } ?? false
      }
      guard hits > 0, hits * 2 >= labels.count else { continue }
      let distance = index > last ? index - last : rows.count + index
      if let best, (best.hits, -best.distance) >= (hits, -distance) { continue }
      best = (index, hits, distance)
    }
    return best?.row
  }

  /// The beginning of the lines that people write on, with the colon.
  private static func mark(_ content: CardPlan.Content) -> String? {
    switch content {
    case .label(let text), .section(let text), .title(let text), .plain(let text), .note(let text):
      LabelText.key(text)
    case .signature(let text):
      LabelText.key(text).prefixThroughColon
    case .identity: "识别码:"
    case .field, .ordinal, .column, .preset, .continuation, .blank: nil
    }
  }

  private static func isLabel(_ text: String, _ label: String) -> Bool {
    guard label.hasSuffix(":") else { return text == label }
    return label == "识别码:" ? text.contains(label) : text.prefixThroughColon == label
  }
}

extension String {
  /// The text up to its first colon, with the colon; the whole text without one.
  fileprivate var prefixThroughColon: String {
    firstIndex(of: ":").map { String(self[...$0]) } ?? self
  }
}
