import Findings
import Foundation
import FormDefinitions
import Spreadsheet

/// Finds amounts in 万元 where 元 is asked.
///
/// The neighbours are the same field of the other records. Amounts of the same household in the last
/// period say more; they belong beside the median below, once the importer is given them.
///
/// | code | severity | fault |
/// | --- | --- | --- |
/// | `money.scale` | confirm | about 10,000 times smaller or larger than its neighbours, or a column of small fractions |
struct MoneyScaleCheck: DamageCheck {
  /// The number of amounts from which on a column has a middle to compare with.
  private let enough = 5
  /// How far from 10,000 times an amount may be: a little over a factor of 3 either way, so that the
  /// range between is 10,000 times at the scale of orders of magnitude and nothing else.
  private let factors: ClosedRange<Double> = 3_000...33_000
  /// Below this a year's income or expense in 元 is none.
  private let smallest = 100.0

  func damages(_ columns: [DataColumn], _ context: CheckContext) -> [Damage] {
    columns.flatMap { column -> [Damage] in
      guard column.table == nil, column.field.type == .money,
        column.field.computed == nil, column.field.unit ?? "元" == "元"
      else { return [] }
      let amounts = column.entries.compactMap {
        entry -> (entry: DataColumn.Entry, value: Double)? in
        guard case .value(.number(let number)) = entry.state, number > 0 else { return nil }
        return (entry, NSDecimalNumber(decimal: number).doubleValue)
      }
      guard amounts.count >= enough else { return [] }
      let middle = Self.median(amounts.map(\.value))
      let hasFractions = amounts.count { $0.value != $0.value.rounded() } * 2 > amounts.count
      if hasFractions, amounts.allSatisfy({ $0.value < smallest }) {
        return amounts.map { damage($0.entry, column, context, Self.all) }
      }
      return amounts.compactMap { entry, value in
        if factors.contains(middle / value) {
          damage(entry, column, context, Self.small)
        } else if factors.contains(value / middle) {
          damage(entry, column, context, Self.large)
        } else {
          nil
        }
      }
    }
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted[sorted.count / 2]
  }

  private static let small = LocalizedText(
    "比其他户小一万倍左右，可能是按“万元”填的，这里应填“元”",
    en: "About 10,000 times smaller than in the other records: 万元 instead of 元?"
  )
  private static let large = LocalizedText(
    "比其他户大一万倍左右，可能多写了四个零",
    en: "About 10,000 times larger than in the other records: four zeros too many?"
  )
  private static let all = LocalizedText(
    "这一项的金额都不到 100 元，还带小数，可能是按“万元”填的，这里应填“元”",
    en: "All amounts of this field are fractions below 100: 万元 instead of 元?"
  )

  /// One finding a cell, all in the same words: reports join them.
  private func damage(
    _ entry: DataColumn.Entry,
    _ column: DataColumn,
    _ context: CheckContext,
    _ message: LocalizedText
  ) -> Damage {
    let finding = Finding(
      "money.scale",
      .confirm,
      at: context.location(entry.cell),
      field: column.id,
      record: entry.record,
      value: CheckContext.seen(entry.cell),
      message: message,
      fix: LocalizedText(
        "核对后改成以“元”为单位的金额；确是这个数的，确认并写明原因",
        en: "Write the amount in 元, or confirm it with the reason"
      )
    )
    return Damage(finding: finding, isDoubt: true)
  }
}
