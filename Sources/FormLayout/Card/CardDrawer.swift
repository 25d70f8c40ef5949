import FormDefinitions
import Spreadsheet

/// Draws one record's card at its place on the sheet.
struct CardDrawer {
  let form: FormDefinition
  let context: DrawingContext
  let plan: CardPlan
  /// The index of each planned cell's style, by row and cell.
  let styles: [[Int]]
  let record: PrefilledRecord
  /// The card's number, one-based.
  let card: Int
  /// The card's first row on the sheet, one-based.
  let firstRow: Int

  /// The styles of the check cells.
  struct CheckStyles {
    let result: Int
    let check: Int
  }

  /// The form's fields by identifier.
  let definitions: [String: FieldDefinition]
  private var fields: [String: CellReference] = [:]
  private var tableRows: [String: [Int]] = [:]
  private var required: [CellReference] = []
  private var filled = 0

  init(
    form: FormDefinition,
    context: DrawingContext,
    plan: CardPlan,
    styles: [[Int]],
    definitions: [String: FieldDefinition],
    record: PrefilledRecord,
    card: Int,
    firstRow: Int
  ) {
    self.form = form
    self.context = context
    self.plan = plan
    self.styles = styles
    self.definitions = definitions
    self.record = record
    self.card = card
    self.firstRow = firstRow
    for (offset, row) in plan.rows.enumerated() {
      if case .tableRow(let table, _) = row.kind {
        tableRows[table, default: []].append(firstRow + offset)
      }
      for cell in row.cells {
        if case .field(let id) = cell.content {
          fields[id] = CellReference(firstRow + offset, cell.column + CardSheet.firstColumn)
        }
      }
    }
  }

  mutating func draw(
    into sheet: inout SheetLayout,
    checks: CardChecks,
    templates: CardChecks.Templates,
    checkStyles: CheckStyles,
    shared: inout SharedFormulas,
    validations: inout CardValidations,
    keyStyle: Int
  ) -> CardSheet.PlacedCard {
    var below: [CellReference: Int] = [:]
    let known = CardCheckValues(
      checks.checked,
      context: context,
      record: record,
      rows: tableRows.mapValues { $0.map { $0 - firstRow } }
    )
    let resultRange = checks.resultRange(firstRow: firstRow)
    if resultRange.first != resultRange.last { sheet.mergedRanges.append(resultRange) }
    for (offset, row) in plan.rows.enumerated() {
      let number = firstRow + offset
      sheet.rows.append(RowLayout(row: number, height: row.height))
      if row.beginsPage, number > CardSheet.firstRow { sheet.page.rowBreaks.append(number - 1) }
      sheet.cells.append(
        DrawnCell(
          CellReference(number, 1),
          .text(row.kind.key(card: card).text),
          style: keyStyle
        )
      )
      var drawn: [DrawnCell] = []
      for (position, cell) in row.cells.enumerated() {
        let first = CellReference(number, cell.column + CardSheet.firstColumn)
        let last = CellReference(
          number + cell.down - 1,
          cell.column + cell.across - 1 + CardSheet.firstColumn
        )
        let range = CellRange(first, last)
        let style = styles[offset][position]
        drawn.append(DrawnCell(first, content(of: cell, at: number, row: row.kind), style: style))
        for column in range.columns.dropFirst() {
          drawn.append(DrawnCell(CellReference(number, column), .blank, style: style))
        }
        if cell.down > 1 {
          for row in range.rows.dropFirst() {
            for column in range.columns { below[CellReference(row, column)] = style }
          }
        }
        if range.first != range.last { sheet.mergedRanges.append(range) }
        validate(cell, in: first, &validations)
      }
      if !below.isEmpty {
        let covered = below.filter { $0.key.row == number }
        drawn += covered.map { DrawnCell($0.key, .blank, style: $0.value) }
        for reference in covered.keys { below[reference] = nil }
      }
      drawn.sort { $0.reference < $1.reference }
      sheet.cells += drawn
      sheet.cells += checks.cells(
        templates,
        offset: offset,
        firstRow: firstRow,
        card: card,
        values: { known.value($0) },
        styles: checkStyles,
        shared: &shared
      )
    }
    validateTables(&validations)
    return CardSheet.PlacedCard(
      number: card,
      sheet: sheet.name,
      range: CellRange(
        CellReference(firstRow, CardSheet.firstColumn),
        CellReference(
          firstRow + plan.rows.count - 1,
          plan.widths.count + CardSheet.firstColumn - 1
        )
      ),
      fields: fields,
      required: required,
      result: resultRange.first,
      checked: known.result,
      filled: filled
    )
  }

  private mutating func content(
    of cell: CardPlan.PlannedCell,
    at row: Int,
    row kind: CardPlan.RowKind
  ) -> DrawnContent {
    switch cell.content {
    case .title(let text), .label(let text), .plain(let text), .section(let text),
      .note(let text):
      return .text(text)
    case .signature(let text): return .text(text)
    case .identity: return .text(context.identityLine(form))
    case .ordinal(let number): return .number(Double(number))
    case .preset(_, _, let value): return value.drawnContent
    case .continuation: return .text(recordLine)
    case .blank: return .blank
    case .column(let table, let id):
      guard case .tableRow(_, let number) = kind else { return .blank }
      let rows = record.tables[table] ?? []
      return number <= rows.count ? rows[number - 1][id]?.drawnContent ?? .blank : .blank
    case .field(let id):
      guard let field = definitions[id] else { return .blank }
      return fieldContent(field, at: CellReference(row, cell.column + CardSheet.firstColumn))
    }
  }

  private mutating func fieldContent(
    _ field: FieldDefinition,
    at reference: CellReference
  ) -> DrawnContent {
    if let value = record.values[field.id] { return value.drawnContent }
    if let part = form.unitParts[field.id], let unit = context.request.unit {
      let text = unit.value(of: part)
      if !text.isEmpty { return .text(text) }
    }
    if let computed = field.computed,
      let formula = ComputedFormula(cells: fields).formula(for: computed)
    {
      return .formula(formula, cached: .text(""))
    }
    if case .always = field.requirement { required.append(reference) }
    return .blank
  }

  /// What a continuation page says of the record that it belongs to.
  private var recordLine: String {
    let known = [form.nameField, form.key].compactMap { $0 }.compactMap { id in
      form.field(id).map { "\($0.label)：\(record.values[id]?.description ?? "")" }
    }
    return (known + ["第 \(card) 份续页"]).joined(separator: "　")
  }

  private func validate(
    _ cell: CardPlan.PlannedCell,
    in first: CellReference,
    _ validations: inout CardValidations
  ) {
    guard case .field(let id) = cell.content, let field = definitions[id] else { return }
    let parent = field.dependsOn.flatMap { fields[$0] }
    let range = CellRange(first, first)
    validations.add(range, of: CardValidations.Field(table: nil, id: id), parent: parent) {
      FieldValidation(form: form, ranges: context.codeRanges)
        .validation(for: field, in: range, parent: parent)
    }
  }

  private func validateTables(_ validations: inout CardValidations) {
    for table in form.tables {
      for run in Self.runs(tableRows[table.id] ?? []) {
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
        for field in table.fields {
          guard let column = columns[field.id] else { continue }
          let range = CellRange(
            CellReference(run.lowerBound, column),
            CellReference(run.upperBound, column)
          )
          let parent = field.dependsOn.flatMap { columns[$0] }
            .map { CellReference(run.lowerBound, $0) }
          let place = CardValidations.Field(table: table.id, id: field.id)
          validations.add(range, of: place, parent: parent) {
            FieldValidation(form: form, ranges: context.codeRanges)
              .validation(for: field, in: range, parent: parent)
          }
        }
      }
    }
  }

  /// The runs of consecutive numbers in an ascending list.
  static func runs(_ numbers: [Int]) -> [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    return runs
  }
}
