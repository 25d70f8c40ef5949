import Findings
import FormDefinitions

/// Finds choices that do not fit the choice on which their list depends.
struct CascadeCheck: RecordCheck {
  func findings(_ record: ReadRecord, _ context: CheckContext) -> [Finding] {
    let form = context.form
    var findings = check(
      form.fields,
      record.states,
      record.cells,
      prefix: "",
      record,
      context
    )
    for (table, rows) in zip(form.tables, record.tables) {
      guard table.fields.contains(where: { $0.dependsOn != nil }) else { continue }
      for row in rows {
        findings += check(
          table.fields,
          row.states,
          row.cells,
          prefix: "\(table.id).",
          record,
          context
        )
      }
    }
    return findings
  }

  private func check(
    _ fields: [FieldDefinition],
    _ states: [FieldState],
    _ cells: [LocatedCell?],
    prefix: String,
    _ record: ReadRecord,
    _ context: CheckContext
  ) -> [Finding] {
    fields.indices.compactMap { index in
      let field = fields[index]
      guard let parent = field.dependsOn,
        let position = fields.firstIndex(where: { $0.id == parent }),
        case .value(.choice(let label)) = states[index],
        case .value(.choice(let parentLabel)) = states[position],
        let code = context.form.codeList(of: field)?.codes.first(where: { $0.label == label }),
        !code.parents.isEmpty, !code.parents.contains(parentLabel)
      else { return nil }
      let fitting =
        context.form.codeList(of: field)?.codes.filter {
          $0.parents.isEmpty || $0.parents.contains(parentLabel)
        }.map(\.label) ?? []
      let choices = fitting.isEmpty ? "留空" : "选 \(fitting.joined(separator: "、"))"
      return Finding(
        "choice.parent",
        .error,
        at: context.location(cells[index]),
        field: prefix + field.id,
        record: record.index,
        value: CheckContext.seen(cells[index]),
        message: LocalizedText(
          "“\(fields[position].label)”为“\(parentLabel)”时，“\(field.label)”不能是“\(label)”",
          en: "‘\(label)’ does not fit ‘\(parentLabel)’"
        ),
        fix: LocalizedText(
          "\(choices)，或改正“\(fields[position].label)”",
          en:
            "Choose one of \(fitting.joined(separator: ", ")), or correct ‘\(fields[position].label)’"
        ),
        related: [context.location(cells[position])].compactMap { $0 }
      )
    }
  }
}
