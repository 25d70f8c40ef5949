import FormDefinitions
import FormLayout
import Spreadsheet

extension Cell {
  /// The cell's text as labels are compared; `nil` when it holds no text.
  var labelKey: String? {
    if case .text(let text) = value { LabelText.key(text) } else { nil }
  }

  /// Whether the cell's text is one of some labels, given as labels are compared.
  func isLabel(among labels: Set<String>) -> Bool {
    guard case .text(let text) = value else { return false }
    // What a label is compared by is compared by itself, so most texts need no folding.
    return labels.contains(text) || labels.contains(LabelText.key(text))
  }

  /// Whether the cell says that its row is a subtotal.
  var isSubtotal: Bool {
    guard let key = labelKey, key.count <= 8 else { return false }
    return ["合计", "小计", "总计", "共计", "累计"].contains { key == $0 || key.hasPrefix($0) }
      || ["合计", "小计", "总计"].contains { key.hasSuffix($0) }
  }

  /// Whether the cell holds no words: a number, or a text that is one.
  var isNumeric: Bool {
    switch value {
    case .number, .emptyFormula, .error: true
    case .text(let text):
      text.unicodeScalars.allSatisfy { scalar in
        scalar.isWhiteSpace || ("0"..."9").contains(scalar.halfWidth)
          || [",", ".", "，", "-", "元", "人", "户"].contains(scalar)
      }
    case .date, .boolean, .picture: false
    }
  }

  /// Whether the cell holds the line with the form's number, revision and code.
  var isIdentityLine: Bool { labelKey?.contains("识别码:") ?? false }

  /// Whether the cell holds a running number: a number, or a text of digits and points.
  var isOrdinal: Bool {
    switch value {
    case .number, .emptyFormula: true
    case .text(let text):
      text.unicodeScalars.allSatisfy { scalar in
        scalar.isWhiteSpace || ("0"..."9").contains(scalar.halfWidth)
          || ["、", ".", "．", ")", "）"].contains(scalar)
      }
    default: false
    }
  }

  /// Whether the cell holds nothing to look at: text of white space only.
  var isEmptyText: Bool {
    if case .text(let text) = value { text.allSatisfy(\.isWhitespace) } else { false }
  }
}

extension SheetStamp {
  /// Whether a cell holds a sheet's stamp.
  static func isStamp(_ cell: Cell) -> Bool {
    guard case .text(let text) = cell.value, text.hasPrefix("tianbao1|") else { return false }
    return SheetStamp(text) != nil
  }
}

extension Sequence<Cell> {
  /// Whether the cells are a row of subtotals: a word such as 合计, and numbers only beside it.
  ///
  /// A household whose remark says 共计3人 has a name and a number of its own, and stays one.
  var isSubtotalRow: Bool {
    contains(where: \.isSubtotal) && filter { !$0.isSubtotal }.allSatisfy(\.isNumeric)
  }
}
