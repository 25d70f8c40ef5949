import Findings
import FormIntake
import SpreadsheetReading

/// The kinds of workbook that another program can turn into .xlsx.
enum ConvertibleKind: Hashable, Sendable {
  /// An Excel 97–2003 or older WPS workbook.
  case legacyWorkbook
  /// An OpenDocument file.
  case openDocument

  /// The kind that an error of reading speaks of, or `nil` when converting cannot help.
  init?(_ error: ReadingError) {
    switch error {
    case .legacyWorkbook: self = .legacyWorkbook
    case .openDocument: self = .openDocument
    default: return nil
    }
  }

  /// How the name of such a file ends, by which the converter knows it.
  var fileExtension: String {
    switch self {
    case .legacyWorkbook: "xls"
    case .openDocument: "ods"
    }
  }

  /// That a file of this kind was converted.
  var finding: Finding {
    let name = self == .legacyWorkbook ? (".xls 或 .et", ".xls or .et") : (".ods", ".ods")
    return Finding(
      FileFindings.converted,
      .note,
      message: LocalizedText(
        "这是 \(name.0) 文件，已用 LibreOffice 转换成 .xlsx 后读取",
        en: "This is an \(name.1) file, read after LibreOffice had converted it to .xlsx"
      ),
      fix: LocalizedText(
        "不必处理；下次请“另存为”.xlsx 后再报送",
        en: "Nothing to do; next time save it as .xlsx"
      )
    )
  }
}
