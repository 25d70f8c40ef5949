import Findings
import FormDefinitions
import Spreadsheet

/// Finds pictures that lie over cells: photographed signatures, scanned pages, stamps.
///
/// | code | severity | fault |
/// | --- | --- | --- |
/// | `cell.picture-over` | error, warning | a picture lies over a cell to be filled in: error where the cell is empty and must not be |
/// | `sheet.pictures` | note | pictures elsewhere, such as signatures, were not imported |
struct PictureCheck {
  let workbook: Workbook
  let columns: [DataColumn]

  /// What pictures explain and say.
  ///
  /// - Parameters:
  ///   - findings: the findings so far; a picture explains that a cell under it is empty.
  ///   - context: the workbook's context.
  /// - Returns: the damage, on sheets from which records were read.
  func damages(_ findings: [Finding], _ context: CheckContext) -> [Damage] {
    guard workbook.worksheets.contains(where: { !$0.pictureAnchors.isEmpty }) else { return [] }
    var fields: [Place: (column: Int, entry: DataColumn.Entry)] = [:]
    for (index, column) in columns.enumerated() where column.field.type != .signature {
      for entry in column.entries {
        fields[Place(sheet: entry.cell.sheet, cell: entry.cell.reference)] = (index, entry)
      }
    }
    let sheets = Set(fields.keys.map(\.sheet))
    let required = Set(
      findings.lazy.filter { $0.code == "field.required" }.compactMap(\.location)
    )
    var damages: [Damage] = []
    for (sheet, worksheet) in workbook.worksheets.enumerated()
    where sheets.contains(sheet) {
      var elsewhere = 0
      for anchor in worksheet.pictureAnchors {
        let cell = worksheet.mergedRanges.first { $0.contains(anchor) }?.first ?? anchor
        if let (column, entry) = fields[Place(sheet: sheet, cell: cell)] {
          damages.append(over(entry, columns[column], context, required))
        } else {
          elsewhere += 1
        }
      }
      if elsewhere > 0 { damages.append(Damage(finding: Self.pictures(elsewhere, worksheet))) }
    }
    return damages
  }

  private struct Place: Hashable {
    let sheet: Int
    let cell: CellReference
  }

  private func over(
    _ entry: DataColumn.Entry,
    _ column: DataColumn,
    _ context: CheckContext,
    _ required: Set<Location>
  ) -> Damage {
    let place = context.location(entry.cell)
    let isMissing = place.map(required.contains) ?? false
    let finding = Finding(
      "cell.picture-over",
      isMissing ? .error : .warning,
      at: place,
      field: column.id,
      record: entry.record,
      value: CheckContext.seen(entry.cell),
      message: isMissing
        ? LocalizedText(
          "“\(column.field.label)”这一格只盖着一张图片，没有文字；图片里的内容读不出来",
          en: "Only a picture lies over ‘\(column.field.label)’; what it shows cannot be read"
        )
        : LocalizedText(
          "“\(column.field.label)”这一格上盖着一张图片，图片里的内容没有读取",
          en: "A picture lies over ‘\(column.field.label)’; what it shows was not read"
        ),
      fix: isMissing
        ? LocalizedText("删去图片，用文字填写", en: "Remove the picture and type the content")
        : LocalizedText(
          "图片里有要报的内容的，用文字填写；签名、照片请放在签字栏",
          en: "Type what belongs to the report; put signatures where they belong"
        )
    )
    return Damage(finding: finding, explains: place.map { [$0: .code("field.required")] } ?? [:])
  }

  private static func pictures(_ count: Int, _ worksheet: Worksheet) -> Finding {
    Finding(
      "sheet.pictures",
      .note,
      at: Location(sheet: worksheet.name),
      message: LocalizedText(
        "这一页有 \(count) 张图片（签名、照片、公章等），图片不导入",
        en: "Pictures (signatures, photographs, stamps) are left out: \(count) on this sheet"
      ),
      fix: LocalizedText("不必处理；纸质签字原件请留存", en: "Nothing to do; keep the signed paper"),
      count: count
    )
  }
}
