public import FormLayout
public import Foundation
import FormDefinitions

/// The units that report, from a file with a row a unit.
public struct UnitList: Hashable, Sendable {
  /// Why a row names no unit.
  public enum Fault: Hashable, Sendable {
    /// It has a name and no code.
    case withoutCode(line: Int, name: String)
    /// It has a code and no name.
    case withoutName(line: Int, code: String)
    /// It has the code of another unit, in an earlier line.
    case sameCode(line: Int, code: String, first: Int, name: String)
  }

  /// The units in the file's order, each once.
  public let units: [ReportingUnit]
  /// The one-based lines of rows that repeat an earlier row.
  public let repeated: [Int]
  private let lines: [String: Int]

  /// The one-based line of a unit, by its code.
  public func line(of unit: ReportingUnit) -> Int? { lines[unit.code] }

  /// Reads a unit list.
  ///
  /// - Parameter url: an .xlsx or .csv file with the columns 代码 and 名称, and if there are 乡镇 and
  ///   县, under any of their usual names and in any order.
  /// - Throws: ``TableError`` when the file cannot be read, a column is missing, a row names no unit
  ///   or one whose code another has, or there is no unit in it.
  public init(contentsOf url: URL) throws(TableError) {
    let file = url.lastPathComponent
    let names = Self.names.mapValues { Set($0.map(LabelText.key)) }
    let table = try TextTable(contentsOf: url) { text in
      names.values.contains { $0.contains(LabelText.key(text)) }
    }
    func column(_ key: String) -> Int? {
      table.headings.firstIndex { names[key]?.contains(LabelText.key($0)) ?? false }
    }
    guard let code = column("code") else { throw .column(file, needed: "代码") }
    guard let name = column("name") else { throw .column(file, needed: "名称") }
    let township = column("township")
    let county = column("county")
    var units: [ReportingUnit] = []
    var places: [String: Int] = [:]
    var lines: [String: Int] = [:]
    var repeated: [Int] = []
    var faults: [Fault] = []
    for row in table.rows {
      func text(_ column: Int?) -> String {
        guard let column, row.cells.indices.contains(column), let cell = row.cells[column] else {
          return ""
        }
        return cell.trimmedText
      }
      let unit = ReportingUnit(
        code: text(code),
        name: text(name),
        township: text(township),
        county: text(county)
      )
      switch (unit.code.isEmpty, unit.name.isEmpty) {
      case (true, true): continue
      case (true, false): faults.append(.withoutCode(line: row.number, name: unit.name))
      case (false, true): faults.append(.withoutName(line: row.number, code: unit.code))
      case (false, false):
        if let place = places[unit.code] {
          if units[place] == unit {
            repeated.append(row.number)
          } else {
            let first = lines[unit.code] ?? 0
            faults.append(
              .sameCode(
                line: row.number,
                code: unit.code,
                first: first,
                name: units[place].name
              )
            )
          }
        } else {
          places[unit.code] = units.count
          lines[unit.code] = row.number
          units.append(unit)
        }
      }
    }
    guard faults.isEmpty else { throw .units(file, faults) }
    guard !units.isEmpty else { throw .noUnits(file) }
    (self.units, self.repeated, self.lines) = (units, repeated, lines)
  }

  private static let names: [String: [String]] = [
    "code": ["代码", "区划代码", "行政区划代码", "单位代码", "编码", "code"],
    "name": ["名称", "单位", "单位名称", "村", "行政村", "村名", "村（社区）", "name"],
    "township": ["乡镇", "乡（镇）", "镇", "街道", "乡镇（街道）", "township"],
    "county": ["县", "县（区）", "区县", "县市区", "区", "county"],
  ]
}
