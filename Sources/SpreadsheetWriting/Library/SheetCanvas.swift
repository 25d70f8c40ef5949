internal import CXLSXWriter
internal import Spreadsheet

/// A worksheet of the library, to be drawn upon; it belongs to its workbook.
@unsafe struct SheetCanvas {
  let sheet: UnsafeMutablePointer<lxw_worksheet>
  let workbook: UnsafeMutablePointer<lxw_workbook>
  let name: String

  /// The worksheet as the place of an error.
  var place: WritingPlace { unsafe WritingPlace(sheet: name) }

  /// Shows this worksheet first.
  func activate() { unsafe worksheet_activate(sheet) }

  /// Draws all of a layout that has been checked.
  func draw(_ layout: SheetLayout, _ formats: FormatTable) throws(WritingError) {
    try unsafe drawColumns(layout.columns, formats)
    try unsafe drawRows(layout.rows)
    let shared = SharedFormulaTable(layout)
    for cell in layout.cells { try unsafe draw(cell, formats, shared) }
    for range in layout.mergedRanges {
      let area = range.libraryArea
      let code = unsafe xlsx_merge(sheet, area.top, area.left, area.bottom, area.right)
      try unsafe code.check(place)
    }
    if !layout.needsOwnValidations {
      for validation in layout.validations { try unsafe draw(validation) }
    }
    try unsafe draw(layout.conditionalFormats)
    try unsafe draw(layout.page)
    if let protection = layout.protection { unsafe protect(protection) }
    try unsafe drawView(layout)
  }

  private func drawView(_ layout: SheetLayout) throws(WritingError) {
    if let cell = layout.frozenAt, cell.row > 1 || cell.column > 1 {
      unsafe worksheet_freeze_panes(sheet, cell.libraryRow, cell.libraryColumn)
    }
    if let area = layout.autofilter?.libraryArea {
      let code = unsafe worksheet_autofilter(
        sheet,
        area.top,
        area.left,
        area.bottom,
        area.right
      )
      try unsafe code.check(place)
    }
    if layout.zoom != 100 { unsafe worksheet_set_zoom(sheet, UInt16(layout.zoom)) }
    if !layout.showsGridLines {
      unsafe worksheet_gridlines(sheet, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
    }
    if let color = layout.tabColor { unsafe worksheet_set_tab_color(sheet, libraryColor(color)) }
    if layout.isHidden { unsafe worksheet_hide(sheet) }
  }

  private func drawColumns(
    _ columns: [ColumnLayout],
    _ formats: FormatTable
  ) throws(WritingError) {
    var first = 0
    while first < columns.count {
      let column = columns[first]
      var last = first
      while last + 1 < columns.count, columns[last + 1] == column { last += 1 }
      // The library writes its default width as none at all.
      let width = column.width == 8.43 ? column.width.nextUp : column.width
      var options = lxw_row_col_options()
      options.hidden = column.isHidden ? 1 : 0
      let format = unsafe column.style.map { unsafe formats[$0] }
      let code = unsafe worksheet_set_column_opt(
        sheet,
        lxw_col_t(first),
        lxw_col_t(last),
        width,
        format,
        &options
      )
      try unsafe code.check(place)
      first = last + 1
    }
  }

  private func drawRows(_ rows: [RowLayout]) throws(WritingError) {
    for row in rows where row.height != nil || row.isHidden {
      // As with columns: a height equal to the library's default must not look like none.
      let height = row.height == 15 ? 15.nextUp : row.height ?? 15
      var options = lxw_row_col_options()
      options.hidden = row.isHidden ? 1 : 0
      let code = unsafe worksheet_set_row_opt(
        sheet,
        lxw_row_t(row.row - 1),
        height,
        nil,
        &options
      )
      try unsafe code.check(place)
    }
  }
}

extension CellReference {
  /// The row as the library counts, from zero.
  var libraryRow: lxw_row_t { lxw_row_t(row - 1) }
  /// The column as the library counts, from zero.
  var libraryColumn: lxw_col_t { lxw_col_t(column - 1) }
}

extension CellRange {
  /// The range as the library counts, from zero.
  var libraryArea: (top: lxw_row_t, left: lxw_col_t, bottom: lxw_row_t, right: lxw_col_t) {
    (first.libraryRow, first.libraryColumn, last.libraryRow, last.libraryColumn)
  }
}
