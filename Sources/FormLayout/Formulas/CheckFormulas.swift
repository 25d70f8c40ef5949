import FormDefinitions
import Foundation
import Spreadsheet

/// The formulas that check a record on its card, a record in its row, or a row of a table's sheet.
struct CheckFormulas {
  /// What is checked.
  enum Subject: Hashable {
    /// A record with its tables' rows beside it.
    case card
    /// A record in a row; its tables have sheets of their own.
    case record
    /// A row of a table's own sheet.
    case row(table: String)

    /// The table whose row is checked.
    var table: String? { if case .row(let table) = self { table } else { nil } }
  }

  let form: FormDefinition
  let subject: Subject
  let translator: FormulaTranslator
  /// The cells whose content shows that somebody began to fill in; empty for always.
  let inputs: [String]
  /// Where each check cell stands.
  let place: (CheckSlot) -> String?

  /// The rules that stand in the sheet: a draft is listed only.
  static func rules(_ form: FormDefinition) -> [RuleDefinition] {
    form.rules.filter { $0.stage != .draft }
  }

  /// The fields that the subject's own checks look at.
  static func fields(_ form: FormDefinition, _ subject: Subject) -> [FieldDefinition] {
    switch subject {
    case .card, .record: form.fields
    case .row(let table): form.table(table)?.fields ?? []
    }
  }

  /// The check cells of a subject, in the order in which they stand.
  static func slots(_ form: FormDefinition, _ subject: Subject) -> [CheckSlot] {
    let fields = fields(form, subject).filter { $0.type != .signature }
    var slots = fields.filter { DerivedFormula.isNeeded($0.type) }.map { CheckSlot.derived($0.id) }
    switch subject {
    case .row(let table):
      slots.append(.record)
      for field in recordFields(form, ofRulesFor: table) {
        slots.append(.copy(field.id))
        if DerivedFormula.isNeeded(field.type) { slots.append(.derivedCopy(field.id)) }
      }
    case .record:
      for table in form.tables where !table.isPreset {
        slots += [.firstRow(table: table.id), .lastRow(table: table.id)]
      }
    case .card: slots += form.tables.map { .rowsKnown(table: $0.id) }
    }
    slots += checks(fields, table: nil)
    switch subject {
    case .card:
      for table in form.tables { slots += checks(table.fields, table: table.id) }
    case .record:
      slots += form.tables.filter { !$0.isPreset }.map { .rows(table: $0.id) }
    case .row: break
    }
    for rule in rules(form) {
      switch (subject, rule.table) {
      case (.card, nil), (.record, nil): slots.append(.rule(rule.id))
      case (.card, _?): slots += [.brokenRow(rule: rule.id), .rule(rule.id)]
      case (.row(let table), let own?) where own == table: slots.append(.rule(rule.id))
      default: break
      }
    }
    return slots
  }

  /// The fields of the record that the rules and requirements of a table's rows look at.
  static func recordFields(
    _ form: FormDefinition,
    ofRulesFor table: String
  ) -> [FieldDefinition] {
    var references: Set<RuleReference> = []
    for rule in rules(form) where rule.table == table {
      references.formUnion(rule.check.references)
      references.formUnion(rule.message.references)
      if rule.check.usesParameters || rule.message.usesParameters {
        for field in form.fields where field.type == .date { references.insert(.field(field.id)) }
      }
    }
    for field in form.table(table)?.fields ?? [] {
      if case .when(let condition) = field.requirement {
        references.formUnion(condition.references)
      }
    }
    return form.fields.filter { references.contains(.field($0.id)) }
  }

  private static func checks(_ fields: [FieldDefinition], table: String?) -> [CheckSlot] {
    let typed = fields.filter(isTyped)
    var slots: [CheckSlot] = []
    if typed.contains(where: { $0.requirement != .optional }) {
      slots.append(.missing(table: table))
    }
    let kinds = Set(typed.compactMap { CheckSlot.FaultKind($0.type) })
    slots += CheckSlot.FaultKind.allCases.filter(kinds.contains).map { .faults($0, table: table) }
    return slots
  }

  /// Whether somebody types into a field.
  private static func isTyped(_ field: FieldDefinition) -> Bool {
    field.computed == nil && !field.isPreset && field.type != .signature
  }

  /// The formulas of all check cells but the result; a rule that cannot be written has none.
  func formulas() -> [(slot: CheckSlot, formula: String)] {
    Self.slots(form, subject).compactMap { slot in
      guard let formula = try? formula(slot), FormulaLimits.excess(of: formula) == nil else {
        return nil
      }
      return (slot, formula)
    }
  }

  /// Why a rule has no formula; `nil` if it has one.
  func gap(_ rule: RuleDefinition) -> FormulaGap? {
    do {
      for slot in Self.slots(form, subject) {
        switch slot {
        case .rule(rule.id), .brokenRow(rule.id):
          if let excess = FormulaLimits.excess(of: try formula(slot)) { return excess }
        default: break
        }
      }
      return nil
    } catch {
      return error
    }
  }

  private func formula(_ slot: CheckSlot) throws(FormulaGap) -> String {
    switch slot {
    case .derived(let id):
      guard let field = Self.fields(form, subject).first(where: { $0.id == id }),
        let formula = DerivedFormula.formula(
          field.type,
          cell: try cell(id),
          codeRanges: translator.places.codeRanges
        )
      else { throw .noCell(id) }
      return formula
    case .missing(let table):
      return try list(table) { field, inner throws(FormulaGap) in
        switch field.requirement {
        case .optional: nil
        case .always: .always
        case .when(let condition): try inner.truth(condition.root).holds
        }
      } test: { cell, _ in
        .test("(\(cell.cell)=\"\")")
      }
    case .faults(let kind, let table):
      return try list(table) { field, _ throws(FormulaGap) in
        CheckSlot.FaultKind(field.type) == kind ? .always : nil
      } test: { cell, field in
        fault(field, cell)
      }
    case .brokenRow(let id):
      let (rule, block) = try rule(id)
      guard let table = rule.table, let block else { throw .noCell(id) }
      let fails = try translator.inside(table, .rows(block)).truth(rule.check.root).fails
      return "IFERROR(\(block.fromEnd([block.filled, fails])),0)"
    case .rule(let id):
      return try ruleFormula(id)
    case .result, .firstRow, .lastRow, .record, .rows, .copy, .derivedCopy, .rowsKnown:
      throw .noCell(slot.name)
    }
  }

  private func rule(_ id: String) throws(FormulaGap) -> (RuleDefinition, FormulaBlock?) {
    guard let rule = form.rules.first(where: { $0.id == id }) else { throw .noCell(id) }
    return (rule, rule.table.flatMap { translator.places.tables[$0] })
  }

  private func cell(_ id: String) throws(FormulaGap) -> String {
    if case .row(let table) = subject {
      return try translator.cell(.column(table: table, id: id)).cell
    }
    return try translator.cell(.field(id)).cell
  }

  private func ruleFormula(_ id: String) throws(FormulaGap) -> String {
    let (rule, block) = try rule(id)
    let new = rule.stage == .beta ? ["\"（新规则，试行）\""] : []
    guard subject == .card, let table = rule.table else {
      var fails = try translator.truth(rule.check.root).fails
      if case .row = subject, let record = place(.record),
        rule.check.references.contains(where: { if case .field = $0 { true } else { false } })
      {
        // A row without a record: nothing is known of the record's fields.
        fails = .all([.test("(\(record)<>\"\")"), fails])
      }
      let words = (["\"；\""] + translator.message(rule.message) + new).joined(separator: "&")
      return "IFERROR(IF(\(fails.text),\(words),\"\"),\"\")"
    }
    guard let block, let from = place(.brokenRow(rule: id)) else { throw .noCell(id) }
    let number = "(ROWS(\(block.rows))+1-\(from))"
    let row = translator.inside(
      table,
      .row(
        block.columns.mapValues {
          FormulaCell(
            "INDEX(\($0.cell),\(number))",
            derived: $0.derived.map { "INDEX(\($0),\(number))" }
          )
        }
      )
    )
    let label = form.table(table)?.label ?? table
    let ordinal =
      block.counted.map { "COUNT(INDEX(\($0),1):INDEX(\($0),\(number)))" } ?? number
    let place = "\(FormulaTranslator.quoted("；\(label)第 "))&\(ordinal)"
    let words = ([place, "\" 行：\""] + row.message(rule.message) + new).joined(separator: "&")
    return "IFERROR(IF(\(from)>0,\(words),\"\"),\"\")"
  }

  /// The labels of the fields of which something is true, a mark before each.
  private func list(
    _ table: String?,
    _ applies: (FieldDefinition, FormulaTranslator) throws(FormulaGap) -> FormulaFlag?,
    test: (FormulaCell, FieldDefinition) -> FormulaFlag?
  ) throws(FormulaGap) -> String {
    let fields: [FieldDefinition]
    var inner = translator
    var block: FormulaBlock?
    if let table {
      fields = form.table(table)?.fields ?? []
      block = translator.places.tables[table]
      guard let block else { throw .noCell(table) }
      inner = translator.inside(table, .rows(block))
    } else {
      fields = Self.fields(form, subject)
    }
    var parts: [String] = []
    for field in fields where Self.isTyped(field) {
      let reference: RuleReference
      switch (table, subject) {
      case (let table?, _), (nil, .row(let table)):
        reference = .column(table: table, id: field.id)
      default: reference = .field(field.id)
      }
      // What has no cell or no formula is left to the importer.
      guard let cell = try? inner.cell(reference), let holds = try? applies(field, inner),
        let found = test(cell, field)
      else { continue }
      let label = FormulaTranslator.quoted("、\(field.label)")
      if let block {
        let all = FormulaFlag.all([block.filled, holds.once, found.once]).text
        parts.append("IF(SUMPRODUCT(1*\(all))>0,\(label),\"\")")
      } else {
        parts.append("IF(\(FormulaFlag.all([holds, found]).text),\(label),\"\")")
      }
    }
    guard !parts.isEmpty else { throw .noCell("") }
    if case .row = subject, !inputs.isEmpty {
      // Nothing is missing in a row in which nothing stands.
      return
        "IFERROR(IF(\(inputs.joined(separator: "+"))=0,\"\",\(parts.joined(separator: "&"))),\"\")"
    }
    return "IFERROR(\(parts.joined(separator: "&")),\"\")"
  }

  /// Where a value is certainly wrong; `nil` where nothing is asked of it.
  private func fault(_ field: FieldDefinition, _ cell: FormulaCell) -> FormulaFlag? {
    let text = cell.cell
    // A stroke counts as not filled in.
    let filled: [FormulaFlag] = [.test("(\(text)<>\"\")"), .test("(\(text)<>\"/\")")]
    func outside(_ minimum: String?, _ maximum: String?) -> FormulaFlag {
      let bounds = [minimum.map { "(\(text)<\($0))" }, maximum.map { "(\(text)>\($0))" }]
      return .any([
        .all(filled + [FormulaFlag.test("ISNUMBER(\(text))").negated]),
        .all([.test("ISNUMBER(\(text))"), .any(bounds.compactMap { $0.map(FormulaFlag.test) })]),
      ])
    }
    switch field.type {
    case .yesNo:
      return .all(filled + [.test("(\(text)<>\"是\")"), .test("(\(text)<>\"否\")")])
    case .choice(let list):
      guard let range = translator.places.codeRanges[list] else { return nil }
      return .all(filled + [.test("(COUNTIF(\(range),\(text))=0)")])
    case .choices:
      guard let derived = cell.derived else { return nil }
      return .all(filled + [.test("(\(derived)=\"\")")])
    case .identityNumber:
      guard let derived = cell.derived else { return nil }
      return .all(filled + [.test("(\(derived)=0)")])
    case .integer, .decimal, .money, .percent:
      let minimum = field.range?.minimum ?? 0
      return outside("\(minimum)", field.range?.maximum.map { "\($0)" })
    case .year:
      return outside("1900", "2100")
    case .date, .month:
      let dates = field.dates ?? FieldWords.standardDates
      return outside(
        String(Int(SerialDate(dates.lowerBound).serial)),
        "\(Int(SerialDate(dates.upperBound).serial) + 1)"
      )
    case .mobileNumber, .divisionCode, .creditCode:
      let length = field.type == .mobileNumber ? 11 : field.type == .divisionCode ? 12 : 18
      return .all(
        filled + [.test("(LEN(\(FormulaTranslator.stripped(text)))<>\(length))")]
      )
    case .text, .signature:
      return nil
    }
  }

  // MARK: - The result

  /// What is wrong, in words: nothing before somebody began, 自查无误 where nothing is found.
  func result(_ written: Set<CheckSlot>) -> String {
    let joined = Self.slots(form, subject).filter(written.contains).compactMap { slot in
      place(slot).flatMap { words(slot, at: $0) }
    }
    let all = joined.isEmpty ? "\"\"" : joined.joined(separator: "&")
    let body = "MID(IF(\(all)=\"\",\"；\(Self.right)\",\(all)),2,4000)"
    guard !inputs.isEmpty else { return "IFERROR(\(body),\"\")" }
    return "IFERROR(IF(\(inputs.joined(separator: "+"))=0,\"\",\(body)),\"\")"
  }

  /// What the result says where nothing is wrong.
  static let right = "自查无误"

  private func words(_ slot: CheckSlot, at cell: String) -> String? {
    switch slot {
    case .rule: cell
    case .missing(let table): Self.words("\(label(table))还没有填", cell)
    case .faults(let kind, let table): Self.words("\(label(table))\(kind.words)", cell)
    case .rows(let table):
      "IF(N(\(cell))>0,\"；“\(form.table(table)?.name ?? table)”表有 \"&\(cell)&\" 行有问题，见该表的自查\",\"\")"
    case .record:
      "IF(\(cell)=\"\",\"；在主表中找不到这一\(form.record)\",\"\")"
    case .rowsKnown(let table):
      "IF(\(cell)=\"\",\"；“\(form.table(table)?.label ?? table)”中有另加的行，收表时再检查\",\"\")"
    case .result, .derived, .firstRow, .lastRow, .brokenRow, .copy, .derivedCopy: nil
    }
  }

  private func label(_ table: String?) -> String {
    table.flatMap { form.table($0) }.map { "\($0.label)中" } ?? ""
  }

  private static func words(_ start: String, _ cell: String) -> String {
    "IF(\(cell)=\"\",\"\",\"；\(start)：\"&MID(\(cell),2,900))"
  }
}
