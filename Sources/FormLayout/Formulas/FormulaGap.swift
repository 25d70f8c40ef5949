import Findings

/// Why an expression cannot be written as a formula that Excel, WPS and LibreOffice all compute.
struct FormulaGap: Error, Hashable, Sendable {
  /// The reason.
  let reason: LocalizedText

  init(_ chinese: String, en english: String) { reason = LocalizedText(chinese, en: english) }

  static func noCell(_ name: String) -> FormulaGap {
    FormulaGap("“\(name)”在工作表中没有位置", en: "‘\(name)’ has no place in the sheet")
  }

  static func function(_ name: String) -> FormulaGap {
    FormulaGap(
      "函数 \(name) 在这里不能写成三种软件都能计算的公式",
      en: "\(name) has no formula here that Excel, WPS and LibreOffice all compute"
    )
  }
}
