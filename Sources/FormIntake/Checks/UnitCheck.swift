import Findings
import FormDefinitions

/// Compares the unit that a record names with the unit that the workbook was made for.
struct UnitCheck: RecordCheck {
  func findings(_ record: ReadRecord, _ context: CheckContext) -> [Finding] {
    guard let unit = context.unit else { return [] }
    let codes = context.form.unitParts.filter { $0.value == .code }
    return context.form.fields.indices.compactMap { index in
      guard codes[context.form.fields[index].id] != nil,
        case .value(.text(let code)) = record.states[index], code != unit
      else { return nil }
      let field = context.form.fields[index]
      let cell = record.cells[index]
      return Finding(
        "unit.mismatch",
        .error,
        at: context.location(cell),
        field: field.id,
        record: record.index,
        value: CheckContext.seen(cell),
        message: LocalizedText(
          "“\(field.label)”是 \(code)，这份工作簿却是发给 \(unit) 的",
          en: "‘\(field.label)’ says \(code), but the workbook was made for \(unit)"
        ),
        fix: LocalizedText(
          "属于别的单位的请填在那个单位的工作簿里；填错的改回 \(unit)",
          en: "Report it in that unit's workbook, or correct it to \(unit)"
        )
      )
    }
  }
}
