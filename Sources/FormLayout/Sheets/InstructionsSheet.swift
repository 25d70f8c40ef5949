import FormDefinitions
import Spreadsheet

/// 填表说明, made from the definition: what each field takes, with examples.
struct InstructionsSheet {
  static let name = "填表说明"

  let form: FormDefinition
  private let words: InstructionWords

  init(form: FormDefinition) {
    self.form = form
    words = InstructionWords(form: form)
  }

  /// The widths of the field table's columns in millimetres; together they fill a landscape page.
  static let widths: [Double] = [42, 18, 70, 78, 42]

  /// The columns of the field table.
  static let headings = ["项目", "填写要求", "怎样填", "可填内容", "示例"]

  /// Draws the sheet, which is the same for all workbooks but for the stamp.
  func draw(styles: inout StyleBook) -> SheetLayout {
    var sheet = SheetLayout(name: WorksheetName(nearestTo: Self.name))
    sheet.columns =
      [ColumnLayout(width: 8, isHidden: true)]
      + Self.widths.map { ColumnLayout(width: Measure.characters(millimetres: $0)) }
    sheet.rows = [RowLayout(row: 1, height: 12, isHidden: true)]
    var row = 2
    func merged(_ text: String, _ style: CellStyle, height: Double) {
      let index = styles.index(style)
      sheet.cells.append(DrawnCell(CellReference(row, 2), .text(text), style: index))
      for column in 3...6 {
        sheet.cells.append(DrawnCell(CellReference(row, column), .blank, style: index))
      }
      sheet.mergedRanges.append(CellRange(CellReference(row, 2), CellReference(row, 6)))
      sheet.rows.append(RowLayout(row: row, height: height))
      row += 1
    }
    merged(words.title, FormStyle.title(size: 18), height: 36)
    for paragraph in words.paragraphs {
      var style = FormStyle.note
      style.size = 11
      let lines = Measure.lines(paragraph, millimetres: Self.widths.reduce(0, +), size: 11)
      merged(paragraph, style, height: Measure.height(lines: lines, size: 11))
    }
    var sections: [Int] = []
    for section in words.sections {
      sections.append(row)
      merged(section.title, FormStyle.section, height: 20)
      table(section.fields, &sheet, &row, styles: &styles)
    }
    sheet.page.isLandscape = true
    sheet.page.margins = PageLayout.Margins(top: 15, bottom: 15, left: 12, right: 12)
    sheet.page.rowBreaks = breaks(sheet, sections: sections)
    sheet.page.footer = "&C&9第 &P 页 共 &N 页"
    sheet.protection = ProtectionLayout()
    return sheet
  }

  /// The sheet with a workbook's stamp.
  static func stamped(
    _ drawn: SheetLayout,
    _ context: DrawingContext,
    keyStyle: Int
  ) -> SheetLayout {
    var sheet = drawn
    sheet.cells =
      context.keyRow(role: .instructions, columns: [], style: keyStyle) + drawn.cells
    return sheet
  }

  /// Every text that the sheet prints, for telling it from what a village wrote there.
  static func texts(of form: FormDefinition) -> Set<String> {
    let words = InstructionWords(form: form)
    var texts = Set(words.paragraphs + [words.title] + headings)
    for section in words.sections {
      texts.insert(section.title)
      for field in section.fields { texts.formUnion(words.line(field)) }
    }
    return texts
  }

  /// The rows after which a page ends: a section's heading stays with its first field.
  private func breaks(_ sheet: SheetLayout, sections: [Int]) -> [Int] {
    let room = sheet.page.printableHeight * 0.95
    var result: [Int] = []
    var used = 0.0
    for (index, row) in sheet.rows.enumerated() where !row.isHidden {
      let height = row.height ?? 15
      // The heading, the table's head and the first field.
      let together = sections.contains(row.row) ? sheet.rows[index...].prefix(3) : [row]
      let needed = together.reduce(0) { $0 + ($1.height ?? 15) }
      if used + needed > room, used > 0 {
        result.append(row.row - 1)
        used = 0
      }
      used += height
    }
    return result
  }

  private func table(
    _ fields: [FieldDefinition],
    _ sheet: inout SheetLayout,
    _ row: inout Int,
    styles: inout StyleBook
  ) {
    let head = styles.index(FormStyle.label())
    var body = FormStyle.input(size: 10)
    body.font = FormStyle.textFont
    body.isLocked = true
    body.wraps = true
    body.horizontal = .left
    body.numberFormat = "@"
    let bodyStyle = styles.index(body)
    for (index, heading) in Self.headings.enumerated() {
      sheet.cells.append(DrawnCell(CellReference(row, index + 2), .text(heading), style: head))
    }
    sheet.rows.append(RowLayout(row: row, height: 20))
    row += 1
    for field in fields {
      var lines = 1
      for (index, text) in words.line(field).enumerated() {
        sheet.cells.append(
          DrawnCell(
            CellReference(row, index + 2),
            text.isEmpty ? .blank : .text(text),
            style: bodyStyle
          )
        )
        lines = max(lines, Measure.lines(text, millimetres: Self.widths[index], size: 10))
      }
      sheet.rows.append(RowLayout(row: row, height: Measure.height(lines: lines, size: 10)))
      row += 1
    }
  }
}
