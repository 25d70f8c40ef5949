import Findings
import FormDefinitions
import FormLayout
import Spreadsheet

/// Says what was read though a village does not see it: hidden or filtered rows, hidden columns,
/// hidden sheets.
///
/// | code | severity | fault |
/// | --- | --- | --- |
/// | `rows.hidden` | note | rows that are hidden, or filtered out, were read |
/// | `columns.hidden` | note | columns that somebody hid were read |
/// | `sheet.hidden` | note | a sheet that somebody hid was read |
struct HiddenContent {
  let worksheet: Worksheet
  let keys: KeyGrid

  var findings: [Finding] { [sheet, rows, columns].compactMap(\.self) }

  private var place: Location { Location(sheet: worksheet.name) }

  private static let nothing = LocalizedText(
    "不必处理；如不应报送请删除",
    en: "Nothing to do; delete it if it does not belong"
  )

  private var sheet: Finding? {
    guard worksheet.visibility != .visible else { return nil }
    return Finding(
      "sheet.hidden",
      .note,
      at: place,
      message: LocalizedText("这一页被隐藏，已照常读取", en: "This hidden sheet was read as well"),
      fix: Self.nothing
    )
  }

  private var rows: Finding? {
    let rows = worksheet.hiddenRows.filter { row in
      row != keys.keyRow
        && worksheet.cells(inRow: row).contains {
          !keys.isKey($0.reference) && !isCheck($0.reference.column) && !$0.isEmptyText
        }
    }
    guard !rows.isEmpty else { return nil }
    let list = Self.list(Self.runs(rows).map { MovedFinding.numbers($0) })
    return Finding(
      "rows.hidden",
      .note,
      at: place,
      message: worksheet.isFiltered
        ? LocalizedText(
          "筛选后没有显示的 \(rows.count) 行（第 \(list) 行），已一并读取",
          en: "Rows that a filter hides were read as well: \(list)"
        )
        : LocalizedText(
          "隐藏的 \(rows.count) 行（第 \(list) 行），已一并读取",
          en: "Hidden rows were read as well: \(list)"
        ),
      fix: Self.nothing,
      count: rows.count
    )
  }

  private var columns: Finding? {
    let columns = worksheet.hiddenColumns.filter { column in
      column != keys.keyColumn && keys.columns[column] != nil && !isCheck(column)
    }
    guard !columns.isEmpty else { return nil }
    let list = Self.list(
      Self.runs(columns).map { run in
        let ends = [run.lowerBound, run.upperBound].map { CellReference.letters(ofColumn: $0) }
        return run.count == 1 ? ends[0] : "\(ends[0])～\(ends[1])"
      }
    )
    return Finding(
      "columns.hidden",
      .note,
      at: place,
      message: LocalizedText(
        "隐藏的列（\(list) 列），已一并读取",
        en: "Hidden columns were read as well: \(list)"
      ),
      fix: Self.nothing,
      count: columns.count
    )
  }

  /// Whether a column is one of those with which the sheet checks itself, which we hide.
  private func isCheck(_ column: Int) -> Bool { keys.columns[column]?.isCheck ?? false }

  private static func list(_ texts: [String]) -> String {
    texts.prefix(6).joined(separator: "、") + (texts.count > 6 ? "…" : "")
  }

  /// Numbers as stretches without a gap.
  private static func runs(_ numbers: Set<Int>) -> [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for number in numbers.sorted() {
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    return runs
  }
}
