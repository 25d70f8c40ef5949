import Findings
import Foundation
import Spreadsheet

/// Reads one round.
struct CampaignLoader {
  let root: YAMLNode
  let forms: FormCatalogue

  static let keys = [
    "campaign", "title", "name", "source", "from", "to", "units", "parameters", "stages",
    "checklist", "returns", "notes",
  ]

  func load() -> Campaign? {
    root.expect(keys: Self.keys, in: "方案")
    guard let id = root.required("campaign"), let title = root.required("title"),
      let source = root.required("source"), let days = root.days(missing: nil)
    else { return nil }
    DefinitionIdentifier.kebab.check(
      id,
      at: root["campaign"] ?? root,
      LocalizedText("方案的标识", en: "campaign identifier")
    )
    let units = UnitGroupLoader(root: root).load()
    let stages = loadStages(days)
    let areas = ChecklistLoader(root: root, units: units, forms: forms).load()
    return Campaign(
      id: id,
      title: title,
      name: root["name"]?.text ?? title,
      source: source,
      days: days,
      units: units,
      parameters: (root["parameters"]?.elements ?? []).compactMap(parameter),
      stages: stages,
      areas: areas,
      returns: ReturnLoader(root: root, units: units, stages: stages, days: days, forms: forms)
        .load(),
      notes: (root["notes"]?.elements ?? []).compactMap { node in
        node.expect(keys: ["clause", "text"], in: "备注")
        return node.required("text").map {
          CampaignNote(clause: node["clause"]?.text ?? "", text: $0)
        }
      }
    )
  }

  private func parameter(_ node: YAMLNode) -> CampaignParameter? {
    node.expect(keys: ["id", "title", "value", "unit", "clause", "quote"], in: "参数")
    guard let id = node.required("id"), let title = node.required("title"),
      let text = node.required("value"), let clause = node.required("clause"),
      let quote = node.required("quote")
    else { return nil }
    DefinitionIdentifier.snake.check(
      id,
      at: node["id"] ?? node,
      LocalizedText("参数名", en: "parameter identifier")
    )
    guard let value = YAMLNode.decimal(text) else {
      node["value"]?.fault(
        "definition.type",
        LocalizedText("value 应为数", en: "value is a number"),
        LocalizedText("写成 value: 7300", en: "Write value: 7300")
      )
      return nil
    }
    return CampaignParameter(
      id: id,
      title: title,
      value: value,
      unit: node["unit"]?.text ?? "",
      clause: clause,
      quote: quote
    )
  }

  private func loadStages(_ days: ClosedRange<CalendarDate>) -> [Stage] {
    var seen: Set<String> = []
    return (root["stages"]?.elements ?? []).compactMap { node in
      node.expect(keys: ["id", "label", "from", "to", "text", "clause"], in: "阶段")
      guard let id = node.required("id"), let label = node.required("label"),
        let own = node.days(missing: days)
      else { return nil }
      node.checkUnique(id, in: &seen)
      if own.lowerBound < days.lowerBound || own.upperBound > days.upperBound {
        node.fault(
          "campaign.stage-outside",
          LocalizedText(
            "阶段“\(label)”超出方案的起止日期 \(days.lowerBound) 至 \(days.upperBound)",
            en: "The stage ‘\(id)’ lies outside \(days.lowerBound) to \(days.upperBound)"
          ),
          LocalizedText("改正阶段或方案的 from、to", en: "Correct from and to of one of them")
        )
      }
      return Stage(
        id: id,
        label: label,
        days: own,
        text: node["text"]?.text ?? "",
        clause: node["clause"]?.text ?? ""
      )
    }
  }
}

/// Reads the units that a document names.
struct UnitGroupLoader {
  let root: YAMLNode

  func load() -> [UnitGroup] {
    var seen: Set<String> = []
    let groups = (root["units"]?.elements ?? []).compactMap { node -> UnitGroup? in
      node.expect(keys: ["label", "kind", "every", "aliases", "except"], in: "单位")
      guard let label = node.required("label"), let name = node.required("kind") else { return nil }
      guard let kind = UnitKind(rawValue: name) else {
        let all = UnitKind.allCases.map(\.rawValue)
        node["kind"]?.fault(
          "campaign.unit-kind",
          LocalizedText("没有单位类别“\(name)”", en: "There is no kind of unit ‘\(name)’"),
          NearestWord.hint(name, among: all)
            ?? LocalizedText(
              "写 \(all.joined(separator: "、"))",
              en: "Write \(all.joined(separator: ", "))"
            )
        )
        return nil
      }
      let aliases = node["aliases"]?.texts ?? []
      for word in [label] + aliases { node.checkUnique(word, in: &seen) }
      return UnitGroup(
        label: label,
        kind: kind,
        isEveryUnit: node.flag("every"),
        aliases: aliases,
        exceptions: node["except"]?.texts ?? []
      )
    }
    if groups.isEmpty {
      (root.key("units") ?? root).fault(
        "definition.missing",
        LocalizedText("没有写单位", en: "There are no units"),
        LocalizedText(
          "在 units 下写 - {label: 各村, kind: village, every: true}",
          en: "Write - {label: …, kind: village, every: true} under units"
        )
      )
    }
    return groups
  }
}

extension [UnitGroup] {
  /// The labels of the groups that a node names; a name that is no group's is a fault.
  func labels(in node: YAMLNode?) -> [String] {
    var labels: [String] = []
    for name in node?.elements ?? [] {
      guard let text = name.text else { continue }
      if let group = first(where: { $0.label == text || $0.aliases.contains(text) }) {
        if !labels.contains(group.label) { labels.append(group.label) }
        continue
      }
      let known = map(\.label) + flatMap(\.aliases)
      name.fault(
        "campaign.unknown-unit",
        LocalizedText("units 里没有“\(text)”", en: "‘\(text)’ is not among the units"),
        NearestWord.hint(text, among: known)
          ?? LocalizedText(
            "先在 units 下写出这个单位",
            en: "Write the unit under units first"
          )
      )
    }
    return labels
  }
}

extension YAMLNode {
  /// The text of a key that must be there.
  func required(_ key: String) -> String? {
    guard let node = self[key] else {
      fault(
        "definition.missing",
        LocalizedText("缺少 \(key)", en: "\(key) is missing"),
        LocalizedText("写 \(key): …", en: "Write \(key): …")
      )
      return nil
    }
    return node.requireText(key)
  }

  /// The day of a key; a fault and `nil` for anything else that stands there.
  func day(_ key: String) -> CalendarDate? {
    guard let node = self[key] else { return nil }
    if let day = node.text.flatMap({ CalendarDate(iso: $0) }) { return day }
    node.fault(
      "campaign.date",
      LocalizedText("“\(node.text ?? key)”不是日期", en: "‘\(node.text ?? key)’ is no day"),
      LocalizedText("写成 2022-03-28", en: "Write it as 2022-03-28")
    )
    return nil
  }

  /// The days from `from` to `to`.
  ///
  /// - Parameter standard: what holds for a key that is missing; `nil` if both must be there.
  /// - Returns: the days, or `nil` after a fault.
  func days(missing standard: ClosedRange<CalendarDate>?) -> ClosedRange<CalendarDate>? {
    for key in ["from", "to"] where standard == nil && self[key] == nil { _ = required(key) }
    let first = self["from"] == nil ? standard?.lowerBound : day("from")
    let last = self["to"] == nil ? standard?.upperBound : day("to")
    guard let first, let last else { return nil }
    guard first <= last else {
      (self["to"] ?? self).fault(
        "campaign.days",
        LocalizedText("\(last) 早于 \(first)", en: "\(last) is before \(first)"),
        LocalizedText("改正 from 或 to", en: "Correct from or to")
      )
      return nil
    }
    return first...last
  }

  /// Reports a name that stands a second time.
  func checkUnique(_ name: String, in seen: inout Set<String>) {
    guard !seen.insert(name).inserted else { return }
    fault(
      "definition.duplicate-id",
      LocalizedText("“\(name)”写了两次", en: "‘\(name)’ stands twice"),
      LocalizedText("改用另一个名称，或删去一处", en: "Rename or remove one of them")
    )
  }
}
