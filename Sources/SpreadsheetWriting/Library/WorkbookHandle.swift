internal import CXLSXWriter
internal import Spreadsheet

/// The library's workbook, freed in every case.
@safe struct WorkbookHandle: ~Copyable {
  private let pointer: UnsafeMutablePointer<lxw_workbook>

  /// Begins a workbook that `close` will write to a path.
  init(path: String, scratch: String) throws(WritingError) {
    // The library keeps copies of both.
    let workbook = unsafe path.withCString { path in
      unsafe scratch.withCString { scratch in
        var options = unsafe lxw_workbook_options()
        unsafe options.tmpdir = UnsafeMutablePointer(mutating: scratch)
        return unsafe workbook_new_opt(path, &options)
      }
    }
    guard let workbook = unsafe workbook else { throw .cannotWrite(errorNumber: ENOMEM) }
    unsafe pointer = workbook
  }

  /// Puts a layout that has been checked into the workbook.
  func draw(_ layout: WorkbookLayout) throws(WritingError) {
    try setProperties(layout.properties)
    let formats = try unsafe FormatTable(layout.styles, in: pointer)
    var sheets = unsafe [SheetCanvas]()
    for sheet in layout.sheets {
      let added = unsafe workbook_add_worksheet(pointer, sheet.name.text)
      let place = WritingPlace(sheet: sheet.name.text)
      guard let added = unsafe added else { throw .refused(code: 0, place) }
      guard unsafe xlsx_quote_name(added, sheet.name.quoted) != 0 else {
        throw .cannotWrite(errorNumber: ENOMEM)
      }
      let canvas = unsafe SheetCanvas(sheet: added, workbook: pointer, name: sheet.name.text)
      try unsafe canvas.draw(sheet, formats)
      unsafe sheets.append(canvas)
    }
    unsafe sheets[layout.activeSheet].activate()
    for name in layout.definedNames {
      let code = unsafe workbook_define_name(pointer, name.name, name.formula)
      try code.check(.workbook)
    }
  }

  private func setProperties(_ properties: DocumentProperties) throws(WritingError) {
    let code = unsafe properties.title.withCString { title in
      unsafe properties.subject.withCString { subject in
        unsafe properties.author.withCString { author in
          unsafe properties.company.withCString { company in
            var values = unsafe lxw_doc_properties()
            unsafe values.title = UnsafeMutablePointer(mutating: title)
            unsafe values.subject = UnsafeMutablePointer(mutating: subject)
            unsafe values.author = UnsafeMutablePointer(mutating: author)
            unsafe values.company = UnsafeMutablePointer(mutating: company)
            // Zero would be the present time to the library: the epoch's day is one second late.
            unsafe values.created = max(1, properties.created.daysSinceEpoch * 86_400)
            return unsafe workbook_set_properties(pointer, &values)
          }
        }
      }
    }
    try code.check(WritingPlace.workbook)
    for property in properties.custom {
      let code = unsafe workbook_set_custom_property_string(
        pointer,
        property.name,
        property.value
      )
      try code.check(.workbook)
    }
  }

  /// Writes the package and frees the workbook.
  consuming func close() throws(WritingError) {
    let code = unsafe workbook_close(pointer)
    discard self
    try code.check(.workbook)
  }

  deinit { unsafe lxw_workbook_free(pointer) }
}

extension lxw_error {
  /// Throws unless the library has done as it was told.
  @inline(__always)
  func check(_ place: @autoclosure () -> WritingPlace) throws(WritingError) {
    guard self != LXW_NO_ERROR else { return }
    throw .refused(code: Int(rawValue), place())
  }
}
