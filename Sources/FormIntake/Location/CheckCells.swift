import FormDefinitions
import FormLayout
import Spreadsheet

/// Tells the cells with which a generated sheet checks itself, whatever they say by now.
///
/// Their values are never read. What a village types over them is its own, and is said.
struct CheckCells {
  private let keys: KeyGrid
  /// The columns, one-based, that look like ours although their keys are gone.
  private let unkeyed: Set<Int>

  init(_ worksheet: Worksheet, keys: KeyGrid) {
    self.keys = keys
    guard keys.keyRow == 0 || !keys.columns.values.contains(where: \.isCheck) else {
      unkeyed = []
      return
    }
    let label = LabelText.key(FormPrints.checkLabel)
    unkeyed = worksheet.hiddenColumns.union(
      worksheet.cells.lazy.filter { $0.labelKey == label }.map(\.reference.column)
    )
  }

  /// Whether a cell stands in one of our columns.
  func isColumn(_ cell: Cell) -> Bool {
    keys.columns[cell.reference.column]?.isCheck ?? false
  }

  /// Whether a cell is one of ours.
  func contains(_ cell: Cell) -> Bool {
    let column = cell.reference.column
    if let key = keys.columns[column] {
      return key.isCheck && (cell.hasFormula || FormPrints.isCheckText(cell.value))
    }
    return unkeyed.contains(column)
      && (cell.hasFormula || cell.labelKey == LabelText.key(FormPrints.checkLabel))
  }
}

extension ColumnKey {
  /// Whether the column holds cells with which a sheet checks itself.
  var isCheck: Bool { if case .check = self { true } else { false } }
}
