import FormDefinitions
import Foundation
import Spreadsheet

/// Writes the value of a computed field as a spreadsheet formula.
///
/// Only functions that Excel, WPS and LibreOffice share are used. An expression that cannot be
/// written so gives no formula, and its cell stays open for input.
struct ComputedFormula {
  /// The cells of the record's fields, by field identifier.
  let cells: [String: CellReference]

  /// The formula without its leading `=`; it is empty text until an operand is filled in.
  func formula(for expression: RuleExpression) -> String? {
    guard let body = text(expression.root) else { return nil }
    let operands = expression.references.compactMap { reference in
      if case .field(let id) = reference { cells[id] } else { nil }
    }
    guard !operands.isEmpty, operands.count == expression.references.count else { return nil }
    let list = operands.sorted().map(\.description).joined(separator: ",")
    return "IF(COUNT(\(list))<\(operands.count),\"\",IFERROR(\(body),\"\"))"
  }

  private func text(_ node: RuleNode) -> String? {
    switch node {
    case .literal(.number(let number)): return number.description
    case .field(.field(let id), let type) where type.isNumeric: return cells[id]?.description
    case .negative(let operand): return text(operand).map { "(-\($0))" }
    case .binary(let symbol, let left, let right) where symbol.isArithmetic:
      guard let left = text(left), let right = text(right) else { return nil }
      return "(\(left)\(symbol.rawValue)\(right))"
    case .call(.round, let arguments) where arguments.count == 2:
      guard let value = text(arguments[0]), let places = text(arguments[1]) else { return nil }
      return "ROUND(\(value),\(places))"
    case .call(.absolute, let arguments) where arguments.count == 1:
      return text(arguments[0]).map { "ABS(\($0))" }
    case .call(let function, let arguments) where function == .minimum || function == .maximum:
      let operands = arguments.compactMap(text)
      guard operands.count == arguments.count else { return nil }
      return "\(function == .minimum ? "MIN" : "MAX")(\(operands.joined(separator: ",")))"
    default: return nil
    }
  }
}
