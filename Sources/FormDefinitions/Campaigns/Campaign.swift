public import Foundation
public import Spreadsheet

/// A round: what a document asks to be checked, by whom, by when, and what must be reported.
public struct Campaign: Hashable, Sendable {
  /// The identifier, kebab-case.
  public var id: String
  /// The document's title.
  public var title: String
  /// A short name.
  public var name: String
  /// The document, and what about the definition is ours.
  public var source: String
  /// The first and the last day of the round.
  public var days: ClosedRange<CalendarDate>
  /// The units that the document names, in its order.
  public var units: [UnitGroup]
  /// The figures that the document names.
  public var parameters: [CampaignParameter]
  /// The stages by time.
  public var stages: [Stage]
  /// The checklist by areas, in the document's order.
  public var areas: [ChecklistArea]
  /// What must be reported.
  public var returns: [Return]
  /// What about the document is unclear, missing or contradicts itself.
  public var notes: [CampaignNote]

  /// The numbered items of all areas.
  public var items: [ChecklistItem] { areas.flatMap(\.items) }

  /// The rows of the checklist that a unit answers, all of them for `nil`.
  ///
  /// An item for which the document names no units is everybody's.
  public func checklist(for groups: [UnitGroup]? = nil) -> [ChecklistRow] {
    let labels = groups.map { Set($0.map(\.label)) }
    return items.filter { item in
      guard let labels, !item.units.isEmpty else { return true }
      return !labels.isDisjoint(with: item.units)
    }.flatMap(\.rows)
  }

  /// The returns that a unit owes whatever the day.
  public func returns(of groups: [UnitGroup]) -> [Return] {
    let labels = Set(groups.map(\.label))
    return returns.filter { !labels.isDisjoint(with: $0.units) }
  }

  /// What a unit owes on a day: each return with the period that contains the day.
  ///
  /// - Parameters:
  ///   - groups: the groups that the unit belongs to.
  ///   - day: the day.
  /// - Returns: the returns in the definition's order.
  public func owed(by groups: [UnitGroup], on day: CalendarDate) -> [(Return, ReturnPeriod)] {
    returns(of: groups).compactMap { item in item.rhythm.period(on: day).map { (item, $0) } }
  }

  /// The groups that a unit belongs to: those that name it, and those of all units of its kind.
  ///
  /// - Parameters:
  ///   - name: the unit's name.
  ///   - kind: the unit's kind; `nil` to take it from the name where the document names the unit.
  /// - Returns: the groups in the document's order; empty if the round is not for such a unit.
  public func groups(ofUnit name: String, kind: UnitKind?) -> [UnitGroup] {
    let kind = kind ?? self.kind(ofUnit: name)
    return units.filter { group in
      group.isEveryUnit
        ? group.kind == kind && !group.exceptions.contains(name)
        : ([group.label] + group.aliases).contains(name)
    }
  }

  /// The kind of a unit that the document names; `nil` for any other.
  public func kind(ofUnit name: String) -> UnitKind? {
    units.first { !$0.isEveryUnit && ([$0.label] + $0.aliases).contains(name) }?.kind
  }
}

/// What a unit is.
public enum UnitKind: String, CaseIterable, Hashable, Sendable {
  /// A town, township, street office or management office (乡镇、街道、办事处).
  case town
  /// A department (部门、单位).
  case department
  /// A village or community (村、社区).
  case village
  /// A team that is sent to a village, or its members (驻村工作队).
  case team
  /// The office that leads the round.
  case office

  /// The kind of a unit as its code or its name tells; `nil` if they do not.
  ///
  /// - Parameters:
  ///   - code: the unit's code; of the 12 digits of a division code the last three are 000 for a
  ///     town.
  ///   - name: the unit's name.
  public init?(code: String, name: String) {
    if code.utf8.count == 12, code.utf8.allSatisfy({ (48...57).contains($0) }) {
      self = code.hasSuffix("000") ? .town : .village
      return
    }
    let endings: [(UnitKind, [String])] = [
      (.team, ["工作队"]),
      (.village, ["村", "社区", "村委会", "居委会"]),
      (.town, ["街道", "镇", "乡", "办事处", "街道办", "管理区"]),
      (.department, ["局", "办", "委", "站", "所", "中心", "办公室", "部", "院", "公司", "银行", "联"]),
    ]
    let found = endings.compactMap { kind, words in
      words.filter { name.hasSuffix($0) }.map(\.count).max().map { (kind: kind, length: $0) }
    }.max { $0.length < $1.length }
    guard let found else { return nil }
    self = found.kind
  }

  /// The kind in Chinese.
  public var chinese: String {
    switch self {
    case .town: "乡镇（街道）"
    case .department: "部门"
    case .village: "村（社区）"
    case .team: "驻村工作队"
    case .office: "领导小组办公室"
    }
  }
}

/// Units that a document names: one by its name, or every unit of a kind.
public struct UnitGroup: Hashable, Sendable {
  /// The name as in the document, such as 各街道 or 区财政局.
  public var label: String
  /// What the units are.
  public var kind: UnitKind
  /// Whether every unit of the kind is meant.
  public var isEveryUnit: Bool
  /// Other names of the same in the document.
  public var aliases: [String]
  /// The units of the kind that are not meant.
  public var exceptions: [String]
}

/// A figure that a document names.
public struct CampaignParameter: Hashable, Sendable {
  /// The identifier, snake_case.
  public var id: String
  /// What the figure is.
  public var title: String
  /// The figure.
  public var value: Decimal
  /// The figure's unit.
  public var unit: String
  /// Where it stands in the document.
  public var clause: String
  /// The document's words.
  public var quote: String
}

/// A stage of a round.
public struct Stage: Hashable, Sendable {
  /// The identifier, kebab-case.
  public var id: String
  /// The name as in the document.
  public var label: String
  /// The first and the last day.
  public var days: ClosedRange<CalendarDate>
  /// What is done, in the document's words.
  public var text: String
  /// Where it stands in the document.
  public var clause: String
}

/// What about a document is unclear, missing or contradicts itself.
public struct CampaignNote: Hashable, Sendable {
  /// Where in the document; empty for the whole.
  public var clause: String
  /// What is to be known.
  public var text: String
}
