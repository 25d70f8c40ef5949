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
    let first = firstCells
    return Worksheet(
      name: name.text,
      visibility: isHidden ? .hidden : .visible,
      cells: cells.compactMap { cell in
        cell.content.value(format: styles[cell.style].numberFormat).map {
          Cell(cell.reference, $0, formula: formula(of: cell, first: first))
        }
      },
      mergedRanges: mergedRanges,
      hiddenRows: Set(rows.filter(\.isHidden).map(\.row)),
      hiddenColumns: Set(columns.indices.filter { columns[$0].isHidden }.map { $0 + 1 })
    )
  }

  /// The first cell of each shared formula, which alone holds its text.
  public var firstCells: [Int: CellReference] {
    Dictionary(
      cells.compactMap { cell in
        if case .sharedFormula(let index, _) = cell.content { (index, cell.reference) } else { nil }
      },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The formula that a reader finds in a cell, given the first cells of the shared formulas.
  public func formula(of cell: DrawnCell, first: [Int: CellReference]) -> String? {
    switch cell.content {
    case .formula(let formula, _): formula
    case .sharedFormula(let index, _):
      first[index] == cell.reference ? sharedFormulas[index] : ""
    case .blank, .text, .number, .link: nil
    }
  }
}

extension DrawnContent {
  /// What a reader finds in the cell; `nil` where the file holds no value.
  fileprivate func value(format: String) -> CellValue? {
    switch self {
    case .blank: nil
    case .text(let text), .link(_, let text), .formula(_, .text(let text)),
      .sharedFormula(_, .text(let text)):
      text.isEmpty ? nil : .text(text)
    case .number(let number), .formula(_, .number(let number)),
      .sharedFormula(_, .number(let number)):
      format.contains("yy") ? .date(SerialDate(number)) : .number(CellNumber(number))
    }
  }
}
