import Findings
import Spreadsheet

/// Reads what must be reported in a round.
struct ReturnLoader {
  let root: YAMLNode
  let units: [UnitGroup]
  let stages: [Stage]
  let days: ClosedRange<CalendarDate>
  let forms: FormCatalogue

  func load() -> [Return] {
    var seen: Set<String> = []
    return (root["returns"]?.elements ?? []).compactMap { node in
      node.expect(
        keys: [
          "id", "form", "title", "units", "recipient", "rhythm", "condition", "prefill", "clause",
          "quote", "note",
        ],
        in: "报送"
      )
      guard let id = node.required("id"), let formID = node.required("form") else { return nil }
      node.checkUnique(id, in: &seen)
      DefinitionIdentifier.kebab.check(
        id,
        at: node["id"] ?? node,
        LocalizedText("报送的标识", en: "return identifier")
      )
      let form = forms.form(formID, at: node["form"])
      let labels = units.labels(in: node["units"])
      if node["units"] == nil { _ = node.required("units") }
      let rhythm = RhythmLoader(owner: node, stages: stages, days: days).load()
      let prefill = form.map { self.prefill(node["prefill"], of: $0) } ?? [:]
      guard let form, let rhythm else { return nil }
      return Return(
        id: id,
        form: formID,
        title: node["title"]?.text ?? form.title,
        units: labels,
        recipient: node["recipient"]?.text ?? "",
        rhythm: rhythm,
        condition: node["condition"]?.text ?? "",
        prefill: prefill,
        clause: node["clause"]?.text ?? "",
        quote: node["quote"]?.text ?? "",
        note: node["note"]?.text ?? ""
      )
    }
  }

  private func prefill(_ node: YAMLNode?, of form: FormDefinition) -> [String: ChecklistPart] {
    var prefill: [String: ChecklistPart] = [:]
    for (field, keyNode, value) in node?.pairs ?? [] {
      guard form.field(field)?.type == .text else {
        let known = form.fields.filter { $0.type == .text }.map(\.id)
        keyNode.fault(
          "definition.unknown-field",
          LocalizedText("表 \(form.id) 没有文字字段 \(field)", en: "\(form.id) has no text \(field)"),
          NearestWord.hint(field, among: known)
            ?? LocalizedText("改为已有的字段", en: "Name an existing field")
        )
        continue
      }
      guard let part = value.text.flatMap({ ChecklistPart(rawValue: $0) }) else {
        value.fault(
          "campaign.prefill",
          LocalizedText("清单没有“\(value.text ?? "")”", en: "No part ‘\(value.text ?? "")’"),
          LocalizedText(
            "写 number、project、content 或 units",
            en: "Write number, project, content or units"
          )
        )
        continue
      }
      prefill[field] = part
    }
    if let node, !prefill.isEmpty, form.list == nil {
      node.fault(
        "campaign.prefill",
        LocalizedText("表 \(form.id) 没有 list 版式，不能一项一行", en: "\(form.id) has no list layout"),
        LocalizedText("删去 prefill，或给表加 list", en: "Remove prefill, or give the form a list")
      )
    }
    return prefill
  }
}

/// Reads how often a return is due.
struct RhythmLoader {
  let owner: YAMLNode
  let stages: [Stage]
  let days: ClosedRange<CalendarDate>

  private static let kinds = ["weekly", "monthly", "once", "end_of", "event"]

  func load() -> Rhythm? {
    guard let node = owner["rhythm"], node.isMapping else {
      (owner["rhythm"] ?? owner).fault(
        "campaign.rhythm",
        LocalizedText("没有写何时报送", en: "There is no rhythm"),
        Self.examples
      )
      return nil
    }
    node.expect(keys: Self.kinds + ["from", "to", "covers", "within"], in: "rhythm")
    let found = Self.kinds.filter { node[$0] != nil }
    guard found.count == 1, let kind = found.first else {
      node.fault(
        "campaign.rhythm",
        LocalizedText("rhythm 应恰好写一种", en: "A rhythm is of one kind"),
        Self.examples
      )
      return nil
    }
    switch kind {
    case "weekly": return weekly(node)
    case "monthly": return monthly(node)
    case "once": return once(node)
    case "end_of": return stageEnd(node)
    default:
      guard let event = node["event"]?.requireText("event") else { return nil }
      return .event(event, days: node.integer("within", in: 1...366))
    }
  }

  private static let examples = LocalizedText(
    "写成 {weekly: thursday}、{monthly: 4, covers: previous}、{once: 2022-03-28}、{end_of: 阶段} 或 {event: 事由, within: 10}",
    en:
      "Write {weekly: thursday}, {monthly: 4, covers: previous}, {once: 2022-03-28}, {end_of: STAGE} or {event: …, within: 10}"
  )

  private func weekly(_ node: YAMLNode) -> Rhythm? {
    guard let text = node["weekly"]?.text, let weekday = Weekday(rawValue: text) else {
      let text = node["weekly"]?.text ?? ""
      node["weekly"]?.fault(
        "campaign.weekday",
        LocalizedText("没有星期“\(text)”", en: "There is no weekday ‘\(text)’"),
        NearestWord.hint(text, among: Weekday.allCases.map(\.rawValue))
          ?? LocalizedText("写 monday 至 sunday", en: "Write monday to sunday")
      )
      return nil
    }
    return node.days(missing: days).flatMap { held(.weekly(weekday, $0), at: node) }
  }

  private func monthly(_ node: YAMLNode) -> Rhythm? {
    guard let day = node.integer("monthly", in: 1...31) else { return nil }
    var covered = Rhythm.Covered.previous
    if let covers = node["covers"] {
      guard let known = covers.text.flatMap({ Rhythm.Covered(rawValue: $0) }) else {
        covers.fault(
          "campaign.covers",
          LocalizedText("没有“\(covers.text ?? "")”", en: "There is no ‘\(covers.text ?? "")’"),
          LocalizedText("写 previous（上月）或 same（当月）", en: "Write previous or same")
        )
        return nil
      }
      covered = known
    }
    func month(_ key: String, _ standard: CalendarDate) -> CalendarMonth? {
      guard let month = node[key] else { return CalendarMonth(standard) }
      if let known = month.text.flatMap({ CalendarMonth(iso: $0) }) { return known }
      month.fault(
        "campaign.month",
        LocalizedText("“\(month.text ?? key)”不是月份", en: "‘\(month.text ?? key)’ is no month"),
        LocalizedText("写成 2020-01", en: "Write it as 2020-01")
      )
      return nil
    }
    guard let first = month("from", days.lowerBound), let last = month("to", days.upperBound)
    else { return nil }
    guard first <= last else {
      (node["to"] ?? node).fault(
        "campaign.days",
        LocalizedText("\(last) 早于 \(first)", en: "\(last) is before \(first)"),
        LocalizedText("改正 from 或 to", en: "Correct from or to")
      )
      return nil
    }
    return held(.monthly(day: day, covering: covered, first...last), at: node)
  }

  /// Opens with the stage in which it is due, or with the round, unless `from` says otherwise.
  private func once(_ node: YAMLNode) -> Rhythm? {
    guard let due = node.day("once") else { return nil }
    let stage = stages.last { $0.days.contains(due) }
    let opens = node["from"] == nil ? stage?.days.lowerBound ?? days.lowerBound : node.day("from")
    guard let opens else { return nil }
    guard opens <= due else {
      node["once"]?.fault(
        "campaign.days",
        LocalizedText("\(due) 早于 \(opens)", en: "\(due) is before \(opens)"),
        LocalizedText("改正日期，或写 from", en: "Correct the day, or write from")
      )
      return nil
    }
    return held(.once(opens...due), at: node)
  }

  private func stageEnd(_ node: YAMLNode) -> Rhythm? {
    guard let id = node["end_of"]?.requireText("end_of") else { return nil }
    guard let stage = stages.first(where: { $0.id == id }) else {
      node["end_of"]?.fault(
        "campaign.unknown-stage",
        LocalizedText("没有阶段 \(id)", en: "There is no stage \(id)"),
        NearestWord.hint(id, among: stages.map(\.id))
          ?? LocalizedText("写 stages 下的一个 id", en: "Name a stage")
      )
      return nil
    }
    return .stageEnd(id, stage.days)
  }

  /// A rhythm that is due at least once.
  private func held(_ rhythm: Rhythm, at node: YAMLNode) -> Rhythm? {
    if !rhythm.periods.isEmpty { return rhythm }
    node.fault(
      "campaign.never-due",
      LocalizedText("起止日期之间一次也不用报送", en: "It is never due between its dates"),
      LocalizedText("改正 from、to 或星期", en: "Correct from, to or the weekday")
    )
    return nil
  }
}
