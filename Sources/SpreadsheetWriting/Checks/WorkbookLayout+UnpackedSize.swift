internal import Spreadsheet

extension WorkbookLayout {
  /// The bytes that the parts of the package take before they are compressed, or more.
  var unpackedSize: Int {
    let others = 1 << 16 + styles.count * 2_048 + definedNames.count * 512
    return sheets.reduce(others) { $0 + $1.unpackedSize }
  }
}

extension SheetLayout {
  /// What the worksheet takes, with its texts among the shared strings.
  fileprivate var unpackedSize: Int {
    var size = 4_096 + rows.count * 128 + columns.count * 128 + mergedRanges.count * 64
    for cell in cells { size += 96 + cell.content.unpackedSize }
    for formula in sharedFormulas { size += 128 + formula.utf8.count * 5 }
    for format in conditionalFormats {
      size += 512 + format.formula.utf8.count * 5 + format.ranges.count * 24
    }
    return size + validations.count * 8_192
  }
}

extension DrawnContent {
  /// What the content takes; no character becomes more than seven bytes of one.
  fileprivate var unpackedSize: Int {
    switch self {
    case .blank, .number: 0
    case .text(let text): 64 + text.utf8.count * 7
    case .formula(let formula, .text(let text)): formula.utf8.count * 5 + text.utf8.count * 7
    case .formula(let formula, .number): formula.utf8.count * 5
    case .sharedFormula(_, .text(let text)): 64 + text.utf8.count * 7
    case .sharedFormula(_, .number): 64
    case .link(let target, let text): 256 + target.utf8.count * 5 + text.utf8.count * 12
    }
  }
}
