import Findings
import FormDefinitions
import FormLayout
import Spreadsheet

extension RollupPages {
  /// The pages that the columns of a roll-up need, in their order.
  static func pages(_ rollup: Rollup, _ language: Language) -> [Page] {
    var pages: [Page] = []
    var names: Set<String> = []
    func name(_ text: String, _ number: Int) -> WorksheetName {
      var number = number
      while true {
        let suffix = number == 1 ? "" : "（\(number)）"
        let name = WorksheetName(nearestTo: String(text.prefix(24)) + suffix)
        if names.insert(name.text.lowercased()).inserted { return name }
        number += 1
      }
    }
    for block in rollup.blocks(language) {
      // A table that has nothing but rows printed in advance has no figures.
      if block.table?.isPreset == true, block.fields.count == 1 { continue }
      let title =
        block.table?.label
        ?? LocalizedText("汇总", en: "Roll-up")[language]
      var chunks: [[[RollupColumn]]] = [[]]
      var used = 0.0
      let room = pageWidth - leadingWidths.reduce(0, +)
      for field in block.fields.flatMap({ split($0, room: room) }) {
        let width = field.reduce(0) { $0 + $1.width }
        if used + width > room, chunks[chunks.count - 1].isEmpty == false {
          chunks.append([])
          used = 0
        }
        chunks[chunks.count - 1].append(field)
        used += width
      }
      for (index, chunk) in chunks.enumerated() {
        pages.append(Page(name: name(title, index + 1), table: block.table, fields: chunk))
      }
    }
    return pages
  }

  /// Cuts a field whose codes do not fit on a page.
  private static func split(_ field: [RollupColumn], room: Double) -> [[RollupColumn]] {
    var parts: [[RollupColumn]] = [[]]
    var used = 0.0
    for column in field {
      let width = column.width
      if used + width > room, !parts[parts.count - 1].isEmpty {
        parts.append([])
        used = 0
      }
      parts[parts.count - 1].append(column)
      used += width
    }
    return parts
  }
}

extension RollupColumn {
  /// The width on a page, in millimetres.
  var width: Double {
    isMoney ? 27 : max(14, min(24, Double(Measure.halfWidths(item)) * 1.9 / 2 + 4))
  }
}
