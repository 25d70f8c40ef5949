/// Looks at the cells of a worksheet one after another, in order.
///
/// A loop over a ``CellTable`` hands out a ``Cell`` each time, and with it a text of its own; a visitor
/// is lent the text, which costs nothing. A sheet of millions of cells is read twice as fast.
public protocol CellVisitor {
  /// Looks at a cell that holds text.
  mutating func visit(text: String, at reference: CellReference)
  /// Looks at a cell that holds a number.
  mutating func visit(number: CellNumber, at reference: CellReference)
  /// Looks at a cell that holds a date.
  mutating func visit(date: SerialDate, at reference: CellReference)
  /// Looks at a cell that holds `TRUE` or `FALSE`.
  mutating func visit(boolean: Bool, at reference: CellReference)
  /// Looks at a cell that holds an error value such as `#REF!`.
  mutating func visit(error: String, at reference: CellReference)
  /// Looks at a cell with a formula that no program has calculated yet.
  mutating func visitEmptyFormula(at reference: CellReference)
  /// Looks at a cell with a picture that WPS placed inside it, by its identifier.
  mutating func visit(picture: String, at reference: CellReference)
}

extension CellTable {
  /// Shows each cell to a visitor, in order; formulas are not shown.
  @inlinable
  public func visit(_ visitor: inout some CellVisitor) {
    let cells = packed.span
    let shared = sharedTexts.span
    for position in cells.indices {
      let cell = cells[position]
      let reference = cell.reference
      let index = Int(truncatingIfNeeded: cell.payload)
      switch cell.kind {
      case .sharedText: visitor.visit(text: shared[index], at: reference)
      case .decimal:
        visitor.visit(number: CellNumber(digits: cell.payload, detail: cell.detail), at: reference)
      case .dateFrom1900:
        visitor.visit(
          date: SerialDate(Double(bitPattern: cell.payload), system: .from1900),
          at: reference
        )
      case .boolean: visitor.visit(boolean: index == 1, at: reference)
      case .text: visitor.visit(text: texts[index], at: reference)
      case .number: visitor.visit(number: numbers[index], at: reference)
      case .dateFrom1904:
        visitor.visit(
          date: SerialDate(Double(bitPattern: cell.payload), system: .from1904),
          at: reference
        )
      case .error: visitor.visit(error: texts[index], at: reference)
      case .emptyFormula: visitor.visitEmptyFormula(at: reference)
      case .picture: visitor.visit(picture: texts[index], at: reference)
      }
    }
  }
}
