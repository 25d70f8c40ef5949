import FormDefinitions

/// A typed text made ready for scanning: what is certainly only a slip of the keyboard is repaired.
///
/// Invisible characters are gone, both ends are trimmed, full-width ASCII is half-width, every
/// space is `U+0020` and every line break `U+000A`.
struct TypedText {
  /// The text as it stands in the cell.
  let source: String
  /// The repaired characters.
  var scalars: [Unicode.Scalar]
  /// What was repaired.
  var repairs: Repairs = []

  init(_ source: String) {
    self.source = source
    if source.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
      scalars = source.utf8.map { Unicode.Scalar($0) }
      return
    }
    scalars = []
    scalars.reserveCapacity(source.utf8.count / 2 + 4)
    for scalar in source.unicodeScalars {
      if scalar.isInvisible {
        repairs.insert(.invisible)
      } else if scalar.isLineBreak {
        scalars.append("\n")
      } else if scalar.isWhiteSpace {
        scalars.append(" ")
      } else {
        let halfWidth = scalar.halfWidth
        if halfWidth != scalar, halfWidth.isLetterOrDigit { repairs.insert(.fullWidth) }
        scalars.append(halfWidth)
      }
    }
    trim()
  }

  private mutating func trim() {
    let start = scalars.firstIndex { !$0.isWhiteSpace } ?? scalars.endIndex
    let end = scalars.lastIndex { !$0.isWhiteSpace }.map { $0 + 1 } ?? start
    note(removed: scalars[..<start])
    note(removed: scalars[end...])
    scalars = Array(scalars[start..<end])
  }

  private mutating func note(removed: ArraySlice<Unicode.Scalar>) {
    if removed.contains(" ") { repairs.insert(.spaces) }
    if removed.contains("\n") { repairs.insert(.lineBreaks) }
  }

  /// The repaired text.
  var text: String { String(scalars) }

  /// Takes every character out that a condition holds for, and notes it as a repair.
  mutating func remove(_ repair: Repairs, where condition: (Unicode.Scalar) -> Bool) {
    let count = scalars.count
    scalars.removeAll(where: condition)
    if scalars.count != count { repairs.insert(repair) }
  }

  /// Takes all spaces and line breaks out.
  mutating func removeWhiteSpace() {
    remove(.spaces) { $0 == " " }
    remove(.lineBreaks) { $0 == "\n" }
  }

  /// Takes a beginning off if the text has one of these, the first that fits.
  mutating func removePrefix(_ prefixes: [String], as repair: Repairs) -> Bool {
    for prefix in prefixes where scalars.starts(with: prefix.unicodeScalars) {
      scalars.removeFirst(prefix.unicodeScalars.count)
      repairs.insert(repair)
      return true
    }
    return false
  }
}

extension String {
  /// Creates a text from its characters' code points.
  init(_ scalars: some Sequence<Unicode.Scalar>) {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }
}

extension Unicode.Scalar {
  /// Whether the character is an ASCII letter or digit.
  var isLetterOrDigit: Bool {
    switch self {
    case "0"..."9", "A"..."Z", "a"..."z": true
    default: false
    }
  }

  /// The digit that an often mistaken character stands for in the midst of digits.
  var lookAlikeDigit: Unicode.Scalar? {
    switch self {
    case "O", "o", "О", "о", "Ο", "ο", "〇", "○": "0"
    case "l", "I", "|", "і", "І": "1"
    default: nil
    }
  }
}
