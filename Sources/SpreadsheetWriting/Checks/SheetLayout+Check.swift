internal import Spreadsheet

extension SheetLayout {
  /// Checks a worksheet of a workbook with so many styles.
  func check(styles: Int) throws(WritingError) {
    let place = WritingPlace(sheet: name.text)
    try place.check(zoom, .scale)
    try place.check(color: tabColor)
    try checkColumns(styles: styles, place)
    try checkRows(place)
    for formula in sharedFormulas { try place.check(formula: formula) }
    try checkCells(styles: styles)
    try checkMergedRanges(place)
    try place.check(validations.count, .validations)
    for validation in validations {
      try validation.check(WritingPlace(sheet: name.text, cell: validation.ranges.first?.first))
    }
    for format in conditionalFormats {
      let place = WritingPlace(sheet: name.text, cell: format.ranges.first?.first)
      guard !format.ranges.isEmpty else { throw .invalid(.formatWithoutRange, place) }
      let references = format.ranges.reduce(-1) { $0 + $1.description.utf8.count + 1 }
      if format.ranges.count > 1 { try place.check(references, .formatRanges) }
      try place.check(formula: format.formula)
      try place.check(color: format.fill)
      try place.check(color: format.color)
    }
    try page.check(place, quotedName: name.quoted)
    if let password = protection?.password {
      try place.check(password, .password)
      // The hash is defined over single-byte characters only ([MS-OFFCRYPTO] §2.3.7.1).
      guard password.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else {
        throw .invalid(.characterForbidden, place)
      }
    }
  }

  private func checkColumns(styles: Int, _ place: WritingPlace) throws(WritingError) {
    try place.check(columns.count, .columns)
    for column in columns {
      try place.check(column.width, .columnWidth)
      guard (0..<styles).contains(column.style ?? 0) || column.style == nil else {
        throw .invalid(.styleMissing, place)
      }
    }
  }

  private func checkRows(_ place: WritingPlace) throws(WritingError) {
    var last = 0
    for row in rows {
      guard row.row > last, row.row <= CellReference.maximumRow else {
        throw .invalid(.rowsNotInOrder, place)
      }
      if let height = row.height { try place.check(height, .rowHeight) }
      last = row.row
    }
  }

  private func checkCells(styles: Int) throws(WritingError) {
    var row = 0
    var column = 0
    var links = 0
    for cell in cells {
      let place = WritingPlace(sheet: name.text, cell: cell.reference)
      guard
        cell.reference.row > row || (cell.reference.row == row && cell.reference.column > column)
      else { throw .invalid(.cellsNotInOrder, place) }
      row = cell.reference.row
      column = cell.reference.column
      guard (0..<styles).contains(cell.style) else { throw .invalid(.styleMissing, place) }
      try cell.content.check(place, sharedFormulas: sharedFormulas.count)
      if case .link = cell.content { links += 1 }
    }
    try WritingPlace(sheet: name.text).check(links, .links)
  }

  private func checkMergedRanges(_ place: WritingPlace) throws(WritingError) {
    try place.check(mergedRanges.count, .mergedRanges)
    // From top to bottom; only ranges that reach down to the present row can overlap it.
    var reaching: [CellRange] = []
    for range in mergedRanges.sorted(by: { $0.first < $1.first }) {
      let place = WritingPlace(sheet: name.text, cell: range.first)
      guard range.first != range.last else { throw .invalid(.mergeOfOneCell, place) }
      reaching.removeAll { $0.last.row < range.first.row }
      guard !reaching.contains(where: { $0.columns.overlaps(range.columns) }) else {
        throw .invalid(.mergesOverlap, place)
      }
      reaching.append(range)
    }
  }
}

extension DrawnContent {
  fileprivate func check(
    _ place: WritingPlace,
    sharedFormulas: Int
  ) throws(WritingError) {
    switch self {
    case .blank: break
    case .text(let text): try place.check(text, .cellText, controls: .escaped)
    case .number(let number): try place.check(finite: number)
    case .formula(let formula, let cached):
      try place.check(formula: formula)
      try cached.check(place)
    case .sharedFormula(let index, let cached):
      guard (0..<sharedFormulas).contains(index) else { throw .invalid(.formulaMissing, place) }
      try cached.check(place)
    case .link(let target, let text):
      try place.check(text, .linkText)
      try place.check(target, .linkTarget)
      // The library takes what follows `#` for a text, and `external:` for another kind of link.
      guard !target.isEmpty, !target.utf8.contains(UInt8(ascii: "#")),
        !target.utf8.contains("external:".utf8)
      else {
        throw .invalid(.linkTargetInvalid, place)
      }
    }
  }
}

extension CachedValue {
  fileprivate func check(_ place: WritingPlace) throws(WritingError) {
    switch self {
    case .text(let text): try place.check(text, .cellText)
    case .number(let number): try place.check(finite: number)
    }
  }
}
