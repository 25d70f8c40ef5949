import Findings
import FormDefinitions
import Foundation

/// A column of figures of a roll-up.
struct RollupColumn: Hashable, Sendable {
  /// Where a figure comes from.
  enum Source: Hashable, Sendable {
    /// A count.
    case count(Int)
    /// The records or rows in which a field is not given.
    case blank(rows: Int, given: Int)
    /// A sum.
    case sum(Int)
    /// The quotient of two sums, rounded.
    case quotient(of: Int, by: Int)
    /// A weighted mean, rounded.
    case mean(TallyPlan.Mean)
  }

  /// The field's label.
  let heading: String
  /// What of the field: a code's label, 是, the unit; empty where the heading says it all.
  let item: String
  let source: Source
  /// The decimal places that are shown.
  var places = 0
  /// Whether the figure is an amount of money.
  var isMoney = false

  /// The figure of a row; nothing where there is none, as a mean of no records.
  func value(of tally: Tally) -> Decimal? {
    switch source {
    case .count(let place): Decimal(tally.counts[place])
    case .blank(let rows, let given): Decimal(tally.counts[rows] - tally.counts[given])
    case .sum(let place): tally.sums[place].value
    case .quotient(let one, let other): quotient(tally.sums[one], tally.sums[other])
    case .mean(let mean): quotient(tally.sums[mean.products], tally.sums[mean.weights])
    }
  }

  private func quotient(_ one: ExactSum, _ other: ExactSum) -> Decimal? {
    let divisor = other.value
    return divisor == 0 ? nil : (one.value / divisor).rounded(to: places)
  }
}

extension Rollup {
  /// A record's or a table's columns, field by field.
  struct Block: Sendable {
    /// The table; nothing for the record.
    let table: TableDefinition?
    /// The columns, those of a field together.
    let fields: [[RollupColumn]]
  }

  /// More codes than these are listed only where they occur.
  static let listedCodes = 12

  /// The columns of the record and of each table, as the definition and the records give them.
  func blocks(_ language: Language) -> [Block] {
    plan.scopes.map { scope in
      let count = RollupColumn(
        heading: scope.table?.label ?? LocalizedText("记录数", en: "records")[language],
        item: scope.table == nil ? form.record : LocalizedText("行", en: "rows")[language],
        source: .count(scope.rows)
      )
      return Block(
        table: scope.table,
        fields: [[count]]
          + scope.entries.map { columns($0, in: scope, language) }.filter { !$0.isEmpty }
      )
    }
  }

  private func columns(
    _ entry: TallyPlan.Entry,
    in scope: TallyPlan.Scope,
    _ language: Language
  ) -> [RollupColumn] {
    let field = entry.field
    func column(_ item: String, _ source: RollupColumn.Source) -> RollupColumn {
      RollupColumn(heading: field.label, item: item, source: source)
    }
    let total = rows.last?.tally
    switch entry.slot {
    case .yes(let count):
      return [column(LocalizedText("是", en: "yes")[language], .count(count))]
    case .codes(let first, let labels):
      let codes = form.codeList(of: field)?.codes ?? []
      func occurs(_ place: Int) -> Bool { total.map { $0.counts[place] > 0 } ?? false }
      var columns = codes.indices.filter {
        codes.count <= Self.listedCodes || occurs(first + $0)
      }.map { column(codes[$0].label, .count(first + $0)) }
      if occurs(first + labels.count) {
        columns.append(
          column(
            LocalizedText("不在代码表", en: "not in the list")[language],
            .count(first + labels.count)
          )
        )
      }
      let blank = RollupColumn.Source.blank(rows: scope.rows, given: entry.given)
      let unfilled = column(LocalizedText("未填", en: "blank")[language], blank)
      if let total, unfilled.value(of: total) ?? 0 > 0 { columns.append(unfilled) }
      return columns
    case .number(let sum):
      var number = column(field.unit ?? "", .sum(sum))
      number.isMoney = field.type == .money
      number.places = number.isMoney ? 2 : field.type == .integer ? 0 : places(ofSum: sum)
      switch entry.total {
      case .sum: return [number]
      case .quotient(let one, let other, let places):
        guard let one = sumPlace(one, in: scope), let other = sumPlace(other, in: scope) else {
          return []
        }
        number = column(field.unit ?? "", .quotient(of: one, by: other))
        number.places = places ?? 2
        number.isMoney = field.type == .money
        return [number]
      case .mean:
        guard let mean = scope.means.first(where: { $0.value == sum }) else { return [] }
        number = column(field.unit ?? "", .mean(mean))
        number.places = 2
        number.isMoney = field.type == .money
        return [number]
      case .none?, nil: return []
      }
    }
  }

  private func sumPlace(_ id: String, in scope: TallyPlan.Scope) -> Int? {
    scope.entries.lazy.compactMap { entry in
      if case .number(let sum) = entry.slot, entry.field.id == id { sum } else { nil }
    }.first
  }

  /// The decimal places that the sums of a field need.
  private func places(ofSum sum: Int) -> Int {
    rows.map { row in
      let parts = row.tally.sums[sum].value.description.split(separator: ".", maxSplits: 1)
      return parts.count == 2 ? parts[1].count : 0
    }.max() ?? 0
  }
}
