import Findings

/// Findings about rows and columns that do not stand where they were printed.
enum MovedFinding {
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
