import Findings
import FormDefinitions
import FormLayout

/// What a roll-up says in words.
extension Rollup {
  /// The title.
  func title(_ language: Language) -> String {
    LocalizedText("\(form.title)汇总表", en: "\(form.title): roll-up")[language]
  }

  /// Where the roll-up comes from: number and revision of the form, period, and the newest return.
  func origin(_ language: Language) -> String {
    var parts: [String] = []
    if !form.number.isEmpty {
      parts.append(LocalizedText("表号：\(form.number)", en: "form \(form.number)")[language])
    }
    parts.append(LocalizedText("版本：\(form.revision)", en: "revision \(form.revision)")[language])
    if let period = units.periods.first {
      parts.append(LocalizedText("期别：\(period)", en: "period \(period)")[language])
    }
    if !units.lastDay.isEmpty {
      parts.append(
        LocalizedText("数据截至：\(units.lastDay)", en: "received up to \(units.lastDay)")[language]
      )
    }
    return parts.joined(separator: language == .chinese ? "　" : ", ")
  }

  /// A row's name.
  func name(of row: Row, _ language: Language) -> String {
    let none = LocalizedText("（未注明）", en: "(none)")[language]
    let name = row.name.isEmpty ? none : row.name
    return switch row.kind {
    case .unit, .area: name
    case .sum: LocalizedText("\(name)小计", en: "\(name), sum")[language]
    case .total: LocalizedText("合计", en: "total")[language]
    }
  }

  /// Where a row's units stand.
  func standing(of row: Row, _ language: Language) -> String {
    guard case .unit(let standing) = row.kind else {
      return LocalizedText(
        "\(row.reported)/\(row.units) 已报",
        en: "\(row.reported) of \(row.units)"
      )[language]
    }
    return standing.word[language]
  }

  /// What stands under the figures: who is missing, what is left out, and how means are reckoned.
  func notes(_ language: Language) -> [String] {
    let separator = language == .chinese ? "、" : ", "
    func named(_ isMeant: (StandingUnit) -> Bool, _ name: (StandingUnit) -> String) -> [String] {
      units.units.filter(isMeant).map(name)
    }
    var notes: [LocalizedText] = []
    func add(_ names: [String], _ text: (String, Int) -> LocalizedText) {
      if !names.isEmpty { notes.append(text(names.joined(separator: separator), names.count)) }
    }
    add(named({ $0.standing == .missing }, \.label)) {
      LocalizedText("未报 \($1) 个：\($0)。没有计入。", en: "Missing (\($1)), not counted: \($0).")
    }
    add(named({ $0.standing == .returned }, \.label)) {
      LocalizedText("退回未更正 \($1) 个：\($0)。没有计入。", en: "To be corrected (\($1)), not counted: \($0).")
    }
    let nilReturns = units.units.compactMap { unit -> String? in
      guard case .nilReturn(let reason) = unit.standing else { return nil }
      return "\(unit.label)（\(reason)）"
    }
    add(nilReturns) {
      LocalizedText("空表 \($1) 个：\($0)。表中记“—”。", en: "Nothing to report (\($1)), shown as —: \($0).")
    }
    add(named({ !$0.isExpected }, \.label)) {
      LocalizedText(
        "不在单位名单中而报了的 \($1) 个：\($0)。已计入。",
        en: "Not in the list of units (\($1)), counted: \($0)."
      )
    }
    add(blanks) { names, _ in
      LocalizedText("没有填的不计入合计：\(names)。", en: "Left blank, not in the sums: \(names).")
    }
    notes += plan.scopes.flatMap { scope in scope.entries.compactMap(meaning) }
    if hasUnlistedCodes {
      notes.append(
        LocalizedText("选项多的，没有出现的选项不列。", en: "Of long code lists, only what occurs is listed.")
      )
    }
    return notes.map { $0[language] }
  }

  /// How often numbers are blank, field by field.
  private var blanks: [String] {
    guard let tally = rows.last?.tally else { return [] }
    return plan.scopes.flatMap { scope in
      scope.entries.compactMap { entry -> String? in
        let count = tally.counts[scope.rows] - tally.counts[entry.given]
        guard case .number = entry.slot, entry.total != FieldTotal.none, count > 0 else {
          return nil
        }
        return "\(scope.table.map { "\($0.label)" } ?? "")\(entry.field.label) \(count)"
      }
    }
  }

  private func meaning(_ entry: TallyPlan.Entry) -> LocalizedText? {
    let label = entry.field.label
    func named(_ id: String) -> String { form.field(id)?.label ?? id }
    switch entry.total {
    case .quotient(let one, let other, _):
      return LocalizedText(
        "\(label)＝\(named(one))合计÷\(named(other))合计。",
        en: "\(label) is the sum of \(named(one)) by the sum of \(named(other))."
      )
    case .mean(let other):
      return LocalizedText(
        "\(label)按\(named(other))加权平均。",
        en: "\(label) is the mean weighted by \(named(other))."
      )
    case .sum, .none?, nil: return nil
    }
  }

  private var hasUnlistedCodes: Bool {
    plan.scopes.contains { scope in
      scope.entries.contains { entry in
        if case .codes(_, let labels) = entry.slot {
          labels.count > Self.listedCodes
        } else {
          false
        }
      }
    }
  }
}

extension StandingUnit {
  /// The unit as people call it.
  var label: String {
    unit.name.isEmpty ? LocalizedText("未注明单位", en: "no unit").chinese : unit.name
  }
}

extension UnitStanding {
  /// The standing in a word.
  var word: LocalizedText {
    switch self {
    case .reported: LocalizedText("已报", en: "reported")
    case .nilReturn: LocalizedText("空表", en: "nil")
    case .returned: LocalizedText("退回", en: "returned")
    case .missing: LocalizedText("未报", en: "missing")
    }
  }
}
