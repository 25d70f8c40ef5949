public import Findings
public import FormDefinitions
import FormIntake
import Foundation

/// The list of forms, for people and for programs.
public enum FormListing {
  /// A line a form: identifier, revision, title, size.
  public static func text(_ forms: [FormDefinition], language: Language) -> String {
    forms.map { form in
      let columns = form.tables.map { "\($0.label) \($0.fields.count)" }
      let size = LocalizedText(
        "\(form.fields.count) 项\(columns.isEmpty ? "" : "，\(columns.joined(separator: "，"))列")，\(form.rules.count) 条规则",
        en: "\(form.fields.count) fields, \(form.tables.count) tables, \(form.rules.count) rules"
      )
      return "\(form.id)\t\(form.revision)\t\(form.title)\t\(size[language])"
    }.joined(separator: "\n")
  }

  /// The forms with their fields, labels and types in JSON.
  public static func json(_ forms: [FormDefinition]) -> String {
    JSONText.array(forms.map(json)).line
  }

  private static func json(_ form: FormDefinition) -> JSONText {
    var layouts: [JSONText] = []
    if form.card != nil { layouts.append(.string("card")) }
    if form.list != nil { layouts.append(.string("list")) }
    return .object([
      ("id", .string(form.id)), ("title", .string(form.title)), ("name", .string(form.name)),
      ("number", .string(form.number)), ("revision", .string(form.revision)),
      ("source", .string(form.source)), ("record", .string(form.record)), ("key", .text(form.key)),
      ("period", .string(form.period.rawValue)), ("layouts", .array(layouts)),
      ("fields", .array(form.fields.map { json($0, form) })),
      (
        "tables",
        .array(
          form.tables.map { table in
            .object([
              ("id", .string(table.id)), ("label", .string(table.label)),
              ("rows", .number(String(table.minimumRows))),
              ("preset", .boolean(table.isPreset)),
              ("fields", .array(table.fields.map { json($0, form) })),
            ])
          }
        )
      ),
      (
        "rules",
        .array(
          form.rules.map { rule in
            .object([
              ("id", .string(rule.id)), ("for", .text(rule.table)),
              ("check", .string(rule.check.source)), ("severity", .string(rule.severity.rawValue)),
              ("stage", .string(rule.stage.rawValue)), ("source", .text(rule.source)),
            ])
          }
        )
      ),
    ])
  }

  private static func json(_ field: FieldDefinition, _ form: FormDefinition) -> JSONText {
    let required: JSONText =
      switch field.requirement {
      case .always: .boolean(true)
      case .optional: .boolean(false)
      case .when(let condition): .string("when \(condition.source)")
      }
    var members: [(String, JSONText)] = [
      ("id", .string(field.id)), ("label", .string(field.label)),
      ("type", .string(field.type.name)), ("unit", .text(field.unit)), ("required", required),
      ("personal", .boolean(field.isPersonal)), ("source", .text(field.source)),
    ]
    if let list = form.codeList(of: field) {
      members.append(("codes", .array(list.codes.map { .string($0.label) })))
    }
    return .object(members)
  }
}
