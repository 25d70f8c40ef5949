public import Findings
import FormDefinitions
public import FormLayout
import Foundation
public import Spreadsheet

/// Proves that the cells with which a sheet checks itself say what the definition says, rule by rule.
///
/// The records that break or keep each rule stand in one workbook. What its cells hold before a
/// program computes them is compared at once; what a spreadsheet program makes of them, by whoever has
/// one.
public struct SheetProof: Sendable {
  /// How the records are laid out.
  public let kind: LayoutKind
  /// The workbook.
  public private(set) var layout: WorkbookLayout
  private let form: FormDefinition
  private let trials: [Trial]
  private let oracle: Oracle
  private let cells: [RuleCell]
  /// The rules that have no formula in this layout.
  private let silent: Set<String>
  private let places: SheetPlaces

  init?(_ proof: FormProof, _ trials: [Trial], _ kind: LayoutKind) {
    form = proof.form
    oracle = proof.oracle
    self.kind = kind
    let key = form.key.map { Draft.Place.field($0) }
    self.trials = trials.filter { trial in
      // Rows on sheets of their own are told by their record's key.
      kind == .card || proof.form.tables.isEmpty
        || key.map { trial.typed[$0] == nil && trial.draft[$0] != .blank } ?? true
    }.enumerated().map { index, trial in
      var trial = trial
      trial.draft = Self.renumbered(trial.draft, index, proof.form)
      return trial
    }
    let request = WorkbookRequest(
      unit: FormProof.unit,
      period: proof.period,
      records: self.trials.map {
        PrefilledRecord(values: $0.draft.values, tables: $0.draft.rows)
      },
      layout: kind,
      created: proof.today
    )
    guard let made = try? FormWorkbook(form: proof.form, request: request) else { return nil }
    layout = made.layout
    silent = Set(ruleGaps(of: proof.form).filter { $0.layouts.contains(kind) }.map(\.rule))
    cells = kind == .card ? ruleCells(of: proof.form) : []
    places = SheetPlaces(
      form: proof.form,
      kind: kind,
      keys: self.trials.map { $0.draft.key(proof.form) },
      in: made.layout.workbook
    )
    type()
  }

  /// Writes into the cells what is typed where it is not the value as it stands.
  private mutating func type() {
    var typed: [Int: [CellReference: DrawnContent]] = [:]
    for (index, trial) in trials.enumerated() {
      for (place, value) in trial.typed {
        guard let (sheet, cell) = places.cell(place, record: index) else { continue }
        typed[sheet, default: [:]][cell] =
          switch value {
          case .text(let text): .text(text)
          case .number(let number): .number(number.value)
          case .date(let date): .number(date.serial)
          default: .blank
          }
      }
    }
    for (sheet, contents) in typed {
      for index in layout.sheets[sheet].cells.indices {
        if let content = contents[layout.sheets[sheet].cells[index].reference] {
          layout.sheets[sheet].cells[index].content = content
        }
      }
    }
  }

  /// The record with other people of the same birth and sex: records of a list are told by them.
  private static func renumbered(_ draft: Draft, _ index: Int, _ form: FormDefinition) -> Draft {
    var result = draft
    var known: [String: String] = [:]
    func other(_ state: FieldState) -> FieldState {
      guard case .value(.text(let text)) = state, text.utf8.count >= 18 else { return state }
      let citizen = String(text.prefix(18))
      var number = known[citizen]
      if number == nil {
        let body = "41\(String(format: "%04d", 100 + index))\(citizen.dropFirst(6).prefix(11))"
        number = IdentityNumber.checkCharacter(of: body).map { body + String($0) }
        known[citizen] = number
      }
      return number.map { .value(.text($0 + text.dropFirst(18))) } ?? state
    }
    for field in form.fields where field.type == .identityNumber {
      if let state = result.fields[field.id] { result.fields[field.id] = other(state) }
    }
    for table in form.tables {
      for field in table.fields where field.type == .identityNumber {
        for row in (result.tables[table.id] ?? []).indices {
          if let state = result.tables[table.id]?[row][field.id] {
            result.tables[table.id]?[row][field.id] = other(state)
          }
        }
      }
    }
    return result
  }

  /// What the cells of a workbook say otherwise than the definition does.
  ///
  /// - Parameters:
  ///   - workbook: the workbook of ``layout``, as it is or computed by a program.
  ///   - program: who has computed it.
  /// - Returns: the disagreements, and the number of cells that were compared.
  public func faults(
    in workbook: Workbook,
    computedBy program: LocalizedText
  ) -> (faults: [ProofFault], compared: Int) {
    var said: [Int: [String: Bool]] = [:]
    var results: [Int: [String]] = [:]
    for sheet in workbook.worksheets {
      guard case .text(let text) = sheet[CellReference(1, 1)]?.value,
        let role = SheetStamp(text)?.role
      else { continue }
      let keys = SheetKeys(sheet)
      switch (kind, role) {
      case (.card, .records): readCards(sheet, keys, &said, &results)
      case (.list, .records): readList(sheet, keys, &said, &results) { _, number in number - 1 }
      case (.list, .table):
        guard let key = form.key, let column = keys.columns[.tie(key)] else { continue }
        let records = Dictionary(
          trials.indices.compactMap { index in trials[index].draft.key(form).map { ($0, index) } },
          uniquingKeysWith: { first, _ in first }
        )
        readList(sheet, keys, &said, &results) { row, _ in
          Self.text(sheet, row, column).flatMap { records[$0] }
        }
      default: continue
      }
    }
    return compare(said, results, program)
  }

  private func compare(
    _ said: [Int: [String: Bool]],
    _ results: [Int: [String]],
    _ program: LocalizedText
  ) -> (faults: [ProofFault], compared: Int) {
    var faults: [ProofFault] = []
    var compared = 0
    func fault(_ line: Int, _ what: String, _ chinese: String, _ english: String) {
      let name = kind == .card ? "卡片" : "花名册"
      faults.append(
        ProofFault(
          form: form.id,
          line: line,
          what: what,
          message: LocalizedText(
            "\(what)（\(name)自查，\(program.chinese)）：\(chinese)",
            en: "\(what) (\(kind.rawValue), \(program.english)): \(english)"
          )
        )
      )
    }
    for (index, trial) in trials.enumerated() {
      let draft = trial.draft
      guard kind == .card || draft.key(form) != nil else { continue }
      let context = oracle.context(draft)
      for rule in form.rules {
        guard !silent.contains(rule.id), let says = said[index]?[rule.id] else { continue }
        compared += 1
        let broken = !oracle.broken(rule, context).isEmpty
        if says != broken {
          fault(
            rule.line,
            "规则 \(rule.id)",
            "\(trial.what)：表里说\(says ? "不符" : "相符")，按定义\(broken ? "不符" : "相符")",
            "\(trial.what): the sheet says \(says ? "broken" : "kept"), the definition otherwise"
          )
        }
      }
      compared += 1
      let texts = results[index] ?? []
      if oracle.expected(draft).isEmpty, trial.own.isEmpty {
        let wrong = texts.filter { !$0.isEmpty && $0 != FormPrints.checkedRight }
        if !wrong.isEmpty || results[index] == nil {
          fault(
            trial.line,
            trial.what,
            "没有问题，表里却说：\(wrong.joined(separator: "；"))",
            "the record is right, and the sheet says otherwise"
          )
        }
      } else {
        let expected = fieldWords(trial, record: index).sorted()
        let found = texts.flatMap { fieldWords(in: $0) }.sorted()
        // Of a value that the importer takes for none, a sheet may draw conclusions.
        let isOpen = trial.typed.contains { trial.draft[$0.key] == .unreadable }
        if isOpen ? !Set(expected).isSubset(of: found) : expected != found {
          fault(
            trial.line,
            trial.what,
            "表里应说“\(expected.joined(separator: "；"))”，却说“\(found.joined(separator: "；"))”",
            "the sheet says otherwise which fields are missing or wrong"
          )
        }
      }
    }
    return (faults, compared)
  }

  /// What a self-check must say of fields that are blank or wrong in themselves.
  private func fieldWords(_ trial: Trial, record: Int) -> [String] {
    let missing = Set(
      oracle.expected(trial.draft).filter { $0.code == "field.required" }.compactMap(\.place)
        // What is the unit's own is printed on each sheet.
        .filter { if case .field(let id) = $0 { form.unitParts[id] == nil } else { true } }
    )
    let wrong = Set(trial.own.filter { $0.severity == .error }.compactMap(\.place))
    func words(_ before: String, _ fields: [FieldDefinition], _ places: [[Draft.Place]]) -> [String]
    {
      func line(_ words: String, _ set: Set<Draft.Place>, _ type: String?) -> String? {
        let labels = zip(fields, places).filter { field, places in
          (type == nil || FormPrints.wrongValue(field.type) == type)
            && places.contains { set.contains($0) && self.places.cell($0, record: record) != nil }
        }.map(\.0.label)
        return labels.isEmpty ? nil : "\(before)\(words)：\(labels.joined(separator: "、"))"
      }
      let kinds = Set(fields.compactMap { FormPrints.wrongValue($0.type) })
      return [line(FormPrints.notFilled, missing, nil)].compactMap(\.self)
        + kinds.compactMap { line($0, wrong, $0) }
    }
    var result = words("", form.fields, form.fields.map { [.field($0.id)] })
    for table in form.tables {
      let rows = (trial.draft.tables[table.id] ?? []).indices
      if kind == .card {
        let places = table.fields.map { field in
          rows.map { Draft.Place.cell(table.id, $0, field.id) }
        }
        result += words("\(table.label)中", table.fields, places)
      } else {
        for row in rows {
          result += words("", table.fields, table.fields.map { [.cell(table.id, row, $0.id)] })
        }
      }
    }
    return result
  }

  /// What a self-check says of fields that are blank or wrong in themselves.
  private func fieldWords(in text: String) -> [String] {
    let fields = form.fields + form.tables.flatMap(\.fields)
    let words = Set(fields.compactMap { FormPrints.wrongValue($0.type) } + [FormPrints.notFilled])
    return text.split(separator: "；").map(String.init).filter { part in
      words.contains { part.contains("\($0)：") }
    }
  }

  private func readCards(
    _ sheet: Worksheet,
    _ keys: SheetKeys,
    _ said: inout [Int: [String: Bool]],
    _ results: inout [Int: [String]]
  ) {
    let result = keys.columns.first { $0.key.isResult }?.value
    for (key, row) in keys.rows {
      guard case .grid(let card, 1) = key else { continue }
      for cell in cells {
        let text = Self.text(sheet, row + cell.row, cell.column) ?? ""
        said[card - 1, default: [:]][cell.rule] = !text.isEmpty
      }
      if let result {
        results[card - 1, default: []].append(Self.text(sheet, row, result) ?? "")
      }
    }
  }

  private func readList(
    _ sheet: Worksheet,
    _ keys: SheetKeys,
    _ said: inout [Int: [String: Bool]],
    _ results: inout [Int: [String]],
    record: (_ row: Int, _ number: Int) -> Int?
  ) {
    let rules = keys.columns.compactMap { key, column in key.rule.map { ($0, column) } }
    let result = keys.columns.first { $0.key.isResult }?.value
    for (key, row) in keys.rows {
      guard case .record(let number) = key, let index = record(row, number) else { continue }
      for (rule, column) in rules {
        let text = Self.text(sheet, row, column) ?? ""
        let before = said[index]?[rule] ?? false
        said[index, default: [:]][rule] = before || !text.isEmpty
      }
      if let result { results[index, default: []].append(Self.text(sheet, row, result) ?? "") }
    }
  }

  private static func text(_ sheet: Worksheet, _ row: Int, _ column: Int) -> String? {
    switch sheet[CellReference(row, column)]?.value {
    case .text(let text): text
    case let value?: value.description
    case nil: nil
    }
  }
}

extension Draft {
  /// The value of the form's key.
  func key(_ form: FormDefinition) -> String? {
    guard let key = form.key, case .value(let value)? = fields[key] else { return nil }
    return value.description
  }
}

extension ColumnKey {
  fileprivate var isResult: Bool { self == .check("result") }
}

extension FormProof {
  /// The workbooks whose checks are to be computed by a spreadsheet program.
  public func sheetProofs() -> [SheetProof] {
    let made = trials()
    return (workbooks(made.sheet) + workbooks(made.sheetFields)).flatMap { trials in
      layouts.compactMap { SheetProof(self, trials, $0) }
    }
  }

  /// What the cells of the sheets hold before any program computes them.
  func sheetFaults(_ made: Trials) -> [ProofFault] {
    // What is typed otherwise than it stands is known to no generator.
    let fields = made.sheetFields.filter(\.typed.isEmpty)
    return (workbooks(made.sheet) + workbooks(fields)).flatMap { trials in
      layouts.compactMap { SheetProof(self, trials, $0) }.flatMap { proof in
        proof.faults(
          in: proof.layout.workbook,
          computedBy: LocalizedText("生成时", en: "as generated")
        ).faults
      }
    }
  }
}
