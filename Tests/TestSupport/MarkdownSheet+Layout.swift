public import Spreadsheet

extension WorkbookLayout {
  /// The workbook that is read from the file of this layout, without the file.
  public var workbook: Workbook {
    let custom = properties.custom.map { ($0.name, $0.value) }
    return Workbook(
      worksheets: sheets.map { $0.worksheet(styles: styles) },
      definedNames: Dictionary(
        definedNames.map { ($0.name, $0.formula) },
        uniquingKeysWith: { first, _ in first }
      ),
      customProperties: Dictionary(custom, uniquingKeysWith: { first, _ in first }),
      application: "Microsoft Excel"
    )
  }
}

extension SheetLayout {
  fileprivate func worksheet(styles: [CellStyle]) -> Worksheet {
    Worksheet(
      name: name.text,
      visibility: isHidden ? .hidden : .visible,
      cells: cells.compactMap { cell in
        cell.content.value(format: styles[cell.style].numberFormat).map {
          Cell(cell.reference, $0, formula: cell.content.formula)
        }
      },
      mergedRanges: mergedRanges,
      hiddenRows: Set(rows.filter(\.isHidden).map(\.row)),
      hiddenColumns: Set(columns.indices.filter { columns[$0].isHidden }.map { $0 + 1 })
    )
  }
}

extension DrawnContent {
  /// What a reader finds in the cell; `nil` where the file holds no value.
  fileprivate func value(format: String) -> CellValue? {
    switch self {
    case .blank: nil
    case .text(let text), .link(_, let text), .formula(_, .text(let text)):
      text.isEmpty ? nil : .text(text)
    case .number(let number), .formula(_, .number(let number)):
      format.contains("yy") ? .date(SerialDate(number)) : .number(CellNumber(number))
    }
  }

  fileprivate var formula: String? {
    if case .formula(let formula, _) = self { formula } else { nil }
  }
}
