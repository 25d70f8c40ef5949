/// The layout of the sheet 退回意见, which the annotation writes and the importer reads.
///
/// A stamp in a hidden cell says that the sheet is ours, whatever its tab is called. Beside it, in
/// the same hidden column, each remark's row has its key and the rows behind the last remark what
/// the next annotation must remember. All of it is text in cells, which every program keeps.
public enum RemarkSheet {
  /// The name on the tab, unless the workbook has another sheet of that name.
  public static let name = "退回意见"
  /// The text of the hidden cell in the sheet's first row and column.
  public static let stamp = "tianbao-remarks|1"
  /// What begins a remark's key in the hidden column.
  public static let keyPrefix = "key|"
  /// What begins a row that the annotation remembers things in.
  public static let memoryPrefix = "memory|"
  /// The answer that says that a value is right as it stands.
  public static let confirming = "属实"
  /// The answer that says that a value was corrected.
  public static let corrected = "已改"

  /// The columns, numbered as in a sheet into which nobody has inserted another.
  public enum Column: Int, CaseIterable, Sendable {
    case key = 1
    case number
    case severity
    case sheet
    case place
    case field
    case value
    case message
    case fix
    case answer
    case reason
  }

  /// The one-based row of the headings.
  public static let headingRow = 4

  /// Whether a worksheet is one that the annotation wrote.
  public static func isRemarkSheet(_ worksheet: Worksheet) -> Bool {
    origin(of: worksheet) != nil
  }

  /// The cell with the stamp; it stands in A1 unless somebody inserted rows or columns.
  private static func origin(of worksheet: Worksheet) -> CellReference? {
    for cell in worksheet.cells.prefix(64) where cell.reference.row <= 12 {
      if cell.value == .text(stamp) { return cell.reference }
    }
    return nil
  }

  /// What a village wrote beside a remark.
  public struct Answer: Hashable, Sendable {
    /// The remark's key.
    public var key: String
    /// The answer as it stands in the cell.
    public var answer: String
    /// The reason as it stands in the cell.
    public var reason: String
    /// Where the answer stands, or would.
    public var cell: CellReference

    /// Creates an answer.
    public init(key: String, answer: String, reason: String, cell: CellReference) {
      self.key = key
      self.answer = answer
      self.reason = reason
      self.cell = cell
    }
  }

  /// The rows of a worksheet in which something was answered, in the sheet's order.
  public static func answers(in worksheet: Worksheet) -> [Answer] {
    rows(of: worksheet).compactMap { row, key in
      let answer = text(worksheet, row, .answer)
      let reason = text(worksheet, row, .reason)
      guard !answer.isEmpty || !reason.isEmpty,
        let cell = place(worksheet, row, .answer)
      else { return nil }
      return Answer(key: key, answer: answer, reason: reason, cell: cell)
    }
  }

  /// What the annotation remembered in the sheet, without what marks it as such.
  public static func memory(of worksheet: Worksheet) -> [String] {
    guard let origin = origin(of: worksheet) else { return [] }
    return worksheet.cells.compactMap { cell in
      guard cell.reference.column == origin.column, case .text(let text) = cell.value,
        text.hasPrefix(memoryPrefix)
      else { return nil }
      return String(text.dropFirst(memoryPrefix.count))
    }
  }

  /// What a cell of the sheet is to the importer.
  public enum Role: Hashable, Sendable {
    /// The annotation printed it.
    case printed
    /// The village answered there.
    case answer
    /// The village wrote where no answer is expected.
    case foreign
  }

  /// What each cell of a worksheet is to the importer, in the order of its cells.
  public static func roles(in worksheet: Worksheet) -> [Role] {
    guard let origin = origin(of: worksheet) else {
      return worksheet.cells.map { _ in .foreign }
    }
    let remarkRows = Set(rows(of: worksheet).map(\.row))
    let lastHeading = origin.row + headingRow - 1
    return worksheet.cells.map { cell in
      let column = Column(rawValue: cell.reference.column - origin.column + 1)
      switch column {
      case nil: return .foreign
      case .key: return .printed
      case .answer, .reason:
        if cell.reference.row <= lastHeading { return .printed }
        return remarkRows.contains(cell.reference.row) ? .answer : .foreign
      default:
        let isOurs =
          cell.reference.row <= lastHeading || remarkRows.contains(cell.reference.row)
        return isOurs ? .printed : .foreign
      }
    }
  }

  /// The rows that hold remarks, with their keys.
  private static func rows(of worksheet: Worksheet) -> [(row: Int, key: String)] {
    guard let origin = origin(of: worksheet) else { return [] }
    return worksheet.cells.compactMap { cell in
      guard cell.reference.column == origin.column, case .text(let text) = cell.value,
        text.hasPrefix(keyPrefix)
      else { return nil }
      return (cell.reference.row, String(text.dropFirst(keyPrefix.count)))
    }
  }

  private static func place(
    _ worksheet: Worksheet,
    _ row: Int,
    _ column: Column
  ) -> CellReference? {
    origin(of: worksheet).flatMap {
      CellReference(row: row, column: $0.column + column.rawValue - 1)
    }
  }

  private static func text(_ worksheet: Worksheet, _ row: Int, _ column: Column) -> String {
    guard let cell = place(worksheet, row, column).flatMap({ worksheet[$0] }) else { return "" }
    switch cell.value {
    case .text(let text): return text.trimmingWhiteSpace
    case .number(let number): return number.rawText
    case .date(let date): return date.description
    case .boolean(let value): return value ? "TRUE" : "FALSE"
    case .error, .emptyFormula, .picture: return ""
    }
  }
}

extension String {
  /// The text without white space at its ends.
  fileprivate var trimmingWhiteSpace: String {
    let head = drop(while: \.isWhitespace)
    return head.lastIndex { !$0.isWhitespace }.map { String(head[...$0]) } ?? ""
  }
}
