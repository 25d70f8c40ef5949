import Spreadsheet

/// Names for what stands in no formula that cells share: arrays, and references to other sheets.
///
/// Excel's own files keep both out of shared formulas. The names make the formulas shorter, too.
struct FormulaNames {
  /// The names, in the order of their first use.
  private(set) var names: [DefinedName] = []
  private var known: [String: String] = [:]

  /// The formula with names in the place of its arrays and of its references to other sheets.
  mutating func named(_ formula: String) -> String {
    var result = ""
    var rest = formula[...]
    while let start = rest.firstIndex(where: { "\"{'".contains($0) }) {
      result += rest[..<start]
      rest = rest[start...]
      let end: Substring.Index
      switch rest.first {
      case "\"": end = Self.endOfText(rest)
      case "{": end = Self.endOfArray(rest)
      default: end = Self.endOfReference(rest)
      }
      let piece = String(rest[..<end])
      result += piece.first == "\"" ? piece : name(piece)
      rest = rest[end...]
    }
    return result + rest
  }

  /// The longest formula of a name that the file library takes, in bytes.
  private static let maximumLength = 127

  private mutating func name(_ constant: String) -> String {
    if let name = known[constant] { return name }
    guard constant.utf8.count <= Self.maximumLength else { return constant }
    let name = "check_\(names.count + 1)"
    guard let defined = DefinedName(name, formula: constant) else { return constant }
    names.append(defined)
    known[constant] = name
    return name
  }

  /// Where a text ends that begins with a quotation mark; a doubled one ends it and begins another.
  private static func endOfText(_ text: Substring, mark: Character = "\"") -> Substring.Index {
    text.dropFirst().firstIndex(of: mark).map { text.index(after: $0) } ?? text.endIndex
  }

  private static func endOfArray(_ text: Substring) -> Substring.Index {
    var rest = text
    while let index = rest.firstIndex(where: { "\"}".contains($0) }) {
      if rest[index] == "}" { return rest.index(after: index) }
      rest = rest[endOfText(rest[index...])...]
    }
    return text.endIndex
  }

  /// Where a reference ends that begins with the name of a sheet in apostrophes.
  private static func endOfReference(_ text: Substring) -> Substring.Index {
    var end = endOfText(text, mark: "'")
    while end < text.endIndex, text[end] == "'" { end = endOfText(text[end...], mark: "'") }
    let cells = text[end...].prefix {
      $0 == "!" || $0 == "$" || $0 == ":" || ($0.isASCII && ($0.isLetter || $0.isNumber))
    }
    return cells.endIndex
  }
}
