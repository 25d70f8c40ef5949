import Findings

/// The fixed words of the pages.
struct PageWords {
  let receipt: String
  let seen: String
  let fix: String
  let place: String
  let was: String
  let takenAs: String
  let what: String
  let balance: String
  let fate: String
  let cells: String
  let ignored: String
  let reason: String
  let personal: String
  let file: String
  let verdict: String
  let records: String
  let errors: String
  let confirms: String
  let warnings: String

  init(_ language: Language) {
    func word(_ chinese: String, _ english: String) -> String {
      LocalizedText(chinese, en: english)[language]
    }
    receipt = word("收表回执", "Receipt")
    seen = word("现在写的是：", "Written: ")
    fix = word("怎么改：", "What to do: ")
    place = word("位置", "Place")
    was = word("原来写的", "Was")
    takenAs = word("记作", "Taken as")
    what = word("说明", "Remark")
    balance = word("每一格的去向", "What became of each cell")
    fate = word("去向", "Fate")
    cells = word("格数", "Cells")
    ignored = word("没有导入的内容", "What was left out")
    reason = word("原因", "Reason")
    personal = word(
      "本页含个人信息，只发给填报单位，不要转发到群里。",
      "This page holds personal data: send it to the reporting unit alone."
    )
    file = word("文件", "File")
    verdict = word("结论", "Verdict")
    records = word("记录", "Records")
    errors = word("必须改正", "Errors")
    confirms = word("请确认", "To confirm")
    warnings = word("提醒", "Warnings")
  }
}
