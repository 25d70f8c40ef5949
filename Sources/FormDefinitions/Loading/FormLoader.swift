import Findings
import Foundation
import Spreadsheet

/// Reads one form.
struct FormLoader {
  let root: YAMLNode
  let codeLists: [String: CodeList]
  let parameters: [String: FormParameter]

  static let keys = [
    "form", "title", "name", "number", "revision", "source", "record", "key", "filled_by",
    "frequency", "period", "aliases", "instructions", "groups", "fields", "tables", "rules",
    "layout", "note",
  ]

  func load() -> FormDefinition? {
    root.expect(keys: Self.keys, in: "表")
    guard let id = required("form"), let title = required("title"),
      let revision = required("revision")
    else { return nil }
    let fields = loadFields(root["fields"])
    let tables = (root["tables"]?.pairs ?? []).compactMap { id, keyNode, node in
      TableLoader(id: id, keyNode: keyNode, node: node, codeLists: codeLists).load()
    }
    var form = FormDefinition(
      id: id,
      title: title,
      name: root["name"]?.text ?? String(title.prefix(12)),
      number: root["number"]?.text ?? "",
      revision: revision,
      source: root["source"]?.text ?? "",
      record: root["record"]?.text ?? "",
      key: root["key"]?.text,
      filledBy: root["filled_by"]?.text ?? "",
      frequency: root["frequency"]?.text ?? "",
      period: period(),
      aliases: root["aliases"]?.texts ?? [],
      instructions: root["instructions"]?.texts ?? [],
      groups: [],
      fields: fields,
      unitParts: unitParts(),
      tables: tables,
      rules: [],
      card: nil,
      list: nil,
      codeLists: [:],
      parameters: parameters
    )
    form.codeLists = usedCodeLists(of: form)
    form.groups = GroupLoader(node: root["groups"], owner: root, fields: fields).load()
    checkUniqueness(form)
    checkReferences(form)
    ExpressionResolver(root: root).resolve(&form)
    form.rules = RuleLoader(root: root, form: form).load()
    if let layout = root["layout"] {
      layout.expect(keys: ["card", "list"], in: "layout")
      form.card = layout["card"].flatMap { CardLoader(node: $0, form: form).load() }
      form.list = layout["list"].map { list($0, title: title) }
    } else {
      root.fault(
        "layout.missing",
        LocalizedText("没有 layout", en: "There is no layout"),
        LocalizedText("至少写一个 card 或 list", en: "Write a card or a list")
      )
    }
    return form
  }

  private func required(_ key: String) -> String? {
    guard let node = root[key] else {
      root.fault(
        "definition.missing",
        LocalizedText("缺少 \(key)", en: "\(key) is missing"),
        LocalizedText("在文件开头写 \(key): …", en: "Write \(key): … at the top")
      )
      return nil
    }
    return node.requireText(key)
  }

  private func loadFields(_ node: YAMLNode?) -> [FieldDefinition] {
    (node?.pairs ?? []).compactMap { id, keyNode, node in
      FieldLoader(id: id, keyNode: keyNode, node: node, codeLists: codeLists).load()
    }
  }

  private func period() -> PeriodKind {
    guard let node = root["period"], let text = node.text else { return .none }
    guard let kind = PeriodKind(rawValue: text) else {
      node.fault(
        "definition.period",
        LocalizedText("没有期别“\(text)”", en: "There is no period ‘\(text)’"),
        LocalizedText("写 none、year、month 或 day", en: "Write none, year, month or day")
      )
      return .none
    }
    return kind
  }

  private func unitParts() -> [String: UnitPart] {
    var parts: [String: UnitPart] = [:]
    for (id, _, node) in root["fields"]?.pairs ?? [] {
      guard let partNode = node["unit_part"], let text = partNode.text else { continue }
      if let part = UnitPart(rawValue: text) {
        parts[id] = part
      } else {
        partNode.fault(
          "field.unit-part",
          LocalizedText("没有“\(text)”", en: "There is no ‘\(text)’"),
          LocalizedText(
            "写 code、county、township 或 village",
            en: "Write code, county, township or village"
          )
        )
      }
    }
    return parts
  }

  private func usedCodeLists(of form: FormDefinition) -> [String: CodeList] {
    let ids = (form.fields + form.tables.flatMap(\.fields)).compactMap(\.type.codeList)
    var lists: [String: CodeList] = [:]
    for id in ids { lists[id] = codeLists[id] }
    return lists
  }

  private func list(_ node: YAMLNode, title: String) -> ListLayout {
    node.expect(keys: ["paper", "title"], in: "list")
    let (paper, isLandscape) = PaperLoader.paper(node["paper"], standard: (.a3, true))
    return ListLayout(
      paper: paper,
      isLandscape: isLandscape,
      title: node["title"]?.text ?? title
    )
  }

  private func checkUniqueness(_ form: FormDefinition) {
    func check(_ fields: [FieldDefinition], in section: YAMLNode?) {
      var labels: [String: String] = [:]
      for field in fields {
        let node = section?.pairs.first { $0.key == field.id }?.keyNode ?? root
        if let other = labels[field.label] {
          node.fault(
            "field.duplicate-label",
            LocalizedText(
              "字段 \(field.id) 与 \(other) 的名称都是“\(field.label)”",
              en: "Fields \(field.id) and \(other) share the label ‘\(field.label)’"
            ),
            LocalizedText("换一个名称，否则填表人分不清", en: "Change one label")
          )
        }
        labels[field.label] = field.id
      }
    }
    check(form.fields, in: root["fields"])
    for table in form.tables {
      check(table.fields, in: root["tables"]?[table.id]?["fields"])
      if form.field(table.id) != nil {
        root["tables"]?.fault(
          "definition.duplicate-id",
          LocalizedText("\(table.id) 既是字段又是子表", en: "\(table.id) is a field and a table"),
          LocalizedText("改一个名称", en: "Rename one of them")
        )
      }
    }
  }

  private func checkReferences(_ form: FormDefinition) {
    if let key = form.key, form.field(key) == nil {
      root["key"]?.fault(
        "definition.unknown-field",
        LocalizedText("key 指向的字段 \(key) 不存在", en: "key names no field: \(key)"),
        hint(key, form.fields)
      )
    }
    let groups: [([FieldDefinition], YAMLNode?)] =
      [(form.fields, root["fields"])]
      + form.tables.map { ($0.fields, root["tables"]?[$0.id]?["fields"]) }
    for (fields, section) in groups {
      for field in fields {
        guard let parent = field.dependsOn, let node = section?[field.id]?["depends_on"] else {
          continue
        }
        guard let other = fields.first(where: { $0.id == parent }) else {
          node.fault(
            "definition.unknown-field",
            LocalizedText("depends_on 指向的字段 \(parent) 不存在", en: "No field \(parent)"),
            hint(parent, fields)
          )
          continue
        }
        if form.codeList(of: field)?.parent != other.type.codeList {
          node.fault(
            "codes.parent",
            LocalizedText(
              "\(field.id) 的代码表不以 \(parent) 的代码表为上级",
              en: "The code list of \(field.id) is not a child of that of \(parent)"
            ),
            LocalizedText("在代码表里写 parent", en: "Write parent in the code list")
          )
        }
      }
    }
  }

  private func hint(_ id: String, _ fields: [FieldDefinition]) -> LocalizedText {
    NearestName.find(id, in: fields.map(\.id)).map {
      LocalizedText("是否应为 \($0)？", en: "Did you mean \($0)?")
    } ?? LocalizedText("改为已有的字段", en: "Name an existing field")
  }
}
