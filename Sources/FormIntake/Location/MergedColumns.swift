import Findings
import FormDefinitions
import Spreadsheet

/// The cells of a list that a village merged over several rows: the value counts for each of them.
///
/// Spreadsheet programs keep the value of a merged range in its first cell alone, while everybody
/// reads it as standing beside all of its rows.
struct MergedColumns {
  private var values: [CellReference: CellValue] = [:]
  /// A note for each merged range.
  private(set) var findings: [Finding] = []

  init(_ worksheet: Worksheet, columns: Set<Int>, below header: Int) {
    for range in worksheet.mergedRanges {
      guard range.rows.count > 1, range.rows.count <= 2_000, range.first.row > header,
        columns.contains(range.first.column), let value = worksheet[range.first]?.value
      else { continue }
      for row in range.rows.dropFirst() {
        values[CellReference(row, range.first.column)] = value
      }
      findings.append(
        Finding(
          "cell.merged",
          .note,
          at: Location(sheet: worksheet.name, cell: range.first.description),
          message: LocalizedText(
            "\(range) 被合并成一格，其中每一行都按同一内容记录",
            en: "\(range) was merged; its value counts for each of its rows"
          ),
          fix: LocalizedText("不必处理；请尽量不要合并单元格", en: "Nothing to do; better not to merge cells")
        )
      )
    }
  }

  /// The value that a merged range gives to a cell below its first, one-based row and column.
  func value(row: Int, column: Int) -> CellValue? {
    values.isEmpty ? nil : values[CellReference(row, column)]
  }
}
