import Spreadsheet

/// A returned workbook without the sheets 退回意见 that an earlier import had added to it, and what
/// was answered on them.
struct RemarkSheets {
  /// The workbook as the village's own.
  let workbook: Workbook
  /// What the village answered.
  let answers: [RemarkSheet.Answer]
  /// What became of our sheets' cells.
  let accounts: [SheetAccount]

  /// Takes our sheets out of a workbook.
  init(_ workbook: Workbook) {
    let own = workbook.worksheets.filter(RemarkSheet.isRemarkSheet)
    answers = own.flatMap(RemarkSheet.answers)
    accounts = own.map { worksheet in
      var account = SheetAccount(worksheet)
      for (index, role) in RemarkSheet.roles(in: worksheet).enumerated() {
        switch role {
        case .printed: account.set(index, .printed)
        case .answer: account.set(index, .used)
        case .foreign: account.set(index, .ignored(.remarkSheet))
        }
      }
      return account
    }
    guard !own.isEmpty else {
      self.workbook = workbook
      return
    }
    var rest = workbook
    rest.worksheets.removeAll(where: RemarkSheet.isRemarkSheet)
    self.workbook = rest
  }
}
