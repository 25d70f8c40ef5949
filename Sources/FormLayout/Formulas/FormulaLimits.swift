import Findings

/// What Excel takes as a formula (Microsoft, “Excel specifications and limits”).
enum FormulaLimits {
  /// The longest formula, in characters.
  static let length = 8_192
  /// How deep calls of functions stand in each other.
  static let nesting = 64

  /// Why a formula cannot be written; `nil` if it can.
  static func excess(of formula: String) -> FormulaGap? {
    if FormulaTemplate(formula).length > length {
      return FormulaGap("公式超过 \(length) 个字符", en: "its formula exceeds 8,192 characters")
    }
    if nesting(of: formula) > nesting {
      return FormulaGap(
        "公式中函数嵌套超过 \(nesting) 层",
        en: "its formula nests functions more than \(nesting) deep"
      )
    }
    return nil
  }

  /// How deep calls of functions stand in each other; a bare bracket is no call.
  static func nesting(of formula: String) -> Int {
    var deepest = 0
    var depth = 0
    var calls: [Bool] = []
    var isQuoted = false
    var isName = false
    for character in formula.unicodeScalars {
      if character == "\"" {
        isQuoted.toggle()
      } else if !isQuoted, character == "(" {
        calls.append(isName)
        if isName { depth += 1 }
        deepest = max(deepest, depth)
      } else if !isQuoted, character == ")", calls.popLast() == true {
        depth -= 1
      }
      isName = !isQuoted && (character.properties.isAlphabetic || ("0"..."9").contains(character))
    }
    return deepest
  }
}
