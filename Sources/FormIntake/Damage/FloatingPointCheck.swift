import Findings
import FormDefinitions
import Spreadsheet

/// Finds columns of identity numbers that a program computed as binary floating point and wrote back
/// as digits: 411003197005010135 comes out as 411003197005010112.
///
/// | code | severity | fault |
/// | --- | --- | --- |
/// | `identity-number.floating-point` | error, confirm | the last two or three digits were rounded; asked where the number is possible all the same |
struct FloatingPointCheck: DamageCheck {
  /// The number of wrong identity numbers from which on rounding is no chance.
  ///
  /// Between 2^56 and 2^60, where all of them lie, a double keeps every 16th to 128th number. Three
  /// slips of the keyboard that all hit one of these are rarer than one in 4,000.
  private let enough = 3

  func damages(_ columns: [DataColumn], _ context: CheckContext) -> [Damage] {
    columns.flatMap { column -> [Damage] in
      guard column.field.type == .identityNumber else { return [] }
      let wrong = column.entries.filter { $0.state == .unreadable && $0.cell.isWholeNumber }
      let rounded = wrong.filter { $0.cell.isRoundedToDouble }
      guard rounded.count >= enough, rounded.count * 5 >= wrong.count * 4 else { return [] }
      // One rounded number in eleven passes the checksum: right by itself, doubtful where most of the
      // column was rounded. Elsewhere it is one of the honest numbers that a double happens to hold.
      let whole = column.entries.filter { $0.cell.isWholeNumber }
      let exact = whole.filter { $0.cell.isRoundedToDouble }
      let lucky =
        exact.count * 2 > whole.count ? exact.filter { $0.state != .unreadable } : []
      return rounded.map { damage($0, column, context, isCertain: true) }
        + lucky.map { damage($0, column, context, isCertain: false) }
    }
  }

  /// One finding a cell, all in the same words: reports join them.
  private func damage(
    _ entry: DataColumn.Entry,
    _ column: DataColumn,
    _ context: CheckContext,
    isCertain: Bool
  ) -> Damage {
    let place = context.location(entry.cell)
    let finding = Finding(
      "identity-number.floating-point",
      isCertain ? .error : .confirm,
      at: place,
      field: column.id,
      record: entry.record,
      value: CheckContext.seen(entry.cell),
      message: isCertain
        ? LocalizedText(
          "号码被别的程序当成数字处理过，末两三位已被改动，无法恢复",
          en: "A program took the number for an amount and rounded its last digits for good"
        )
        : LocalizedText(
          "同列的号码被别的程序当成数字处理过，这个号码的末两三位也可能变了",
          en: "A program rounded other numbers of this column; this one may be rounded too"
        ),
      fix: LocalizedText(
        "对照身份证或户口簿重新填写；从别的系统导出时，把号码一列设为“文本”",
        en: "Type it anew from the identity card; export the column as text"
      )
    )
    return Damage(
      finding: finding,
      explains: place.map { [$0: .code("identity-number.")] } ?? [:]
    )
  }
}

extension LocatedCell {
  /// Whether the cell holds 18 digits as text, and not those that Excel leaves (15 and 000).
  fileprivate var isWholeNumber: Bool {
    guard case .text = value, let digits else { return false }
    return digits >= 100_000_000_000_000_000 && digits < 1_000_000_000_000_000_000
      && digits % 1000 != 0
  }

  /// Whether binary floating point holds the number exactly.
  fileprivate var isRoundedToDouble: Bool {
    digits.map { UInt64(exactly: Double($0)) == $0 } ?? false
  }
}
