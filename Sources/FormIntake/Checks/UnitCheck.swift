import Findings
import FormDefinitions

/// Whether a record says that it is of the unit that its workbook was made for.
///
/// A village that fills in the file of another one would else report its households there.
struct UnitCheck: RecordCheck {
  func findings(_ record: ReadRecord, _ context: CheckContext) -> [Finding] {
    guard !context.unit.isEmpty else { return [] }
    return context.form.fields.enumerated().compactMap { index, field in
      guard context.form.unitParts[field.id] == .code,
        case .value(let value) = record.states[index],
        value.description != context.unit
      else { return nil }
      return Finding(
        "unit.mismatch",
        .error,
        at: context.location(record.cells[index]),
        field: field.id,
        record: record.index,
        value: CheckContext.seen(record.cells[index]),
        message: LocalizedText(
          "这里填的是 \(value)，而这份文件是发给 \(context.unit) 的",
          en: "This says \(value), but the workbook was made for \(context.unit)"
        ),
        fix: LocalizedText(
          "填错的改为 \(context.unit)；拿错文件的，请填写发给本村的那一份",
          en: "Write \(context.unit), or fill in the workbook that was made for your unit"
        )
      )
    }
  }
}
