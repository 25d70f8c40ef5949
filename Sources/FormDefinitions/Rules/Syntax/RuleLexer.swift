import Findings
import Foundation

/// Cuts an expression into words.
///
/// Full-width signs, ≠ ≤ ≥ × ÷ and Chinese quotation marks are taken for their plain forms, since
/// that is what a Chinese keyboard gives.
struct RuleLexer {
  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(_ source: String) {
    scalars = Array(source.unicodeScalars)
  }

  /// The number of scalars.
  var count: Int { scalars.count }

  /// All words, the last of which is the end.
  mutating func tokens() throws(RuleError) -> [RuleToken] {
    var tokens: [RuleToken] = []
    while let scalar = current {
      if scalar.properties.isWhitespace {
        position += 1
      } else {
        tokens.append(try token(at: scalar))
      }
    }
    tokens.append(RuleToken(content: .end, offset: scalars.count, source: ""))
    return tokens
  }

  /// The plain form of the scalar at the position.
  private var current: Unicode.Scalar? { plain(at: position) }

  private func plain(at index: Int) -> Unicode.Scalar? {
    guard index < scalars.count else { return nil }
    let scalar = scalars[index]
    switch scalar.value {
    case 0xFF01...0xFF5E: return Unicode.Scalar(scalar.value - 0xFEE0)
    case 0x3000: return " "
    case 0x00D7: return "*"
    case 0x00F7: return "/"
    default: return scalar
    }
  }

  private mutating func token(at scalar: Unicode.Scalar) throws(RuleError) -> RuleToken {
    switch scalar {
    case "0"..."9": return try number()
    case "'", "\"": return try text(closedBy: scalar)
    case "‘": return try text(closedBy: "’")
    case "“": return try text(closedBy: "”")
    case _ where Self.isPartOfName(scalar): return name()
    default: return try symbol()
    }
  }

  private static func isPartOfName(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || ("0"..."9").contains(scalar) || scalar.properties.isAlphabetic
  }

  private func source(from start: Int) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[start..<position])
    return String(view)
  }

  private func plainText(from start: Int) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: (start..<position).compactMap { plain(at: $0) })
    return String(view)
  }

  private mutating func name() -> RuleToken {
    let start = position
    while let scalar = current, Self.isPartOfName(scalar) { position += 1 }
    let word = plainText(from: start)
    let content = RuleKeyword(word: word).map(RuleToken.Content.keyword) ?? .name(word)
    return RuleToken(content: content, offset: start, source: source(from: start))
  }

  private mutating func number() throws(RuleError) -> RuleToken {
    let start = position
    while let scalar = current, scalar == "." || Self.isPartOfName(scalar) { position += 1 }
    let written = source(from: start)
    let parts = plainText(from: start).split(separator: ".", omittingEmptySubsequences: false)
    let areDigits = parts.allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
    let digits = parts.joined()
    guard parts.count <= 2, areDigits, digits.utf8.count <= 38,
      let value = Decimal(string: parts.joined(separator: "."))
    else {
      throw RuleError(
        at: start,
        LocalizedText("数“\(written)”写法不对", en: "“\(written)” is not a number")
      )
    }
    return RuleToken(content: .number(value), offset: start, source: written)
  }

  private mutating func text(closedBy quote: Unicode.Scalar) throws(RuleError) -> RuleToken {
    let start = position
    position += 1
    var view = String.UnicodeScalarView()
    while position < scalars.count {
      let scalar = scalars[position]
      if scalar == quote || plain(at: position) == quote {
        position += 1
        // A quotation mark inside the text is written twice.
        guard position < scalars.count, scalars[position] == quote else {
          return RuleToken(
            content: .text(String(view)),
            offset: start,
            source: source(from: start)
          )
        }
      }
      view.append(scalars[position])
      position += 1
    }
    throw RuleError(
      at: start,
      LocalizedText("引号没有成对", en: "this quotation mark is not closed")
    )
  }

  private mutating func symbol() throws(RuleError) -> RuleToken {
    let start = position
    let first = plain(at: position).map(String.init) ?? ""
    let pair = first + (plain(at: position + 1).map(String.init) ?? "")
    let foreign = ["==": "=", "&&": "and", "||": "or", "=>": ">=", "=<": "<="]
    if let meant = foreign[pair] {
      throw RuleError(at: start, "不认识“\(pair)”", en: "“\(pair)” is unknown", meant: meant)
    }
    let signs = [
      "<>": RuleSymbol.notEqual, "≠": .notEqual, "≤": .lessOrEqual, "≥": .greaterOrEqual,
    ]
    if let symbol = RuleSymbol(rawValue: pair) ?? signs[pair], pair.unicodeScalars.count == 2 {
      position += 2
      return RuleToken(content: .symbol(symbol), offset: start, source: source(from: start))
    }
    guard let symbol = RuleSymbol(rawValue: first) ?? signs[first] else {
      let sign = String(scalars[start])
      throw RuleError(
        at: start,
        "不认识的符号“\(sign)”",
        en: "“\(sign)” is an unknown sign",
        meant: first == "!" ? "not" : nil
      )
    }
    position += 1
    return RuleToken(content: .symbol(symbol), offset: start, source: source(from: start))
  }
}
