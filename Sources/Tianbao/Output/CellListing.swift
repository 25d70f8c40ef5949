public import Spreadsheet
import Foundation

/// What the reader sees in a cell, as a line of JSON.
public enum CellListing {
  /// A cell as `{"sheet":…,"cell":…,"type":…,"value":…,"formula":…}`.
  public static func jsonLine(_ cell: Cell, sheet: String) -> String {
    let (type, value): (String, JSONText) =
      switch cell.value {
      case .text(let text): ("text", .string(text))
      case .number(let number): ("number", json(number))
      case .date(let date): ("date", .string(date.description))
      case .boolean(let value): ("boolean", .boolean(value))
      case .error(let error): ("error", .string(error))
      case .emptyFormula: ("empty-formula", .null)
      case .picture(let identifier): ("picture", .string(identifier))
      }
    return JSONText.object([
      ("sheet", .string(sheet)), ("cell", .string(cell.reference.description)),
      ("type", .string(type)), ("value", value), ("formula", .text(cell.formula)),
    ]).line
  }

  /// The digits of the file where they are a JSON number, else those of the value.
  private static func json(_ number: CellNumber) -> JSONText {
    let text = number.rawText
    let body = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let isPlain =
      !body.isEmpty && body.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
      && body.first != "." && body.last != "." && body.filter { $0 == "." }.count <= 1
      && !(body.count > 1 && body.first == "0" && body.dropFirst().first != ".")
    return .number(isPlain ? text : String(number.value))
  }
}
