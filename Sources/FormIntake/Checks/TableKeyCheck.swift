import Findings
import FormDefinitions

/// Finds rows of one record's table that share the value of the table's key.
struct TableKeyCheck: RecordCheck {
  func findings(_ record: ReadRecord, _ context: CheckContext) -> [Finding] {
    var findings: [Finding] = []
    for (index, table) in context.form.tables.enumerated() {
      guard let key = table.key, let column = table.fields.firstIndex(where: { $0.id == key })
      else {
        continue
      }
      var seen: [String: LocatedCell?] = [:]
      for row in record.tables[index] {
        guard case .value(let value) = row.states[column] else { continue }
        let identity = value.identity(in: table.fields[column])
        if let first = seen[identity] {
          findings.append(
            Finding(
              "table.duplicate-key",
              .error,
              at: context.location(row.cells[column]),
              field: "\(table.id).\(key)",
              record: record.index,
              value: CheckContext.seen(row.cells[column]),
              message: LocalizedText(
                "“\(table.label)”里有两行的\(table.fields[column].label)相同",
                en: "Two rows of ‘\(table.label)’ have the same \(table.fields[column].label)"
              ),
              fix: LocalizedText("删去重复的一行，或改正号码", en: "Delete one row or correct the number"),
              related: [context.location(first)].compactMap { $0 }
            )
          )
        } else {
          seen[identity] = row.cells[column]
        }
      }
    }
    return findings
  }
}
