public import Findings
public import Spreadsheet

extension Finding {
  /// Creates the finding for a fault in a cell, a string or a worksheet of a file.
  public init(_ fault: WorkbookFault) {
    let words = fault.kind.words
    self.init(
      Code(rawValue: "file.\(fault.kind.rawValue)"),
      fault.kind.harmsCells ? .error : .warning,
      at: fault.sheet.map { Location(sheet: $0, cell: fault.cell?.description) },
      message: words.message,
      fix: words.fix
    )
  }
}

extension WorkbookFault.Kind {
  /// Whether content of a cell is lost or altered.
  fileprivate var harmsCells: Bool { self != .partUnreadable && self != .stylesUnreadable }

  /// What is wrong, and what to do.
  fileprivate var words: (message: LocalizedText, fix: LocalizedText) {
    switch self {
    case .sharedStringMissing:
      (
        LocalizedText("这一格的文字已丢失", en: "The text of this cell is lost"),
        LocalizedText(
          "在 Excel 或 WPS 中打开，重新填写这一格，另存为 .xlsx 后再报送",
          en: "Open the file in Excel or WPS, fill in this cell again and save it as .xlsx"
        )
      )
    case .cellReferenceInvalid:
      (
        LocalizedText(
          "这一页有一格的位置信息已损坏，未能读取",
          en: "A cell of this sheet has no valid place and was skipped"
        ), Self.mend
      )
    case .numberInvalid:
      (
        LocalizedText("这一格的数字已损坏", en: "The number of this cell is damaged"),
        LocalizedText(
          "在 Excel 或 WPS 中打开，重新填写这一格的数字，另存为 .xlsx 后再报送",
          en: "Open the file in Excel or WPS, type the number again and save it as .xlsx"
        )
      )
    case .textEncodingInvalid:
      (
        LocalizedText(
          "这一格的文字里有无法识别的字符，已用 \u{FFFD} 代替",
          en: "The text of this cell has unreadable characters, shown as \u{FFFD}"
        ),
        LocalizedText(
          "在 Excel 或 WPS 中打开，改正这一格的文字，另存为 .xlsx 后再报送",
          en: "Open the file in Excel or WPS, correct the text of this cell and save it as .xlsx"
        )
      )
    case .textTooLong:
      (
        LocalizedText(
          "这一格的文字太长（Excel 最多允许 32767 个字）",
          en: "The text of this cell is too long (Excel allows 32,767 characters)"
        ),
        LocalizedText("把这一格的文字缩短后再报送", en: "Shorten the text of this cell")
      )
    case .worksheetUnreadable:
      (
        LocalizedText("这一页已损坏，无法读取", en: "This sheet is damaged and cannot be read"),
        Self.mend
      )
    case .stylesUnreadable:
      (
        LocalizedText(
          "文件的单元格格式缺失或已损坏，日期可能读成数字",
          en: "The cell formats are missing or damaged; dates may be read as numbers"
        ), Self.mend
      )
    case .partUnreadable:
      (
        LocalizedText(
          "文件的一个附属部分缺失或已损坏；受影响的单元格会另外列出",
          en: "A part of the file is missing or damaged; cells that lack it are listed on their own"
        ), Self.mend
      )
    case .faultsOmitted:
      (
        LocalizedText(
          "这一页损坏的单元格太多，没有全部列出",
          en: "This sheet has more damaged cells than are listed"
        ), Self.mend
      )
    }
  }

  private static let mend = LocalizedText(
    "在 Excel 或 WPS 中打开文件，核对后另存为 .xlsx 再报送；打不开的请重新发送",
    en: "Open the file in Excel or WPS, check it and save it as .xlsx; else send it again"
  )
}
