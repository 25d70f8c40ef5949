import FormDefinitions
import Spreadsheet

/// The table of contents: each record with a link to its card and what is still open.
struct IndexSheet {
  static let name = "目录"
  static let headers = ["序号", "", "", "填报情况", "已填必填项", "应填必填项", FormPrints.checkLabel]
  /// What stands for a record with which nothing is wrong.
  static let right = "无误"

  let form: FormDefinition
  let context: DrawingContext

  func draw(
    _ cards: [CardSheet.PlacedCard],
    records: [PrefilledRecord],
    styles: inout StyleBook
  ) -> SheetLayout {
    var sheet = SheetLayout(name: WorksheetName(nearestTo: Self.name))
    let keyStyle = styles.index(FormStyle.key)
    let label = styles.index(FormStyle.label())
    var plain = FormStyle.input()
    plain.isLocked = true
    plain.font = FormStyle.textFont
    let plainStyle = styles.index(plain)
    var text = plain
    text.numberFormat = "@"
    let textStyle = styles.index(text)
    var link = plain
    link.color = 0x0563C1
    link.isUnderlined = true
    let linkStyle = styles.index(link)
    sheet.columns =
      [ColumnLayout(width: 8, isHidden: true)]
      + [6, 22, 24, 14, 12, 12, 10].map { ColumnLayout(width: $0) }
    sheet.rows = [
      RowLayout(row: 1, height: 12, isHidden: true), RowLayout(row: 2, height: 36),
      RowLayout(row: 3, height: 18), RowLayout(row: 4, height: 24),
    ]
    sheet.cells = context.keyRow(role: .index, columns: [], style: keyStyle)
    let title = styles.index(FormStyle.title(size: 18))
    sheet.cells.append(DrawnCell(CellReference(2, 2), .text("\(form.title)　目录"), style: title))
    for column in 3...8 {
      sheet.cells.append(DrawnCell(CellReference(2, column), .blank, style: title))
    }
    sheet.mergedRanges = [CellRange(CellReference(2, 2), CellReference(2, 8))]
    let last = 4 + cards.count
    let states = "$E$5:$E$\(max(5, last))"
    let results = "$H$5:$H$\(max(5, last))"
    let wrong = cards.count { Self.state($0.checked) == "有问题" }
    let summary =
      "\"共 \(cards.count) \(form.record)：已填 \"&COUNTIF(\(states),\"已填\")&\"，未填完 \"&COUNTIF(\(states),\"未填完\")&\"，未填 \"&COUNTIF(\(states),\"未填\")&\"，有问题 \"&COUNTIF(\(results),\"有问题\")"
    let open = cards.filter { !$0.required.isEmpty }.count
    sheet.cells.append(
      DrawnCell(
        CellReference(3, 2),
        .formula(
          summary,
          cached: .text(
            "共 \(cards.count) \(form.record)：已填 \(cards.count - open)，未填完 0，未填 \(open)，有问题 \(wrong)"
          )
        ),
        style: styles.index(FormStyle.line)
      )
    )
    for (index, header) in headings.enumerated() {
      sheet.cells.append(DrawnCell(CellReference(4, index + 2), .text(header), style: label))
    }
    for (card, record) in zip(cards, records) {
      let row = 4 + card.number
      func add(_ column: Int, _ content: DrawnContent, _ style: Int) {
        sheet.cells.append(DrawnCell(CellReference(row, column), content, style: style))
      }
      let target = "\(card.sheet.quoted)!\(card.range.first)"
      let name = form.nameField.flatMap { record.values[$0]?.description } ?? "第 \(card.number) 份"
      add(2, .number(Double(card.number)), plainStyle)
      add(3, .link(target: target, text: name), linkStyle)
      let key = form.key.flatMap { record.values[$0]?.description }
      add(4, key.map { .text($0) } ?? .blank, textStyle)
      let open = card.required.count
      add(
        5,
        .formula(
          "IF(F\(row)>=G\(row),\"已填\",IF(F\(row)=0,\"未填\",\"未填完\"))",
          cached: .text(open == 0 ? "已填" : "未填")
        ),
        plainStyle
      )
      add(6, filledFormula(card), plainStyle)
      add(7, .number(Double(open)), plainStyle)
      let result = "\(card.sheet.quoted)!\(card.result)"
      add(
        8,
        .formula(
          "IF(\(result)=\"\",\"\",IF(\(result)=\"\(CheckFormulas.right)\",\"\(Self.right)\",\"有问题\"))",
          cached: .text(Self.state(card.checked))
        ),
        plainStyle
      )
    }
    sheet.frozenAt = CellReference(5, 2)
    sheet.page.repeatedRows = 4...4
    sheet.page.fitsWidth = true
    sheet.page.footer = "&C&9第 &P 页 共 &N 页"
    sheet.protection = ProtectionLayout()
    if !cards.isEmpty {
      sheet.autofilter = CellRange(CellReference(4, 2), CellReference(last, 8))
    }
    return sheet
  }

  /// What is said of a record whose checks have a result.
  private static func state(_ result: String) -> String {
    result.isEmpty ? "" : result == CheckFormulas.right ? right : "有问题"
  }

  /// The headings, with the labels of the fields that name a record.
  private var headings: [String] {
    var headings = Self.headers
    headings[1] = form.nameField.flatMap { form.field($0)?.label } ?? form.record
    headings[2] = form.key.flatMap { form.field($0)?.label } ?? "编号"
    return headings
  }

  /// Counts the required cells that hold something; a formula has room for about 8,000 characters.
  private func filledFormula(_ card: CardSheet.PlacedCard) -> DrawnContent {
    guard !card.required.isEmpty else { return .number(0) }
    let references = CardDrawer.grouped(card.required).map { "\(card.sheet.quoted)!\($0)" }
    return .formula("COUNTA(\(references.joined(separator: ",")))", cached: .number(0))
  }
}

extension CardDrawer {
  /// Cells as references, neighbours in a column joined to ranges.
  static func grouped(_ cells: [CellReference]) -> [String] {
    var result: [String] = []
    let byColumn = Dictionary(grouping: cells, by: \.column)
    for column in byColumn.keys.sorted() {
      for run in runs((byColumn[column] ?? []).map(\.row).sorted()) {
        result.append(
          CellRange(
            CellReference(run.lowerBound, column),
            CellReference(run.upperBound, column)
          ).description
        )
      }
    }
    return result
  }
}
