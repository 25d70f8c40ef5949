import Findings
import Foundation
import Spreadsheet

/// Reads one table.
struct TableLoader {
  let id: String
  let keyNode: YAMLNode
  let node: YAMLNode
  let codeLists: [String: CodeList]

  func load() -> TableDefinition? {
    node.expect(
      keys: [
        "label", "name", "rows", "key", "groups", "fields", "preset", "merge", "source", "note",
      ],
      in: "子表 \(id)"
    )
    DefinitionIdentifier.snake.check(id, at: keyNode, LocalizedText("子表名", en: "table identifier"))
    guard let label = node["label"]?.requireText("label") else {
      keyNode.fault(
        "definition.missing",
        LocalizedText("子表 \(id) 没有 label", en: "Table \(id) has no label"),
        LocalizedText("加上 label: …", en: "Add label: …")
      )
      return nil
    }
    let fields = (node["fields"]?.pairs ?? []).compactMap { id, keyNode, node in
      FieldLoader(id: id, keyNode: keyNode, node: node, codeLists: codeLists).load()
    }
    let groups = node["groups"].map {
      GroupLoader(node: $0, owner: node, fields: fields).load()
    }
    let presetRows = (node["preset"]?.elements ?? []).map { row($0, fields: fields) }
    checkColumns(fields)
    return TableDefinition(
      id: id,
      label: label,
      name: node["name"]?.text ?? label,
      fields: fields,
      groups: groups ?? [],
      key: node["key"]?.text,
      minimumRows: node.integer("rows", in: 1...200) ?? max(1, presetRows.count),
      presetRows: presetRows,
      mergedColumns: node["merge"]?.texts ?? [],
      line: keyNode.line
    )
  }

  /// Holds that the table has columns, and that key and merge name some of them.
  private func checkColumns(_ fields: [FieldDefinition]) {
    if fields.isEmpty {
      keyNode.fault(
        "definition.missing",
        LocalizedText("子表 \(id) 没有 fields", en: "Table \(id) has no fields"),
        LocalizedText("在 fields 下写出各列", en: "List the columns under fields")
      )
    }
    for key in ["key", "merge"] {
      for name in node[key]?.elements ?? [] {
        guard let text = name.text, !fields.contains(where: { $0.id == text }) else { continue }
        name.fault(
          "definition.unknown-field",
          LocalizedText(
            "\(key) 指向的列 \(text) 不存在",
            en: "\(key) names no column: \(text)"
          ),
          NearestWord.hint(text, among: fields.map(\.id))
            ?? LocalizedText("改为已有的列", en: "Name an existing column")
        )
      }
    }
  }

  private func row(_ node: YAMLNode, fields: [FieldDefinition]) -> TableDefinition.PresetRow {
    var values: [String: FieldValue] = [:]
    for (key, keyNode, value) in node.pairs {
      guard let field = fields.first(where: { $0.id == key }) else {
        keyNode.fault(
          "definition.unknown-field",
          LocalizedText("预印行里的 \(key) 不是本子表的列", en: "\(key) is no column of the table"),
          NearestWord.hint(key, among: fields.map(\.id))
            ?? LocalizedText("改为已有的列", en: "Name an existing column")
        )
        continue
      }
      guard let text = value.text else { continue }
      if field.type.isNumeric, let number = YAMLNode.decimal(text) {
        values[key] = .number(number)
      } else {
        values[key] = .text(text)
      }
    }
    return TableDefinition.PresetRow(values: values)
  }
}

/// Reads groups of fields, and holds that every field stands in one group.
struct GroupLoader {
  let node: YAMLNode?
  let owner: YAMLNode
  let fields: [FieldDefinition]

  func load() -> [FieldGroup] {
    guard let node else {
      return [FieldGroup(id: "all", label: "", fields: fields.map(\.id))]
    }
    var seen: Set<String> = []
    let groups = node.elements.compactMap { group -> FieldGroup? in
      group.expect(keys: ["id", "label", "fields", "source", "note"], in: "分组")
      guard let id = group["id"]?.requireText("id") else { return nil }
      for member in group["fields"]?.elements ?? [] {
        guard let name = member.text else { continue }
        if !fields.contains(where: { $0.id == name }) {
          member.fault(
            "definition.unknown-field",
            LocalizedText("分组里的 \(name) 不是字段", en: "\(name) is no field"),
            NearestWord.hint(name, among: fields.map(\.id))
              ?? LocalizedText("改为已有的字段", en: "Name an existing field")
          )
        } else if !seen.insert(name).inserted {
          member.fault(
            "group.duplicate-field",
            LocalizedText("\(name) 出现在两个分组里", en: "\(name) stands in two groups"),
            LocalizedText("只留一处", en: "Keep it in one group")
          )
        }
      }
      return FieldGroup(
        id: id,
        label: group["label"]?.text ?? "",
        fields: (group["fields"]?.texts ?? []).filter { name in
          fields.contains { $0.id == name }
        },
        source: group["source"]?.text
      )
    }
    let left = fields.filter { !seen.contains($0.id) && $0.type != .signature }
    if !left.isEmpty {
      (owner.key("groups") ?? node).fault(
        "group.missing-field",
        LocalizedText(
          "这些字段不在任何分组里：\(left.map(\.id).joined(separator: "、"))",
          en: "Fields in no group: \(left.map(\.id).joined(separator: ", "))"
        ),
        LocalizedText("把它们放进一个分组", en: "Put them into a group")
      )
    }
    return groups
  }
}
