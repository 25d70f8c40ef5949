import FormDefinitions
import Spreadsheet

/// What the cards of one plan have in common, drawn once: everything but the values.
///
/// Rows are counted from 0 at the card's first row, columns are the sheet's.
struct CardTemplate: Sendable {
  /// What a cell holds.
  enum Content: Sendable {
    /// The same on all cards.
    case drawn(DrawnContent)
    /// The line with number, revision and unit.
    case identity
    /// The line that names the record on a continuation page.
    case continuation
    /// A value of a table.
    case column(ColumnCell)
    /// A value of the record.
    case field(ValueCell)
  }

  /// What the cell of a table's value needs to know; cells are many and passed on for every card.
  final class ColumnCell: Sendable {
    let table: String
    /// The row, counted from 0.
    let row: Int
    let column: String

    init(table: String, row: Int, column: String) {
      self.table = table
      self.row = row
      self.column = column
    }
  }

  /// What the cell of a field needs to know of it; a definition is large to hand round.
  final class ValueCell: Sendable {
    let id: String
    /// What of the unit's fills the cell.
    let unitPart: UnitPart?
    let computed: RuleExpression?
    /// Whether it must always be filled in.
    let isRequired: Bool

    init(_ field: FieldDefinition, of form: FormDefinition) {
      id = field.id
      unitPart = form.unitParts[field.id]
      computed = field.computed
      isRequired = if case .always = field.requirement { true } else { false }
    }
  }

  /// A cell.
  struct Cell: Sendable {
    let column: Int
    let content: Content
    let style: Int
  }

  /// A row.
  struct Row: Sendable {
    let kind: CardPlan.RowKind
    let height: Double
    let beginsPage: Bool
    /// The cells, ordered by column.
    var cells: [Cell]
    /// The merged ranges that begin in the row: the last row, the first and the last column.
    var merged: [(last: Int, left: Int, right: Int)] = []
  }

  /// Cells that share a validation.
  struct Validated: Sendable {
    let rows: ClosedRange<Int>
    let column: Int
    /// The field; not one that has no validation.
    let field: CheckedForm.Field
    /// The cell on which the code list of the first cell depends.
    let parent: (row: Int, column: Int)?
    /// The number of what may have one validation with cells of other cards.
    let group: Int
  }

  let plan: CardPlan
  private(set) var rows: [Row] = []
  /// Where the fields stand.
  let fields: [String: (row: Int, column: Int)]
  /// The rows of each table.
  let tableRows: [String: [Int]]
  /// What is validated, in the order in which it is found.
  private(set) var validated: [Validated] = []
  /// The number of cells.
  private(set) var cellCount = 0

  /// Draws a plan.
  ///
  /// - Parameters:
  ///   - plan: the plan.
  ///   - form: the form.
  ///   - styles: the index of each planned cell's style, by row and cell.
  ///   - groups: the numbers of the validations' groups; new ones are added.
  init(
    _ plan: CardPlan,
    _ form: CheckedForm,
    styles: [[Int]],
    groups: inout [CardValidations.Group: Int]
  ) {
    self.plan = plan
    let grid = CardGrid(plan, form: form.form)
    fields = grid.fields
    tableRows = grid.rows
    let known = Dictionary(
      form.recordFields.map { ($0.definition.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    var below: [[Cell]] = Array(repeating: [], count: plan.rows.count)
    for (offset, row) in plan.rows.enumerated() {
      var drawn = Row(
        kind: row.kind,
        height: row.height,
        beginsPage: row.beginsPage,
        cells: below[offset]
      )
      for (position, cell) in row.cells.enumerated() {
        let left = cell.column + CardSheet.firstColumn
        let right = left + cell.across - 1
        let style = styles[offset][position]
        let content = Self.content(of: cell, in: row.kind, known, form.form)
        drawn.cells.append(Cell(column: left, content: content, style: style))
        for column in (left...right).dropFirst() {
          drawn.cells.append(Cell(column: column, content: .drawn(.blank), style: style))
        }
        for row in (offset..<(offset + cell.down)).dropFirst() where row < below.count {
          for column in left...right {
            below[row].append(Cell(column: column, content: .drawn(.blank), style: style))
          }
        }
        if cell.across > 1 || cell.down > 1 {
          drawn.merged.append((offset + cell.down - 1, left, right))
        }
        if case .field(let id) = cell.content, let field = known[id] {
          validate(
            field,
            table: nil,
            rows: offset...offset,
            column: left,
            parent: field.definition.dependsOn.flatMap { grid.fields[$0] },
            &groups
          )
        }
      }
      drawn.cells.sort { $0.column < $1.column }
      cellCount += drawn.cells.count + 1
      rows.append(drawn)
    }
    validateTables(form, &groups)
  }

  private static func content(
    of cell: CardPlan.PlannedCell,
    in row: CardPlan.RowKind,
    _ fields: [String: CheckedForm.Field],
    _ form: FormDefinition
  ) -> Content {
    switch cell.content {
    case .title(let text), .label(let text), .plain(let text), .section(let text),
      .note(let text), .signature(let text):
      return .drawn(.text(text))
    case .identity: return .identity
    case .ordinal(let number): return .drawn(.number(Double(number)))
    case .preset(_, _, let value): return .drawn(value.drawnContent)
    case .continuation: return .continuation
    case .blank: return .drawn(.blank)
    case .column(let table, let id):
      guard case .tableRow(_, let number) = row else { return .drawn(.blank) }
      return .column(ColumnCell(table: table, row: number - 1, column: id))
    case .field(let id):
      return fields[id].map { .field(ValueCell($0.definition, of: form)) } ?? .drawn(.blank)
    }
  }

  private mutating func validateTables(
    _ form: CheckedForm,
    _ groups: inout [CardValidations.Group: Int]
  ) {
    for table in form.form.tables {
      guard let row = plan.rows.first(where: { $0.kind == .tableRow(table.id, 1) }) else {
        continue
      }
      let columns = Dictionary(
        row.cells.compactMap { cell in
          if case .column(_, let id) = cell.content {
            (id, cell.column + CardSheet.firstColumn)
          } else {
            nil
          }
        },
        uniquingKeysWith: { first, _ in first }
      )
      for run in CardDrawer.runs(tableRows[table.id] ?? []) {
        for field in form.columns[table.id] ?? [] {
          guard let column = columns[field.definition.id] else { continue }
          validate(
            field,
            table: table.id,
            rows: run,
            column: column,
            parent: field.definition.dependsOn.flatMap { columns[$0] }
              .map { (run.lowerBound, $0) },
            &groups
          )
        }
      }
    }
  }

  private mutating func validate(
    _ field: CheckedForm.Field,
    table: String?,
    rows: ClosedRange<Int>,
    column: Int,
    parent: (row: Int, column: Int)?,
    _ groups: inout [CardValidations.Group: Int]
  ) {
    guard FieldValidation.isNeeded(field.definition) else { return }
    let group = CardValidations.Group(
      field: CardValidations.Field(table: table, id: field.definition.id),
      column: column,
      rowsToParent: parent.map { $0.row - rows.lowerBound },
      parentColumn: parent?.column
    )
    let number = groups[group, default: groups.count]
    groups[group] = number
    validated.append(
      Validated(rows: rows, column: column, field: field, parent: parent, group: number)
    )
  }
}
