import FormDefinitions
import Foundation
import Spreadsheet
import Testing

@testable import FormLayout

/// The check cells of generated workbooks: what they hold before and after a program computes them.
@Suite("Check cells")
struct CheckCellTests {
  private static var today: CalendarDate {
    let parts = Calendar(identifier: .gregorian)
      .dateComponents([.year, .month, .day], from: Date())
    return CalendarDate(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0)
      ?? .epoch
  }

  /// Records of which many are wrong, each with a key of its own.
  private static func records(_ form: FormDefinition, count: Int) -> [PrefilledRecord] {
    let labels = form.codeLists.mapValues { $0.codes.map(\.label) }
    var values = FormulaValues(scope: form.ruleScope(), labels: labels, seed: 3)
    return (0..<count).map { index in
      var record = values.record(form, rows: index % 12)
      if let key = form.key, form.field(key)?.type == .identityNumber {
        let digits = "4110031970050\(1000 + index)"
        record.values[key] = .text(
          digits + (IdentityNumber.checkCharacter(of: digits).map(String.init) ?? "")
        )
      }
      return record
    }
  }

  @Test(
    "What is written before is what LibreOffice computes",
    .enabled(if: Recalculation.isPossible),
    arguments: OfficialForms.ids,
    LayoutKind.allCases
  )
  func cached(_ id: String, _ kind: LayoutKind) throws {
    let form = try OfficialForms.form(id)
    guard kind == .card || form.list != nil else { return }
    let request = WorkbookRequest(
      unit: OfficialForms.unit,
      period: form.period == .month ? ReportingPeriod("2023-05") : nil,
      records: Self.records(form, count: 24) + [PrefilledRecord()],
      layout: kind,
      created: Self.today
    )
    let made = try FormWorkbook(form: form, request: request)
    let computed = try Recalculation.workbook(made.layout)
    var wrong: [String] = []
    var count = 0
    var results: Set<String> = []
    for (sheet, drawn) in zip(computed.worksheets, made.layout.sheets) {
      let checks = Dictionary(
        drawn.cells.filter { $0.reference.row == 1 }.compactMap { cell -> (Int, String)? in
          guard case .text(let text) = cell.content, case .check(let name)? = ColumnKey(text) else {
            return nil
          }
          return (cell.reference.column, name)
        },
        uniquingKeysWith: { first, _ in first }
      )
      for cell in drawn.cells {
        guard let name = checks[cell.reference.column],
          let (formula, cached) = drawn.check(cell)
        else { continue }
        count += 1
        let now: String =
          switch sheet[cell.reference]?.value {
          case .text(let text): text
          case .date(let serial): CellNumber(serial.serial).rawText
          case let value?: value.description
          case nil: ""
          }
        let before: String =
          switch cached {
          case .text(let text): text
          case .number(let number): CellNumber(number).rawText
          }
        if name == "result" { results.insert(now) }
        if now != before {
          wrong.append("\(drawn.name) \(cell.reference) \(name): \(before) | \(now)\n  \(formula)")
        }
      }
    }
    let report = wrong.prefix(6).joined(separator: "\n")
    #expect(count > 50)
    #expect(wrong.count == 0, "\(wrong.count) of \(count):\n\(report)")
    #expect(results.count > 10 || form.card?.spansPages == true)
  }

  @Test(
    "A card that nobody has begun marks nothing, its members neither",
    .enabled(if: Recalculation.isPossible)
  )
  func untouched() throws {
    let form = try OfficialForms.form("verification")
    // A member without schooling breaks a rule, but so far only the office has written anything.
    var record = PrefilledRecord(
      values: ["head_id": .text("110101199003077213")],
      tables: ["members": [["name": .text("张三"), "gender": .choice("男")]]]
    )
    #expect(try Self.marks(form, record).isEmpty)
    record.values["difficulty"] = .text("无")
    #expect(try Self.marks(form, record) == ["|education|"])
  }

  /// What the cards' check cells mark in the rows of tables, as they are written and computed.
  private static func marks(
    _ form: FormDefinition,
    _ record: PrefilledRecord
  ) throws -> Set<String> {
    let made = try FormWorkbook(
      form: form,
      request: WorkbookRequest(
        unit: OfficialForms.unit,
        records: [record],
        layout: .card,
        created: today
      )
    )
    let computed = try Recalculation.workbook(made.layout)
    var marks: Set<String> = []
    for (sheet, drawn) in zip(computed.worksheets, made.layout.sheets) {
      for cell in drawn.cells {
        guard let (_, cached) = drawn.check(cell), case .text(let before) = cached else { continue }
        var texts = [before]
        if case .text(let now)? = sheet[cell.reference]?.value { texts.append(now) }
        marks.formUnion(texts.filter { $0.hasPrefix("|") })
      }
    }
    return marks
  }
}

extension SheetLayout {
  /// The formula of a cell, as it reads in the first cell that has it, with what the cell shows.
  fileprivate func check(_ cell: DrawnCell) -> (formula: String, cached: CachedValue)? {
    switch cell.content {
    case .formula(let formula, let cached): (formula, cached)
    case .sharedFormula(let index, let cached): (sharedFormulas[index], cached)
    case .blank, .text, .number, .link: nil
    }
  }
}
