public import Findings
public import FormDefinitions
import FormIntake
import Foundation
import Spreadsheet

/// The list of rounds, for people and for programs.
public enum CampaignListing {
  /// A line a round: identifier, days, name, size.
  public static func text(_ campaigns: [Campaign], language: Language) -> String {
    campaigns.map { campaign in
      let rows = campaign.checklist().count
      let size = LocalizedText(
        "\(campaign.items.count) 项 \(rows) 条，\(campaign.returns.count) 种表",
        en: "\(campaign.items.count) items, \(rows) rows, \(campaign.returns.count) returns"
      )
      return [
        campaign.id, "\(campaign.days.lowerBound)..\(campaign.days.upperBound)", campaign.name,
        size[language],
      ].joined(separator: "\t")
    }.joined(separator: "\n")
  }

  /// A round in full: stages, units, parameters, checklist, returns and notes.
  public static func text(_ campaign: Campaign, language: Language) -> String {
    func heading(_ chinese: String, _ english: String) -> String {
      "\n" + LocalizedText(chinese, en: english)[language]
    }
    var lines = [campaign.title, campaign.source]
    lines.append(heading("阶段", "Stages"))
    lines += campaign.stages.map {
      "\($0.id)\t\($0.days.lowerBound)..\($0.days.upperBound)\t\($0.label)\t\($0.text)"
    }
    lines.append(heading("单位", "Units"))
    lines += campaign.units.map { "\($0.label)\t\($0.kind.chinese)" }
    if !campaign.parameters.isEmpty {
      lines.append(heading("参数", "Parameters"))
      lines += campaign.parameters.map {
        "\($0.id)\t\($0.value) \($0.unit)\t\($0.title)\t\($0.clause)"
      }
    }
    lines.append(heading("排查内容", "Checklist"))
    for area in campaign.areas {
      if !area.title.isEmpty { lines.append(area.title) }
      for item in area.items {
        let units = item.units.joined(separator: "、")
        lines.append("\(item.number)\t\(item.project)\t\(item.content)\t\(units)")
        if !item.parts.isEmpty {
          lines += item.rows.map { "\($0.number)\t\t\($0.content)" }
        }
        if !item.measures.isEmpty { lines.append("\t整改措施\t\(item.measures)") }
      }
    }
    lines.append(heading("报送", "Returns"))
    lines += campaign.returns.map { item in
      [
        item.id, item.form, item.title, item.units.joined(separator: "、"),
        words(of: item.rhythm)[language], item.condition,
      ].joined(separator: "\t")
    }
    if !campaign.notes.isEmpty {
      lines.append(heading("说明", "Notes"))
      lines += campaign.notes.map { $0.clause.isEmpty ? $0.text : "\($0.clause)\t\($0.text)" }
    }
    return lines.joined(separator: "\n")
  }

  /// A rhythm in words, with its first and last due day.
  public static func words(of rhythm: Rhythm) -> LocalizedText {
    let dues = rhythm.periods.map(\.due)
    let span = dues.first.map { "\($0)..\(dues.last ?? $0)" } ?? ""
    switch rhythm {
    case .weekly(let weekday, _):
      return LocalizedText("每\(weekday.chinese) \(span)", en: "every \(weekday.rawValue) \(span)")
    case .monthly(let day, let covered, _):
      let by = day == 31 ? "月末" : "\(day)日前"
      return LocalizedText(
        "每月\(by)报\(covered == .previous ? "上月" : "当月") \(span)",
        en:
          "monthly by day \(day) for \(covered == .previous ? "the month before" : "the same month") \(span)"
      )
    case .once(let days):
      return LocalizedText("\(days.upperBound) 前", en: "by \(days.upperBound)")
    case .stageEnd(let stage, let days):
      return LocalizedText(
        "\(days.upperBound) 前（阶段 \(stage) 结束）",
        en: "by \(days.upperBound), the end of \(stage)"
      )
    case .event(let event, let days):
      return days.map {
        LocalizedText("\(event)后\($0)天内", en: "within \($0) days of: \(event)")
      } ?? LocalizedText(event, en: "when: \(event)")
    }
  }

  /// Rounds in JSON, with stages, checklist and returns with all their due dates.
  public static func json(_ campaigns: [Campaign]) -> String {
    JSONText.array(campaigns.map(json)).line
  }

  private static func json(_ campaign: Campaign) -> JSONText {
    .object([
      ("id", .string(campaign.id)), ("title", .string(campaign.title)),
      ("name", .string(campaign.name)), ("source", .string(campaign.source)),
      ("from", .string(campaign.days.lowerBound.description)),
      ("to", .string(campaign.days.upperBound.description)),
      (
        "units",
        .array(
          campaign.units.map { unit in
            .object([
              ("label", .string(unit.label)), ("kind", .string(unit.kind.rawValue)),
              ("every", .boolean(unit.isEveryUnit)),
            ])
          }
        )
      ),
      (
        "parameters",
        .array(
          campaign.parameters.map { parameter in
            .object([
              ("id", .string(parameter.id)), ("title", .string(parameter.title)),
              ("value", .number("\(parameter.value)")), ("unit", .string(parameter.unit)),
              ("clause", .string(parameter.clause)), ("quote", .string(parameter.quote)),
            ])
          }
        )
      ),
      (
        "stages",
        .array(
          campaign.stages.map { stage in
            .object([
              ("id", .string(stage.id)), ("label", .string(stage.label)),
              ("from", .string(stage.days.lowerBound.description)),
              ("to", .string(stage.days.upperBound.description)), ("text", .string(stage.text)),
            ])
          }
        )
      ),
      ("items", .array(campaign.items.map(json))),
      ("returns", .array(campaign.returns.map(json))),
      (
        "notes",
        .array(
          campaign.notes.map {
            .object([("clause", .string($0.clause)), ("text", .string($0.text))])
          }
        )
      ),
    ])
  }

  private static func json(_ item: ChecklistItem) -> JSONText {
    .object([
      ("number", .string(item.number)), ("project", .string(item.project)),
      ("content", .string(item.content)), ("parts", .array(item.parts.map { .string($0) })),
      ("measures", .string(item.measures)), ("units", .array(item.units.map { .string($0) })),
    ])
  }

  private static func json(_ item: Return) -> JSONText {
    .object([
      ("id", .string(item.id)), ("form", .string(item.form)), ("title", .string(item.title)),
      ("units", .array(item.units.map { .string($0) })), ("recipient", .string(item.recipient)),
      ("rhythm", .string(words(of: item.rhythm)[.chinese])),
      (
        "periods",
        .array(
          item.rhythm.periods.map { period in
            .object([
              ("opens", .string(period.opens.description)),
              ("due", .string(period.due.description)),
              ("from", .string(period.covers.lowerBound.description)),
              ("to", .string(period.covers.upperBound.description)),
            ])
          }
        )
      ),
      ("condition", .string(item.condition)), ("clause", .string(item.clause)),
      ("quote", .string(item.quote)), ("note", .string(item.note)),
    ])
  }
}
