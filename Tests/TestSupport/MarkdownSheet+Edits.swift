public import Spreadsheet

/// What people do to a sheet, as a spreadsheet program carries it out: everything moves along.
extension Worksheet {
  /// The same sheet with other cells.
  public func holding(_ cells: [Cell]) -> Worksheet {
    Worksheet(
      name: name,
      visibility: visibility,
      cells: cells.sorted { $0.reference < $1.reference },
      mergedRanges: mergedRanges,
      hiddenRows: hiddenRows,
      hiddenColumns: hiddenColumns,
      isFiltered: isFiltered,
      pictureAnchors: pictureAnchors
    )
  }

  /// Inserts empty rows before a one-based row.
  public func insertingRows(_ count: Int = 1, before row: Int) -> Worksheet {
    moved(rows: { $0 >= row ? $0 + count : $0 })
  }

  /// Inserts an empty column before a one-based column.
  public func insertingColumn(before column: Int) -> Worksheet {
    moved(columns: { $0 >= column ? $0 + 1 : $0 })
  }

  /// Deletes one-based rows.
  public func deletingRows(_ rows: ClosedRange<Int>) -> Worksheet {
    moved(rows: { rows.contains($0) ? nil : $0 > rows.upperBound ? $0 - rows.count : $0 })
  }

  /// Deletes a one-based row.
  public func deletingRow(_ row: Int) -> Worksheet { deletingRows(row...row) }

  /// Deletes a one-based column.
  public func deletingColumn(_ column: Int) -> Worksheet {
    moved(columns: { $0 == column ? nil : $0 > column ? $0 - 1 : $0 })
  }

  /// Puts the rows of a range into another order.
  ///
  /// - Parameters:
  ///   - first: the one-based row where the range begins.
  ///   - order: the rows of the range in their new order.
  /// - Returns: the worksheet with its rows in that order.
  public func arrangingRows(from first: Int, _ order: [Int]) -> Worksheet {
    moved(rows: { row in order.firstIndex(of: row).map { first + $0 } ?? row })
  }

  /// Puts the columns of a range into another order.
  public func arrangingColumns(from first: Int, _ order: [Int]) -> Worksheet {
    moved(columns: { column in order.firstIndex(of: column).map { first + $0 } ?? column })
  }

  /// Inserts a copy of rows before a one-based row, as “insert copied cells” does.
  public func insertingCopy(ofRows rows: ClosedRange<Int>, before row: Int) -> Worksheet {
    let copied = cells.filter { rows.contains($0.reference.row) }.map { cell in
      Cell(
        CellReference(row + cell.reference.row - rows.lowerBound, cell.reference.column),
        cell.value,
        formula: cell.formula
      )
    }
    let merged = mergedRanges.filter { rows.contains($0.first.row) }.map { range in
      CellRange(
        CellReference(row + range.first.row - rows.lowerBound, range.first.column),
        CellReference(row + range.last.row - rows.lowerBound, range.last.column)
      )
    }
    var sheet = insertingRows(rows.count, before: row)
    sheet = sheet.holding(sheet.cells + copied)
    sheet.mergedRanges += merged
    return sheet
  }

  /// Moves cells, merged ranges and hidden rows and columns; what goes to `nil` is deleted.
  private func moved(
    rows: (Int) -> Int? = { $0 },
    columns: (Int) -> Int? = { $0 }
  ) -> Worksheet {
    func place(_ cell: CellReference) -> CellReference? {
      guard let row = rows(cell.row), let column = columns(cell.column) else { return nil }
      return CellReference(row, column)
    }
    var sheet = holding(
      cells.compactMap { cell in
        place(cell.reference).map { Cell($0, cell.value, formula: cell.formula) }
      }
    )
    sheet.mergedRanges = mergedRanges.compactMap { range in
      guard let first = place(range.first), let last = place(range.last) else { return nil }
      return CellRange(first, last)
    }
    sheet.hiddenRows = Set(hiddenRows.compactMap { rows($0) })
    sheet.hiddenColumns = Set(hiddenColumns.compactMap { columns($0) })
    return sheet
  }
}

extension Workbook {
  /// The workbook with one of its sheets changed.
  public func changing(_ sheet: String, _ change: (Worksheet) -> Worksheet) -> Workbook {
    var workbook = self
    workbook.worksheets = worksheets.map { $0.name == sheet ? change($0) : $0 }
    return workbook
  }

  /// The workbook with cells of one sheet written over.
  public func writing(_ table: MarkdownSheet, on sheet: String) -> Workbook {
    changing(sheet) { table.written(over: $0) }
  }
}
