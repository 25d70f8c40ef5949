import Findings
import Foundation
import Spreadsheet

extension RuleChecker {
  /// Checks a call of a function by its name.
  mutating func call(
    _ name: String,
    _ arguments: [RuleSyntax],
    at offset: Int
  ) throws(RuleError) -> CheckedRule {
    let word = name.lowercased()
    if let literal = try literal(word, arguments, at: offset) { return literal }
    if let aggregate = RuleAggregate(rawValue: word) {
      // `min` and `max` are functions of values too; a table's name tells them apart.
      if RuleFunction(rawValue: word) == nil || namesTable(arguments.first) {
        return try self.aggregate(aggregate, arguments, at: offset)
      }
    }
    guard let function = RuleFunction(rawValue: word) else {
      let names = RuleFunction.allCases.map(\.rawValue) + RuleAggregate.allCases.map(\.rawValue)
      throw RuleError(
        at: offset,
        "没有函数 \(name)",
        en: "there is no function \(name)",
        meant: NearestWord.to(word, among: names + ["date"])
      )
    }
    guard !function.isAcrossForms || scope.isAcrossForms else {
      throw RuleError(
        at: offset,
        LocalizedText(
          "\(word) 只能用在跨表规则（across.yaml）里，工作表里算不出来",
          en: "\(word) is for rules across forms (across.yaml) only, as no worksheet computes it"
        )
      )
    }
    try requireCount(arguments.count, function.argumentCount, of: word, at: offset)
    if let labels = try labelTest(function, arguments, at: offset) { return labels }
    var checked: [CheckedRule] = []
    for argument in arguments { checked.append(try check(argument)) }
    try requireTypes(checked, of: function)
    let node = RuleNode.call(function, checked.map(\.node))
    return CheckedRule(node: node, kind: kind(of: function, checked), offset: offset)
  }

  private func namesTable(_ syntax: RuleSyntax?) -> Bool {
    guard case .name(let name) = syntax?.content else { return false }
    return scope.tables[name] != nil
  }

  private func requireCount(
    _ count: Int,
    _ allowed: ClosedRange<Int>,
    of word: String,
    at offset: Int
  ) throws(RuleError) {
    guard !allowed.contains(count) else { return }
    let chinese: String
    let english: String
    switch (allowed.lowerBound, allowed.upperBound) {
    case (let least, .max):
      (chinese, english) = ("至少 \(least) 个", "at least \(least)")
    case (let least, let most) where least == most:
      (chinese, english) = (" \(least) 个", "\(least)")
    case (let least, let most):
      (chinese, english) = (" \(least) 到 \(most) 个", "\(least) to \(most)")
    }
    throw RuleError(
      at: offset,
      LocalizedText(
        "\(word) 要\(chinese)参数，这里有 \(count) 个",
        en: "\(word) takes \(english) argument\(allowed == 1...1 ? "" : "s"), not \(count)"
      )
    )
  }

  /// Reads `date('2023-08-01')` and `month('2023-08')`; `nil` for any other call.
  private func literal(
    _ word: String,
    _ arguments: [RuleSyntax],
    at offset: Int
  ) throws(RuleError) -> CheckedRule? {
    guard word == "date" || word == "month" else { return nil }
    guard arguments.count == 1, case .literal(.text(let text)) = arguments[0].content else {
      guard word == "date" else { return nil }
      throw RuleError(
        at: offset,
        LocalizedText(
          "date 里要写一个日期，如 date('2023-08-01')",
          en: "date takes a day that is written out, as in date('2023-08-01')"
        )
      )
    }
    let value =
      word == "date"
      ? CalendarDate(iso: text).map(RuleValue.date) : CalendarMonth(iso: text).map(RuleValue.month)
    guard let value else {
      throw RuleError(
        at: arguments[0].offset,
        word == "date"
          ? LocalizedText(
            "“\(text)”不是日期；写法如 '2023-08-01'",
            en: "“\(text)” is no day; write it as '2023-08-01'"
          )
          : LocalizedText(
            "“\(text)”不是月份；写法如 '2023-08'",
            en: "“\(text)” is no month; write it as '2023-08'"
          )
      )
    }
    return CheckedRule(node: .literal(value), kind: RuleKind(value.type), offset: offset)
  }

  /// Checks `contains` and its kin, whose labels must be written out; `nil` for other functions.
  private mutating func labelTest(
    _ function: RuleFunction,
    _ arguments: [RuleSyntax],
    at offset: Int
  ) throws(RuleError) -> CheckedRule? {
    guard [.contains, .containsAny, .containsAll].contains(function) else { return nil }
    let subject = try check(arguments[0])
    try require([.choices], subject, 1, of: function.rawValue)
    var items = [arguments[1]]
    if case .list(let list) = arguments[1].content, function != .contains { items = list }
    var nodes = [subject.node]
    for item in items {
      let label = try check(item)
      try require([.text], label, 2, of: function.rawValue)
      try requireLabel(label, of: subject.kind)
      nodes.append(label.node)
    }
    return CheckedRule(
      node: .call(function, nodes),
      kind: RuleKind(.boolean),
      offset: offset
    )
  }

  /// Throws unless an argument has one of some types.
  func require(
    _ types: [RuleType],
    _ argument: CheckedRule,
    _ position: Int,
    of word: String
  ) throws(RuleError) {
    guard !types.contains(argument.kind.type) else { return }
    let found = argument.kind.type.name
    let chinese = types.map(\.name.chinese).joined(separator: "或")
    let english = types.map(\.name.english).joined(separator: " or ")
    throw RuleError(
      at: argument.offset,
      LocalizedText(
        "\(word) 的第 \(position) 个参数要是\(chinese)，这里是\(found.chinese)",
        en: "argument \(position) of \(word) must be \(english), not \(found.english)"
      )
    )
  }

  private func requireIdentity(_ argument: CheckedRule, of word: String) throws(RuleError) {
    guard !argument.kind.isIdentity else { return }
    throw RuleError(
      at: argument.offset,
      LocalizedText(
        "\(word) 要的是证件号码（identity-number）字段",
        en: "\(word) takes a field of type identity-number"
      )
    )
  }

  private func requireTypes(
    _ arguments: [CheckedRule],
    of function: RuleFunction
  ) throws(RuleError) {
    let word = function.rawValue
    let types: [[RuleType]]
    switch function {
    case .blank, .filled, .today, .contains, .containsAny, .containsAll:
      types = []
    case .birthDate, .sex, .citizen, .disabled, .disabilityGrade, .disabilityKind:
      try requireIdentity(arguments[0], of: word)
      types = []
    case .age:
      if arguments[0].kind.type != .date { try requireIdentity(arguments[0], of: word) }
      types = [[.text, .date], [.date]]
    case .size: types = [[.choices]]
    case .round: types = [[.number], [.number]]
    case .absolute: types = [[.number]]
    case .minimum, .maximum:
      let ordered: [RuleType] = [.number, .date, .month]
      let first = arguments[0].kind.type
      types = [ordered] + arguments.dropFirst().map { _ in [first] }
    case .year, .month: types = [[.date, .month]]
    case .monthOf: types = [[.date]]
    case .days: types = [[.date], [.date]]
    case .months: types = [[.date, .month], [.date, .month]]
    case .length, .percent: types = [[.text]]
    }
    for (index, (argument, allowed)) in zip(arguments, types).enumerated() {
      try require(allowed, argument, index + 1, of: word)
    }
  }

  private func kind(of function: RuleFunction, _ arguments: [CheckedRule]) -> RuleKind {
    let type = function.type(of: arguments.map(\.node))
    return RuleKind(type, labels: function == .sex ? .fixed(["男", "女"]) : nil)
  }

  private mutating func aggregate(
    _ aggregate: RuleAggregate,
    _ arguments: [RuleSyntax],
    at offset: Int
  ) throws(RuleError) -> CheckedRule {
    let word = aggregate.rawValue
    try requireCount(arguments.count, aggregate.argumentCount, of: word, at: offset)
    let table = try table(arguments[0], of: word)
    tables.append(table)
    defer { tables.removeLast() }
    var rest = arguments.dropFirst()
    var value: CheckedRule?
    if aggregate.takesValue, let argument = rest.popFirst() {
      let checked = try check(argument)
      switch aggregate {
      case .sum: try require([.number], checked, 2, of: word)
      case .minimum, .maximum: try require([.number, .date, .month], checked, 2, of: word)
      default: break
      }
      value = checked
    }
    let condition: RuleNode?
    if let argument = rest.first {
      let checked = try check(argument)
      try require([.boolean], checked, arguments.count, of: word)
      condition = checked.node
    } else {
      condition = nil
    }
    var node = value?.node
    if let value, value.kind.isIdentity, aggregate == .duplicates || aggregate == .unique {
      node = .call(.citizen, [value.node])
    }
    let type = aggregate.type(of: node)
    let keepsKind = aggregate == .first
    return CheckedRule(
      node: .aggregate(aggregate, table: table, value: node, condition: condition),
      kind: keepsKind ? value?.kind ?? RuleKind(type) : RuleKind(type),
      offset: offset
    )
  }
}

extension RuleFunction {
  /// How many arguments the function takes.
  fileprivate var argumentCount: ClosedRange<Int> {
    switch self {
    case .today: 0...0
    case .contains, .containsAny, .containsAll, .age, .round, .days, .months: 2...2
    case .minimum, .maximum: 2...Int.max
    default: 1...1
    }
  }
}

extension RuleAggregate {
  /// Whether the function looks at a value in each row.
  fileprivate var takesValue: Bool {
    switch self {
    case .count, .any, .all: false
    case .sum, .minimum, .maximum, .duplicates, .unique, .first: true
    }
  }

  /// How many arguments the function takes, the table being the first.
  fileprivate var argumentCount: ClosedRange<Int> {
    switch self {
    case .count: 1...2
    case .any, .all: 2...2
    default: 2...3
    }
  }
}
