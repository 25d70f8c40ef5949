import FormDefinitions
import Spreadsheet

/// 填表说明, made from the definition: what each field takes, with examples.
struct InstructionsSheet {
  static let name = "填表说明"

  let form: FormDefinition
  let context: DrawingContext

  /// The columns of the field table.
  static let headings = ["项目", "填写要求", "怎样填", "可填内容", "示例"]

  func draw(styles: inout StyleBook) -> SheetLayout {
    var sheet = SheetLayout(name: WorksheetName(nearestTo: Self.name))
    let keyStyle = styles.index(FormStyle.key)
    sheet.columns =
      [ColumnLayout(width: 8, isHidden: true)]
      + [24, 10, 40, 48, 24].map { ColumnLayout(width: $0) }
    sheet.rows = [RowLayout(row: 1, height: 12, isHidden: true)]
    sheet.cells = context.keyRow(role: .instructions, columns: [], style: keyStyle)
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
    merged("\(form.title)　填表说明", FormStyle.title(size: 18), height: 36)
    for paragraph in paragraphs {
      var style = FormStyle.note
      style.size = 11
      let lines = Measure.lines(paragraph, millimetres: 270, size: 11)
      merged(paragraph, style, height: Measure.height(lines: lines, size: 11))
    }
    for section in sections {
      merged(section.title, FormStyle.section, height: 20)
      table(section.fields, &sheet, &row, styles: &styles)
    }
    sheet.page.isLandscape = true
    sheet.page.fitsWidth = true
    sheet.page.footer = "&C&9第 &P 页 共 &N 页"
    sheet.protection = ProtectionLayout()
    return sheet
  }

  /// Every text that the sheet prints, for telling it from what a village wrote there.
  var texts: Set<String> {
    var texts: Set<String> = ["\(form.title)　填表说明"]
    texts.formUnion(paragraphs)
    texts.formUnion(Self.headings)
    for section in sections {
      texts.insert(section.title)
      for field in section.fields { texts.formUnion(line(field)) }
    }
    return texts
  }

  private var paragraphs: [String] {
    var lines: [String] = []
    if !form.filledBy.isEmpty { lines.append("谁来填：\(form.filledBy)。") }
    if !form.frequency.isEmpty { lines.append("何时填：\(form.frequency)。") }
    lines += form.instructions
    lines += [
      "白色格子可填写，灰底格子是表头，请勿改动；工作表未设密码，确需调整时可在“审阅”中撤销保护。",
      "可以复制、排序、筛选和插入行；隐藏的第一行、第一列用来识别各格，请勿删除。",
      "带下拉箭头的格子请从列表中选择；多项之间用顿号（、）隔开。没有的金额填 0，不要留空。",
      "填完后直接保存为 .xlsx 发回，不必改文件名。",
    ]
    return lines.enumerated().map { "\($0 + 1)．\($1)" }
  }

  private var sections: [(title: String, fields: [FieldDefinition])] {
    let groups = form.groups.map { group in
      (
        title: group.label.isEmpty ? form.name : group.label,
        fields: group.fields.compactMap(form.field).filter { $0.type != .signature }
      )
    }
    let tables = form.tables.map { table in
      (title: "\(table.label)（每行一条）", fields: table.fields.filter { !$0.isPreset })
    }
    return (groups + tables).filter { !$0.1.isEmpty }
  }

  private func line(_ field: FieldDefinition) -> [String] {
    [
      field.label, FieldWords.requirement(field), field.help ?? "",
      FieldWords.expectation(field, form: form), field.example ?? "",
    ]
  }

  private func table(
    _ fields: [FieldDefinition], _ sheet: inout SheetLayout, _ row: inout Int,
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
    let widths = [24.0, 10, 40, 48, 24].map { $0 * 1.85 }
    for (index, heading) in Self.headings.enumerated() {
      sheet.cells.append(DrawnCell(CellReference(row, index + 2), .text(heading), style: head))
    }
    sheet.rows.append(RowLayout(row: row, height: 20))
    row += 1
    for field in fields {
      var lines = 1
      for (index, text) in line(field).enumerated() {
        sheet.cells.append(
          DrawnCell(
            CellReference(row, index + 2), text.isEmpty ? .blank : .text(text), style: bodyStyle))
        lines = max(lines, Measure.lines(text, millimetres: widths[index], size: 10))
      }
      sheet.rows.append(RowLayout(row: row, height: Measure.height(lines: lines, size: 10)))
      row += 1
    }
  }
}
