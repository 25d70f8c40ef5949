/// A condition inside a formula, as a factor: 0 where it does not hold.
///
/// Conditions are multiplied and added instead of joined by `AND` and `OR`, which do not work row by
/// row inside `SUMPRODUCT`. The kind matters since Excel takes every truth value for greater than
/// every number: `FALSE>0` is true there, and false in LibreOffice.
struct FormulaFlag: Hashable, Sendable {
  enum Kind {
    /// A comparison or a function that gives a truth value.
    case boolean
    /// The number 0 or 1.
    case bit
    /// A number from 0 on.
    case count
  }

  let text: String
  let kind: Kind

  static let always = FormulaFlag(text: "1", kind: .bit)
  static let never = FormulaFlag(text: "0", kind: .bit)

  /// A comparison or call that gives a truth value.
  static func test(_ text: String) -> FormulaFlag { FormulaFlag(text: text, kind: .boolean) }

  /// That all of some conditions hold.
  static func all(_ flags: [FormulaFlag]) -> FormulaFlag {
    if flags.contains(.never) { return .never }
    let factors = flags.filter { $0 != .always }
    guard let first = factors.first else { return .always }
    guard factors.count > 1 else { return first }
    let kind: Kind = factors.contains { $0.kind == .count } ? .count : .bit
    return FormulaFlag(text: "(\(factors.map(\.text).joined(separator: "*")))", kind: kind)
  }

  /// That one of some conditions holds.
  static func any(_ flags: [FormulaFlag]) -> FormulaFlag {
    if flags.contains(.always) { return .always }
    let terms = flags.filter { $0 != .never }
    guard let first = terms.first else { return .never }
    guard terms.count > 1 else { return first }
    return FormulaFlag(text: "(\(terms.map(\.text).joined(separator: "+")))", kind: .count)
  }

  /// The condition as 0 or 1, or a truth value, to be multiplied.
  var once: FormulaFlag { kind == .count ? .test("(\(text)>0)") : self }

  /// That the condition does not hold; for conditions that are certain either way.
  var negated: FormulaFlag {
    switch self {
    case .always: .never
    case .never: .always
    default:
      kind == .count
        ? .test("(\(text)=0)") : FormulaFlag(text: "(1-\(text))", kind: .bit)
    }
  }
}

/// A condition with three truth values: where it certainly holds, and where it certainly does not.
struct FormulaTruth: Hashable, Sendable {
  let holds: FormulaFlag
  let fails: FormulaFlag

  var negated: FormulaTruth { FormulaTruth(holds: fails, fails: holds) }
  /// Whether it is known at all.
  var known: FormulaFlag { .any([holds, fails]) }

  static func certain(_ flag: FormulaFlag) -> FormulaTruth {
    FormulaTruth(holds: flag, fails: flag.negated)
  }
}
