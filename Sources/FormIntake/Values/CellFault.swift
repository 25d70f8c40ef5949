import Findings

/// Faults of a cell that no type of field can read.
enum CellFault {
  static let dittoMarks: Set<String> = [
    "同上", "〃", "″", "〞", "\"", "''", "同前", "同左", "同右", "同上行", "同下", "”", "“", "ditto",
  ]

  static func ditto(_ mark: String) -> FieldReading {
    .fault(
      "cell.ditto",
      LocalizedText(
        "“\(mark)”不是具体内容，排序或单独查看时就不知道指什么",
        en: "“\(mark)” is no content: sorted or alone, nobody knows what it refers to."
      ),
      fix: LocalizedText("请写出具体内容", en: "Write the content itself.")
    )
  }

  static let notCalculated = FieldReading.fault(
    "cell.not-calculated",
    LocalizedText("公式未计算，文件里没有它的结果", en: "The formula was never calculated."),
    fix: LocalizedText(
      "请在 Excel/WPS 中打开并保存一次，或直接填写结果",
      en: "Open and save the file once in Excel or WPS, or write the result itself."
    )
  )

  static let picture = FieldReading.fault(
    "cell.picture",
    LocalizedText("这里放的是图片，不能读取内容", en: "A picture stands here; it cannot be read."),
    fix: LocalizedText("请删去图片，用文字填写", en: "Remove the picture and type the content.")
  )

  static func errorValue(_ code: String) -> FieldReading {
    let reason: (chinese: String, english: String) =
      switch code.uppercased() {
      case "#REF!": ("公式引用的单元格已被删除", "the formula refers to a deleted cell")
      case "#DIV/0!": ("公式除以了 0 或空单元格", "the formula divides by 0 or an empty cell")
      case "#VALUE!": ("公式里有不能计算的文字", "the formula computes with text")
      case "#N/A": ("公式没有找到要查的内容", "the formula found nothing")
      case "#NAME?": ("公式里有不认识的名称", "the formula holds an unknown name")
      case "#NUM!": ("公式的结果不是有效数字", "the formula's result is no valid number")
      case "#NULL!": ("公式里的区域没有交集", "the formula's ranges do not meet")
      default: ("公式出错", "the formula failed")
      }
    return .fault(
      "cell.formula-error",
      LocalizedText(
        "单元格是错误值 \(code)：\(reason.chinese)",
        en: "The cell holds the error value \(code): \(reason.english)."
      ),
      fix: LocalizedText("请改正公式，或直接填写结果", en: "Correct the formula or write the result itself.")
    )
  }
}
