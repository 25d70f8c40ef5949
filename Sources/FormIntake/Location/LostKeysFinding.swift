import Findings

/// The finding about a sheet whose hidden keys were deleted.
enum LostKeysFinding {
  static let names = LocalizedText("名称", en: "defined names")
  static let labels = LocalizedText("表头文字", en: "its labels")

  static func keysLost(_ sheet: String, _ means: LocalizedText) -> Finding {
    Finding(
      "keys.lost",
      .warning,
      at: Location(sheet: sheet),
      message: LocalizedText(
        "隐藏的识别行或识别列已被删除，改按\(means.chinese)识别，请核对导入结果",
        en: "The hidden keys were deleted; the sheet was read by \(means.english): check the result"
      ),
      fix: LocalizedText(
        "核对无误即可；下次请不要删除第一行和第一列",
        en: "Check the records; next time keep row 1 and column A"
      )
    )
  }
}
