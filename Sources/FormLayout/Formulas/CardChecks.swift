import FormDefinitions
import Spreadsheet

/// The check cells of the cards on a sheet: right of the grid, along the rows of each card.
///
/// A card has the result where everybody sees it, beyond the print area; everything else stands in
/// hidden columns. The columns are the same for all cards, the rows for all cards of one plan.
struct CardChecks: Sendable {
  let form: FormDefinition
  let context: DrawingContext
  /// The number of the grid's columns.
  let width: Int
  /// The rows of the shortest card: check cells stand in these.
  let height: Int
  /// What the checks look at.
  let checked: CheckedForm
  private let slots: [CheckSlot]
  private let derivedColumns: [(table: String, field: FieldDefinition, column: Int)]
  /// The column that says which columns of a row are marked, by table.
  let markColumns: [String: Int]
  private let filledColumns: [String: Int]
  private let firstSlotColumn: Int
  private var plans: [CardPlan: Templates] = [:]
  private var ids: [Seen: Int] = [:]
  private var markKinds: [CardMarks.Kind: Int] = [:]
  /// The names that the formulas use.
  private(set) var names = FormulaNames()

  /// A formula as it is seen from a cell of a column.
  private struct Seen: Hashable {
    let column: Int
    let formula: FormulaTemplate
  }

  /// The formulas of a plan.
  struct Templates: Sendable {
    /// The check cells by the row of the card, from 0, ordered by column.
    var rows: [Int: [Check]] = [:]
    /// What is marked in which cell: the field's cell, and the rules that speak of it.
    var marks: [(kind: Int, row: Int, column: Int, slots: [CheckSlot])] = []
    /// What is marked in the rows of tables: the rows and column, and the column that says what.
    var rowMarks: [(kind: Int, mark: String, rows: ClosedRange<Int>, column: Int, says: Int)] = []
    /// The number of check cells, with those that the result is merged over.
    var count: Int { rows.values.reduce(CardChecks.resultRows) { $0 + $1.count } }
    /// What is marked in the result.
    var resultMark = 0
  }

  /// A check cell of a card.
  struct Check: Sendable {
    let column: Int
    let source: Source
    let template: FormulaTemplate
    /// The same number where the formula, seen from the cell, is the same.
    var id = 0
  }

  /// Where the value comes from that a check cell shows before a program has computed it.
  enum Source: Sendable {
    /// What is wrong, in words.
    case result
    /// Another of the card's slots, by its place in their order.
    case slot(Int?)
    /// What is derived from a table's cell: table, zero-based row, column and its type.
    case derived(String, Int, String, FieldType)
    /// Whether anything stands in a table's row: table, zero-based row.
    case filled(String, Int)
    /// The columns of a table's row with which something is wrong: table, zero-based row, and for
    /// each rule of such rows the slot that says which is the first to break it, and what it marks.
    case marks(String, Int, [(slot: Int, marks: String)])
  }

  /// The rows that the result is merged over at most.
  static let resultRows = 10

  init(form: FormDefinition, context: DrawingContext, standard: CardPlan) {
    self.form = form
    self.context = context
    slots = CheckFormulas.slots(form, .card)
    width = standard.widths.count
    height = max(1, standard.rows.count)
    checked = CheckedForm(form)
    var column = width + CardSheet.firstColumn + 2
    var derived: [(table: String, field: FieldDefinition, column: Int)] = []
    var marks: [String: Int] = [:]
    var filled: [String: Int] = [:]
    for table in form.tables {
      filled[table.id] = column
      column += 1
      for field in table.fields where DerivedFormula.isNeeded(field.type) {
        derived.append((table.id, field, column))
        column += 1
      }
      if CheckFormulas.rules(form).contains(where: { $0.table == table.id }) {
        marks[table.id] = column
        column += 1
      }
    }
    derivedColumns = derived
    markColumns = marks
    filledColumns = filled
    firstSlotColumn = column
  }

  /// The column of the result, one-based; the one before it is left free.
  var resultColumn: Int { width + CardSheet.firstColumn + 1 }

  /// The columns right of the grid with their keys; the first of them is free.
  var columns: [(layout: ColumnLayout, key: ColumnKey)] {
    var columns = [
      (ColumnLayout(width: 2), ColumnKey.check("space")),
      (ColumnLayout(width: 46), ColumnKey.check(CheckSlot.result.name)),
    ]
    let count = firstSlotColumn + (slots.count + height - 1) / height - resultColumn - 1
    for index in 0..<max(0, count) {
      columns.append((ColumnLayout(width: 8, isHidden: true), .check(String(index + 1))))
    }
    return columns
  }

  func place(_ slot: CheckSlot) -> (row: Int, column: Int)? {
    if slot == .result { return (0, resultColumn) }
    return slots.firstIndex(of: slot).map { ($0 % height, firstSlotColumn + $0 / height) }
  }

  private func cell(_ slot: CheckSlot) -> String? {
    place(slot).map { FormulaTemplate.reference($0.column, row: $0.row) }
  }

  /// The formulas of cards of a plan.
  mutating func templates(_ plan: CardPlan) -> Templates {
    if let known = plans[plan] { return known }
    var made = make(plan)
    for (row, checks) in made.rows {
      for index in checks.indices {
        let seen = Seen(
          column: checks[index].column,
          formula: checks[index].template.seen(from: row)
        )
        let id = ids[seen, default: ids.count]
        ids[seen] = id
        made.rows[row]?[index].id = id
      }
    }
    plans[plan] = made
    return made
  }

  /// Where the rules speak on a card.
  func ruleCells(_ plan: CardPlan) -> [RuleCell] {
    let written = Set(formulas(plan).formulas().map(\.slot))
    return CheckFormulas.rules(form).compactMap { rule in
      guard written.contains(.rule(rule.id)), let place = place(.rule(rule.id)) else { return nil }
      return RuleCell(rule: rule.id, row: place.row, column: place.column)
    }
  }

  // MARK: - Formulas

  /// The formulas of a plan.
  func formulas(_ plan: CardPlan) -> CheckFormulas { formulas(CardGrid(plan, form: form)) }

  private func formulas(_ grid: CardGrid) -> CheckFormulas {
    var places = FormulaPlaces(codeRanges: context.codeRanges.labels)
    for (id, place) in grid.fields {
      places.fields[id] = FormulaCell(
        FormulaTemplate.reference(place.column, row: place.row),
        derived: cell(.derived(id))
      )
    }
    for table in form.tables {
      guard let rows = grid.rows[table.id], let block = block(table, rows, grid) else { continue }
      places.tables[table.id] = block
    }
    let dates = form.fields.filter { $0.type == .date }.compactMap { places.fields[$0.id]?.cell }
    places.parameters = RuleFigures(form: form, request: context.request).parameters(dates: dates)
    return CheckFormulas(
      form: form,
      subject: .card,
      translator: FormulaTranslator(places),
      inputs: inputs(grid),
      place: cell
    )
  }

  private mutating func make(_ plan: CardPlan) -> Templates {
    let grid = CardGrid(plan, form: form)
    let formulas = formulas(grid)
    var found = formulas.formulas()
    for table in form.tables {
      if let known = rowsKnown(table, grid) { found.append((.rowsKnown(table: table.id), known)) }
    }
    found.append((.result, formulas.result(Set(found.map(\.slot)))))
    var templates = Templates()
    for (slot, formula) in found {
      guard let place = place(slot) else { continue }
      templates.rows[place.row, default: []].append(
        check(
          place.column,
          slot == .result ? .result : .slot(slots.firstIndex(of: slot)),
          formula
        )
      )
    }
    let written = Set(found.map(\.slot))
    addRows(grid, written, to: &templates)
    for row in templates.rows.keys {
      templates.rows[row]?.sort { $0.column < $1.column }
    }
    templates.resultMark = kind("result", plan: plans.count)
    templates.marks = marks(grid, written).map {
      (kind($0.field, plan: plans.count), $0.row, $0.column, $0.slots)
    }
    templates.rowMarks = rowMarks(grid).map {
      (kind($0.place, plan: nil), $0.mark, $0.rows, $0.column, $0.says)
    }
    return templates
  }

  /// The number of what is marked: a place on cards of a plan, or on all cards.
  private mutating func kind(_ place: String, plan: Int?) -> Int {
    let kind = CardMarks.Kind(place: place, plan: plan)
    let number = markKinds[kind, default: markKinds.count]
    markKinds[kind] = number
    return number
  }

  private mutating func check(_ column: Int, _ source: Source, _ formula: String) -> Check {
    Check(column: column, source: source, template: FormulaTemplate(names.named(formula)))
  }

  /// The cells that stand in each row of a table.
  private mutating func addRows(
    _ grid: CardGrid,
    _ written: Set<CheckSlot>,
    to templates: inout Templates
  ) {
    for (table, field, column) in derivedColumns {
      guard let own = grid.columns[table]?[field.id] else { continue }
      for (index, row) in (grid.rows[table] ?? []).enumerated() {
        let cell = FormulaTemplate.reference(own, row: row)
        guard
          let formula = DerivedFormula.formula(
            field.type,
            cell: cell,
            codeRanges: context.codeRanges.labels
          )
        else { continue }
        templates.rows[row, default: []].append(
          check(column, .derived(table, index, field.id, field.type), formula)
        )
      }
    }
    for (table, column) in filledColumns.sorted(by: { $0.key < $1.key }) {
      guard let left = grid.columns[table]?.values.min(), let right = grid.lastColumn[table] else {
        continue
      }
      for (index, row) in (grid.rows[table] ?? []).enumerated() {
        let first = FormulaTemplate.reference(left, row: row)
        let cells = "\(first):\(FormulaTemplate.reference(right, row: row))"
        templates.rows[row, default: []].append(
          check(column, .filled(table, index), "1*(SUMPRODUCT(1*(\(cells)<>\"\"))>0)")
        )
      }
    }
    for (table, column) in markColumns.sorted(by: { $0.key < $1.key }) {
      guard let rows = grid.rows[table], let last = rows.last else { continue }
      let rules = CheckFormulas.rules(form).filter {
        $0.table == table && written.contains(.brokenRow(rule: $0.id))
      }
      let known = CheckFormulas.rules(form).filter { $0.table == table }.compactMap { rule in
        slots.firstIndex(of: .brokenRow(rule: rule.id)).map { slot in
          (slot: slot, marks: Self.markedColumns(rule, table).map { "|\($0)|" }.joined())
        }
      }
      for (index, row) in rows.enumerated() {
        let parts = rules.compactMap { rule -> String? in
          let marks = Self.markedColumns(rule, table).map { "|\($0)|" }.joined()
          guard let from = cell(.brokenRow(rule: rule.id)), !marks.isEmpty else { return nil }
          return "IF(\(from)=\(last - row + 1),\"\(marks)\",\"\")"
        }
        guard !parts.isEmpty, let result = cell(.result) else { continue }
        // As in the record's own cells, nothing is marked before somebody has begun.
        let marks = parts.joined(separator: "&")
        templates.rows[row, default: []].append(
          check(column, .marks(table, index, known), "IF(\(result)=\"\",\"\",\(marks))")
        )
      }
    }
  }

  /// 0 where each row in which something stands is one that was drawn; nothing where rows were
  /// inserted, which have no check cells of their own.
  private func rowsKnown(_ table: TableDefinition, _ grid: CardGrid) -> String? {
    guard let rows = grid.rows[table.id], let first = rows.first, let last = rows.last,
      let left = grid.columns[table.id]?.values.min(), let right = grid.lastColumn[table.id],
      let filled = filledColumns[table.id]
    else { return nil }
    func range(_ one: Int, _ other: Int) -> String {
      "\(FormulaTemplate.reference(one, row: first)):\(FormulaTemplate.reference(other, row: last))"
    }
    let ones = Array(repeating: "1", count: right - left + 1).joined(separator: ";")
    var found = [FormulaFlag.test("(MMULT(1*(\(range(left, right))<>\"\"),{\(ones)})>0)")]
    if CardDrawer.runs(rows).count > 1 {
      // Between the pages stand rows of other kinds; the village's own rows have no key.
      let keys = range(1, 1)
      let prefix = "\(FormulaTemplate.card).\(table.id)."
      found.append(
        .any([
          .test("(\(keys)=\"\")"),
          .all([
            .test("(LEFT(\(keys),LEN(\"\(prefix)\"))=\"\(prefix)\")"),
            .test("(\(keys)<>\"\(prefix)h\")"),
          ]),
        ])
      )
    }
    let count = "SUMPRODUCT(1*\(FormulaFlag.all(found.map(\.once)).text))"
    return "IFERROR(IF(\(count)=SUM(\(range(filled, filled))),0,\"\"),\"\")"
  }

  private func block(_ table: TableDefinition, _ rows: [Int], _ grid: CardGrid) -> FormulaBlock? {
    guard let first = rows.first, let last = rows.last, let columns = grid.columns[table.id],
      let left = columns.values.min(), let filled = filledColumns[table.id],
      let known = cell(.rowsKnown(table: table.id))
    else { return nil }
    func range(_ one: Int, _ other: Int) -> String {
      "\(FormulaTemplate.reference(one, row: first)):\(FormulaTemplate.reference(other, row: last))"
    }
    var cells: [String: FormulaCell] = [:]
    for (id, column) in columns where !table.mergedColumns.contains(id) {
      let derived = derivedColumns.first { $0.table == table.id && $0.field.id == id }?.column
      cells[id] = FormulaCell(range(column, column), derived: derived.map { range($0, $0) })
    }
    // Where rows were inserted, the other side is a text: an error, and nothing is said.
    return FormulaBlock(
      columns: cells,
      filled: .test("(\(range(filled, filled))>1*\(known))"),
      rows: range(left, left),
      counted: CardDrawer.runs(rows).count > 1 ? range(filled, filled) : nil
    )
  }

  /// The counts of cells that show that somebody began to fill in a card.
  private func inputs(_ grid: CardGrid) -> [String] {
    let beginning = RecordBeginning(form)
    var references = form.fields.filter(beginning.isShown(by:)).compactMap { field in
      grid.fields[field.id].map { FormulaTemplate.reference($0.column, row: $0.row) }
    }
    for table in form.tables {
      for run in CardDrawer.runs(grid.rows[table.id] ?? []) {
        for field in table.fields where beginning.isShown(by: field) {
          guard let column = grid.columns[table.id]?[field.id] else { continue }
          let first = FormulaTemplate.reference(column, row: run.lowerBound)
          references.append("\(first):\(FormulaTemplate.reference(column, row: run.upperBound))")
        }
      }
    }
    // A function takes 255 arguments at most.
    return stride(from: 0, to: references.count, by: 200).map { start in
      "COUNTA(\(references[start..<min(references.count, start + 200)].joined(separator: ",")))"
    }
  }
}
