public import Findings
public import FormDefinitions
public import FormLayout
public import Ledger
public import Spreadsheet
import FormIntake

/// Who owes what in a round, for the office's table and for the group of the villages.
public struct StatusReport: Sendable {
  private let campaign: Campaign
  private let statuses: [ReturnStatus]
  private let units: [String: ReportingUnit]
  private let day: CalendarDate
  private let language: Language

  /// Creates a report.
  ///
  /// - Parameters:
  ///   - campaign: the round.
  ///   - units: the units that owe something.
  ///   - statuses: where each return stands.
  ///   - day: the day.
  ///   - language: the report's language.
  public init(
    _ campaign: Campaign,
    units: [ReportingUnit],
    statuses: [ReturnStatus],
    on day: CalendarDate,
    language: Language
  ) {
    self.campaign = campaign
    self.statuses = statuses
    self.units = Dictionary(units.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    self.day = day
    self.language = language
  }

  /// The whole: each return that has come due or can be sent in, then the sums by parent unit.
  public var text: String {
    let heading = LocalizedText(
      "\(campaign.name)　截至 \(day)",
      en: "\(campaign.name), as of \(day)"
    )
    let open = returns
    guard !open.isEmpty else {
      let nothing = LocalizedText("还没有到期的报表", en: "Nothing is due yet")
      return [heading[language], nothing[language]].joined(separator: "\n")
    }
    return
      ([heading[language], ""] + Columns.aligned([columns] + open.map(row)) + ["", sumsHeading]
      + Columns.aligned([sumColumns] + sums)).joined(separator: "\n")
  }

  /// One unit: each of its returns.
  ///
  /// - Parameter code: the unit's code.
  /// - Returns: the text, a line a return.
  public func text(ofUnit code: String) -> String {
    let own = statuses.filter { $0.obligation.unit == code }
    let rows = own.map { status in
      [
        status.obligation.title, status.obligation.due.description, words(status.state),
        status.versions > 1
          ? LocalizedText("共 \(status.versions) 次", en: "\(status.versions) versions")[language]
          : "",
      ]
    }
    let heading = LocalizedText(
      "\(units[code]?.name ?? code)　\(campaign.name)　截至 \(day)",
      en: "\(units[code]?.name ?? code), \(campaign.name), as of \(day)"
    )
    return ([heading[language]] + Columns.aligned(rows)).joined(separator: "\n")
  }

  /// What to send to the group of the villages: a paragraph a return that something is missing of.
  public var reminder: String {
    let paragraphs = returns.compactMap { group -> String? in
      let missing = group.statuses.filter { $0.state == .missing || $0.state == .due }
      let returned = group.statuses.filter { if case .returned = $0.state { true } else { false } }
      guard !missing.isEmpty || !returned.isEmpty else { return nil }
      let isPast = group.due < day
      var text = LocalizedText(
        "【\(group.title)】\(isPast ? "已于" : "请于") \(group.due) \(isPast ? "到期" : "前报送")",
        en: "[\(group.title)] \(isPast ? "was due on" : "is due by") \(group.due)"
      )[language]
      if !missing.isEmpty {
        text += LocalizedText("\n未报送：", en: "\nMissing: ")[language] + names(missing)
      }
      if !returned.isEmpty {
        text += LocalizedText("\n退回待更正：", en: "\nTo be corrected: ")[language] + names(returned)
      }
      return text
    }
    guard !paragraphs.isEmpty else {
      return LocalizedText("没有欠报的单位", en: "Nothing is missing")[language]
    }
    return paragraphs.joined(separator: "\n\n")
  }

  /// A line of JSON a return.
  public var jsonLines: String {
    statuses.map { status in
      let owed = status.obligation
      let (state, filed, reason) = Self.parts(status.state)
      return JSONText.object([
        ("campaign", .string(campaign.id)), ("return", .string(owed.item)),
        ("form", .string(owed.form)), ("unit", .string(owed.unit)),
        ("unit_name", .text(units[owed.unit]?.name)), ("period", .string(owed.period)),
        ("opens", .string(owed.opens.description)), ("due", .string(owed.due.description)),
        ("state", .string(state)), ("received", .text(filed?.receivedAt)),
        ("submission", filed.map { .number(String($0.id)) } ?? .null),
        ("versions", .number(String(status.versions))), ("reason", .text(reason)),
      ]).line
    }.joined(separator: "\n")
  }

  // MARK: Returns by their days

  private struct Group {
    let title: String
    let due: CalendarDate
    var statuses: [ReturnStatus]
  }

  /// The returns whose time has come, by day and in the document's order, with all units of each.
  private var returns: [Group] {
    var groups: [Group] = []
    var places: [String: Int] = [:]
    for status in statuses where status.state != .notDue {
      let owed = status.obligation
      let key = "\(owed.item) \(owed.due)"
      if let place = places[key] {
        groups[place].statuses.append(status)
      } else {
        places[key] = groups.count
        groups.append(Group(title: owed.title, due: owed.due, statuses: [status]))
      }
    }
    let order = groups.enumerated().sorted {
      ($0.element.due, $0.offset) < ($1.element.due, $1.offset)
    }
    return order.map(\.element)
  }

  private var columns: [String] {
    [
      LocalizedText("报表", en: "return"), LocalizedText("截止", en: "due"),
      LocalizedText("应报", en: "owed"),
    ].map { $0[language] } + StateCounts.names(language)
      + [
        LocalizedText("未报送", en: "missing units"), LocalizedText("退回单位", en: "returned units"),
        LocalizedText("迟报单位", en: "late units"),
      ].map { $0[language] }
  }

  private func row(_ group: Group) -> [String] {
    let missing = group.statuses.filter { $0.state == .missing || $0.state == .due }
    let returned = group.statuses.filter { if case .returned = $0.state { true } else { false } }
    let late = group.statuses.filter { if case .late = $0.state { true } else { false } }
    return [group.title, group.due.description, String(group.statuses.count)]
      + StateCounts(group.statuses).numbers
      + [missing, returned, late].map { names($0, atMost: 8) }
  }

  // MARK: Sums by parent unit

  private var sumsHeading: String {
    LocalizedText("按上级单位汇总", en: "By parent unit")[language]
  }

  private var sumColumns: [String] {
    [
      LocalizedText("上级单位", en: "parent"), LocalizedText("单位数", en: "units"),
      LocalizedText("应报", en: "owed"),
    ].map { $0[language] } + StateCounts.names(language)
  }

  private var sums: [[String]] {
    var order: [String] = []
    var groups: [String: [ReturnStatus]] = [:]
    for status in statuses where status.state != .notDue {
      let unit = units[status.obligation.unit]
      let parent = [unit?.county ?? "", unit?.township ?? ""].filter { !$0.isEmpty }.joined()
      if groups[parent] == nil { order.append(parent) }
      groups[parent, default: []].append(status)
    }
    var rows = order.map { parent in
      sum(
        parent.isEmpty ? LocalizedText("（未注明）", en: "(none)")[language] : parent,
        groups[parent] ?? []
      )
    }
    if order.count > 1 {
      rows.append(
        sum(
          LocalizedText("合计", en: "all")[language],
          statuses.filter { $0.state != .notDue }
        )
      )
    }
    return rows
  }

  private func sum(_ name: String, _ statuses: [ReturnStatus]) -> [String] {
    let units = Set(statuses.map(\.obligation.unit)).count
    return [name, String(units), String(statuses.count)] + StateCounts(statuses).numbers
  }

  // MARK: Words

  private func names(_ statuses: [ReturnStatus], atMost limit: Int = .max) -> String {
    let names = statuses.map { units[$0.obligation.unit]?.name ?? $0.obligation.unit }
    let shown = names.prefix(limit).joined(separator: language == .chinese ? "、" : ", ")
    guard names.count > limit else { return shown }
    return shown
      + LocalizedText("等 \(names.count) 个", en: " and \(names.count - limit) more")[language]
  }

  private func words(_ state: ReturnState) -> String {
    let text =
      switch state {
      case .notDue: LocalizedText("未到期", en: "not due")
      case .due: LocalizedText("待报", en: "due")
      case .received(let filed):
        LocalizedText("收到 \(filed.receivedAt)", en: "received \(filed.receivedAt)")
      case .late(let filed): LocalizedText("迟报 \(filed.receivedAt)", en: "late \(filed.receivedAt)")
      case .returned(let filed):
        LocalizedText("退回待更正 \(filed.receivedAt)", en: "to be corrected \(filed.receivedAt)")
      case .nilReturn(let reason): LocalizedText("空表：\(reason)", en: "nil: \(reason)")
      case .missing: LocalizedText("未报", en: "missing")
      }
    return text[language]
  }

  private static func parts(
    _ state: ReturnState
  ) -> (name: String, filed: FiledSubmission?, reason: String?) {
    switch state {
    case .notDue: ("not-due", nil, nil)
    case .due: ("due", nil, nil)
    case .received(let filed): ("received", filed, nil)
    case .late(let filed): ("late", filed, nil)
    case .returned(let filed): ("returned", filed, nil)
    case .nilReturn(let reason): ("nil", nil, reason)
    case .missing: ("missing", nil, nil)
    }
  }
}

/// How many returns stand where.
private struct StateCounts {
  private var received = 0
  private var late = 0
  private var returned = 0
  private var nilReturns = 0
  private var due = 0
  private var missing = 0

  init(_ statuses: [ReturnStatus]) {
    for status in statuses {
      switch status.state {
      case .notDue: break
      case .due: due += 1
      case .received: received += 1
      case .late: late += 1
      case .returned: returned += 1
      case .nilReturn: nilReturns += 1
      case .missing: missing += 1
      }
    }
  }

  static func names(_ language: Language) -> [String] {
    [
      LocalizedText("按时", en: "in time"), LocalizedText("迟报", en: "late"),
      LocalizedText("退回", en: "returned"), LocalizedText("空表", en: "nil"),
      LocalizedText("待报", en: "due"), LocalizedText("未报", en: "missing"),
    ].map { $0[language] }
  }

  var numbers: [String] { [received, late, returned, nilReturns, due, missing].map { String($0) } }
}
