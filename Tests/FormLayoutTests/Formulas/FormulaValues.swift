import FormDefinitions
import FormLayout
import Foundation
import Spreadsheet

/// Makes up values for an expression, drawn to those that it asks about.
struct FormulaValues {
  let scope: RuleScope
  let labels: [String: [String]]
  private var random: SystemSeed

  /// SplitMix64, so that a failure can be repeated.
  struct SystemSeed: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  init(scope: RuleScope, labels: [String: [String]], seed: UInt64) {
    self.scope = scope
    self.labels = labels
    random = SystemSeed(state: seed)
  }

  private mutating func int(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }

  private mutating func one<Element>(_ list: [Element]) -> Element { list[int(0...list.count - 1)] }

  mutating func trial(
    _ expression: RuleExpression,
    message: MessageTemplate? = nil,
    parameters: [String: Decimal],
    today: CalendarDate
  ) -> FormulaTrial {
    let wanted = Self.texts(expression.root)
    var context = RuleContext(parameters: parameters, today: today)
    let references =
      message.map { expression.references.union($0.references) } ?? expression.references
    for case .field(let id) in references.sorted(by: { "\($0)" < "\($1)" }) {
      guard let type = scope.fields[id] else { continue }
      context.fields[id] = state(type, wanted)
    }
    var rows: [String: [[String: FieldState]?]] = [:]
    for table in scope.tables.keys.sorted() {
      let ids = references.compactMap { reference -> String? in
        if case .column(table, let id) = reference { id } else { nil }
      }.sorted()
      let isCounted = expression.source.contains(table)
      guard !ids.isEmpty || isCounted || scope.rowTable == table else { continue }
      let count = FormulaTrials.rowsOfTable
      rows[table] = (0..<int(0...count)).map { index in
        if int(1...6) == 1, scope.rowTable != table || index > 0 { return nil }
        var row: [String: FieldState] = [:]
        for id in ids {
          guard let type = scope.tables[table]?[id] else { continue }
          row[id] = state(type, wanted)
        }
        return row
      }
      if scope.rowTable == table, rows[table]?.isEmpty ?? true { rows[table] = [[:]] }
      context.tables[table] = rows[table]?.compactMap { $0 }
    }
    if scope.rowTable != nil { context.row = 0 }
    return FormulaTrial(expression: expression, context: context, message: message, rows: rows)
  }

  /// A record of a form, right and wrong as it comes.
  mutating func record(_ form: FormDefinition, rows: Int) -> PrefilledRecord {
    var record = PrefilledRecord(values: values(form.fields, form))
    for table in form.tables {
      let count = table.isPreset ? table.presetRows.count : rows
      record.tables[table.id] = (0..<count).map { _ in
        // A row in which nothing stands is none.
        let row = values(table.fields.filter { !$0.isPreset }, form)
        return row.isEmpty ? [table.fields[0].id: .text("甲")] : row
      }
    }
    return record
  }

  private mutating func values(
    _ fields: [FieldDefinition],
    _ form: FormDefinition
  ) -> [String: FieldValue] {
    let wanted = form.rules.flatMap { Self.texts($0.check.root) }
    var values: [String: FieldValue] = [:]
    for field in fields where field.computed == nil && field.type != .signature {
      if form.unitParts[field.id] == nil, int(1...6) > 1 {
        values[field.id] = value(field.type, wanted)
      }
    }
    return values
  }

  /// A blank, something wrong, or a value.
  private mutating func state(_ type: FieldType, _ wanted: [String]) -> FieldState {
    switch int(1...12) {
    case 1, 2: return .blank
    case 3:
      switch type {
      case .text, .signature: return .blank
      default: return .unreadable
      }
    default: return .value(value(type, wanted))
    }
  }

  private mutating func value(_ type: FieldType, _ wanted: [String]) -> FieldValue {
    switch type {
    case .text, .signature: .text(one(["张三", "李四", "张小", "乙B", "乙b"] + wanted))
    case .integer: .number(Decimal(int(0...6)))
    case .decimal, .money, .percent:
      .number(
        Decimal(
          string: one([
            "0", "1", "50", "100", "7500", "12345", "0.1", "0.2", "0.3", "7499.99", "-3.5",
            "33333.33",
          ])
        ) ?? 0
      )
    case .year: .number(Decimal(int(2015...2024)))
    case .date: .date(day(2000...2026))
    case .month: .month(CalendarMonth(day(2021...2023)))
    case .yesNo: .boolean(int(0...1) == 0)
    case .choice(let list):
      .choice(one(known(list, wanted).isEmpty || int(1...3) == 1 ? all(list) : known(list, wanted)))
    case .choices(let list):
      .choices(
        all(list).filter { label in int(1...(wanted.contains(label) ? 2 : 5)) == 1 }.isEmpty
          ? [one(all(list))] : all(list).filter { _ in int(1...3) == 1 }.nonEmpty(one(all(list)))
      )
    case .identityNumber: .text(identity())
    case .mobileNumber: .text("1380000000\(int(0...2))")
    case .divisionCode: .text("41100310220\(int(1...3))")
    case .creditCode: .text("91410000MA3XXXXX1\(int(1...3))")
    }
  }

  private func all(_ list: String) -> [String] { labels[list] ?? ["甲"] }

  private func known(_ list: String, _ wanted: [String]) -> [String] {
    all(list).filter(wanted.contains)
  }

  private mutating func day(_ years: ClosedRange<Int>) -> CalendarDate {
    CalendarDate(year: int(years), month: int(1...12), day: int(1...28)) ?? .epoch
  }

  private mutating func identity() -> String {
    let birth = one(["19700501", "20000229", "20090820", "20160101", "19951231", "20230131"])
    let digits = "411003\(birth)0\(int(1...2))\(int(1...4))"
    let number = digits + (IdentityNumber.checkCharacter(of: digits).map(String.init) ?? "?")
    return int(1...4) == 1 ? "\(number)\(int(1...7))\(int(1...4))" : number
  }

  /// The texts that an expression writes out.
  private static func texts(_ node: RuleNode) -> [String] {
    switch node {
    case .literal(.text(let text)): [text]
    case .literal, .field, .parameter: []
    case .not(let one), .negative(let one): texts(one)
    case .binary(_, let one, let other), .implication(let one, let other):
      texts(one) + texts(other)
    case .membership(let one, let items): texts(one) + items.flatMap(texts)
    case .conditional(let one, let two, let three): texts(one) + texts(two) + texts(three)
    case .call(_, let arguments): arguments.flatMap(texts)
    case .aggregate(_, _, let value, let condition):
      (value.map(texts) ?? []) + (condition.map(texts) ?? [])
    }
  }
}

extension [String] {
  fileprivate func nonEmpty(_ other: String) -> [String] { isEmpty ? [other] : self }
}
