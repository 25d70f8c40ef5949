import Findings
import FormDefinitions
import Foundation
import Spreadsheet

@testable import FormLayout

/// An expression with values, whose formula is to be computed.
struct FormulaTrial {
  let expression: RuleExpression
  let context: RuleContext
  /// A message in which the expression's values are shown, if any.
  let message: MessageTemplate?
  /// The rows of the tables as they stand in the sheet; `nil` is a row in which nothing stands.
  let rows: [String: [[String: FieldState]?]]
}

/// A sheet of trials, one below the other.
struct FormulaTrials {
  /// What the formulas of a trial should give.
  struct Answer {
    let trial: FormulaTrial
    let expected: String
    let holds: CellReference
    let fails: CellReference
    let shown: (cell: CellReference, text: String)?
    /// The formulas.
    let formulas: [String]

    /// Whether something in a table's row is no value of its column.
    var hasUnreadableRow: Bool {
      trial.rows.values.contains { rows in
        rows.contains { $0?.values.contains(.unreadable) ?? false }
      }
    }
  }

  static let rowsOfTable = 5
  static let lists = WorksheetName(nearestTo: "lists")

  let scope: RuleScope
  let labels: [String: [String]]
  private(set) var answers: [Answer] = []
  private(set) var gaps: [String: String] = [:]
  private var cells: [DrawnCell] = []
  private var row = 1
  let parameters: [String: FormulaParameter]

  init(scope: RuleScope, labels: [String: [String]], parameters: [String: Decimal]) {
    self.scope = scope
    self.labels = labels
    self.parameters = parameters.mapValues {
      FormulaParameter(value: $0.description, known: .always)
    }
  }

  /// The ranges of the code lists on their sheet.
  var codeRanges: [String: String] {
    var ranges: [String: String] = [:]
    for (index, id) in labels.keys.sorted().enumerated() {
      let count = labels[id]?.count ?? 0
      ranges[id] =
        "\(Self.lists.quoted)!\(CellRange(CellReference(1, index + 1), CellReference(max(2, count), index + 1)).absolute)"
    }
    return ranges
  }

  mutating func add(_ trial: FormulaTrial, array: Bool) {
    let first = row
    var places = FormulaPlaces(parameters: parameters, codeRanges: codeRanges)
    var column = 1
    var drawn: [DrawnCell] = []
    func put(_ state: FieldState, _ reference: CellReference) {
      switch state {
      case .blank: break
      case .unreadable: drawn.append(DrawnCell(reference, .text("？？"), style: 0))
      case .value(let value): drawn.append(DrawnCell(reference, value.drawnContent, style: 0))
      }
    }
    func derive(_ type: FieldType, _ cell: CellReference, at reference: CellReference) {
      guard
        let formula = DerivedFormula.formula(
          type,
          cell: cell.description,
          codeRanges: places.codeRanges
        )
      else { return }
      drawn.append(DrawnCell(reference, .formula(formula, cached: .text("")), style: 0))
    }
    let references =
      trial.message.map { trial.expression.references.union($0.references) }
      ?? trial.expression.references
    for case .field(let id) in references.sorted(by: { "\($0)" < "\($1)" }) {
      guard let type = scope.fields[id] else { continue }
      let cell = CellReference(first, column)
      let derived = CellReference(first, column + 1)
      put(trial.context.fields[id] ?? .blank, cell)
      derive(type, cell, at: derived)
      places.fields[id] = FormulaCell(cell.absolute, derived: derived.absolute)
      column += 2
    }
    var single: [String: FormulaCell] = [:]
    for (table, rows) in trial.rows.sorted(by: { $0.key < $1.key }) {
      let ids = references.compactMap { reference -> String? in
        if case .column(table, let id) = reference { id } else { nil }
      }.sorted()
      let left = column
      let last = first + Self.rowsOfTable - 1
      func range(_ column: Int, _ to: Int) -> String {
        CellRange(CellReference(first, column), CellReference(last, to)).absolute
      }
      var columns: [String: FormulaCell] = [:]
      for (offset, state) in rows.enumerated() where state != nil {
        drawn.append(DrawnCell(CellReference(first + offset, left), .text("有"), style: 0))
      }
      for (index, id) in ids.enumerated() {
        let input = left + 1 + index
        let derived = left + 1 + ids.count + index
        columns[id] = FormulaCell(range(input, input), derived: range(derived, derived))
        single[id] = FormulaCell(
          CellReference(first, input).absolute,
          derived: CellReference(first, derived).absolute
        )
        guard let type = scope.tables[table]?[id] else { continue }
        for offset in 0..<Self.rowsOfTable {
          let cell = CellReference(first + offset, input)
          let state = offset < rows.count ? rows[offset]?[id] ?? .blank : .blank
          put(state, cell)
          derive(type, cell, at: CellReference(first + offset, derived))
        }
      }
      let ones = Array(repeating: "1", count: ids.count + 1).joined(separator: ";")
      places.tables[table] = FormulaBlock(
        columns: columns,
        filled: .test("(MMULT(1*(\(range(left, left + ids.count))<>\"\"),{\(ones)})>0)"),
        rows: range(left, left)
      )
      column = left + 1 + ids.count * 2
    }
    var translator = FormulaTranslator(places)
    if let table = scope.rowTable {
      guard let block = places.tables[table] else { return }
      translator = translator.inside(table, array ? .rows(block) : .row(single))
    }
    let node = trial.expression.root
    do {
      var formulas: [String]
      let expected: String
      if trial.expression.type == .boolean {
        let truth = try translator.truth(node)
        if array, let table = scope.rowTable, let block = places.tables[table] {
          formulas = [
            block.fromEnd([block.filled, truth.holds]), block.fromEnd([block.filled, truth.fails]),
          ]
          expected = Self.firstRows(trial, table)
        } else {
          formulas = [truth.holds, truth.fails].map { "IF(\($0.text),1,0)" }
          expected =
            switch trial.expression.isSatisfied(trial.context) {
            case true?: "1 0"
            case false?: "0 1"
            case nil: "0 0"
            }
        }
      } else {
        formulas = ["0", "0"]
        expected = "0 0"
      }
      var shown: (CellReference, String)?
      if let message = trial.message, !array {
        let text = translator.message(message).joined(separator: "&")
        if !text.contains("…") {
          let cell = CellReference(first, 402)
          shown = (cell, message.text(trial.context))
          drawn.append(
            DrawnCell(cell, .formula("IFERROR(\(text),\"错\")", cached: .text("")), style: 0)
          )
          formulas.append(text)
        }
      }
      let holds = CellReference(first, 400)
      let fails = CellReference(first, 401)
      for (cell, formula) in zip([holds, fails], formulas) {
        drawn.append(
          DrawnCell(cell, .formula("IFERROR(\(formula),\"错\")", cached: .text("")), style: 0)
        )
      }
      answers.append(
        Answer(
          trial: trial,
          expected: expected,
          holds: holds,
          fails: fails,
          shown: shown,
          formulas: formulas
        )
      )
    } catch {
      gaps[trial.expression.source] = error.reason.chinese
      return
    }
    cells += drawn.sorted { $0.reference < $1.reference }
    row += Self.rowsOfTable
  }

  /// How far from the end the first row stands that holds, and the first that fails.
  private static func firstRows(_ trial: FormulaTrial, _ table: String) -> String {
    var context = trial.context
    var found: [Bool: Int] = [:]
    var index = 0
    for (offset, row) in (trial.rows[table] ?? []).enumerated() where row != nil {
      context.row = index
      index += 1
      guard let truth = trial.expression.isSatisfied(context), found[truth] == nil else { continue }
      found[truth] = rowsOfTable - offset
    }
    return "\(found[true] ?? 0) \(found[false] ?? 0)"
  }

  /// The workbook with the trials and the code lists.
  var layout: WorkbookLayout {
    var trials = SheetLayout(name: WorksheetName(nearestTo: "trials"))
    trials.cells = cells
    var codes = SheetLayout(name: Self.lists)
    for (index, id) in labels.keys.sorted().enumerated() {
      for (offset, label) in (labels[id] ?? []).enumerated() {
        codes.cells.append(DrawnCell(CellReference(offset + 1, index + 1), .text(label), style: 0))
      }
    }
    codes.cells.sort { $0.reference < $1.reference }
    return WorkbookLayout(sheets: [trials, codes], styles: [CellStyle()])
  }

  /// The trials whose formulas gave something else than the evaluator.
  func disagreements(_ workbook: Workbook) -> [String] {
    guard let sheet = workbook.worksheets.first else { return ["no sheet"] }
    return answers.compactMap { answer in
      // A text in a table's column of numbers may make arithmetic fail: then the sheet is silent.
      let failed = [answer.holds, answer.fails].contains { Self.text(sheet[$0]?.value) == "错" }
      if failed, answer.hasUnreadableRow { return nil }
      let given = [answer.holds, answer.fails].map { Self.truth(sheet[$0]?.value) }
        .joined(separator: " ")
      let shown = answer.shown.map { Self.text(sheet[$0.cell]?.value) }
      guard given != answer.expected || shown != answer.shown?.text else { return nil }
      return """
        \(answer.trial.expression.source)
          \(answer.trial.context.fields) \(answer.trial.rows)
          \(answer.expected) expected, \(given) given; \(answer.shown?.text ?? "") \(shown ?? "")
          \(answer.formulas.joined(separator: "\n  "))
        """
    }
  }

  /// Where a formula comes to an error, the sheet says nothing.
  private static func truth(_ value: CellValue?) -> String {
    let text = text(value)
    return text == "错" ? "0" : text
  }

  private static func text(_ value: CellValue?) -> String {
    switch value {
    case .text(let text): text
    case let value?: value.description
    case nil: ""
    }
  }
}
