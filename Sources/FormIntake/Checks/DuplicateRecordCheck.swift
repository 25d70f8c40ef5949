import Findings
import FormDefinitions

/// Finds records that share their key, and people who stand in two records, within one workbook.
enum DuplicateRecordCheck {
  static func findings(_ records: [ReadRecord], _ context: CheckContext) -> [Finding] {
    var findings: [Finding] = []
    var keys: [String: LocatedCell] = [:]
    var people: [String: (record: Int, cell: LocatedCell)] = [:]
    let form = context.form
    let keyIndex = form.key.flatMap { key in form.fields.firstIndex { $0.id == key } }
    for record in records {
      var duplicateKey: String?
      if let keyIndex, case .value(let value) = record.states[keyIndex],
        let cell = record.cells[keyIndex]
      {
        let text = value.identity(in: form.fields[keyIndex])
        if let first = keys[text] {
          duplicateKey = text
          findings.append(
            Finding(
              "record.duplicate",
              .error,
              at: context.location(cell),
              field: form.key,
              record: record.index,
              value: CheckContext.seen(cell),
              message: LocalizedText(
                "本\(form.record)与 \(first.reference) 的\(form.fields[keyIndex].label)相同，重复填报",
                en: "This record has the same \(form.fields[keyIndex].label) as \(first.reference)"
              ),
              fix: LocalizedText(
                "删去重复的一\(form.record)，或改正号码",
                en: "Delete one of them or correct the number"
              ),
              related: [context.location(first)].compactMap { $0 }
            )
          )
        } else {
          keys[text] = cell
        }
      }
      guard duplicateKey == nil else { continue }
      var own: Set<String> = []
      for (citizen, field, cell) in record.citizens(form) where own.insert(citizen).inserted {
        if let first = people[citizen] {
          findings.append(
            Finding(
              "person.duplicate",
              .error,
              at: context.location(cell),
              field: field,
              record: record.index,
              value: CheckContext.seen(cell),
              message: LocalizedText(
                "此人同时出现在另一\(form.record)（\(first.cell.reference)）",
                en: "This person also stands in another record (\(first.cell.reference))"
              ),
              fix: LocalizedText(
                "核对户口簿，只在一\(form.record)里保留",
                en: "Keep the person in one record only"
              ),
              related: [context.location(first.cell)].compactMap { $0 }
            )
          )
        } else {
          people[citizen] = (record.index, cell)
        }
      }
    }
    return findings
  }
}

extension FieldValue {
  /// The text in which two values mean the same: for a citizen the 18 characters of the identity
  /// number, which a disability certificate begins with.
  func identity(in field: FieldDefinition) -> String {
    field.type == .identityNumber ? String(description.prefix(18)) : description
  }
}

extension ReadRecord {
  /// The people that a record names by identity number: the 18 characters, the field and the cell.
  func citizens(_ form: FormDefinition) -> [(citizen: String, field: String, cell: LocatedCell)] {
    var result: [(String, String, LocatedCell)] = []
    func add(_ state: FieldState, _ cell: LocatedCell?, _ field: FieldDefinition, _ id: String) {
      guard field.type == .identityNumber, case .value(let value) = state, let cell else { return }
      result.append((value.identity(in: field), id, cell))
    }
    for (index, field) in form.fields.enumerated() {
      add(states[index], cells[index], field, field.id)
    }
    for (table, rows) in zip(form.tables, tables) {
      for (column, field) in table.fields.enumerated() where field.type == .identityNumber {
        for row in rows {
          add(row.states[column], row.cells[column], field, "\(table.id).\(field.id)")
        }
      }
    }
    return result
  }
}
