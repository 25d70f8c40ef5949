import FormDefinitions
import Spreadsheet

/// Divides a long card into pages and merges equal neighbours of a column within each page.
///
/// A merged cell that crosses a page break prints its text on one page only; the label is
/// therefore repeated where a page begins, as offices do by hand.
struct Pagination {
  let form: FormDefinition

  func paginate(_ plan: inout CardPlan) {
    let printable = plan.page.printableHeight * 0.985
    let repeated =
      plan.rows.first {
        if case .tableHeader = $0.kind { true } else { false }
      }?.height ?? 0
    var used = 0.0
    for index in plan.rows.indices {
      let height = plan.rows[index].height
      if used + height > printable, index > 0 {
        plan.rows[index].beginsPage = true
        used = repeated
      }
      used += height
    }
    for table in form.tables {
      for column in table.mergedColumns { merge(column, of: table, in: &plan) }
    }
  }

  private func merge(_ column: String, of table: TableDefinition, in plan: inout CardPlan) {
    var first: (row: Int, cell: Int, value: FieldValue)?
    for index in plan.rows.indices {
      guard let cell = cell(of: column, table: table.id, in: plan.rows[index]),
        case .preset(_, _, let value) = plan.rows[index].cells[cell].content
      else {
        first = nil
        continue
      }
      if let start = first, start.value == value, !plan.rows[index].beginsPage {
        plan.rows[start.row].cells[start.cell].down += 1
        plan.rows[index].cells.remove(at: cell)
      } else {
        first = (index, cell, value)
      }
    }
  }

  private func cell(of column: String, table: String, in row: CardPlan.PlannedRow) -> Int? {
    row.cells.firstIndex {
      if case .preset(table, column, _) = $0.content { true } else { false }
    }
  }
}
