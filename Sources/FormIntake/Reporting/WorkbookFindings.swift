import Findings
import FormDefinitions
import Spreadsheet

/// Findings about a workbook as a whole.
enum WorkbookFindings {
  static func noRecordSheet(_ form: FormDefinition) -> Finding {
    Finding(
      "sheet.missing",
      .error,
      message: LocalizedText(
        "找不到《\(form.title)》的填报页，可能被删除",
        en: "The sheet of \(form.id) is missing"
      ),
      fix: LocalizedText(
        "请用原工作簿填写，不要删除工作表",
        en: "Fill in the original workbook; do not delete its sheets"
      )
    )
  }

  static func empty(_ form: FormDefinition) -> Finding {
    Finding(
      "submission.empty",
      .error,
      message: LocalizedText("表里没有填写任何内容", en: "Nothing is filled in"),
      fix: LocalizedText(
        "填写后再报送；确无内容的请报空表说明",
        en: "Fill it in, or report that there is nothing to report"
      )
    )
  }

  /// What was found while locating, without what identification said of the same sheets already:
  /// where everything is lost, the keys are too.
  static func unexplained(_ located: [Finding], by identification: [Finding]) -> [Finding] {
    let lost = Set(identification.lazy.filter { $0.code == "identity.lost" }.map(\.location))
    guard !lost.isEmpty else { return located }
    return located.filter { $0.code != "keys.lost" || !lost.contains($0.location) }
  }

  static func unexplained(_ count: Int) -> Finding {
    Finding(
      "balance.unexplained",
      .error,
      message: LocalizedText("有 \(count) 个单元格没有着落", en: "\(count) cells are unaccounted for"),
      fix: LocalizedText("请把此文件交给维护人员", en: "Pass this file to the maintainers")
    )
  }

  /// What was left out, said once a sheet and reason, unless a finding of its own has said it.
  static func ignored(_ accounts: [SheetAccount]) -> [Finding] {
    let explained = Set(SheetAccount.explained.map(\.text))
    return accounts.flatMap(\.ignored).filter { !explained.contains($0.reason) }.map { entry in
      let isSignature = entry.reason == SheetAccount.Reason.signature.text
      let isSubtotal = entry.reason == SheetAccount.Reason.subtotal.text
      return Finding(
        "cells.ignored",
        isSignature || isSubtotal ? .note : .warning,
        at: entry.location,
        message: LocalizedText(
          "\(entry.count) 格内容未导入：\(entry.reason.chinese)",
          en: "\(entry.count) cells were left out: \(entry.reason.english)"
        ),
        fix: isSignature || isSubtotal
          ? LocalizedText("不必处理", en: "Nothing to do")
          : LocalizedText(
            "如属填报内容，请写到表格对应的格子里；否则不必处理",
            en: "If it belongs to the report, write it into the form's cells"
          ),
        count: entry.count
      )
    }
  }
}
