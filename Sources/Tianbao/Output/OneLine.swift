extension String {
  /// The text without line breaks and control characters, which file names may have.
  var shownOnOneLine: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
      )
    )
  }
}
