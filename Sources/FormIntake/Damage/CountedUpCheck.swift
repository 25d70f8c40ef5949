import Findings
import FormDefinitions
import Spreadsheet

/// Finds identity and telephone numbers that count up from cell to cell, as dragging a cell's corner
/// fills them in.
///
/// | code | severity | fault |
/// | --- | --- | --- |
/// | `identity-number.counted-up` | error | only the first of the numbers may be right |
/// | `mobile-number.counted-up` | confirm | the numbers are possible, and yet unlikely |
struct CountedUpCheck: DamageCheck {
  /// The number of cells from which on counting up is no chance.
  ///
  /// Of two numbers the second may be a slip of the keyboard, and two telephones may be bought
  /// together. Three numbers of 11 digits that differ by 1 are not drawn by chance in a village.
  private let enough = 3

  func damages(_ columns: [DataColumn], _ context: CheckContext) -> [Damage] {
    columns.flatMap { column -> [Damage] in
      switch column.field.type {
      case .identityNumber, .mobileNumber:
        runs(column.entries, atLeast: column.field.type == .identityNumber ? 15 : 11).map {
          damage($0, column, context)
        }
      default: []
      }
    }
  }

  /// The stretches of neighbouring cells whose numbers, of some digits at least, grow by 1.
  private func runs(
    _ entries: [DataColumn.Entry],
    atLeast digits: Int
  ) -> [ArraySlice<DataColumn.Entry>] {
    let smallest = (1..<digits).reduce(UInt64(1)) { product, _ in product * 10 }
    var runs: [ArraySlice<DataColumn.Entry>] = []
    var start = 0
    var previous: UInt64?
    for (index, entry) in entries.enumerated() {
      let number = entry.cell.digits.flatMap { $0 >= smallest ? $0 : nil }
      let goesOn =
        index > 0 && entry.cell.isBelow(entries[index - 1].cell)
        && previous.flatMap { last in number.map { $0 &- 1 == last } } ?? false
      if !goesOn {
        if index - start >= enough { runs.append(entries[start..<index]) }
        start = index
      }
      previous = number
    }
    if entries.count - start >= enough { runs.append(entries[start...]) }
    return runs
  }

  private func damage(
    _ run: ArraySlice<DataColumn.Entry>,
    _ column: DataColumn,
    _ context: CheckContext
  ) -> Damage {
    let first = run[run.startIndex]
    let last = run[run.endIndex - 1]
    let isIdentity = column.field.type == .identityNumber
    let label = column.field.label
    let range = first.cell.range(to: last.cell)
    let finding = Finding(
      isIdentity ? "identity-number.counted-up" : "mobile-number.counted-up",
      isIdentity ? .error : .confirm,
      at: Location(sheet: context.sheets[first.cell.sheet], cell: range.description),
      field: column.id,
      record: first.record,
      value: [first, last].compactMap { CheckContext.seen($0.cell) }.joined(separator: " … "),
      message: isIdentity
        ? LocalizedText(
          "这 \(run.count) 格的“\(label)”逐格加 1，是向下拖动填充出来的，除第一格外都不是真号码",
          en: "These \(run.count) numbers count up by 1: they were filled in by dragging, "
            + "and none but the first is real"
        )
        : LocalizedText(
          "这 \(run.count) 格的“\(label)”逐格加 1，像是向下拖动填充出来的",
          en: "These \(run.count) numbers count up by 1, as if they were filled in by dragging"
        ),
      fix: isIdentity
        ? LocalizedText(
          "从 \(CellReference(range.first.row + 1, range.first.column)) 起，逐人对照身份证或户口簿重新填写；不要拖动单元格右下角",
          en: "Type each number anew from the identity card; do not drag the corner of a cell"
        )
        : LocalizedText(
          "逐户核对，不对的重新填写；确是连号的，确认并写明原因",
          en: "Check each number and type it anew, or confirm it with the reason"
        ),
      related: [first, last].compactMap { context.location($0.cell) },
      count: run.count
    )
    var damage = Damage(finding: finding)
    for entry in run.dropFirst(isIdentity ? 1 : 0) {
      guard let place = context.location(entry.cell) else { continue }
      damage.explains[place] = .code(isIdentity ? "identity-number." : "mobile-number.repaired")
    }
    return damage
  }
}
