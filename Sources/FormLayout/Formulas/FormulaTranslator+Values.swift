import FormDefinitions
import Foundation
import Spreadsheet

extension FormulaTranslator {
  /// The value of an expression where it is known; elsewhere anything, an error at worst.
  ///
  /// A month is the number of months since the year 0; a day its serial number.
  func value(_ node: RuleNode) throws(FormulaGap) -> String {
    switch node {
    case .literal(let literal): return try value(literal)
    case .field(let reference, let type): return try value(reference, type)
    case .parameter(let name):
      guard let parameter = places.parameters[name] else { throw .noCell(name) }
      return parameter.value
    case .negative(let operand): return "(-\(try value(operand)))"
    case .binary(.divide, let left, let right):
      let divisor = try value(right)
      return "(\(try value(left))/(\(divisor)+(\(divisor)=0)))"
    case .binary(let symbol, let left, let right) where symbol.isArithmetic:
      return "(\(try value(left))\(symbol.rawValue)\(try value(right)))"
    case .conditional(let condition, let result, let otherwise):
      let condition = try truth(condition)
      let (one, other) = (try value(result), try value(otherwise))
      if !isArray { return "IF(\(condition.holds.text),\(one),\(other))" }
      guard node.type != .text else { throw .function("if") }
      return "(\(condition.holds.once.text)*\(one)+\(condition.fails.once.text)*\(other))"
    case .call(let function, let arguments):
      return try value(function, arguments)
    case .aggregate(let aggregate, let table, let value, let condition):
      return try self.value(aggregate, table, value, condition)
    case .not, .membership, .implication, .binary:
      throw FormulaGap("条件不能当作值", en: "a condition is used as a value")
    }
  }

  private func value(_ literal: RuleValue) throws(FormulaGap) -> String {
    switch literal {
    case .number(let number): return number < 0 ? "(\(number))" : number.description
    case .text(let text): return Self.quoted(text)
    case .date(let date): return String(Int(SerialDate(date).serial))
    case .month(let month): return String(month.year * 12 + month.month)
    case .boolean, .choices: throw .function("literal")
    }
  }

  private func value(
    _ reference: RuleReference,
    _ type: FieldType
  ) throws(FormulaGap) -> String {
    let cell = try cell(reference).cell
    switch type {
    case .integer, .decimal, .money, .percent, .year:
      // N gives 0 for a text, so that no error arises; it looks at one cell only.
      return isArray(reference) ? cell : "N(\(cell))"
    case .date:
      return isArray(reference) ? cell : "INT(N(\(cell)))"
    case .month:
      let serial = isArray(reference) ? cell : "N(\(cell))"
      return "(YEAR(\(serial))*12+MONTH(\(serial)))"
    case .choice: return cell
    case .text, .mobileNumber, .divisionCode, .creditCode, .signature:
      return Self.stripped(cell)
    case .identityNumber:
      return "UPPER(\(Self.stripped(cell)))"
    case .choices: return try derived(reference)
    case .yesNo: return cell
    }
  }

  /// A text without the spaces that are typed between or after characters.
  static func stripped(_ cell: String) -> String {
    "SUBSTITUTE(SUBSTITUTE(\(cell),\" \",\"\"),\"　\",\"\")"
  }

  /// A number as it is compared: sums of binary fractions miss a decimal by the last digits.
  func rounded(_ node: RuleNode) throws(FormulaGap) -> String {
    let value = try value(node)
    return Self.isExact(node) ? value : "ROUND(\(value),6)"
  }

  private static func isExact(_ node: RuleNode) -> Bool {
    switch node {
    case .literal, .field, .parameter: true
    case .call(.round, _), .call(.absolute, _), .call(.minimum, _), .call(.maximum, _): false
    case .call: true
    case .aggregate(.count, _, _, _), .aggregate(.duplicates, _, _, _): true
    case .aggregate(.first, _, let value?, _): isExact(value)
    default: node.type == .date || node.type == .month
    }
  }

  /// Where a value is known.
  func known(_ node: RuleNode) throws(FormulaGap) -> FormulaFlag {
    switch node {
    case .literal: return .always
    case .field(let reference, let type): return try known(reference, type)
    case .parameter(let name):
      guard let parameter = places.parameters[name] else { throw .noCell(name) }
      return parameter.known
    case .negative(let operand): return try known(operand)
    case .binary(.divide, let left, let right):
      return .all([
        try known(left), try known(right), .test("(\(try value(right))<>0)"),
      ])
    case .binary(let symbol, let left, let right) where symbol.isArithmetic:
      return .all([try known(left), try known(right)])
    case .conditional(let condition, let result, let otherwise) where node.type != .boolean:
      let condition = try truth(condition)
      return .any([
        .all([condition.holds, try known(result)]), .all([condition.fails, try known(otherwise)]),
      ])
    case .call(let function, let arguments) where node.type != .boolean:
      return try known(function, arguments)
    case .aggregate(let aggregate, let table, let value, let condition)
    where node.type != .boolean:
      return try known(aggregate, table, value, condition)
    default:
      return try truth(node).known
    }
  }

  private func known(
    _ reference: RuleReference,
    _ type: FieldType
  ) throws(FormulaGap) -> FormulaFlag {
    let cell = try cell(reference).cell
    switch type {
    case .integer, .year:
      guard !isArray(reference) else { return .test("ISNUMBER(\(cell))") }
      return .all([.test("ISNUMBER(\(cell))"), .test("(MOD(N(\(cell)),1)=0)")])
    case .decimal, .money, .percent:
      return .test("ISNUMBER(\(cell))")
    case .date, .month:
      // The last day that a cell can hold is 9999-12-31.
      return .all([
        .test("ISNUMBER(\(cell))"), .test("(\(cell)>=1)"), .test("(\(cell)<2958466)"),
      ])
    case .yesNo:
      return .any([.test("(\(cell)=\"是\")"), .test("(\(cell)=\"否\")")])
    case .choice(let list):
      guard let range = places.codeRanges[list] else { throw .noCell(list) }
      return .test("(COUNTIF(\(range),\(cell))>0)")
    case .choices:
      return .test("(\(try derived(reference))<>\"\")")
    case .identityNumber:
      return .test("(\(try derived(reference))>0)")
    case .text, .signature:
      // Strokes mean that nothing is filled in.
      let plain =
        "SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(\(Self.stripped(cell)),\"/\",\"\"),\"-\",\"\"),\"—\",\"\")"
      return .test("(\(plain)<>\"\")")
    case .mobileNumber:
      let text = Self.stripped(cell)
      return .all([
        .test("(LEN(\(text))=11)"), .test("ISNUMBER(1*\(text))"), .test("(LEFT(\(text),1)=\"1\")"),
        .test("(MID(\(text),2,1)>\"2\")"),
      ])
    case .divisionCode:
      let text = Self.stripped(cell)
      return .all([.test("(LEN(\(text))=12)"), .test("ISNUMBER(1*\(text))")])
    case .creditCode:
      return .test("(LEN(\(Self.stripped(cell)))=18)")
    }
  }

  /// Where a value is certainly blank.
  func blank(_ node: RuleNode) throws(FormulaGap) -> FormulaFlag {
    switch node {
    case .field(let reference, _):
      return .test("(\(try cell(reference).cell)=\"\")")
    case .negative(let operand):
      return try blank(operand)
    case .binary(let symbol, let left, let right) where symbol.isArithmetic:
      return try blank(oneOf: [left, right])
    case .conditional(let condition, let result, let otherwise) where node.type != .boolean:
      let condition = try truth(condition)
      return .any([
        .all([condition.holds, try blank(result)]), .all([condition.fails, try blank(otherwise)]),
      ])
    case .call(.blank, _), .call(.filled, _), .call(.today, _):
      return .never
    case .call(.disabilityGrade, let arguments), .call(.disabilityKind, let arguments):
      guard let first = arguments.first else { return .never }
      let number = try identity(first)
      return .any([
        number.blank,
        .all([.test("(\(number.code)>0)"), .test("(LEN(\(number.text))=18)")]),
      ])
    case .call(_, let arguments):
      return try blank(oneOf: arguments)
    case .aggregate(let aggregate, let table, let value, let condition):
      return try blank(aggregate, table, value, condition)
    default:
      return .never
    }
  }

  /// Where an operand is blank and none is unknown.
  private func blank(oneOf operands: [RuleNode]) throws(FormulaGap) -> FormulaFlag {
    var blanks: [FormulaFlag] = []
    var certain: [FormulaFlag] = []
    for operand in operands {
      let blank = try blank(operand)
      blanks.append(blank)
      if operands.count > 1 { certain.append(.any([blank, try known(operand)])) }
    }
    return .all([.any(blanks)] + certain)
  }
}
