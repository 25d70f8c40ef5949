import Mustache

/// Text on a page: what a village wrote cannot become markup.
///
/// The template library's own escaping looks at whole characters. A `<` behind U+0600 is one character
/// with it and goes through, and so does the tag that it begins: here every scalar counts.
struct PageText: MustacheContentType {
  /// The name by which templates ask for it.
  static let name = "TIANBAO-PAGE"

  func escapeText(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      case "\n", "\t": result.append(scalar)
      case _ where scalar.properties.generalCategory == .control: result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
