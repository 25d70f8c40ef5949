import Spreadsheet

/// The hidden sheet that says what the workbook is.
enum IdentitySheet {
  static func sheet(_ context: DrawingContext, keyStyle: Int) -> SheetLayout {
    var sheet = SheetLayout(name: WorksheetName(nearestTo: WorkbookIdentity.sheetName))
    sheet.isHidden = true
    sheet.cells = context.keyRow(role: .identity, columns: [], style: keyStyle)
    for (index, part) in context.identity.parts.enumerated() {
      sheet.cells.append(DrawnCell(CellReference(index + 2, 1), .text(part.name), style: keyStyle))
      sheet.cells.append(DrawnCell(CellReference(index + 2, 2), .text(part.value), style: keyStyle))
    }
    sheet.protection = ProtectionLayout()
    return sheet
  }
}
