import Foundation

/// A word of an expression.
struct RuleToken: Hashable {
  /// What the word is.
  enum Content: Hashable {
    case number(Decimal)
    case text(String)
    /// An identifier or a word in another script, as written.
    case name(String)
    case keyword(RuleKeyword)
    case symbol(RuleSymbol)
    case end
  }

  /// What the word is.
  var content: Content
  /// Where the word begins, in Unicode scalars from 0.
  var offset: Int
  /// The word as written, for messages.
  var source: String
}

/// A word with a meaning of its own; upper and lower case are the same.
enum RuleKeyword: String, CaseIterable {
  case and, or, not, `in`, `if`, then, `else`
  case yes = "true"
  case no = "false"

  /// Reads a keyword; 是 and 否 stand for `true` and `false`.
  init?(word: String) {
    switch word {
    case "是": self = .yes
    case "否": self = .no
    default: self.init(rawValue: word.lowercased())
    }
  }
}

/// A punctuation mark or operator.
enum RuleSymbol: String, CaseIterable {
  case open = "("
  case close = ")"
  case comma = ","
  case dot = "."
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case plus = "+"
  case minus = "-"
  case times = "*"
  case over = "/"
}
