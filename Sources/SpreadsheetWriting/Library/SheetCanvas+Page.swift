internal import CXLSXWriter
internal import Spreadsheet

extension SheetCanvas {
  /// Sets the page up.
  func draw(_ page: PageLayout) throws(WritingError) {
    unsafe worksheet_set_paper(sheet, page.paper.libraryPaper)
    if page.isLandscape { unsafe worksheet_set_landscape(sheet) }
    unsafe drawMargins(page.margins)
    if page.fitsWidth {
      unsafe worksheet_fit_to_pages(sheet, 1, 0)
    } else if page.scale != 100 {
      unsafe worksheet_set_print_scale(sheet, UInt16(page.scale))
    }
    if page.centersHorizontally { unsafe worksheet_center_horizontally(sheet) }
    if page.printsAcrossFirst { unsafe worksheet_print_across(sheet) }
    if !page.header.isEmpty {
      try unsafe worksheet_set_header(sheet, page.header).check(place)
    }
    if !page.footer.isEmpty {
      try unsafe worksheet_set_footer(sheet, page.footer).check(place)
    }
    try unsafe drawTitles(page)
    try unsafe drawBreaks(page)
  }

  private func drawMargins(_ margins: PageLayout.Margins) {
    let inch = 25.4
    unsafe worksheet_set_margins(
      sheet,
      margins.left / inch,
      margins.right / inch,
      margins.top / inch,
      margins.bottom / inch
    )
    unsafe xlsx_set_header_margins(sheet, margins.header / inch, margins.footer / inch)
  }

  private func drawTitles(_ page: PageLayout) throws(WritingError) {
    if let rows = page.repeatedRows {
      let code = unsafe worksheet_repeat_rows(
        sheet,
        lxw_row_t(rows.lowerBound - 1),
        lxw_row_t(rows.upperBound - 1)
      )
      try unsafe code.check(place)
    }
    if let columns = page.repeatedColumns {
      let code = unsafe worksheet_repeat_columns(
        sheet,
        lxw_col_t(columns.lowerBound - 1),
        lxw_col_t(columns.upperBound - 1)
      )
      try unsafe code.check(place)
    }
    if let area = page.printArea?.libraryArea {
      let code = unsafe worksheet_print_area(
        sheet,
        area.top,
        area.left,
        area.bottom,
        area.right
      )
      try unsafe code.check(place)
    }
  }

  private func drawBreaks(_ page: PageLayout) throws(WritingError) {
    // The lists end with a zero.
    if !page.rowBreaks.isEmpty {
      var breaks = page.rowBreaks.map { lxw_row_t($0) } + [0]
      try unsafe worksheet_set_h_pagebreaks(sheet, &breaks).check(place)
    }
    if !page.columnBreaks.isEmpty {
      var breaks = page.columnBreaks.map { lxw_col_t($0) } + [0]
      try unsafe worksheet_set_v_pagebreaks(sheet, &breaks).check(place)
    }
  }

  /// Protects the sheet.
  func protect(_ protection: ProtectionLayout) {
    var options = lxw_protection()
    options.insert_rows = protection.allowsInsertingRows.libraryFlag
    options.delete_rows = protection.allowsDeletingRows.libraryFlag
    options.sort = protection.allowsSorting.libraryFlag
    options.autofilter = protection.allowsFiltering.libraryFlag
    options.format_cells = protection.allowsFormattingCells.libraryFlag
    options.format_columns = protection.allowsFormattingColumns.libraryFlag
    options.format_rows = protection.allowsFormattingRows.libraryFlag
    if protection.password.isEmpty {
      unsafe worksheet_protect(sheet, nil, &options)
    } else {
      unsafe worksheet_protect(sheet, protection.password, &options)
    }
  }
}

extension Bool {
  fileprivate var libraryFlag: UInt8 { self ? 1 : 0 }
}

extension PageLayout.Paper {
  /// The paper's number in the format (ECMA-376 part 1, §18.3.1.63).
  fileprivate var libraryPaper: UInt8 {
    switch self {
    case .a4: 9
    case .a3: 8
    }
  }
}
