internal import Spreadsheet

extension ValidationLayout {
  /// Checks a validation that stands at a place.
  func check(_ place: WritingPlace) throws(WritingError) {
    guard !ranges.isEmpty else { throw .invalid(.validationWithoutRange, place) }
    if ranges.count > 1 { try place.check(references.utf8.count, .validationRanges) }
    for title in [promptTitle, errorTitle] { try place.check(shown: title, .validationTitle) }
    for message in [prompt, errorMessage] { try place.check(shown: message, .validationMessage) }
    switch rule {
    case .list(let formula), .custom(let formula):
      try place.check(formula: formula, .validationFormula)
    case .integer(let minimum, let maximum), .decimal(let minimum, let maximum):
      if let minimum { try place.check(finite: minimum) }
      if let maximum { try place.check(finite: maximum) }
      try place.check(ordered: minimum ?? -.infinity, maximum ?? .infinity)
    case .date(let earliest, let latest):
      guard earliest.year >= 1900 else { throw .invalid(.dateTooEarly, place) }
      try place.check(ordered: earliest, latest)
    case .textLength(let minimum, let maximum): try place.check(ordered: minimum, maximum)
    case .any: break
    }
  }
}

extension WritingPlace {
  /// Checks a text of a validation; one that begins with `=` gets a second, since the library
  /// removes the first.
  fileprivate func check(shown text: String, _ limit: WritingLimit) throws(WritingError) {
    try check(text, limit)
    guard !text.beginsAsFormula || text.utf16.count < limit.maximum else {
      throw .limit(limit, self)
    }
  }

  fileprivate func check<Bound: Comparable>(
    ordered minimum: Bound,
    _ maximum: Bound
  ) throws(WritingError) {
    guard minimum <= maximum else { throw .invalid(.boundsReversed, self) }
  }
}
