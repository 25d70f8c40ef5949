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
    let explained = [SheetAccount.Reason.splitCell, .otherForm].map(\.text)
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

  /// The faults of the file that the reader met.
  static func faults(of workbook: Workbook) -> [Finding] {
    workbook.faults.map { fault in
      let location = fault.sheet.map { Location(sheet: $0, cell: fault.cell?.description) }
      let message: LocalizedText =
        switch fault.kind {
        case .worksheetUnreadable:
          LocalizedText("这一页已损坏，无法读取", en: "This sheet is damaged and cannot be read")
        case .sharedStringMissing, .textEncodingInvalid, .textTooLong:
          LocalizedText("这一格的文字已损坏", en: "The text of this cell is damaged")
        case .cellReferenceInvalid:
          LocalizedText("有一格的位置信息已损坏，未能读取", en: "A cell without a valid place was skipped")
        case .numberInvalid:
          LocalizedText("这一格的数字已损坏", en: "The number of this cell is damaged")
        case .partUnreadable:
          LocalizedText(
            "文件的一部分已损坏，单元格不受影响",
            en: "A part of the file is damaged; cells are not affected"
          )
        }
      return Finding(
        Finding.Code(rawValue: "file.\(fault.kind.rawValue)"),
        fault.kind == .partUnreadable ? .warning : .error,
        at: location,
        message: message,
        fix: LocalizedText(
          "在 Excel 或 WPS 中打开文件，改正后另存为 .xlsx 再报送",
          en: "Open the file in Excel or WPS, correct it and save it as .xlsx"
        )
      )
    }
  }
}
