import Findings
import FormDefinitions
import FormLayout
import Foundation
import Spreadsheet

/// Proves that what 填表说明 says of a field's limits follows from the definition: another limit must
/// give another sentence, which names it.
struct InstructionProof {
  let form: FormDefinition

  func faults() -> [ProofFault] {
    let before = FormPrints.instructions(form)
    var faults: [ProofFault] = []
    for index in form.fields.indices {
      var changed = form
      faults += fault(before, form.fields[index], id: form.fields[index].id) { field in
        changed.fields[index] = field
        return changed
      }
    }
    for table in form.tables.indices {
      for index in form.tables[table].fields.indices {
        let field = form.tables[table].fields[index]
        guard !field.isPreset else { continue }
        var changed = form
        faults += fault(before, field, id: "\(form.tables[table].id).\(field.id)") { field in
          changed.tables[table].fields[index] = field
          return changed
        }
      }
    }
    return faults
  }

  private func fault(
    _ before: Set<String>,
    _ field: FieldDefinition,
    id: String,
    _ form: (FieldDefinition) -> FormDefinition
  ) -> [ProofFault] {
    guard field.type != .signature, let (changed, words) = Self.changed(field) else { return [] }
    let after = FormPrints.instructions(form(changed)).subtracting(before)
    if after.contains(where: { $0.contains(LabelText.key(words)) }) { return [] }
    return [
      ProofFault(
        form: self.form.id,
        line: field.line,
        what: id,
        message: LocalizedText(
          "\(id)：改了限制，填表说明没有跟着变（应出现“\(words)”）",
          en: "\(id): the instructions do not follow a changed limit (‘\(words)’)"
        )
      )
    ]
  }

  /// The field with another limit, and how the sentence must name it; `nil` for one without limits.
  private static func changed(_ field: FieldDefinition) -> (FieldDefinition, String)? {
    var changed = field
    switch field.type {
    case .integer, .decimal, .money, .percent:
      guard let range = field.range else { return nil }
      if let maximum = range.maximum {
        changed.range?.maximum = maximum + 7
        return (changed, "\(maximum + 7)")
      }
      guard let minimum = range.minimum else { return nil }
      changed.range?.minimum = minimum - 7
      return (changed, "\(minimum - 7)")
    case .date, .month:
      guard let dates = field.dates,
        let last = CalendarDate(daysSinceEpoch: dates.upperBound.daysSinceEpoch + 7)
      else { return nil }
      changed.dates = dates.lowerBound...last
      return (changed, "\(last)")
    case .text:
      guard let most = field.maximumLength else { return nil }
      changed.maximumLength = most + 7
      return (changed, "\(most + 7)")
    default: return nil
    }
  }
}
