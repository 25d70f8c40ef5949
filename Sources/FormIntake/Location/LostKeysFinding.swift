import Findings
import Spreadsheet

/// The findings about a sheet whose hidden keys were deleted.
enum LostKeysFinding {
  static let names = LocalizedText("名称", en: "defined names")
  static let labels = LocalizedText("表头文字", en: "its labels")

  static func keysLost(_ sheet: String, _ means: LocalizedText) -> Finding {
    Finding(
      "keys.lost",
      .warning,
      at: Location(sheet: sheet),
      message: LocalizedText(
        "隐藏的识别行或识别列已被删除，改按\(means.chinese)识别，请核对导入结果",
        en: "The hidden keys were deleted; the sheet was read by \(means.english): check the result"
      ),
      fix: keep
    )
  }

  /// Rows that were told by their labels on a sheet where other rows have keys.
  static func rowsLost(_ sheet: String, _ rows: ClosedRange<Int>) -> Finding {
    let numbers = MovedFinding.numbers(rows)
    return Finding(
      "keys.lost",
      .warning,
      at: Location(sheet: sheet, cell: "\(rows.lowerBound):\(rows.upperBound)"),
      message: LocalizedText(
        "第 \(numbers) 行的识别列被覆盖或删除，改按表头文字识别，请核对导入结果",
        en: "Rows \(numbers) lost their keys; they were read by their labels: check the result"
      ),
      fix: keep
    )
  }

  /// Columns that were told by their labels on a sheet where other columns have keys.
  static func columnsLost(_ sheet: String, _ columns: [Int]) -> Finding {
    let letters = columns.map { CellReference.letters(ofColumn: $0) }
    return Finding(
      "keys.lost",
      .warning,
      at: Location(sheet: sheet),
      message: LocalizedText(
        "第 \(letters.joined(separator: "、")) 列的识别行被覆盖或删除，改按表头文字识别，请核对导入结果",
        en: "Columns \(letters.joined(separator: ", ")) were read by their labels: check the result"
      ),
      fix: keep
    )
  }

  private static let keep = LocalizedText(
    "核对无误即可；下次请不要删除第一行和第一列",
    en: "Check the records; next time keep row 1 and column A"
  )

  /// Rows that look like a part of the form but could not be told.
  static func unrecognised(_ sheet: String, _ range: CellRange) -> Finding {
    let numbers = MovedFinding.numbers(range.rows)
    return Finding(
      "rows.unrecognised",
      .error,
      at: Location(sheet: sheet, cell: range.description),
      message: LocalizedText(
        "第 \(numbers) 行像是表格的一部分，但识别列被覆盖，未能导入",
        en: "Rows \(numbers) look like a part of the form, but their keys were lost: not imported"
      ),
      fix: LocalizedText(
        "从原表复制整行（含隐藏的第一列）插回原处再填写，或用原表重新填写",
        en: "Copy whole rows from the original form, hidden column A too, or fill it in again"
      )
    )
  }
}
