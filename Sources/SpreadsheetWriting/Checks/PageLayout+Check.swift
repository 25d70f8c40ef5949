internal import Spreadsheet

extension PageLayout {
  /// Checks the page of a worksheet with a name.
  func check(_ place: WritingPlace, quotedName: String) throws(WritingError) {
    if !fitsWidth { try place.check(scale, .scale) }
    let margins = [
      margins.top, margins.bottom, margins.left, margins.right, margins.header, margins.footer,
    ]
    for margin in margins { try place.check(margin, .pageMargin) }
    for text in [header, footer] {
      try place.check(text, .pageHeader)
      // The library also takes the end of `&&G` for a picture's place.
      guard !text.utf8.contains("&G".utf8), !text.utf8.contains("&[Picture]".utf8) else {
        throw .invalid(.headerPicture, place)
      }
    }
    for (breaks, last) in [
      (rowBreaks, CellReference.maximumRow - 1), (columnBreaks, CellReference.maximumColumn - 1),
    ] {
      try place.check(breaks.count, .pageBreaks)
      guard breaks.allSatisfy({ (1...last).contains($0) }) else {
        throw .invalid(.pageBreakOutside, place)
      }
    }
    try checkTitles(place, quotedName: quotedName)
  }

  private func checkTitles(_ place: WritingPlace, quotedName: String) throws(WritingError) {
    let rows = repeatedRows ?? 1...1
    let columns = repeatedColumns ?? 1...1
    guard rows.lowerBound >= 1, rows.upperBound <= CellReference.maximumRow,
      columns.lowerBound >= 1, columns.upperBound <= CellReference.maximumColumn
    else { throw .invalid(.repeatedTitlesOutside, place) }
    guard repeatedRows != nil, repeatedColumns != nil else { return }
    let letters = [columns.lowerBound, columns.upperBound].map {
      "$\(CellReference.letters(ofColumn: $0))"
    }
    let titles = """
      \(quotedName)!\(letters.joined(separator: ":")),\
      \(quotedName)!$\(rows.lowerBound):$\(rows.upperBound)
      """
    try place.check(titles.utf8.count, .repeatedTitles)
  }
}
