import Findings

extension Location {
  /// Whether the place lies in another file than the finding: its sheet is written as `[file]sheet`,
  /// which no sheet's own name can be.
  var isInOtherFile: Bool { sheet.hasPrefix("[") }
}

extension Finding {
  /// The places of other files that the finding is about, such as `[李庄.xlsx]筛查表!F7`.
  var placesElsewhere: [String] {
    related.filter(\.isInOtherFile).map(\.description.shownOnOneLine)
  }

  /// The message, with the places of other files behind it: both cells are to be looked at.
  func messageWithPlaces(_ language: Language) -> String {
    let places = placesElsewhere
    guard !places.isEmpty else { return message[language] }
    let words = LocalizedText(
      "（另见 \(places.joined(separator: "、"))）",
      en: " (see \(places.joined(separator: ", ")))"
    )
    return message[language] + words[language]
  }
}
