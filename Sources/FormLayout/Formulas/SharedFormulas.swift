import Spreadsheet

/// The formulas of a sheet's check cells, each of which is written once for all cells that have it.
struct SharedFormulas {
  /// The formulas, each as it reads in the first cell that has it.
  private(set) var formulas: [String] = []
  private var indices: [Int: Int] = [:]

  /// What a cell holds that has a formula.
  ///
  /// - Parameters:
  ///   - template: the formula.
  ///   - id: the same number for the cells whose formulas are the same seen from the cell, and for
  ///     no others.
  ///   - firstRow: the first row of the card, or the row of the list; one-based.
  ///   - card: the number of the card, one-based.
  ///   - cached: what the cell shows before a program has computed it.
  /// - Returns: the formula, shared where it can be.
  mutating func content(
    _ template: FormulaTemplate,
    id: Int,
    firstRow: Int,
    card: Int = 1,
    cached: CachedValue
  ) -> DrawnContent {
    guard template.isShareable else {
      return .formula(template.formula(firstRow: firstRow, card: card), cached: cached)
    }
    if let index = indices[id] { return .sharedFormula(index, cached: cached) }
    indices[id] = formulas.count
    formulas.append(template.formula(firstRow: firstRow))
    return .sharedFormula(formulas.count - 1, cached: cached)
  }
}
