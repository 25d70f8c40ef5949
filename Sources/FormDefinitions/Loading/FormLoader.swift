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
    checkIdentity(id, revision: revision)
    let fields = loadFields(root["fields"])
    let tables = (root["tables"]?.pairs ?? []).compactMap { id, keyNode, node in
      TableLoader(id: id, keyNode: keyNode, node: node, codeLists: codeLists).load()
    }
    if fields.isEmpty && tables.isEmpty && root["fields"]?.pairs.isEmpty != false {
      (root.key("fields") ?? root).fault(
        "definition.missing",
        LocalizedText("表没有字段", en: "The form has no fields"),
        LocalizedText(
          "在 fields 下写 名称: {label: …, type: …}",
          en: "Write ID: {label: …, type: …} under fields"
        )
      )
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
    root["layout"]?.expect(keys: ["card", "list"], in: "layout")
    if let layout = root["layout"], layout["card"] != nil || layout["list"] != nil {
      if let card = layout["card"], let key = layout.key("card") {
        form.card = CardLoader(keyNode: key, node: card, form: form).load()
      }
      form.list = layout["list"].map { list($0, title: title) }
    } else {
      (root.key("layout") ?? root).fault(
        "layout.missing",
        LocalizedText("没有版式", en: "There is no layout"),
        LocalizedText("在 layout 下写 card 或 list", en: "Write card or list under layout")
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

  /// Holds what workbooks need of the names that they carry and print.
  private func checkIdentity(_ id: String, revision: String) {
    DefinitionIdentifier.kebab.check(
      id,
      at: root["form"] ?? root,
      LocalizedText("表的标识", en: "form identifier")
    )
    if revision.count > 20 || revision.unicodeScalars.contains(where: { $0.value <= 0x20 }) {
      root["revision"]?.fault(
        "definition.revision",
        LocalizedText("版本号应为 20 个字以内，不含空格", en: "A revision is one word, 20 characters at most"),
        LocalizedText("写成 \"2023.1\"", en: "Write it as \"2023.1\"")
      )
    }
    if let name = root["name"], let text = name.text, text.isEmpty || text.count > 12 {
      name.fault(
        "definition.name",
        LocalizedText("name 应为 1 至 12 个字", en: "A name has 1 to 12 characters"),
        LocalizedText("写一个简称，如 筛查表", en: "Write a short name")
      )
    }
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
        checkTotal(of: field, among: fields, at: section?[field.id]?["total"])
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

  private func checkTotal(
    of field: FieldDefinition,
    among fields: [FieldDefinition],
    at node: YAMLNode?
  ) {
    guard case .mean(let other)? = field.statedTotal,
      !fields.contains(where: { $0.id == other && $0.type == .integer })
    else { return }
    node?.fault(
      "definition.unknown-field",
      LocalizedText(
        "total 按 \(other) 加权，但没有这个整数字段",
        en: "total names no whole-number field: \(other)"
      ),
      hint(other, fields.filter { $0.type == .integer })
    )
  }

  private func hint(_ id: String, _ fields: [FieldDefinition]) -> LocalizedText {
    NearestWord.hint(id, among: fields.map(\.id))
      ?? LocalizedText("改为已有的字段", en: "Name an existing field")
  }
}
