import FormDefinitions
import Foundation
import Testing

/// Random expressions, printed with as few parentheses as the grammar allows, must mean the tree
/// that they were printed from; a naive evaluator over that tree says what they mean.
@Suite struct RulePrecedenceTests {
  /// A tree to print and to compute, independent of the parser's own.
  indirect enum Tree {
    case number(Int)
    case condition(Bool?)
    case negative(Tree)
    case not(Tree)
    case binary(String, Int, Tree, Tree)
    case membership(Tree, [Tree], isNegated: Bool)

    /// How tightly the outermost operator binds: 1 or, 2 and, 3 not, 4 comparison, 5 + -, 6 * /,
    /// 7 sign, 8 the rest.
    var precedence: Int {
      switch self {
      case .number, .condition: 8
      case .negative: 7
      case .not: 3
      case .binary(_, let precedence, _, _): precedence
      case .membership: 4
      }
    }

    func printed(atLeast least: Int, spaced: Bool) -> String {
      let space = spaced ? " " : ""
      let text: String
      switch self {
      case .number(let number): text = String(number)
      case .condition(true?): text = "是"
      case .condition(false?): text = "false"
      case .condition(nil): text = "u"
      case .negative(let operand): text = "-" + operand.printed(atLeast: 7, spaced: spaced)
      case .not(let operand): text = "not " + operand.printed(atLeast: 3, spaced: spaced)
      case .binary(let symbol, let precedence, let left, let right):
        let gap = symbol.first?.isLetter == true ? " " : space
        // Comparisons do not chain, so both sides bind more tightly; the rest associate leftwards.
        let leftLeast = precedence == 4 ? 5 : precedence
        text =
          left.printed(atLeast: leftLeast, spaced: spaced) + gap + symbol + gap
          + right.printed(atLeast: precedence + 1, spaced: spaced)
      case .membership(let value, let items, let isNegated):
        text =
          value.printed(atLeast: 5, spaced: spaced) + (isNegated ? " not in " : " in ") + "("
          + items.map { $0.printed(atLeast: 0, spaced: spaced) }.joined(separator: ",") + ")"
      }
      return precedence < least ? "(\(text))" : text
    }

    var number: Decimal? {
      switch self {
      case .number(let number): return Decimal(number)
      case .negative(let operand): return operand.number.map { -$0 }
      case .binary(let symbol, _, let left, let right):
        guard let one = left.number, let other = right.number else { return nil }
        switch symbol {
        case "+": return one + other
        case "-": return one - other
        case "*": return one * other
        case "/": return other == 0 ? nil : one / other
        default: return nil
        }
      default: return nil
      }
    }

    var truth: Bool? {
      switch self {
      case .condition(let truth): return truth
      case .not(let operand): return operand.truth.map { !$0 }
      case .membership(let value, let items, let isNegated):
        guard let value = value.number else { return nil }
        let numbers = items.map(\.number)
        if numbers.contains(value) { return !isNegated }
        return numbers.contains(nil) ? nil : isNegated
      case .binary("and", _, let left, let right):
        let truths = [left.truth, right.truth]
        return truths.contains(false) ? false : truths.contains(nil) ? nil : true
      case .binary("or", _, let left, let right):
        let truths = [left.truth, right.truth]
        return truths.contains(true) ? true : truths.contains(nil) ? nil : false
      case .binary(let symbol, _, let left, let right):
        guard let one = left.number, let other = right.number else { return nil }
        switch symbol {
        case "=": return one == other
        case "!=": return one != other
        case "<": return one < other
        case "<=": return one <= other
        case ">": return one > other
        default: return one >= other
        }
      default: return nil
      }
    }
  }

  static func number(_ depth: Int, _ generator: inout some RandomNumberGenerator) -> Tree {
    let operators = [("+", 5), ("-", 5), ("*", 6), ("/", 6)]
    switch depth == 0 ? 0 : Int.random(in: 0..<6, using: &generator) {
    case 0: return .number(Int.random(in: 0...9, using: &generator))
    case 1: return .negative(number(depth - 1, &generator))
    default:
      let (symbol, precedence) = operators[Int.random(in: 0..<4, using: &generator)]
      return .binary(
        symbol,
        precedence,
        number(depth - 1, &generator),
        number(depth - 1, &generator)
      )
    }
  }

  static func condition(_ depth: Int, _ generator: inout some RandomNumberGenerator) -> Tree {
    let comparisons = ["=", "!=", "<", "<=", ">", ">="]
    switch depth == 0 ? 0 : Int.random(in: 0..<9, using: &generator) {
    case 0: return .condition([true, false, nil][Int.random(in: 0..<3, using: &generator)])
    case 1: return .not(condition(depth - 1, &generator))
    case 2, 3:
      let symbol = comparisons[Int.random(in: 0..<6, using: &generator)]
      return .binary(symbol, 4, number(depth - 1, &generator), number(depth - 1, &generator))
    case 4:
      let items = (0...Int.random(in: 0...2, using: &generator)).map { _ in
        number(1, &generator)
      }
      return .membership(
        number(depth - 1, &generator),
        items,
        isNegated: Bool.random(using: &generator)
      )
    case 5, 6:
      return .binary("and", 2, condition(depth - 1, &generator), condition(depth - 1, &generator))
    default:
      return .binary("or", 1, condition(depth - 1, &generator), condition(depth - 1, &generator))
    }
  }

  /// A generator that gives the same numbers in every run (SplitMix64).
  struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  @Test(arguments: 0..<20)
  func expressionsMeanTheTreeTheyArePrintedFrom(seed: Int) throws {
    var generator = Generator(state: UInt64(seed))
    let scope = RuleScope(fields: ["u": .yesNo])
    let context = RuleContext(today: try Household.day("2023-08-31"))
    for _ in 0..<100 {
      let spaced = Bool.random(using: &generator)
      let sum = Self.number(4, &generator)
      let sumSource = sum.printed(atLeast: 0, spaced: spaced)
      let expected = sum.number.map { RuleOutcome.value(.number($0)) } ?? .unknown
      #expect(
        try RuleExpression(sumSource, scope: scope).evaluate(context) == expected,
        "\(sumSource)"
      )
      let rule = Self.condition(4, &generator)
      let ruleSource = rule.printed(atLeast: 0, spaced: spaced)
      #expect(
        try RuleExpression(ruleSource, scope: scope).isSatisfied(context) == rule.truth,
        "\(ruleSource)"
      )
    }
  }
}
