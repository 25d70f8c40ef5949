import FormDefinitions
import FormLayout
import Spreadsheet

extension CardPlan {
  /// The card as text: a line a row with key, height and cells; a cell as first column, columns
  /// covered, rows covered where more than one, and content.
  func dump() -> String {
    let widths = widths.map { String(format($0)) }.joined(separator: " ")
    let paper = "\(page.paper.rawValue) \(page.isLandscape ? "landscape" : "portrait")"
    var lines = ["\(paper), fill \(format(fill)), widths \(widths)"]
    for row in rows {
      if row.beginsPage { lines.append("---- page") }
      let cells = row.cells.map { cell in
        let down = cell.down > 1 ? "×\(cell.down)" : ""
        return "[\(cell.column + 1)+\(cell.across)\(down) \(cell.content.dump)]"
      }
      lines.append(
        "\(row.kind.key(card: 1).text) \(format(row.height)) \(cells.joined(separator: " "))"
      )
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func format(_ number: Double) -> String {
    let hundredths = Int((number * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}

extension CardPlan.Content {
  fileprivate var dump: String {
    func line(_ text: String) -> String { text.replacing("\n", with: "⏎") }
    return switch self {
    case .title(let text): "title \(text)"
    case .identity: "identity"
    case .label(let text): line(text)
    case .plain(let text): "plain \(text)"
    case .section(let text): "section \(text)"
    case .note(let text): "note \(line(text))"
    case .signature(let text): "signature \(text)"
    case .field(let id): "$\(id)"
    case .ordinal(let number): "no \(number)"
    case .column(let table, let id): "$\(table).\(id)"
    case .preset(let table, let id, let value): "\(table).\(id)=\(line(value.description))"
    case .continuation: "continuation"
    case .blank: "blank"
    }
  }
}

extension SheetLayout {
  /// The head of a list as text: a line a column with key, width and headings, then the merges.
  func headDump() -> String {
    var cells: [CellReference: String] = [:]
    for cell in self.cells where cell.reference.row <= 5 {
      if case .text(let text) = cell.content { cells[cell.reference] = text }
    }
    var lines = ["\(name): \(page.paper.rawValue), scale \(page.scale)"]
    for (index, column) in columns.enumerated().dropFirst() {
      let texts = [1, 4, 5].map { cells[CellReference($0, index + 1)] ?? "" }
      let tenths = Int((column.width * 10).rounded())
      lines.append(
        "\(CellReference.letters(ofColumn: index + 1)) \(tenths / 10).\(tenths % 10) "
          + texts.joined(separator: " | ")
      )
    }
    lines.append("merged " + mergedRanges.map(\.description).joined(separator: " "))
    lines.append("breaks \(page.columnBreaks) frozen \(frozenAt.map(\.description) ?? "-")")
    return lines.joined(separator: "\n") + "\n"
  }
}
