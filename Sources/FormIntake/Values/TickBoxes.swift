import FormDefinitions

/// Printed options with boxes, some of them ticked: `□健康 ☑残疾`, `是□否☑`, `是(√) 否( )`.
struct TickBoxes {
  /// What a box holds.
  enum Mark: Hashable {
    case ticked
    case empty
    /// A cross: "chosen" to some, "not this" to others.
    case crossed
  }

  /// The options that are ticked, as written.
  private(set) var ticked: [String] = []
  /// All options, as written.
  private(set) var options: [String] = []
  /// Whether a cross without any tick was taken for one.
  private(set) var isDoubtful = false

  private enum Token {
    case mark(Mark, spaceBefore: Bool)
    case text(String, spaceBefore: Bool)

    var isMark: Bool {
      if case .mark = self { return true }
      return false
    }

    var hasSpaceBefore: Bool {
      switch self {
      case .mark(_, let space), .text(_, let space): space
      }
    }
  }

  /// The mark that a character is, outside any other text.
  static func mark(_ scalar: Unicode.Scalar) -> Mark? {
    switch scalar {
    case "√", "✓", "✔", "☑", "✅", "■", "●", "◉", "▣", "◼", "🗹", "\u{F0FE}", "\u{F052}",
      "\u{F0FC}":
      .ticked
    case "□", "☐", "○", "◯", "▢", "◻", "⬜", "\u{F0A8}", "\u{F0A3}", "\u{F06F}": .empty
    case "☒", "×", "✗", "✘", "╳", "✕", "✖", "🗷", "🗵", "\u{F0FD}", "\u{F053}": .crossed
    default: nil
    }
  }

  /// Parses a text; `nil` if it holds no box or tells not which option a mark belongs to.
  init?(_ typed: TypedText, isOption: (String) -> Bool) {
    guard typed.scalars.contains(where: { Self.mark($0) != nil || $0 == "(" || $0 == "£" }) else {
      return nil
    }
    let tokens = Self.tokens(typed.scalars)
    guard tokens.contains(where: \.isMark), tokens.contains(where: { !$0.isMark }) else {
      return nil
    }
    guard let marked = Self.attach(tokens, isOption: isOption) else { return nil }
    options = marked.map(\.option)
    ticked = marked.filter { $0.mark == .ticked }.map(\.option)
    if ticked.isEmpty {
      ticked = marked.filter { $0.mark == .crossed }.map(\.option)
      // Among empty boxes a crossed box is the chosen one; a bare cross may strike an option out.
      isDoubtful = !ticked.isEmpty && !typed.scalars.contains("☒")
    }
  }

  private static func tokens(_ scalars: [Unicode.Scalar]) -> [Token] {
    // £ and R are the boxes of the font Wingdings 2 without the font.
    let isWingdings = scalars.contains("£")
    var tokens: [Token] = []
    var text: [Unicode.Scalar] = []
    var spaceBeforeText = false
    var sawSpace = false
    func flush() {
      let trimmed = String(text).trimmingSpaces()
      if !trimmed.isEmpty { tokens.append(.text(trimmed, spaceBefore: spaceBeforeText)) }
      text = []
    }
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      var found = mark(scalar)
      var length = 1
      if isWingdings, scalar == "£" { found = .empty }
      if isWingdings, scalar == "R" { found = .ticked }
      if found == nil, scalar == "(" || scalar == "[" || scalar == "【",
        let bracket = bracketed(scalars[index...])
      {
        found = bracket.mark
        length = bracket.length
      }
      if let found {
        flush()
        tokens.append(.mark(found, spaceBefore: sawSpace))
        sawSpace = false
      } else if scalar.isWhiteSpace {
        if !text.isEmpty { text.append(scalar) }
        sawSpace = true
      } else {
        if text.isEmpty { spaceBeforeText = sawSpace }
        text.append(scalar)
        sawSpace = false
      }
      index += length
    }
    flush()
    return tokens
  }

  /// A pair of brackets that holds nothing or one mark.
  private static func bracketed(
    _ scalars: ArraySlice<Unicode.Scalar>
  ) -> (mark: Mark, length: Int)? {
    guard let end = scalars.firstIndex(where: { $0 == ")" || $0 == "]" || $0 == "】" }) else {
      return nil
    }
    let inside = scalars[(scalars.startIndex + 1)..<end].filter { !$0.isWhiteSpace && $0 != "_" }
    let length = end - scalars.startIndex + 1
    guard let first = inside.first else { return (.empty, length) }
    guard inside.count == 1 else { return nil }
    switch first {
    case "V", "v": return (.ticked, length)
    case "X", "x": return (.crossed, length)
    default: return mark(first).map { ($0, length) }
    }
  }

  /// Gives every option the mark before it, if the text begins with a mark, or else behind it.
  private static func attach(
    _ tokens: [Token],
    isOption: (String) -> Bool
  ) -> [(option: String, mark: Mark)]? {
    var result: [(option: String, mark: Mark)] = []
    let marksComeFirst = tokens.first?.isMark ?? false
    let marks = tokens.count(where: \.isMark)
    let texts = tokens.count - marks
    var pending: Mark?
    for (index, token) in tokens.enumerated() {
      switch token {
      case .mark(let mark, let spaceBefore):
        if marksComeFirst {
          if pending == .ticked || pending == .crossed { return nil }
          pending = mark
          continue
        }
        let next = index + 1 < tokens.count ? tokens[index + 1] : nil
        if marks < texts, let next, !next.isMark {
          // With a mark to only some options, the space tells to which of its neighbours it belongs.
          guard spaceBefore != next.hasSpaceBefore else { return nil }
          if spaceBefore {
            pending = mark
            continue
          }
        }
        guard !result.isEmpty else { return nil }
        result[result.count - 1].mark = mark
      case .text(let text, _):
        var parts = [text]
        if !isOption(text) {
          parts = text.split { " \n、,;".contains($0) }.map(String.init)
        }
        for part in parts {
          result.append((part, pending ?? .empty))
          pending = nil
        }
      }
    }
    return result
  }
}

extension String {
  /// The text without spaces, line breaks and separators of a list at its ends.
  func trimmingSpaces() -> String {
    let isEdge = { (scalar: Unicode.Scalar) in
      scalar.isWhiteSpace || "、,;".unicodeScalars.contains(scalar)
    }
    let scalars = unicodeScalars
    guard let start = scalars.firstIndex(where: { !isEdge($0) }),
      let end = scalars.lastIndex(where: { !isEdge($0) })
    else { return "" }
    return String(scalars[start...end])
  }
}
