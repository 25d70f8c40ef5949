import Spreadsheet

extension WorkbookLayout {
  /// A layout that uses everything a layout has.
  static var rich: WorkbookLayout {
    var layout = WorkbookLayout(styles: CellStyle.rich)
    layout.sheets = [.form, .list, .hidden]
    layout.activeSheet = 0
    layout.definedNames = [
      DefinedName("关系_代码", formula: "'代码 表'!$A$1:$A$3"),
      DefinedName("form_id", formula: "\"screening\""),
      DefinedName("_key.1", formula: "'筛查表'!$C$4"),
    ].compactMap(\.self)
    layout.properties = DocumentProperties(
      title: "防止返贫监测帮扶筛查表",
      subject: "2023 年 8 月 <一> & \"二\"",
      author: "灵井镇",
      company: "乡村振兴办",
      created: CalendarDate(year: 2023, month: 8, day: 1) ?? .epoch,
      custom: [
        CustomProperty("tianbao.form", "screening"), CustomProperty("单位", "张庄村 <&> 一组"),
      ]
    )
    return layout
  }
}

extension CellStyle {
  /// Index 0 is a title, 1 a label, 2 an entry, 3 a number, 4 a link, 5 the right border of a merge.
  fileprivate static var rich: [CellStyle] {
    var title = CellStyle()
    title.font = "方正小标宋简体"
    title.size = 18
    title.isBold = true
    title.horizontal = .center
    title.indent = 2
    var label = CellStyle()
    label.horizontal = .distributed
    label.indent = 1
    label.wraps = true
    label.borders = Borders(top: .thin, bottom: .hair, left: .medium)
    label.fill = 0xDDEBF7
    var entry = CellStyle()
    entry.horizontal = .left
    entry.vertical = .top
    entry.shrinks = true
    entry.borders = .all(.thin)
    entry.numberFormat = "@"
    entry.isLocked = false
    var number = CellStyle()
    number.font = "Times New Roman"
    number.horizontal = .right
    number.vertical = .bottom
    number.numberFormat = "#,##0.00\"元\""
    number.color = 0xC00000
    number.hidesFormula = true
    var link = CellStyle()
    link.isUnderlined = true
    link.color = 0x0563C1
    var right = label
    right.borders.right = .medium
    return [title, label, entry, number, link, right]
  }
}

extension SheetLayout {
  fileprivate static var form: SheetLayout {
    var sheet = SheetLayout(name: WorksheetName(nearestTo: "筛查表"))
    sheet.tabColor = 0x000000
    sheet.columns = [
      ColumnLayout(width: 11), ColumnLayout(width: 8.43), ColumnLayout(width: 8.43),
      ColumnLayout(width: 20.5, style: 2), ColumnLayout(width: 3, isHidden: true),
    ]
    sheet.rows = [
      RowLayout(row: 1, height: 36), RowLayout(row: 2, height: 15),
      RowLayout(row: 3, height: nil, isHidden: true), RowLayout(row: 9, height: 20, isHidden: true),
    ]
    sheet.cells = formCells
    sheet.mergedRanges = [
      CellRange(CellReference(1, 1), CellReference(1, 4)),
      CellRange(CellReference(5, 1), CellReference(6, 2)),
    ]
    sheet.validations = .rich
    // One of two ranges, which the library cannot write: none of this sheet's is left to it.
    sheet.validations[0].ranges.append(CellRange(CellReference(8, 4), CellReference(9, 4)))
    sheet.conditionalFormats = [
      ConditionalFormatLayout(
        CellRange(CellReference(2, 2), CellReference(4, 3)),
        formula: "AND(B2<>\"\",LEN(B2)<18)",
        fill: 0xFFC7CE,
        color: 0x9C0006
      ),
      ConditionalFormatLayout(
        CellRange(CellReference(4, 4), CellReference(4, 4)),
        formula: "D4=\"\"",
        fill: 0x000000
      ),
    ]
    sheet.page.isLandscape = true
    sheet.page.paper = .a3
    sheet.page.margins = .init(top: 25.4, bottom: 12.7, left: 0, right: 10, header: 0, footer: 7)
    sheet.page.scale = 90
    sheet.page.repeatedRows = 1...2
    sheet.page.repeatedColumns = 1...2
    sheet.page.printArea = CellRange(CellReference(1, 1), CellReference(9, 4))
    sheet.page.rowBreaks = [3, 6]
    sheet.page.columnBreaks = [2]
    sheet.page.header = "&L表号：镇防返 1 表 <&&>"
    sheet.page.footer = "&C第 &P 页 共 &N 页"
    sheet.page.printsAcrossFirst = true
    var protection = ProtectionLayout()
    protection.password = "Lingjing2023"
    sheet.protection = protection
    sheet.frozenAt = CellReference(3, 2)
    sheet.zoom = 120
    return sheet
  }

  private static var formCells: [DrawnCell] {
    [
      DrawnCell(CellReference(1, 1), .text("防止返贫监测帮扶筛查表"), style: 0),
      DrawnCell(CellReference(1, 2), .blank, style: 0),
      DrawnCell(CellReference(1, 3), .blank, style: 0),
      DrawnCell(CellReference(1, 4), .blank, style: 5),
      DrawnCell(CellReference(2, 1), .text("=1+1"), style: 2),
      DrawnCell(CellReference(2, 2), .text("http://example.org/"), style: 2),
      DrawnCell(CellReference(2, 3), .text("  两边有空格\n第二行\t "), style: 2),
      DrawnCell(CellReference(3, 1), .text("<&>\"'𠮷_x0041_ _X0041_ \u{1}\u{D}"), style: 2),
      DrawnCell(CellReference(4, 1), .number(-12345.678), style: 3),
      DrawnCell(CellReference(4, 2), .number(-0.0), style: 3),
      DrawnCell(
        CellReference(4, 3),
        .formula("IF(A4<0,\"负 & 正\",A4)", cached: .text("负 & 正")),
        style: 3
      ),
      DrawnCell(CellReference(4, 4), .formula("SUM(A4:B4)", cached: .number(-12345.678)), style: 3),
      DrawnCell(CellReference(5, 1), .text("家庭成员"), style: 1),
      DrawnCell(CellReference(5, 2), .blank, style: 5),
      DrawnCell(CellReference(6, 1), .blank, style: 1),
      DrawnCell(CellReference(6, 2), .text("合并区内的字"), style: 5),
      DrawnCell(CellReference(7, 1), .formula("\"\"", cached: .text("")), style: 2),
      DrawnCell(CellReference(8, 1), .link(target: "'代码 表'!A1", text: "去代码表 <1>"), style: 4),
    ]
  }

  fileprivate static var list: SheetLayout {
    var sheet = SheetLayout(name: WorksheetName(nearestTo: "代码 表"))
    sheet.columns = [ColumnLayout(width: 20)]
    sheet.cells = ["户主", "配偶", "子女"].enumerated().map { row, text in
      DrawnCell(CellReference(row + 1, 1), .text(text), style: 2)
    }
    sheet.validations = .rich
    sheet.page.fitsWidth = true
    sheet.page.centersHorizontally = false
    sheet.autofilter = CellRange(CellReference(1, 1), CellReference(3, 1))
    sheet.showsGridLines = true
    return sheet
  }

  fileprivate static var hidden: SheetLayout {
    var sheet = SheetLayout(name: WorksheetName(nearestTo: "2023"))
    sheet.isHidden = true
    sheet.cells = [DrawnCell(CellReference(1, 1), .number(1), style: 3)]
    sheet.page.printArea = CellRange(CellReference(1, 1), CellReference(1, 1))
    return sheet
  }
}

extension [ValidationLayout] {
  fileprivate static var rich: [ValidationLayout] {
    let day = CalendarDate(year: 2023, month: 8, day: 1) ?? .epoch
    let rules: [ValidationLayout.Rule] = [
      .list(formula: "'代码 表'!$A$1:$A$3"), .integer(minimum: 1, maximum: 30),
      .integer(minimum: nil, maximum: nil), .decimal(minimum: 0, maximum: nil),
      .decimal(minimum: nil, maximum: 0.5), .date(earliest: .firstSerial, latest: day),
      .textLength(minimum: 15, maximum: 22), .custom(formula: "LEN(B2)=18"), .any,
    ]
    let styles: [ValidationLayout.ErrorStyle] = [.stop, .warning, .information, .silent]
    return rules.enumerated().map { index, rule in
      var validation = ValidationLayout(
        CellRange(CellReference(index + 2, 2), CellReference(index + 2, 3)),
        rule
      )
      validation.promptTitle = "提示 <\(index)>"
      validation.prompt = "=第一行\n第二行 & \"引号\""
      validation.errorTitle = index.isMultiple(of: 2) ? "" : "不对"
      validation.errorMessage = index.isMultiple(of: 2) ? "" : "请改正"
      validation.errorStyle = styles[index % styles.count]
      validation.ignoresBlank = !index.isMultiple(of: 3)
      return validation
    }
  }
}

extension CalendarDate {
  /// The day that has serial 1.
  fileprivate static var firstSerial: CalendarDate {
    CalendarDate(year: 1900, month: 1, day: 1) ?? .epoch
  }
}
