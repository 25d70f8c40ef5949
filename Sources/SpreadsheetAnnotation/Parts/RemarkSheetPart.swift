import Spreadsheet

/// What 退回意见 says besides its remarks.
public struct RemarkSheetWords: Hashable, Sendable {
  /// The heading of the page.
  public var title: String
  /// How to work with the page.
  public var introduction: String
  /// The headings of the columns from number to reason.
  public var headings: [String]

  /// Creates words.
  public init(title: String, introduction: String, headings: [String]) {
    self.title = title
    self.introduction = introduction
    self.headings = headings
  }

  /// The words in simplified Chinese.
  public static let chinese = RemarkSheetWords(
    title: "退回意见",
    introduction: """
      红色的格必须改正；黄色的格请核对：填错了就改，确实如此的，在“答复”栏选“属实”，并在“情况说明”栏写明原因；\
      蓝色的格是提醒。点“单元格”一栏可跳到要看的格。全部改好后，仍用这个文件报回，不要删除本页，也不要改动表头。
      """,
    headings: ["序号", "级别", "工作表", "单元格", "项目", "填写内容", "问题", "处理办法", "答复", "情况说明"]
  )

  /// The words in English.
  public static let english = RemarkSheetWords(
    title: "Remarks",
    introduction: """
      Red cells must be corrected. Check yellow cells: correct them, or choose 属实 (it is so) under \
      ‘Answer’ and give the reason. Blue cells are odd. The links lead to the cells. When all is done, \
      return this same file; do not delete this page.
      """,
    headings: [
      "No.", "Severity", "Sheet", "Cell", "Field", "Value", "What is wrong", "What to do",
      "Answer", "Reason",
    ]
  )
}

/// Draws the worksheet part of 退回意见: A4 across, a page wide, headings on each page.
struct RemarkSheetPart {
  let remarks: [Remark]
  let words: RemarkSheetWords
  let formats: StylesEdit.SheetFormats
  /// What the next annotation must know.
  var memory: [String]
  let family: NameFamily
  let isActive: Bool

  /// Characters a column, from the key to the reason.
  private static let widths: [Double] = [4, 5, 8, 12, 17, 15, 22, 34, 34, 9, 24]
  private static let lastColumn = RemarkSheet.Column.reason.rawValue
  /// Points a line takes at the size of the text.
  private static let lineHeight = 14.0

  /// The last row that is printed.
  var lastRow: Int { RemarkSheet.headingRow + max(1, remarks.count) }

  /// The ranges that are printed, and the rows that head each page, as formulas.
  func names(sheet: String) -> [(name: String, formula: String)] {
    let quoted = "'" + sheet.replacing("'", with: "''") + "'"
    let last = CellReference.letters(ofColumn: Self.lastColumn)
    let heading = RemarkSheet.headingRow
    return [
      ("_xlnm.Print_Area", "\(quoted)!$B$2:$\(last)$\(lastRow)"),
      ("_xlnm.Print_Titles", "\(quoted)!$\(heading):$\(heading)"),
    ]
  }

  var text: String {
    let heading = RemarkSheet.headingRow
    let first = heading + 1
    let columns = Self.widths.enumerated().map { index, width in
      """
      <col min="\(index + 1)" max="\(index + 1)" width="\(width)" customWidth="1"\
      \(index == 0 ? " hidden=\"1\"" : "")/>
      """
    }.joined()
    let last = CellReference.letters(ofColumn: Self.lastColumn)
    return """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <worksheet xmlns="\(family.spreadsheet)"><sheetPr><tabColor rgb="FFC00000"/>\
      <pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView showGridLines="0"\
      \(isActive ? " tabSelected=\"1\"" : "") workbookViewId="0"><pane ySplit="\(heading)" \
      topLeftCell="A\(first)" activePane="bottomLeft" state="frozen"/>\
      <selection pane="bottomLeft" activeCell="J\(first)" sqref="J\(first)"/></sheetView>\
      </sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>\(columns)</cols>\
      <sheetData>\(rows)</sheetData><sheetProtection sheet="1" objects="1" scenarios="1" \
      formatColumns="0" formatRows="0"/><mergeCells count="2">\
      <mergeCell ref="B2:\(last)2"/><mergeCell ref="B3:\(last)3"/></mergeCells>\
      \(validation(first))\(hyperlinks)<printOptions horizontalCentered="1"/>\
      <pageMargins left="0.4" right="0.4" top="0.5" bottom="0.55" header="0.3" footer="0.3"/>\
      <pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>\
      <headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>
      """
  }

  private var rows: String {
    var rows = [
      """
      <row r="1" hidden="1">\(cell(1, 1, RemarkSheet.stamp, formats.text))</row>
      """,
      row(2, height: 32, [(2, words.title, formats.title)]),
      row(
        3,
        height: Double(lines(words.introduction, width: Self.widths.dropFirst().reduce(0, +)))
          * Self.lineHeight + 8,
        [(2, words.introduction, formats.introduction)]
      ),
      row(
        RemarkSheet.headingRow,
        height: 26,
        words.headings.enumerated().map { ($0.offset + 2, $0.element, formats.heading) }
      ),
    ]
    for (index, remark) in remarks.enumerated() { rows.append(row(index, remark)) }
    for (index, text) in memory.enumerated() {
      let number = lastRow + 1 + index
      rows.append(
        """
        <row r="\(number)" hidden="1">\
        \(cell(number, 1, RemarkSheet.memoryPrefix + text, formats.text))</row>
        """
      )
    }
    return rows.joined()
  }

  private func row(_ index: Int, _ remark: Remark) -> String {
    let number = RemarkSheet.headingRow + 1 + index
    let texts: [(RemarkSheet.Column, String, Int)] = [
      (.severity, remark.severity, remark.tone.flatMap { formats.tones[$0] } ?? formats.centred),
      (.sheet, remark.sheet ?? "", formats.centred),
      (.place, remark.place, link(remark) == nil ? formats.centred : formats.link),
      (.field, remark.field, formats.text), (.value, remark.value, formats.text),
      (.message, remark.message, formats.text), (.fix, remark.fix, formats.text),
      (.answer, remark.answer, formats.answer), (.reason, remark.reason, formats.reason),
    ]
    let count = texts.reduce(1) { most, item in
      max(most, lines(item.1, width: Self.widths[item.0.rawValue - 1]))
    }
    let key =
      remark.key.isEmpty
      ? "" : cell(number, 1, RemarkSheet.keyPrefix + remark.key, formats.text)
    let height = min(400, Double(count) * Self.lineHeight + 8)
    return """
      <row r="\(number)" ht="\(height)" customHeight="1">\(key)<c r="B\(number)" \
      s="\(formats.centred)"><v>\(index + 1)</v></c>\
      \(texts.map { cell(number, $0.0.rawValue, $0.1, $0.2) }.joined())</row>
      """
  }

  private func row(_ number: Int, height: Double, _ cells: [(Int, String, Int)]) -> String {
    let content = cells.map { cell(number, $0.0, $0.1, $0.2) }.joined()
    return "<row r=\"\(number)\" ht=\"\(height)\" customHeight=\"1\">\(content)</row>"
  }

  private func cell(_ row: Int, _ column: Int, _ text: String, _ style: Int) -> String {
    let reference = "\(CellReference.letters(ofColumn: column))\(row)"
    guard !text.isEmpty else { return "<c r=\"\(reference)\" s=\"\(style)\"/>" }
    // The format's limit on the text of a cell, less what escapes may add.
    let short = text.utf16.count > 32_000 ? String(text.prefix(30_000)) : text
    return """
      <c r="\(reference)" s="\(style)" t="inlineStr"><is><t xml:space="preserve">\
      \(MarkupText.encodedForCell(short))</t></is></c>
      """
  }

  /// The lines that a text takes in a column: a Han character is two wide.
  private func lines(_ text: String, width: Double) -> Int {
    let room = max(2, Int(width) - 1)
    return text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { sum, line in
      let length = line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2000 ? 2 : 1) }
      return sum + max(1, (length + room - 1) / room)
    }
  }

  private func validation(_ first: Int) -> String {
    guard !remarks.isEmpty else { return "" }
    let range = "J\(first):J\(first + remarks.count - 1)"
    return """
      <dataValidations count="1"><dataValidation type="list" errorStyle="warning" allowBlank="1" \
      showInputMessage="1" showErrorMessage="1" sqref="\(range)"><formula1>\
      "\(RemarkSheet.confirming),\(RemarkSheet.corrected)"</formula1></dataValidation>\
      </dataValidations>
      """
  }

  private func link(_ remark: Remark) -> String? {
    guard let sheet = remark.sheet else { return nil }
    let quoted = "'" + sheet.replacing("'", with: "''") + "'"
    return "\(quoted)!\(remark.target?.description ?? "A1")"
  }

  private var hyperlinks: String {
    let links = remarks.enumerated().compactMap { index, remark -> String? in
      guard !remark.place.isEmpty, let location = link(remark) else { return nil }
      let cell = "E\(RemarkSheet.headingRow + 1 + index)"
      return """
        <hyperlink ref="\(cell)" location="\(MarkupText.encoded(location))" \
        display="\(MarkupText.encoded(remark.place))"/>
        """
    }
    return links.isEmpty ? "" : "<hyperlinks>\(links.joined())</hyperlinks>"
  }
}
