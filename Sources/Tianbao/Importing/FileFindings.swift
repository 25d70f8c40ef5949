import Findings
import FormIntake
import SpreadsheetReading

/// Findings about files that cannot be read as workbooks, each with what to do.
enum FileFindings {
  /// The submission that stands for a file that could not be read.
  static func submission(for error: ReadingError) -> Submission {
    Submission(verdict: .unreadable, findings: [finding(for: error)])
  }

  /// The code of the finding that a file was converted before it was read.
  static let converted: Finding.Code = "file.converted"

  /// A workbook that was made for another round than the one that is imported.
  static func otherCampaign(_ own: String, said: String) -> Finding {
    Finding(
      "workbook.other-campaign",
      .warning,
      message: LocalizedText(
        "这份工作簿是“\(own)”这一轮发出的，不是“\(said)”，已记入“\(own)”",
        en: "This workbook was made for the round \(own), not \(said); it is filed under \(own)"
      ),
      fix: LocalizedText(
        "要报“\(said)”的，请填写这一轮发下去的工作簿；只是和别的文件放在了一起的，不必处理",
        en:
          "For \(said) fill in the workbook of that round; if it only lay among the others, do nothing"
      )
    )
  }

  static func finding(for error: ReadingError) -> Finding {
    let (message, fix) = words(for: error)
    return Finding(
      Finding.Code(rawValue: error.kind),
      .error,
      message: message,
      fix: fix ?? saveAsWorkbook
    )
  }

  static let saveAsWorkbook = LocalizedText(
    "在 Excel 或 WPS 中打开，“另存为”选“Excel 工作簿（*.xlsx）”后再报送",
    en: "Open it in Excel or WPS, save it as an Excel workbook (*.xlsx) and return that"
  )
  private static let sendAgain = LocalizedText(
    "请重新发送原文件；用微信发送时等上传完成，不要改扩展名",
    en: "Send the original file again; let the upload finish"
  )
  private static let fillOurs = LocalizedText(
    "请在乡镇发给本村的工作簿里填写后再报送",
    en: "Fill in and return the workbook that the office sent"
  )

  private static func words(for error: ReadingError) -> (LocalizedText, LocalizedText?) {
    switch error {
    case .notFound: (LocalizedText("找不到这个文件", en: "There is no such file"), sendAgain)
    case .unreadable:
      (
        LocalizedText("文件打不开", en: "The file cannot be opened"),
        LocalizedText(
          "检查文件是否正被其他程序占用、是否有读取权限",
          en: "Check that no other program holds it and that it may be read"
        )
      )
    case .empty: (LocalizedText("文件是空的（0 字节）", en: "The file is empty (0 bytes)"), sendAgain)
    case .legacyWorkbook:
      (
        LocalizedText(
          "这是旧格式的工作簿（.xls 或 .et），不是 .xlsx",
          en: "This is a workbook of the old format (.xls or .et)"
        ), nil
      )
    case .encrypted:
      (
        LocalizedText("文件设有打开密码，无法读取", en: "The file is protected with a password"),
        LocalizedText(
          "在“文件－信息－保护工作簿”里取消密码，保存后再报送",
          en: "Remove the password (File, Info, Protect Workbook), save and return it"
        )
      )
    case .openDocument: (LocalizedText("这是 .ods 文件，不是 .xlsx", en: "This is an .ods file"), nil)
    case .binaryWorkbook: (LocalizedText("这是 .xlsb 文件，不是 .xlsx", en: "This is an .xlsb file"), nil)
    case .xmlSpreadsheet:
      (LocalizedText("这是 XML 表格，不是 .xlsx", en: "This is an XML spreadsheet"), nil)
    case .otherDocument:
      (
        LocalizedText("这不是表格文件，而是文档或演示文稿", en: "This is no spreadsheet but another document"),
        fillOurs
      )
    case .html:
      (
        LocalizedText(
          "这其实是网页文件（HTML），不是 .xlsx 工作簿",
          en: "This is a web page (HTML), not .xlsx"
        ), nil
      )
    case .text:
      (
        LocalizedText("这其实是文本（CSV）文件，不是 .xlsx", en: "This is a text (CSV) file, not .xlsx"),
        fillOurs
      )
    case .pdf: (LocalizedText("这是 PDF 文件", en: "This is a PDF file"), fillOurs)
    case .image: (LocalizedText("这是图片", en: "This is a picture"), fillOurs)
    case .rar: archive(".rar")
    case .sevenZip: archive(".7z")
    case .gzip: archive(".gz")
    case .archiveWithoutWorkbook:
      (
        LocalizedText("压缩包里没有工作簿", en: "The archive holds no workbook"),
        LocalizedText(
          "请把工作簿（.xlsx）直接放进压缩包；压缩包里还有压缩包的，请先解压",
          en: "Put the workbooks into the archive themselves; unpack archives within it first"
        )
      )
    case .unknownKind:
      (LocalizedText("认不出这是什么文件", en: "The kind of this file is unknown"), fillOurs)
    case .truncated: (LocalizedText("文件不完整，可能没有传完", en: "The file is cut off"), sendAgain)
    case .damaged, .partMissing, .partDamaged, .partMalformed, .partAmbiguous, .partMethodUnknown:
      (
        LocalizedText("文件已损坏，无法读取", en: "The file is damaged"),
        LocalizedText(
          "在 Excel 或 WPS 中打开看是否能修复，另存为新文件后再报送；打不开的请重新发送",
          en:
            "Try to open and repair it in Excel or WPS, save it under a new name; else send it again"
        )
      )
    case .partEncrypted:
      (LocalizedText("文件内容被加密，无法读取", en: "The content is encrypted"), nil)
    case .documentType, .targetOutside:
      (
        LocalizedText(
          "文件内含不允许的内容（外部引用），为安全起见未读取",
          en: "The file holds external references, which are refused"
        ), nil
      )
    case .limit(let name, let allowed):
      (LimitWords.message(name, allowed: allowed), LimitWords.fix(name))
    }
  }

  /// An archive of a kind that is not opened here.
  private static func archive(_ kind: String) -> (LocalizedText, LocalizedText?) {
    (
      LocalizedText(
        "这是 \(kind) 压缩包，无法直接读取",
        en: "This is a \(kind) archive, which cannot be opened here"
      ),
      LocalizedText(
        "请解压后发送里面的 .xlsx，或改用 .zip 压缩",
        en: "Send the .xlsx in it, or use .zip"
      )
    )
  }
}
