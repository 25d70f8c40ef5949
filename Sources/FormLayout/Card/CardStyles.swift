import FormDefinitions
import Spreadsheet

/// The looks of a card's cells, which all cards of one plan share.
struct CardStyles {
  let form: FormDefinition
  let plan: CardPlan

  /// The index of each planned cell's style, by row and cell; a style that is new is added.
  func indices(in book: inout StyleBook) -> [[Int]] {
    plan.rows.map { row in
      row.cells.map { book.index(style(of: $0, rowHeight: row.height)) }
    }
  }

  private func style(of cell: CardPlan.PlannedCell, rowHeight: Double) -> CellStyle {
    var style: CellStyle
    switch cell.content {
    case .title: style = FormStyle.title()
    case .identity, .continuation: style = FormStyle.line
    case .label: style = FormStyle.label(size: cell.size)
    case .plain: style = FormStyle.plain
    case .section: style = FormStyle.section
    case .note: style = FormStyle.note
    case .signature: style = FormStyle.signature
    case .field(let id):
      style = form.field(id).map { FieldStyle.style(of: $0, size: 10.5) } ?? FormStyle.input()
    case .column(let table, let id):
      let field = form.table(table)?.field(id)
      let size = plan.page.isLandscape && !isPreset(table) ? 9 : 10.5
      style = field.map { FieldStyle.style(of: $0, size: size) } ?? FormStyle.input()
      // A label of six characters in a narrow column is read better on two lines than shrunk.
      if field?.type.codeList != nil, rowHeight >= Measure.height(lines: 2, size: size) {
        style.wraps = true
        style.shrinks = false
      }
    case .preset(let table, let id, _):
      style = FormStyle.input()
      style.isLocked = true
      style.wraps = true
      style.font = FormStyle.textFont
      if form.table(table)?.field(id)?.isMultiline == true {
        style.horizontal = .left
        style.indent = 1
      }
    case .ordinal:
      style = FormStyle.label(size: 9)
    case .blank: style = FormStyle.label()
    }
    if let alignment = cell.alignment { style.horizontal = alignment }
    return style
  }

  private func isPreset(_ table: String) -> Bool { form.table(table)?.isPreset ?? false }
}
