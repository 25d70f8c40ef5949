import FormDefinitions
import Spreadsheet

/// Draws one record's card at its place on the sheet.
struct CardDrawer {
  let form: FormDefinition
  let context: DrawingContext
  let template: CardTemplate
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

  private var required: [CellReference] = []

  init(
    form: FormDefinition,
    context: DrawingContext,
    template: CardTemplate,
    record: PrefilledRecord,
    card: Int,
    firstRow: Int
  ) {
    self.form = form
    self.context = context
    self.template = template
    self.record = record
    self.card = card
    self.firstRow = firstRow
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
    let known = CardCheckValues(
      checks.checked,
      context: context,
      record: record,
      rows: template.tableRows
    )
    let resultRange = checks.resultRange(firstRow: firstRow)
    if resultRange.first != resultRange.last { sheet.mergedRanges.append(resultRange) }
    for offset in template.rows.indices {
      let row = template.rows[offset]
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
      for cell in row.cells {
        let reference = CellReference(number, cell.column)
        sheet.cells.append(
          DrawnCell(reference, content(cell.content, at: reference), style: cell.style)
        )
      }
      for merged in row.merged {
        sheet.mergedRanges.append(
          CellRange(
            CellReference(number, merged.left),
            CellReference(firstRow + merged.last, merged.right)
          )
        )
      }
      checks.draw(
        templates,
        offset: offset,
        firstRow: firstRow,
        card: card,
        values: known,
        styles: checkStyles,
        shared: &shared,
        into: &sheet.cells
      )
    }
    validate(&validations)
    return CardSheet.PlacedCard(
      number: card,
      sheet: sheet.name,
      range: CellRange(
        CellReference(firstRow, CardSheet.firstColumn),
        CellReference(
          firstRow + template.rows.count - 1,
          template.plan.widths.count + CardSheet.firstColumn - 1
        )
      ),
      required: required,
      result: resultRange.first,
      checked: known.result
    )
  }

  private mutating func content(
    _ content: CardTemplate.Content,
    at reference: CellReference
  ) -> DrawnContent {
    switch content {
    case .drawn(let drawn): return drawn
    case .identity: return .text(context.identityLine(form))
    case .continuation: return .text(recordLine)
    case .column(let cell):
      guard let rows = record.tables[cell.table], cell.row < rows.count else { return .blank }
      return rows[cell.row][cell.column]?.drawnContent ?? .blank
    case .field(let field): return fieldContent(field, at: reference)
    }
  }

  private mutating func fieldContent(
    _ field: CardTemplate.ValueCell,
    at reference: CellReference
  ) -> DrawnContent {
    if let value = record.values[field.id] { return value.drawnContent }
    if let part = field.unitPart, let unit = context.request.unit {
      let text = unit.value(of: part)
      if !text.isEmpty { return .text(text) }
    }
    if let computed = field.computed {
      let cells = template.fields.mapValues { [firstRow] place in
        CellReference(firstRow + place.row, place.column)
      }
      if let formula = ComputedFormula(cells: cells).formula(for: computed) {
        return .formula(formula, cached: .text(""))
      }
    }
    if field.isRequired { required.append(reference) }
    return .blank
  }

  /// What a continuation page says of the record that it belongs to.
  private var recordLine: String {
    let known = [form.nameField, form.key].compactMap { $0 }.compactMap { id in
      form.field(id).map { "\($0.label)：\(record.values[id]?.description ?? "")" }
    }
    return (known + ["第 \(card) 份续页"]).joined(separator: "　")
  }

  private func validate(_ validations: inout CardValidations) {
    for cells in template.validated {
      let range = CellRange(
        CellReference(firstRow + cells.rows.lowerBound, cells.column),
        CellReference(firstRow + cells.rows.upperBound, cells.column)
      )
      // Most cells join a validation that there is already.
      if validations.extend(with: range, cells.group) { continue }
      let made = FieldValidation(form: form, ranges: context.codeRanges).validation(
        for: cells.field.definition,
        in: range,
        parent: cells.parent.map { CellReference(firstRow + $0.row, $0.column) }
      )
      if let made { validations.open(made, for: range, cells.group) }
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
