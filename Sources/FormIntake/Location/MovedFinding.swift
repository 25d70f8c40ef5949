import Findings

/// Findings about rows and columns that do not stand where they were printed.
enum MovedFinding {
  static func contradiction(
    _ place: Location,
    field: String,
    was label: String,
    says other: String
  ) -> Finding {
    Finding(
      "column.contradiction",
      .error,
      at: place,
      field: field,
      message: LocalizedText(
        "这一列的表头是“\(other)”，位置却是“\(label)”的，分不清填的是哪一项",
        en: "The heading says ‘\(other)’, the column is that of ‘\(label)’"
      ),
      fix: LocalizedText(
        "把表头改回“\(label)”，并核对这一列的内容；要换列请整列（含隐藏的第一行）移动",
        en: "Restore the heading and check the column; move whole columns only"
      )
    )
  }

  /// The numbers of rows as they are written in a message.
  static func numbers(_ rows: ClosedRange<Int>) -> String {
    rows.count == 1 ? "\(rows.lowerBound)" : "\(rows.lowerBound)～\(rows.upperBound)"
  }

  static func rows(_ sheet: String, rows: ClosedRange<Int>) -> Finding {
    Finding(
      "rows.moved",
      .note,
      at: Location(sheet: sheet, cell: "\(rows.lowerBound):\(rows.upperBound)"),
      message: LocalizedText(
        "第 \(rows.lowerBound)～\(rows.upperBound) 行的次序与发出时不同，已按原位置识别",
        en: "Rows \(rows.lowerBound)–\(rows.upperBound) were moved; they were read by their keys"
      ),
      fix: LocalizedText("不必处理", en: "Nothing to do")
    )
  }

  static func columns(_ sheet: String) -> Finding {
    Finding(
      "columns.moved",
      .note,
      at: Location(sheet: sheet),
      message: LocalizedText(
        "列的次序与发出时不同，已按原位置识别",
        en: "Columns were moved; they were read by their keys"
      ),
      fix: LocalizedText("不必处理", en: "Nothing to do")
    )
  }
}
