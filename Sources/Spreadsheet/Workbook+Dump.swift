extension Workbook {
  /// The workbook as text, a line a cell, for comparison and review.
  public func dump() -> String {
    var lines: [String] = []
    for name in definedNames.keys.sorted() {
      lines.append("name \(name) = \(definedNames[name] ?? "")")
    }
    for name in customProperties.keys.sorted() {
      lines.append("property \(name) = \(customProperties[name] ?? "")")
    }
    for sheet in worksheets { lines.append(sheet.dump()) }
    for fault in faults {
      let place = [fault.sheet, fault.cell.map(\.description)].compactMap(\.self)
      lines.append("fault \(fault.kind.rawValue) \(place.joined(separator: "!"))")
    }
    return lines.joined(separator: "\n")
  }
}

extension Worksheet {
  /// The worksheet as text, a line a cell.
  public func dump() -> String {
    var lines = ["sheet \(name)\(visibility == .visible ? "" : " \(visibility.rawValue)")"]
    for cell in cells {
      let formula = cell.formula.map { "  =\($0)" } ?? ""
      lines.append("  \(cell.reference) \(cell.value)\(formula)")
    }
    if !mergedRanges.isEmpty {
      lines.append("  merged \(mergedRanges.map(\.description).joined(separator: " "))")
    }
    if !hiddenRows.isEmpty { lines.append("  hidden rows \(hiddenRows.sorted())") }
    if !hiddenColumns.isEmpty { lines.append("  hidden columns \(hiddenColumns.sorted())") }
    return lines.joined(separator: "\n")
  }
}

extension CellValue: CustomStringConvertible {
  /// The value with a sign of its kind, such as `"text"`, `12.5`, `#REF!`.
  public var description: String {
    switch self {
    case .text(let text): "\"\(text)\""
    case .number(let number): number.rawText
    case .date(let date): date.description
    case .boolean(let value): value ? "TRUE" : "FALSE"
    case .error(let error): error
    case .emptyFormula: "(not calculated)"
    case .picture(let identifier): "(picture \(identifier))"
    }
  }
}
