import Findings

/// Reads a round's checklist: its own texts, or the rows that a form prints in advance.
struct ChecklistLoader {
  let root: YAMLNode
  let units: [UnitGroup]
  let forms: FormCatalogue

  func load() -> [ChecklistArea] {
    guard let node = root["checklist"] else { return [] }
    node.expect(keys: ["areas", "form", "table"], in: "checklist")
    if node["form"] != nil { return printed(node) }
    var seen: Set<String> = []
    return (node["areas"]?.elements ?? []).map { area in
      area.expect(keys: ["title", "text", "items"], in: "排查方面")
      return ChecklistArea(
        title: area["title"]?.text ?? "",
        text: area["text"]?.text ?? "",
        items: (area["items"]?.elements ?? []).compactMap { item($0, &seen) }
      )
    }
  }

  private func item(_ node: YAMLNode, _ seen: inout Set<String>) -> ChecklistItem? {
    node.expect(
      keys: ["number", "project", "content", "parts", "measures", "units"],
      in: "排查项目"
    )
    guard let number = node.required("number"), let project = node.required("project") else {
      return nil
    }
    node.checkUnique(number, in: &seen)
    let content = node["content"]?.text ?? ""
    let parts = node["parts"]?.texts ?? []
    if content.isEmpty, parts.isEmpty {
      node.fault(
        "campaign.empty-item",
        LocalizedText("第 \(number) 项没有内容", en: "Item \(number) has no content"),
        LocalizedText("写 content 或 parts", en: "Write content or parts")
      )
    }
    return ChecklistItem(
      number: number,
      project: project,
      content: content,
      parts: parts,
      measures: node["measures"]?.text ?? "",
      units: units.labels(in: node["units"])
    )
  }

  /// The rows of a form's table, equal neighbours of a project together.
  private func printed(_ node: YAMLNode) -> [ChecklistArea] {
    guard let id = node.required("form"), let name = node.required("table"),
      let form = forms.form(id, at: node["form"])
    else { return [] }
    guard let table = form.table(name), table.isPreset else {
      let known = form.tables.filter(\.isPreset).map(\.id)
      node["table"]?.fault(
        "campaign.unknown-table",
        LocalizedText("表 \(id) 没有预印的子表 \(name)", en: "\(id) prints no table \(name)"),
        NearestWord.hint(name, among: known)
          ?? LocalizedText("写这张表里有 preset 的子表", en: "Name a table that has preset rows")
      )
      return []
    }
    var areas: [ChecklistArea] = []
    for row in table.presetRows {
      func text(_ column: String) -> String { row.values[column]?.description ?? "" }
      let item = ChecklistItem(
        number: text("number"),
        project: text("project"),
        content: text("content"),
        parts: [],
        measures: "",
        units: text("units").split(separator: "\n").map { unit(String($0), at: node) }
      )
      if areas.last?.title != item.project {
        areas.append(ChecklistArea(title: item.project, text: "", items: []))
      }
      areas[areas.count - 1].items.append(item)
    }
    return areas
  }

  /// The label of the group that a printed row names.
  private func unit(_ name: String, at node: YAMLNode) -> String {
    if let group = units.first(where: { $0.label == name || $0.aliases.contains(name) }) {
      return group.label
    }
    node.fault(
      "campaign.unknown-unit",
      LocalizedText("表里印的责任单位“\(name)”不在 units 里", en: "The form prints ‘\(name)’, no unit"),
      LocalizedText("在 units 下写出这个单位", en: "Write the unit under units")
    )
    return name
  }
}

extension FormCatalogue {
  /// The form that a node names; a name that is no form's is a fault.
  func form(_ id: String, at node: YAMLNode?) -> FormDefinition? {
    if let form = forms[id] { return form }
    node?.fault(
      "campaign.unknown-form",
      LocalizedText("没有表“\(id)”", en: "There is no form ‘\(id)’"),
      NearestWord.hint(id, among: forms.keys)
        ?? LocalizedText("写 forms/ 里的一张表", en: "Name a form in forms/")
    )
    return nil
  }
}
