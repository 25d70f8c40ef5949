public import Findings
public import Ledger
import FormIntake

extension JoinedReturns {
  /// Says that returns are under the unit's code now.
  public var words: LocalizedText {
    let name = name.shownOnOneLine
    return LocalizedText(
      "按名称“\(name)”入库的 \(count) 份，单位清单里只有一个单位叫这个名称，已归到代码 \(code)",
      en: "\(count) returns filed under the name ‘\(name)’ are under the code \(code) now"
    )
  }
}

extension UnitByName {
  /// Says under what a return was filed whose workbook carries a name for the code.
  public var words: LocalizedText {
    switch self {
    case .listed(let name, let code):
      LocalizedText(
        "工作簿里没有单位代码，只有名称“\(name.shownOnOneLine)”，照单位清单记在代码 \(code) 名下",
        en:
          "the workbook names its unit ‘\(name.shownOnOneLine)’ without a code; by the list it is "
          + code
      )
    case .ambiguous(let name, let codes):
      LocalizedText(
        "工作簿里没有单位代码，叫“\(name.shownOnOneLine)”的单位有 \(codes.count) 个（\(codes.joined(separator: "、"))），"
          + "分不清是哪一个，按名称入库；按单位清单重新生成工作簿，填好再收",
        en: "the workbook names its unit ‘\(name.shownOnOneLine)’ without a code, and "
          + "\(codes.count) units are called so (\(codes.joined(separator: ", "))); it is filed under "
          + "the name: make the workbook anew from the list and import that"
      )
    }
  }
}
