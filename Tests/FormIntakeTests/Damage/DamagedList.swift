import FormDefinitions
import FormLayout
import Spreadsheet
import TestSupport

@testable import FormIntake

/// A list of households that is right, to be damaged.
enum DamagedList {
  /// Valid identity numbers of digits alone, one a household; no two follow each other.
  static func identity(_ number: Int) -> String {
    let bodies = (0..<3).map {
      "4110031970010\(1 + number % 9)\(String(100 + number * 7 + $0).suffix(3))"
    }
    return bodies.map { $0 + String(IdentityNumber.checkCharacter(of: $0) ?? "X") }
      .first { !$0.hasSuffix("X") } ?? ""
  }

  /// Surnames, so that households have names of their own.
  private static let names = Array("赵钱孙李周吴郑王冯陈褚卫")

  static func name(_ number: Int) -> String { "\(names[number % names.count])大\(number / 12 + 1)" }

  /// The cells of a number of households, from row 6 on; wages are 12,000 元 and more.
  static func cells(_ count: Int) -> [Cell] {
    (0..<count).flatMap { number -> [Cell] in
      let row = 6 + number
      let day = CalendarDate(year: 2023, month: 8, day: 1 + number % 28) ?? .epoch
      return [
        Cell(CellReference(row, 3), .text(name(number))),
        Cell(CellReference(row, 4), .text(identity(number))),
        Cell(CellReference(row, 6), .number(CellNumber(3))),
        Cell(CellReference(row, 7), .number(CellNumber(Double(12_000 + number * 850)))),
        Cell(CellReference(row, 10), .date(SerialDate(day))),
        Cell(CellReference(row, 13), .text("脱贫户")),
        Cell(CellReference(row, 14), .text("脱贫不稳定户")),
      ]
    }
  }

  /// The workbook with the households, after a change to their cells.
  static func workbook(
    _ count: Int,
    copies: Int? = nil,
    _ change: ([CellReference: CellValue]) -> [CellReference: CellValue] = { $0 }
  ) throws -> Workbook {
    let workbook = try Village.list(copies: copies ?? count)
    return workbook.changing("登记表") { sheet in
      let values = Dictionary(cells(count).map { ($0.reference, $0.value) }) { $1 }
      let changed = change(values).map { Cell($0.key, $0.value) }
      let places = Set(changed.map(\.reference)).union(values.keys)
      return sheet.holding(sheet.cells.filter { !places.contains($0.reference) } + changed)
    }
  }
}

extension [CellReference: CellValue] {
  /// The value of a cell by its name, such as `D7`.
  subscript(_ name: String) -> CellValue? {
    get { CellReference(name).flatMap { self[$0] } }
    set { if let place = CellReference(name) { self[place] = newValue } }
  }
}
