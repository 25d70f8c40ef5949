import FormDefinitions
import FormLayout
import Spreadsheet

extension Cell {
  /// The cell's text as labels are compared; `nil` when it holds no text.
  var labelKey: String? {
    if case .text(let text) = value { LabelText.key(text) } else { nil }
  }

  /// Whether the cell says that its row is a subtotal.
  var isSubtotal: Bool {
    guard let key = labelKey, key.count <= 8 else { return false }
    return ["合计", "小计", "总计", "共计", "累计"].contains { key == $0 || key.hasPrefix($0) }
      || ["合计", "小计", "总计"].contains { key.hasSuffix($0) }
  }

  /// Whether the cell holds a running number, or nothing.
  var isOrdinal: Bool {
    switch value {
    case .text(let text): text.allSatisfy { $0.isNumber || $0.isWhitespace || $0.isPunctuation }
    case .number, .emptyFormula: true
    default: false
    }
  }

  /// Whether the cell holds a number as long as that of a person, whatever became of its digits.
  var isLongNumber: Bool {
    switch value {
    case .text(let text): text.unicodeScalars.count { ("0"..."9").contains($0) } >= 15
    case .number(let number): number.value >= 1e14
    default: false
    }
  }

  /// Whether the cell holds nothing to look at: text of white space only.
  var isEmptyText: Bool {
    if case .text(let text) = value { text.allSatisfy(\.isWhitespace) } else { false }
  }
}

extension Sequence<Cell> {
  /// Whether the cells of a row are subtotals: one of them says so, and nobody is named by number.
  ///
  /// A remark such as 共计3人 makes no subtotal of the household that it stands beside.
  var isSubtotalRow: Bool { contains(where: \.isSubtotal) && !contains(where: \.isLongNumber) }
}

extension SheetStamp {
  /// Whether a cell holds a sheet's stamp.
  static func isStamp(_ cell: Cell) -> Bool {
    guard case .text(let text) = cell.value, text.hasPrefix("tianbao1|") else { return false }
    return SheetStamp(text) != nil
  }
}
