import FormDefinitions
import Spreadsheet

extension FormulaTranslator {
  /// An identity number: its text, its day of birth as the number YYYYMMDD, and where it is blank.
  struct Identity {
    let text: String
    let code: String
    let blank: FormulaFlag
  }

  /// The identity number that an expression gives.
  func identity(_ node: RuleNode) throws(FormulaGap) -> Identity {
    switch node {
    case .field(let reference, .identityNumber):
      return Identity(
        text: Self.stripped(try cell(reference).cell),
        code: try derived(reference),
        blank: try blank(node)
      )
    case .call(.citizen, let arguments):
      guard let first = arguments.first else { throw .function("citizen") }
      let number = try identity(first)
      return Identity(text: "LEFT(\(number.text),18)", code: number.code, blank: number.blank)
    case .aggregate(.first, let table, let value?, let condition):
      let row = try firstRow(table, condition)
      let number = try inside(table, .row(row.cells)).identity(value)
      return Identity(
        text: number.text,
        code: "(\(number.code)*\(row.isFound.once.text))",
        blank: try blank(node)
      )
    default:
      throw FormulaGap(
        "证件号码只能取自字段",
        en: "an identity number must come from a field"
      )
    }
  }

  /// Where a function that gives a truth value holds.
  func truth(
    _ function: RuleFunction,
    _ arguments: [RuleNode]
  ) throws(FormulaGap) -> FormulaTruth {
    guard let first = arguments.first else { throw .function(function.rawValue) }
    switch function {
    case .blank:
      return FormulaTruth(holds: try blank(first), fails: try known(first))
    case .filled:
      return FormulaTruth(holds: try known(first), fails: try blank(first))
    case .contains, .containsAny, .containsAll:
      let choices = try value(first)
      let known = try known(first)
      var tests: [FormulaTruth] = []
      for label in arguments.dropFirst() {
        guard case .literal(.text(let text)) = label else { throw .function(function.rawValue) }
        let find = "FIND(\(Self.quoted("、\(text)、")),\(choices))"
        tests.append(
          FormulaTruth(
            holds: .all([known, .test("ISNUMBER(\(find))")]),
            fails: .all([known, .test("ISERROR(\(find))")])
          )
        )
      }
      return function == .containsAll
        ? FormulaTruth(holds: .all(tests.map(\.holds)), fails: .any(tests.map(\.fails)))
        : FormulaTruth(holds: .any(tests.map(\.holds)), fails: .all(tests.map(\.fails)))
    case .disabled:
      let number = try identity(first)
      let known = FormulaFlag.test("(\(number.code)>0)")
      return FormulaTruth(
        holds: .all([known, .test("(LEN(\(number.text))>18)")]),
        fails: .all([known, .test("(LEN(\(number.text))=18)")])
      )
    default:
      throw .function(function.rawValue)
    }
  }

  /// The value of a function where it is known.
  func value(_ function: RuleFunction, _ arguments: [RuleNode]) throws(FormulaGap) -> String {
    if function == .today { return "TODAY()" }
    guard let first = arguments.first else { throw .function(function.rawValue) }
    switch function {
    case .size:
      let choices = try value(first)
      return "(LEN(\(choices))-LEN(SUBSTITUTE(\(choices),\"、\",\"\"))-1)"
    case .length:
      return "LEN(\(try value(first)))"
    case .citizen:
      return "UPPER(\(try identity(.call(.citizen, arguments)).text))"
    case .sex:
      // Odd is male. An even digit gives the first character, and so would nothing at all.
      let digit = "MID(\(try identity(first).text),17,1)"
      return "MID(\"女男\",1+ISNUMBER(FIND(\(digit),\"13579\")),1)"
    case .birthDate:
      let code = try identity(first).code
      let day = "(\(code)+(\(code)=0)*20000101)"
      return "DATE(INT(\(day)/10000),MOD(INT(\(day)/100),100),MOD(\(day),100))"
    case .age:
      guard arguments.count == 2 else { throw .function(function.rawValue) }
      let birth = first.type == .text ? try identity(first).code : try dayNumber(first)
      return "INT((\(try dayNumber(arguments[1]))-\(birth))/10000)"
    case .disabilityKind:
      return "(1*(\"0\"&MID(\(try identity(first).text),19,1)))"
    case .disabilityGrade:
      return "(1*(\"0\"&MID(\(try identity(first).text),20,1)))"
    case .round:
      guard arguments.count == 2 else { throw .function(function.rawValue) }
      return "ROUND(\(try value(first)),\(try value(arguments[1])))"
    case .absolute:
      return "ABS(\(try value(first)))"
    case .minimum, .maximum:
      guard !isArray else { throw .function(function.rawValue) }
      var values: [String] = []
      for argument in arguments { values.append(try value(argument)) }
      return "\(function == .minimum ? "MIN" : "MAX")(\(values.joined(separator: ",")))"
    case .year:
      guard first.type == .month else { return "YEAR(\(try value(first)))" }
      return "INT((\(try value(first))-1)/12)"
    case .month:
      guard first.type == .month else { return "MONTH(\(try value(first)))" }
      return "(MOD(\(try value(first))-1,12)+1)"
    case .monthOf:
      return try monthNumber(first)
    case .days:
      guard arguments.count == 2 else { throw .function(function.rawValue) }
      return "(\(try value(arguments[1]))-\(try value(first)))"
    case .months:
      guard arguments.count == 2 else { throw .function(function.rawValue) }
      return "(\(try monthNumber(arguments[1]))-\(try monthNumber(first)))"
    case .blank, .filled, .contains, .containsAny, .containsAll, .disabled, .today, .percent:
      throw .function(function.rawValue)
    }
  }

  /// Where the value of a function is known.
  func known(
    _ function: RuleFunction,
    _ arguments: [RuleNode]
  ) throws(FormulaGap) -> FormulaFlag {
    var known: [FormulaFlag] = []
    switch function {
    case .sex, .citizen, .disabilityKind, .disabilityGrade, .birthDate:
      guard let first = arguments.first else { throw .function(function.rawValue) }
      let number = try identity(first)
      known.append(.test("(\(number.code)>0)"))
      if function == .disabilityKind || function == .disabilityGrade {
        known.append(.test("(LEN(\(number.text))>18)"))
      }
    case .age where arguments.first?.type == .text:
      known.append(.test("(\(try identity(arguments[0]).code)>0)"))
      for argument in arguments.dropFirst() { known.append(try self.known(argument)) }
    default:
      for argument in arguments { known.append(try self.known(argument)) }
    }
    return .all(known)
  }

  /// A day as the number YYYYMMDD.
  private func dayNumber(_ node: RuleNode) throws(FormulaGap) -> String {
    let day = try value(node)
    return "(YEAR(\(day))*10000+MONTH(\(day))*100+DAY(\(day)))"
  }

  /// The month of a day or month, as months since the year 0.
  private func monthNumber(_ node: RuleNode) throws(FormulaGap) -> String {
    let value = try value(node)
    return node.type == .month ? value : "(YEAR(\(value))*12+MONTH(\(value)))"
  }
}
