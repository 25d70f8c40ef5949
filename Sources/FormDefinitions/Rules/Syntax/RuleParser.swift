import Findings
import Foundation

/// Reads an expression by recursive descent; the grammar stands at ``RuleLanguage``.
struct RuleParser {
  private let tokens: [RuleToken]
  private var position = 0
  private var depth = 0
  /// How deep expressions may be nested, so that no source can exhaust the stack.
  private static let maximumDepth = 50
  /// How many operations may be applied to one another's results, for the same reason.
  private static let maximumHeight = 200

  init(_ source: String) throws(RuleError) {
    var lexer = RuleLexer(source)
    guard lexer.count <= RuleExpression.maximumLength else {
      throw RuleError(
        at: RuleExpression.maximumLength,
        LocalizedText(
          "规则超过 \(RuleExpression.maximumLength) 个字符",
          en: "the rule is longer than \(RuleExpression.maximumLength) characters"
        )
      )
    }
    tokens = try lexer.tokens()
  }

  /// Reads the whole source.
  mutating func parse() throws(RuleError) -> RuleSyntax {
    guard tokens.count > 1 else {
      throw RuleError(at: 0, LocalizedText("规则是空的", en: "the rule is empty"))
    }
    let syntax = try expression()
    guard case .end = token.content else { throw unexpected() }
    return syntax
  }

  private var token: RuleToken { tokens[position] }

  private mutating func advance() {
    if position < tokens.count - 1 { position += 1 }
  }

  private mutating func take(_ symbol: RuleSymbol) -> Bool {
    guard case .symbol(symbol) = token.content else { return false }
    advance()
    return true
  }

  private mutating func take(_ keyword: RuleKeyword) -> Bool {
    guard case .keyword(keyword) = token.content else { return false }
    advance()
    return true
  }

  private func missing(_ word: String) -> RuleError {
    if case .end = token.content {
      return RuleError(
        at: token.offset,
        LocalizedText("规则没有写完，缺“\(word)”", en: "the rule ends where “\(word)” is expected")
      )
    }
    return RuleError(
      at: token.offset,
      LocalizedText(
        "这里应是“\(word)”，不是“\(token.source)”",
        en: "“\(word)” is expected here, not “\(token.source)”"
      )
    )
  }

  private func unexpected() -> RuleError {
    if case .end = token.content {
      return RuleError(
        at: token.offset,
        LocalizedText("规则没有写完", en: "the rule ends too early")
      )
    }
    return RuleError(
      at: token.offset,
      LocalizedText("这里不应有“\(token.source)”", en: "“\(token.source)” is unexpected here")
    )
  }

  private mutating func nested(
    _ body: (inout RuleParser) throws(RuleError) -> RuleSyntax
  ) throws(RuleError) -> RuleSyntax {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      throw RuleError(
        at: token.offset,
        LocalizedText(
          "嵌套超过 \(Self.maximumDepth) 层",
          en: "nested more than \(Self.maximumDepth) deep"
        )
      )
    }
    return try body(&self)
  }

  private mutating func expression() throws(RuleError) -> RuleSyntax {
    try nested { (parser) throws(RuleError) in
      let offset = parser.token.offset
      guard parser.take(.if) else { return try parser.operation(above: 0) }
      let condition = try parser.expression()
      guard parser.take(.then) else { throw parser.missing("then") }
      let result = try parser.expression()
      let otherwise = parser.take(.else) ? try parser.expression() : nil
      return RuleSyntax(
        content: .conditional(condition, then: result, otherwise: otherwise),
        offset: offset
      )
    }
  }

  /// Reads operands joined by operators that bind more tightly than a precedence.
  private mutating func operation(above precedence: Int) throws(RuleError) -> RuleSyntax {
    var left = try operand(above: precedence)
    var isComparison = false
    while true {
      let offset = token.offset
      if precedence < RuleOperator.equal.precedence, let isNegated = takeMembership() {
        guard !isComparison else { throw chained(at: offset) }
        let items = try list()
        left = RuleSyntax(
          content: .membership(left, items, isNegated: isNegated),
          offset: offset
        )
        isComparison = true
      } else if let symbol = binaryOperator, symbol.precedence > precedence {
        guard !(isComparison && symbol.isComparison) else { throw chained(at: offset) }
        advance()
        let right = try operation(above: symbol.precedence)
        left = RuleSyntax(content: .binary(symbol, left, right), offset: offset)
        isComparison = symbol.isComparison
      } else {
        return left
      }
      guard left.height <= Self.maximumHeight else { throw tooComplex(at: offset) }
    }
  }

  private func tooComplex(at offset: Int) -> RuleError {
    RuleError(
      at: offset,
      LocalizedText("规则太复杂，请拆成几条", en: "the rule is too complex; split it into several")
    )
  }

  private func chained(at offset: Int) -> RuleError {
    RuleError(
      at: offset,
      LocalizedText(
        "比较不能连写；请用 and 连接两个比较",
        en: "comparisons cannot be chained; join two of them with and"
      )
    )
  }

  private var binaryOperator: RuleOperator? {
    switch token.content {
    case .symbol(let symbol): RuleOperator(rawValue: symbol.rawValue)
    case .keyword(.and): .and
    case .keyword(.or): .or
    default: nil
    }
  }

  /// Takes `in` or `not in`; whether it was negated.
  private mutating func takeMembership() -> Bool? {
    if take(.in) { return false }
    if case .keyword(.not) = token.content, case .keyword(.in) = tokens[position + 1].content {
      advance()
      advance()
      return true
    }
    return nil
  }

  private mutating func operand(above precedence: Int) throws(RuleError) -> RuleSyntax {
    let offset = token.offset
    // `not` binds less tightly than comparisons, so it cannot stand inside one.
    if precedence <= RuleOperator.and.precedence, take(.not) {
      return try nested { (parser) throws(RuleError) in
        let operand = try parser.operation(above: RuleOperator.and.precedence)
        return RuleSyntax(content: .not(operand), offset: offset)
      }
    }
    if take(.minus) {
      return try nested { (parser) throws(RuleError) in
        let operand = try parser.operand(above: RuleOperator.multiply.precedence)
        return RuleSyntax(content: .negative(operand), offset: offset)
      }
    }
    return try primary()
  }

  private mutating func primary() throws(RuleError) -> RuleSyntax {
    let first = token
    let content: RuleSyntax.Content
    switch first.content {
    case .number(let number):
      content = .literal(.number(number))
    case .text(let text):
      content = .literal(.text(text))
    case .keyword(.yes):
      content = .literal(.boolean(true))
    case .keyword(.no):
      content = .literal(.boolean(false))
    case .name(let name):
      return try reference(name)
    case .symbol(.open):
      let items = try list()
      guard items.count == 1 else {
        return RuleSyntax(content: .list(items), offset: first.offset)
      }
      return items[0]
    default:
      throw unexpected()
    }
    advance()
    return RuleSyntax(content: content, offset: first.offset)
  }

  private mutating func reference(_ name: String) throws(RuleError) -> RuleSyntax {
    let offset = token.offset
    advance()
    if take(.dot) {
      guard case .name(let member) = token.content else { throw unexpected() }
      let nameOffset = token.offset
      advance()
      return RuleSyntax(
        content: .qualified(name, member, nameOffset: nameOffset),
        offset: offset
      )
    }
    guard case .symbol(.open) = token.content else {
      return RuleSyntax(content: .name(name), offset: offset)
    }
    if case .symbol(.close) = tokens[position + 1].content {
      advance()
      advance()
      return RuleSyntax(content: .call(name, []), offset: offset)
    }
    return RuleSyntax(content: .call(name, try list()), offset: offset)
  }

  /// Reads `(a, b, …)` with one item at least.
  private mutating func list() throws(RuleError) -> [RuleSyntax] {
    guard take(.open) else { throw missing("(") }
    var items = [try expression()]
    while take(.comma) {
      items.append(try expression())
    }
    guard take(.close) else { throw missing(")") }
    return items
  }
}
