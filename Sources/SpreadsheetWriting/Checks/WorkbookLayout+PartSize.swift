internal import Spreadsheet

extension WorkbookLayout {
  /// The bytes that the largest part of the package takes before it is compressed, or more.
  var partSize: Int {
    let sheetSizes = sheets.map(\.partSize)
    let texts = sheets.reduce(0) { $0 + $1.textSize }
    let names = definedNames.count * 512 + sheets.count * 1_024 + styles.count * 2_048
    return 1 << 16 + max(sheetSizes.max() ?? 0, texts, names)
  }
}

extension SheetLayout {
  /// What the worksheet's own part takes.
  fileprivate var partSize: Int {
    var size = cells.count * 96 + rows.count * 128 + columns.count * 128
    for cell in cells {
      switch cell.content {
      case .formula(let formula, .text(let text)):
        size += (formula.utf8.count + text.utf8.count) * 5
      case .formula(let formula, .number): size += formula.utf8.count * 5
      case .link: size += 4_096
      case .blank, .text, .number: break
      }
    }
    size += validations.count * 8_192 + mergedRanges.count * 64
    return size + conditionalFormats.reduce(0) { $0 + 512 + $1.formula.utf8.count * 5 }
  }

  /// What its texts take among the shared strings.
  fileprivate var textSize: Int {
    cells.reduce(0) { size, cell in
      switch cell.content {
      case .text(let text), .link(_, let text): size + text.utf8.count * 7 + 64
      case .blank, .number, .formula: size
      }
    }
  }
}
