import FormDefinitions
import Foundation
import Spreadsheet

/// Writes checked expressions as spreadsheet formulas with the evaluator's three truth values.
///
/// Each condition becomes two factors, where it certainly holds and where it certainly does not;
/// each value becomes the value and where it is known. Inside the rows of a table everything is
/// computed row by row within `SUMPRODUCT`, where `IF`, `AND` and `OR` do not work before Excel 365.
/// Only functions of Excel 2010, WPS and LibreOffice are used, and none that depends on a locale.
struct FormulaTranslator {
  /// How the rows of a table are looked at.
  enum Frame {
    /// All at once.
    case rows(FormulaBlock)
    /// One, by the cells of its columns.
    case row([String: FormulaCell])
  }

  let places: FormulaPlaces
  /// The tables whose rows are looked at.
  var frames: [String: Frame] = [:]

  init(_ places: FormulaPlaces) { self.places = places }

  /// The same translator inside the rows of a table.
  func inside(_ table: String, _ frame: Frame) -> FormulaTranslator {
    var inner = self
    inner.frames[table] = frame
    return inner
  }

  /// Whether formulas are computed for all rows of a table at once.
  var isArray: Bool {
    frames.values.contains { if case .rows = $0 { true } else { false } }
  }

  /// Whether a reference stands for the cells of all rows.
  func isArray(_ reference: RuleReference) -> Bool {
    guard case .column(let table, _) = reference, case .rows? = frames[table] else { return false }
    return true
  }

  func cell(_ reference: RuleReference) throws(FormulaGap) -> FormulaCell {
    switch reference {
    case .field(let id):
      guard let cell = places.fields[id] else { throw .noCell(id) }
      return cell
    case .column(let table, let id):
      let cell: FormulaCell? =
        switch frames[table] {
        case .rows(let block): block.columns[id]
        case .row(let cells): cells[id]
        case nil: nil
        }
      guard let cell else { throw .noCell("\(table).\(id)") }
      return cell
    }
  }

  func derived(_ reference: RuleReference) throws(FormulaGap) -> String {
    guard let derived = try cell(reference).derived else { throw .noCell("\(reference)") }
    return derived
  }

  // MARK: - Conditions

  /// Where a condition holds and where it does not.
  func truth(_ node: RuleNode) throws(FormulaGap) -> FormulaTruth {
    switch node {
    case .literal(.boolean(let truth)):
      return FormulaTruth(holds: truth ? .always : .never, fails: truth ? .never : .always)
    case .field(let reference, .yesNo):
      let cell = try cell(reference).cell
      return FormulaTruth(holds: .test("(\(cell)=\"是\")"), fails: .test("(\(cell)=\"否\")"))
    case .not(let operand):
      return try truth(operand).negated
    case .binary(.and, let left, let right):
      let (left, right) = (try truth(left), try truth(right))
      return FormulaTruth(
        holds: .all([left.holds, right.holds]),
        fails: .any([left.fails, right.fails])
      )
    case .binary(.or, let left, let right):
      let (left, right) = (try truth(left), try truth(right))
      return FormulaTruth(
        holds: .any([left.holds, right.holds]),
        fails: .all([left.fails, right.fails])
      )
    case .implication(let condition, let result):
      let (condition, result) = (try truth(condition), try truth(result))
      return FormulaTruth(
        holds: .any([condition.fails, result.holds]),
        fails: .all([condition.holds, result.fails])
      )
    case .conditional(let condition, let result, let otherwise):
      let condition = try truth(condition)
      let (one, other) = (try truth(result), try truth(otherwise))
      return FormulaTruth(
        holds: .any([
          .all([condition.holds, one.holds]), .all([condition.fails, other.holds]),
        ]),
        fails: .any([
          .all([condition.holds, one.fails]), .all([condition.fails, other.fails]),
        ])
      )
    case .membership(let value, let items):
      return try membership(value, items)
    case .binary(let symbol, let left, let right) where symbol.isComparison:
      return try comparison(symbol, left, right)
    case .call(let function, let arguments):
      return try truth(function, arguments)
    case .aggregate(let aggregate, let table, let value, let condition):
      return try truth(aggregate, table, value, condition)
    case .literal, .field, .parameter, .negative, .binary:
      throw FormulaGap("这不是条件", en: "this is no condition")
    }
  }

  private func membership(
    _ value: RuleNode,
    _ items: [RuleNode]
  ) throws(FormulaGap) -> FormulaTruth {
    var labels: [String] = []
    for item in items {
      if case .literal(.text(let text)) = item { labels.append(text) }
    }
    if labels.count == items.count, value.type == .text {
      let subject = try self.value(value)
      let list = labels.map(Self.quoted).joined(separator: ",")
      let match = "MATCH(\(subject),{\(list)},0)"
      let known = try known(value)
      // What equals a label is one of its list.
      let isCode = Self.isCode(value)
      return FormulaTruth(
        holds: isCode
          ? .test("ISNUMBER(\(match))") : .all([known, .test("ISNUMBER(\(match))")]),
        fails: .all([known, .test("ISERROR(\(match))")])
      )
    }
    var equal: [FormulaTruth] = []
    for item in items { equal.append(try comparison(.equal, value, item)) }
    return FormulaTruth(holds: .any(equal.map(\.holds)), fails: .all(equal.map(\.fails)))
  }

  private func comparison(
    _ symbol: RuleOperator,
    _ left: RuleNode,
    _ right: RuleNode
  ) throws(FormulaGap) -> FormulaTruth {
    if Self.isConditionalCount(left) || Self.isConditionalCount(right) {
      return try comparisonOfBounds(symbol, left, right)
    }
    switch left.type {
    case .boolean:
      let (one, other) = (try truth(left), try truth(right))
      let equal = FormulaTruth(
        holds: .any([.all([one.holds, other.holds]), .all([one.fails, other.fails])]),
        fails: .any([.all([one.holds, other.fails]), .all([one.fails, other.holds])])
      )
      return symbol == .equal ? equal : equal.negated
    case .choices:
      throw FormulaGap(
        "两个多选不能用公式比较是否相同",
        en: "two multiple choices cannot be compared by a formula"
      )
    case .text:
      let (one, other) = (try value(left), try value(right))
      let known = FormulaFlag.all([try known(left), try known(right)])
      let same: String
      let differ: String
      if Self.isFreeText(left) || Self.isFreeText(right) {
        same = "EXACT(\(one),\(other))"
        differ = "(1-\(same))"
      } else {
        same = "(\(one)=\(other))"
        differ = "(\(one)<>\(other))"
      }
      // What equals a label is one of its list.
      let isLabel = Self.isCode(left) && Self.isLiteral(right)
      let equal = FormulaTruth(
        holds: isLabel ? .test(same) : .all([known, .test(same)]),
        fails: .all([
          known, FormulaFlag(text: differ, kind: differ.hasPrefix("(1-") ? .bit : .boolean),
        ])
      )
      return symbol == .equal ? equal : equal.negated
    case .number, .date, .month:
      let known = FormulaFlag.all([try known(left), try known(right)])
      let one: String
      let other: String
      if case .call(.birthDate, let first) = left, case .call(.birthDate, let second) = right,
        let first = first.first, let second = second.first
      {
        (one, other) = (try identity(first).code, try identity(second).code)
      } else {
        (one, other) = (try rounded(left), try rounded(right))
      }
      return FormulaTruth(
        holds: .all([known, .test("(\(one)\(symbol.formula)\(other))")]),
        fails: .all([known, .test("(\(one)\(symbol.opposite)\(other))")])
      )
    }
  }

  /// The bounds between which a number lies that counts rows by a condition.
  private func bounds(
    _ node: RuleNode
  ) throws(FormulaGap) -> (least: String, most: String, known: FormulaFlag) {
    if case .aggregate(.count, let table, _, let condition?) = node {
      let counts = try counts(table, condition)
      return (counts.certain, counts.possible, .always)
    }
    let number = try rounded(node)
    return (number, number, try known(node))
  }

  private func comparisonOfBounds(
    _ symbol: RuleOperator,
    _ left: RuleNode,
    _ right: RuleNode
  ) throws(FormulaGap) -> FormulaTruth {
    let (one, other) = (try bounds(left), try bounds(right))
    let known = FormulaFlag.all([one.known, other.known])
    let less = FormulaTruth(
      holds: .all([known, .test("(\(one.most)<\(other.least))")]),
      fails: .all([known, .test("(\(one.least)>=\(other.most))")])
    )
    let greater = FormulaTruth(
      holds: .all([known, .test("(\(one.least)>\(other.most))")]),
      fails: .all([known, .test("(\(one.most)<=\(other.least))")])
    )
    switch symbol {
    case .less: return less
    case .greaterOrEqual: return less.negated
    case .greater: return greater
    case .lessOrEqual: return greater.negated
    default:
      let equal = FormulaTruth(
        holds: .all([less.fails, greater.fails]),
        fails: .any([less.holds, greater.holds])
      )
      return symbol == .equal ? equal : equal.negated
    }
  }

  static func isConditionalCount(_ node: RuleNode) -> Bool {
    if case .aggregate(.count, _, _, .some) = node { true } else { false }
  }

  /// Whether upper and lower case tell a text apart; codes and numbers have none that matters.
  private static func isFreeText(_ node: RuleNode) -> Bool {
    switch node {
    case .field(_, .text): true
    case .aggregate(_, _, let value?, _): isFreeText(value)
    case .conditional(_, let one, let other): isFreeText(one) || isFreeText(other)
    default: false
    }
  }

  private static func isCode(_ node: RuleNode) -> Bool {
    if case .field(_, .choice) = node { true } else { false }
  }

  private static func isLiteral(_ node: RuleNode) -> Bool {
    if case .literal = node { true } else { false }
  }

  /// A text as formulas write it; a literal holds 255 characters at most.
  static func quoted(_ text: String) -> String {
    var parts: [String] = []
    var part = ""
    for character in text {
      if part.utf16.count + String(character).utf16.count > 250 {
        parts.append(part)
        part = ""
      }
      part.append(character)
    }
    parts.append(part)
    let quoted = parts.map { "\"\($0.replacing("\"", with: "\"\""))\"" }
    return quoted.count == 1 ? quoted[0] : "(\(quoted.joined(separator: "&")))"
  }
}

extension RuleOperator {
  /// The operator as formulas write it.
  var formula: String { self == .notEqual ? "<>" : rawValue }

  /// The comparison that holds where this one does not.
  var opposite: String {
    switch self {
    case .equal: "<>"
    case .notEqual: "="
    case .less: ">="
    case .lessOrEqual: ">"
    case .greater: "<="
    case .greaterOrEqual: "<"
    case .or, .and, .add, .subtract, .multiply, .divide: ""
    }
  }
}
