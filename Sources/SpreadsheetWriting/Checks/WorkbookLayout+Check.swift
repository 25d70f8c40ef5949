internal import Spreadsheet

extension WorkbookLayout {
  /// Checks all that the library would cut, print, write wrongly or die of.
  func check() throws(WritingError) {
    let workbook = WritingPlace.workbook
    guard !sheets.isEmpty else { throw .invalid(.noSheets, workbook) }
    try workbook.check(sheets.count, .sheets)
    try workbook.check(styles.count, .styles)
    guard sheets.indices.contains(activeSheet) else {
      throw .invalid(.activeSheetMissing, workbook)
    }
    guard !sheets[activeSheet].isHidden else { throw .invalid(.activeSheetHidden, workbook) }
    try checkSheetNames()
    try checkDefinedNames()
    try properties.check()
    for style in styles { try style.check() }
    for sheet in sheets { try sheet.check(styles: styles.count) }
  }

  private func checkSheetNames() throws(WritingError) {
    var taken: Set<String> = []
    for sheet in sheets {
      let place = WritingPlace(sheet: sheet.name.text)
      let name = sheet.name.text.lowercased()
      guard name != "history" else { throw .invalid(.sheetNameReserved, place) }
      guard taken.insert(name).inserted else { throw .invalid(.sheetNameRepeated, place) }
      try place.check(sheet.name.text, .property)
    }
  }

  private func checkDefinedNames() throws(WritingError) {
    let workbook = WritingPlace.workbook
    var taken: Set<String> = []
    for name in definedNames {
      try workbook.check(bytesOf: name.name, .definedName)
      guard !name.name.isEmpty, !name.formula.isEmpty, name.formula != "=" else {
        throw .invalid(name.name.isEmpty ? .definedNameInvalid : .formulaEmpty, workbook)
      }
      // The name is a variable that may have been changed since it was parsed.
      let key = name.name.lowercased()
      guard DefinedName(name.name, formula: name.formula) != nil, !key.isBuiltInName else {
        throw .invalid(.definedNameInvalid, workbook)
      }
      guard taken.insert(key).inserted else {
        throw .invalid(.definedNameRepeated, workbook)
      }
      try workbook.check(bytesOf: name.formula, .definedNameFormula)
    }
  }
}

extension String {
  /// Whether a name in small letters is one that programs make themselves, as for a print area.
  fileprivate var isBuiltInName: Bool {
    hasPrefix("_xlnm") || self == "print_area" || self == "print_titles"
  }
}

extension DocumentProperties {
  fileprivate func check() throws(WritingError) {
    let workbook = WritingPlace.workbook
    for text in [title, subject, author, company] { try workbook.check(text, .property) }
    guard created.year >= 1900 else { throw .invalid(.dateTooEarly, workbook) }
    var taken: Set<String> = []
    for property in custom {
      guard !property.name.isEmpty else { throw .invalid(.customPropertyUnnamed, workbook) }
      try workbook.check(bytesOf: property.name, .customProperty)
      try workbook.check(bytesOf: property.value, .customProperty)
      guard taken.insert(property.name.lowercased()).inserted else {
        throw .invalid(.customPropertyRepeated, workbook)
      }
    }
  }
}

extension CellStyle {
  fileprivate func check() throws(WritingError) {
    let workbook = WritingPlace.workbook
    try workbook.check(bytesOf: font, .fontName)
    try workbook.check(bytesOf: numberFormat, .numberFormat)
    try workbook.check(size, .fontSize)
    try workbook.check(indent, .indent)
    try workbook.check(color: color)
    try workbook.check(color: fill)
  }
}
