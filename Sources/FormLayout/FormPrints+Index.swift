public import Spreadsheet

extension FormPrints {
  /// Whether a cell of 目录 is as the generator prints it: head rows, names and numbers of records
  /// in columns C and D, a state in E, counts in B, F and G, the result of the checks in H.
  ///
  /// - Parameter cell: a cell of the sheet.
  /// - Returns: `false` for what somebody wrote there.
  public static func isIndexCell(_ cell: Cell) -> Bool {
    guard cell.reference.row > 4 else { return cell.reference.column <= 8 }
    switch cell.reference.column {
    case 3, 4: return !cell.hasFormula
    case 5:
      if case .text(let text) = cell.value { return ["已填", "未填", "未填完"].contains(text) }
      return cell.value == .emptyFormula
    case 8:
      if case .text(let text) = cell.value {
        return ["", "有问题", IndexSheet.right].contains(text)
      }
      return cell.value == .emptyFormula
    case 2, 6, 7:
      if case .number = cell.value { return true }
      return cell.value == .emptyFormula
    default: return false
    }
  }
}
