public import FormLayout
public import Foundation
import FormDefinitions

/// The units that report, from a file with a row a unit.
public struct UnitList: Hashable, Sendable {
  /// The units in the file's order.
  public let units: [ReportingUnit]

  /// Reads a unit list.
  ///
  /// - Parameter url: an .xlsx or .csv file with the columns 代码 and 名称, and if there are 乡镇 and
  ///   县, under any of their usual names and in any order.
  /// - Throws: ``TableError`` when the file cannot be read or a column is missing.
  public init(contentsOf url: URL) throws(TableError) {
    let names = Self.names.mapValues { Set($0.map(LabelText.key)) }
    let table = try TextTable(contentsOf: url) { text in
      names.values.contains { $0.contains(LabelText.key(text)) }
    }
    func column(_ key: String) -> Int? {
      table.headings.firstIndex { names[key]?.contains(LabelText.key($0)) ?? false }
    }
    guard let code = column("code") else {
      throw .column(url.lastPathComponent, needed: "代码")
    }
    guard let name = column("name") else {
      throw .column(url.lastPathComponent, needed: "名称")
    }
    let township = column("township")
    let county = column("county")
    units = table.rows.compactMap { row in
      func text(_ column: Int?) -> String {
        guard let column, row.cells.indices.contains(column), let cell = row.cells[column] else {
          return ""
        }
        return cell.trimmedText
      }
      guard !text(code).isEmpty, !text(name).isEmpty else { return nil }
      return ReportingUnit(
        code: text(code),
        name: text(name),
        township: text(township),
        county: text(county)
      )
    }
  }

  private static let names: [String: [String]] = [
    "code": ["代码", "区划代码", "行政区划代码", "单位代码", "编码", "code"],
    "name": ["名称", "单位", "单位名称", "村", "行政村", "村名", "村（社区）", "name"],
    "township": ["乡镇", "乡（镇）", "镇", "街道", "乡镇（街道）", "township"],
    "county": ["县", "县（区）", "区县", "县市区", "区", "county"],
  ]
}
