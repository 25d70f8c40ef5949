import Findings
import FormDefinitions

/// What a village changed of a table row that is printed in advance.
///
/// One changed text is noted and the original counts. Where two or more differ, nobody can say that
/// the answer belongs to the row.
struct PresetChange {
  private let row: LocatedRow
  private let table: TableDefinition
  /// The changed columns, zero-based.
  private let columns: [Int]

  init(_ row: LocatedRow, _ table: TableDefinition) {
    self.row = row
    self.table = table
    guard let number = row.number, table.presetRows.indices.contains(number - 1) else {
      columns = []
      return
    }
    let values = table.presetRows[number - 1].values
    columns = table.fields.indices.filter { index in
      // A merged label stands in its first row only: an empty cell below carries it on.
      guard table.fields[index].isPreset, let value = values[table.fields[index].id],
        let seen = CheckContext.seen(row.cells[index])
      else { return false }
      return LabelText.key(seen) != LabelText.key(value.description)
    }
  }

  func findings(_ context: CheckContext, record: Int) -> [Finding] {
    guard let first = columns.first else { return [] }
    let labels = columns.map { "“\(table.fields[$0].label)”" }.joined()
    let isDoubtful = columns.count > 1
    return [
      Finding(
        "preset.changed",
        isDoubtful ? .error : .note,
        at: context.location(row.cells[first]),
        field: "\(table.id).\(table.fields[first].id)",
        record: record,
        value: CheckContext.seen(row.cells[first]),
        message: isDoubtful
          ? LocalizedText(
            "预印的\(labels)被改动，无法确认这一行是哪一项",
            en: "The printed \(labels) were changed; nobody can tell which item the row is"
          )
          : LocalizedText(
            "预印的\(labels)被改动，按原文处理",
            en: "The printed \(labels) was changed; the original counts"
          ),
        fix: isDoubtful
          ? LocalizedText(
            "从原表复制预印内容改回，核对这一行填写的是哪一项",
            en: "Restore what is printed from the original form and check the answer beside it"
          )
          : LocalizedText("不必处理；请不要改动预印内容", en: "Nothing to do; leave printed content as it is")
      )
    ]
  }
}
