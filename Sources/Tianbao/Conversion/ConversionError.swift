import Findings
import FormIntake

/// Why a file could not be converted to .xlsx.
public enum ConversionError: Error, Hashable, Sendable {
  /// The converter took longer than allowed and was ended, with everything that it had started.
  case timedOut(seconds: Int)
  /// The converter wrote no workbook: the file is damaged or protected, or a limit stopped it.
  case nothingConverted
  /// The converter cannot be started, or there is no room for its files.
  case notStarted
  /// The import was broken off.
  case cancelled
}

extension ConversionError {
  /// The finding that stands for the error, with what to do.
  var finding: Finding {
    switch self {
    case .timedOut(let seconds):
      Finding(
        "file.conversion-timeout",
        .error,
        message: LocalizedText(
          "这个文件不是 .xlsx，用 LibreOffice 转换超过 \(seconds) 秒，已停止",
          en: "The file is no .xlsx, and converting it took LibreOffice over \(seconds) seconds"
        ),
        fix: FileFindings.saveAsWorkbook
      )
    case .nothingConverted:
      Finding(
        "file.conversion-failed",
        .error,
        message: LocalizedText(
          "这个文件不是 .xlsx，用 LibreOffice 也转换不了，可能已损坏或设有密码",
          en: "The file is no .xlsx, and LibreOffice cannot convert it: damaged, or with a password"
        ),
        fix: LocalizedText(
          "在 Excel 或 WPS 中打开，设有密码的先取消密码，“另存为”选“Excel 工作簿（*.xlsx）”后再报送",
          en: "Open it in Excel or WPS, remove its password, save it as an Excel workbook (*.xlsx)"
        )
      )
    case .notStarted, .cancelled:
      Finding(
        "file.conversion-failed",
        .error,
        message: LocalizedText(
          "这个文件不是 .xlsx，本机的 LibreOffice 没能转换",
          en: "The file is no .xlsx, and LibreOffice did not run here"
        ),
        fix: FileFindings.saveAsWorkbook
      )
    }
  }
}
