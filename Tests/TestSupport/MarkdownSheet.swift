public import Spreadsheet

/// A piece of a worksheet as a test shows it: a Markdown table with the letters of the columns in
/// its head and the number of the row in front of each line, as a spreadsheet program shows them.
///
///     MarkdownSheet("""
///       |   | B        | C    |
///       | 4 | 户主姓名 | 张三 |
///       | 5 | 家庭人口数 | ⟦五十⟧ |
///       """)
///
/// A cell that is left empty in the table stays as it is on the sheet; `∅` empties it. A text is a
/// text; `=12.5` is a number, `{2023-08-01}` a date, `#REF!` an error value, `⊥` a formula that was
/// never calculated. What stands in `⟦…⟧` is where a finding must appear.
public struct MarkdownSheet: Hashable, Sendable {
  /// The cells that the table sets; `nil` empties a cell.
  public var cells: [CellReference: CellValue?] = [:]
  /// The marked cells in the order of the table.
  public var marks: [CellReference] = []

  /// Reads a table.
  public init(_ markdown: String) {
    var columns: [Int] = []
    for line in markdown.split(separator: "\n") {
      let parts = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst()
        .dropLast()
        .map { $0.trimmed }
      guard !parts.isEmpty, !parts.allSatisfy({ $0.allSatisfy { $0 == "-" } && !$0.isEmpty }) else {
        continue
      }
      if columns.isEmpty {
        columns = parts.dropFirst().map { CellReference("\($0)1")?.column ?? 0 }
        continue
      }
      guard let row = Int(parts[0]) else { continue }
      for (column, text) in zip(columns, parts.dropFirst()) where !text.isEmpty {
        let reference = CellReference(row, column)
        var text = text
        if text.hasPrefix("⟦"), text.hasSuffix("⟧") {
          marks.append(reference)
          text = String(text.dropFirst().dropLast())
          if text.isEmpty { continue }
        }
        cells[reference] = .some(Self.value(text))
      }
    }
  }

  /// A sheet with the table's cells written over its own.
  public func written(over sheet: Worksheet) -> Worksheet {
    var byReference = Dictionary(
      sheet.cells.map { ($0.reference, $0) },
      uniquingKeysWith: { _, last in last }
    )
    for (reference, value) in cells { byReference[reference] = value.map { Cell(reference, $0) } }
    return sheet.holding(Array(byReference.values))
  }

  /// The value that a cell's text in the table stands for; `nil` for an emptied cell.
  static func value(_ text: String) -> CellValue? {
    switch text {
    case "∅": return nil
    case "⊥": return .emptyFormula
    case "␣": return .text(" ")
    default: break
    }
    if text.hasPrefix("="), let number = Double(text.dropFirst()) {
      return .number(CellNumber(number, rawText: String(text.dropFirst())))
    }
    if text.hasPrefix("{"), let date = CalendarDate(iso: text.dropFirst().dropLast()) {
      return .date(SerialDate(date))
    }
    if text.hasPrefix("#"), text.hasSuffix("!") { return .error(text) }
    return .text(text.replacing("↵", with: "\n"))
  }
}

extension Substring {
  /// The text without blanks at its ends.
  fileprivate var trimmed: String {
    var text = drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
