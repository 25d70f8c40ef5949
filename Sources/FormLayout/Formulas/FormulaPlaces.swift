/// A cell, or the cells of a column, as formulas refer to it.
struct FormulaCell: Hashable, Sendable {
  /// The reference, such as `$C$4` or `$B$10:$B$17`.
  let cell: String
  /// The cell that ``DerivedFormula`` stands in, for identity numbers and multiple choices.
  let derived: String?

  init(_ cell: String, derived: String? = nil) {
    self.cell = cell
    self.derived = derived
  }
}

/// The rows of a table as formulas refer to them.
struct FormulaBlock: Hashable, Sendable {
  /// The cells of each column, by column identifier; all ranges have the same rows.
  let columns: [String: FormulaCell]
  /// Which rows hold anything of the record.
  let filled: FormulaFlag
  /// One column of the rows, whose `ROW` numbers them.
  let rows: String
  /// Cells that hold a number in each of the table's rows and nothing between, where the rows stand
  /// on several pages.
  var counted: String?
}

/// A parameter as formulas know it.
struct FormulaParameter: Hashable, Sendable {
  /// The figure, where it is known.
  let value: String
  /// Where there is a figure.
  let known: FormulaFlag
}

/// Where the values of a record stand for its formulas.
struct FormulaPlaces: Hashable, Sendable {
  /// The record's fields, by identifier.
  var fields: [String: FormulaCell] = [:]
  /// The tables' rows, by identifier.
  var tables: [String: FormulaBlock] = [:]
  /// The figures that the rules may name.
  var parameters: [String: FormulaParameter] = [:]
  /// The ranges of the code lists' labels, by list.
  var codeRanges: [String: String] = [:]
}
