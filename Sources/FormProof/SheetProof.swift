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
  public let layout: WorkbookLayout
  private let form: FormDefinition
  private let drafts: [Draft]
  private let oracle: Oracle
  private let cells: [RuleCell]
  /// The rules that have no formula in this layout.
  private let silent: Set<String>

  init?(_ proof: FormProof, _ drafts: [Draft], _ kind: LayoutKind) {
    form = proof.form
    oracle = proof.oracle
    self.kind = kind
    self.drafts = drafts.enumerated().map { Self.renumbered($0.element, $0.offset, proof.form) }
    let request = WorkbookRequest(
      unit: FormProof.unit,
      period: proof.period,
      records: self.drafts.map { PrefilledRecord(values: $0.values, tables: $0.rows) },
      layout: kind,
      created: proof.today
    )
    guard let made = try? FormWorkbook(form: proof.form, request: request) else { return nil }
    layout = made.layout
    silent = Set(ruleGaps(of: proof.form).filter { $0.layouts.contains(kind) }.map(\.rule))
    cells = kind == .card ? ruleCells(of: proof.form) : []
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
          drafts.indices.compactMap { index in drafts[index].key(form).map { ($0, index) } },
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
    for (index, draft) in drafts.enumerated() {
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
            "第 \(index + 1) 份，表里说\(says ? "不符" : "相符")，按定义\(broken ? "不符" : "相符")",
            "record \(index + 1): the sheet says \(says ? "broken" : "kept"), the definition otherwise"
          )
        }
      }
      if oracle.expected(draft).isEmpty {
        compared += 1
        let wrong = (results[index] ?? []).filter { !$0.isEmpty && $0 != FormPrints.checkedRight }
        if !wrong.isEmpty || results[index] == nil {
          fault(
            1,
            "自查",
            "第 \(index + 1) 份没有问题，表里却说：\(wrong.joined(separator: "；"))",
            "record \(index + 1) is right, and the sheet says otherwise"
          )
        }
      }
    }
    return (faults, compared)
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
  fileprivate func key(_ form: FormDefinition) -> String? {
    guard let key = form.key, case .value(let value)? = fields[key] else { return nil }
    return value.description
  }
}

extension ColumnKey {
  fileprivate var isResult: Bool { self == .check("result") }
}

extension FormProof {
  /// The workbooks whose checks are to be computed by a spreadsheet program, one a layout.
  public func sheetProofs() -> [SheetProof] {
    let made = trials()
    return workbooks(made.sheet).flatMap { drafts in
      layouts.compactMap { SheetProof(self, drafts, $0) }
    }
  }

  /// What the cells of the sheets hold before any program computes them.
  func sheetFaults(_ drafts: [Draft]) -> [ProofFault] {
    workbooks(drafts).flatMap { drafts in
      layouts.compactMap { SheetProof(self, drafts, $0) }.flatMap { proof in
        proof.faults(
          in: proof.layout.workbook,
          computedBy: LocalizedText("生成时", en: "as generated")
        ).faults
      }
    }
  }
}
