public import Findings
import FormIntake
import Foundation
import Reports

/// The findings of a batch as CSV, a line a finding.
public enum FindingsCSV {
  /// The file's text: UTF-8 with a byte order mark, CRLF, formula-safe.
  public static func text(_ results: [FileSubmission], language: Language) -> String {
    let heading = LocalizedText(
      "文件,级别,工作表,单元格,字段,内容,问题,处理办法,代码,另见",
      en: "file,severity,sheet,cell,field,value,message,fix,code,related"
    )
    var lines = [heading[language]]
    for result in results {
      for finding in result.submission.findings {
        let cells = [
          result.file, finding.severity.name[language], finding.location?.sheet ?? "",
          finding.location?.cell ?? "", finding.field ?? "", finding.value ?? "",
          finding.message[language], finding.fix[language], finding.code.rawValue,
          finding.related.map(\.description).joined(separator: "；"),
        ]
        lines.append(CSVText.row(cells))
      }
    }
    return "\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n"
  }
}

extension Severity {
  /// The severity as people read it.
  var name: LocalizedText {
    switch self {
    case .error: LocalizedText("错误", en: "error")
    case .confirm: LocalizedText("待确认", en: "confirm")
    case .warning: LocalizedText("提醒", en: "warning")
    case .note: LocalizedText("说明", en: "note")
    }
  }
}
