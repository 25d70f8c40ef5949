import FormDefinitions
import Spreadsheet

/// What every sheet of a workbook needs to know while it is drawn.
struct DrawingContext {
  var request: WorkbookRequest
  let identity: WorkbookIdentity
  /// Where each code list stands on the hidden sheet.
  let codeRanges: CodeListSheet.Ranges

  /// The identity as a page footer holds it; `&` is the format's escape.
  var footerCode: String { identity.printedCode.replacing("&", with: "&&") }

  /// The hidden key row: the stamp in A1, then a key a column from B on.
  func keyRow(role: SheetRole, columns: [ColumnKey], style: Int) -> [DrawnCell] {
    let stamp = SheetStamp(identity: identity, role: role)
    return [DrawnCell(CellReference(1, 1), .text(stamp.text), style: style)]
      + columns.enumerated().map { index, key in
        DrawnCell(CellReference(1, index + 2), .text(key.text), style: style)
      }
  }

  /// The line under a title: the unit, the form's number and revision.
  func identityLine(_ form: FormDefinition) -> String {
    var parts: [String] = []
    if !form.number.isEmpty { parts.append("表号：\(form.number)") }
    parts.append("版本：\(form.revision)")
    if let unit = request.unit {
      // A department may have no code but its name.
      let code = unit.code == unit.name ? "" : "（\(unit.code)）"
      parts.append("填报单位：\(unit.county)\(unit.township)\(unit.name)\(code)")
    }
    if let period = request.period { parts.append("期别：\(period.chinese)") }
    parts.append("识别码：\(identity.form)/\(identity.batch)")
    return parts.joined(separator: "　")
  }
}

extension FieldValue {
  /// The value as a cell of a generated workbook holds it.
  var drawnContent: DrawnContent {
    switch self {
    case .number(let number): .number(number.nearestDouble)
    case .date(let date): .number(SerialDate(date).serial)
    case .month(let month):
      CalendarDate(year: month.year, month: month.month, day: 1).map {
        .number(SerialDate($0).serial)
      } ?? .text(month.description)
    case .text, .boolean, .choice, .choices: .text(description)
    }
  }
}
