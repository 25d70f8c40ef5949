import FormIntake
import Foundation
public import Spreadsheet

/// What the reader sees in a workbook, as lines of JSON.
public enum CellListing {
  /// A cell as `{"sheet":…,"cell":…,"type":…,"value":…,"formula":…}`.
  ///
  /// A date has its `serial` too, the number that the file holds; a number that JSON cannot spell as
  /// the file does has the file's characters in `text`.
  public static func jsonLine(_ cell: Cell, sheet: String) -> String {
    var more: [(String, JSONText)] = []
    let (type, value): (String, JSONText) =
      switch cell.value {
      case .text(let text): ("text", .string(text))
      case .number(let number): ("number", json(number, &more))
      case .date(let date): ("date", json(date, &more))
      case .boolean(let value): ("boolean", .boolean(value))
      case .error(let error): ("error", .string(error))
      case .emptyFormula: ("empty-formula", .null)
      case .picture(let identifier): ("picture", .string(identifier))
      }
    return JSONText.object(
      [
        ("sheet", .string(sheet)), ("cell", .string(cell.reference.description)),
        ("type", .string(type)), ("value", value), ("formula", .text(cell.formula)),
      ] + more
    ).line
  }

  /// A worksheet as `{"sheet":…,"visibility":…,"cells":…,"merged":[…],"hiddenRows":[…],…}`; rows and
  /// columns as a spreadsheet program shows them, those side by side as one range.
  public static func jsonLine(_ worksheet: Worksheet) -> String {
    JSONText.object([
      ("sheet", .string(worksheet.name)),
      ("visibility", .string(worksheet.visibility.rawValue)),
      ("cells", .number(String(worksheet.cells.count))),
      ("merged", .array(worksheet.mergedRanges.map { .string($0.description) })),
      ("hiddenRows", .array(ranges(worksheet.hiddenRows) { String($0) })),
      ("hiddenColumns", .array(ranges(worksheet.hiddenColumns, CellReference.letters(ofColumn:)))),
      ("filtered", .boolean(worksheet.isFiltered)),
      ("pictures", .array(worksheet.pictureAnchors.map { .string($0.description) })),
    ]).line
  }

  private static func ranges(_ numbers: Set<Int>, _ name: (Int) -> String) -> [JSONText] {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers.sorted() {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map {
      .string($0.count == 1 ? name($0.lowerBound) : "\(name($0.lowerBound)):\(name($0.upperBound))")
    }
  }

  /// The day, the time of day or both; the bare serial when it names neither.
  private static func json(_ date: SerialDate, _ more: inout [(String, JSONText)]) -> JSONText {
    more.append(("serial", .number(plain(date.serial))))
    return .string(date.description)
  }

  /// The characters of the file where they are a JSON number, else those of the value.
  private static func json(_ number: CellNumber, _ more: inout [(String, JSONText)]) -> JSONText {
    let text = number.rawText
    guard !isNumber(text) else { return .number(text) }
    more.append(("text", .string(text)))
    return .number(plain(number.value))
  }

  private static func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
  }

  /// Whether JSON spells a number so (RFC 8259, section 6).
  private static func isNumber(_ text: String) -> Bool {
    var rest = Substring(text).utf8
    func digits() -> Int {
      let count = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
      rest = rest.dropFirst(count)
      return count
    }
    func takes(_ signs: String) -> Bool {
      guard let first = rest.first, signs.utf8.contains(first) else { return false }
      rest = rest.dropFirst()
      return true
    }
    _ = takes("-")
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0, whole == 1 || !startsWithZero else { return false }
    if takes("."), digits() == 0 { return false }
    if takes("eE") {
      _ = takes("+-")
      guard digits() > 0 else { return false }
    }
    return rest.isEmpty
  }
}
