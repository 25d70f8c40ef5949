import Findings
import Spreadsheet
import TestSupport
import Testing

@testable import FormIntake

/// Each kind of fault in a file is told with its place, in words of its own.
@Suite struct WorkbookFaultTests {
  @Test(arguments: WorkbookFault.Kind.allCases)
  func `a fault is a finding with place, message and fix`(kind: WorkbookFault.Kind) {
    let fault = WorkbookFault(kind, sheet: "筛查表", cell: CellReference("C5"), detail: "detail")
    let finding = Finding(fault)
    #expect(finding.code.rawValue == "file.\(kind.rawValue)")
    #expect(finding.location == Location(sheet: "筛查表", cell: "C5"))
    for text in [finding.message, finding.fix] {
      #expect(text.chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
      #expect(text.english.unicodeScalars.allSatisfy { $0.value < 0x3000 || $0.value == 0xFFFD })
      #expect(!text.english.contains("detail"))
    }
  }

  @Test func `every kind has a message of its own`() {
    let messages = WorkbookFault.Kind.allCases.map { Finding(WorkbookFault($0)).message.chinese }
    #expect(Set(messages).count == WorkbookFault.Kind.allCases.count)
  }

  @Test func `what alters no cell does not send the workbook back`() {
    let warnings = WorkbookFault.Kind.allCases.filter {
      Finding(WorkbookFault($0)).severity == .warning
    }
    #expect(warnings == [.stylesUnreadable, .partUnreadable])
  }

  /// The workbook as it is read where a sheet of it is cut off.
  private func damaging(_ name: String, of workbook: Workbook) throws -> Workbook {
    var workbook = workbook
    let index = try #require(workbook.worksheets.firstIndex { $0.name == name })
    workbook.worksheets[index] = Worksheet(
      name: name,
      visibility: workbook.worksheets[index].visibility
    )
    workbook.faults.append(WorkbookFault(.worksheetUnreadable, sheet: name))
    return workbook
  }

  /// It is not missing, and nobody deleted it.
  @Test func `a damaged sheet of records is said to be damaged, and nothing else`() throws {
    let cards = try Village.cards().writing(Village.goodCard, on: "登记表")
    #expect(
      try imported(damaging("登记表", of: cards)).lines
        == ["error file.worksheet-unreadable 登记表"]
    )
    let list = try Village.list()
    let name = try #require(
      list.worksheets.first { $0.visibility == .visible && !$0.cells.isEmpty }
    )
    .name
    let lines = try imported(damaging(name, of: list)).lines
    #expect(!lines.contains { $0.contains("sheet.missing") }, "\(lines)")
  }

  @Test func `a damaged sheet that is always hidden was hidden by nobody`() throws {
    let cards = try Village.cards().writing(Village.goodCard, on: "登记表")
    #expect(
      try imported(damaging("代码表", of: cards)).lines
        == ["error file.worksheet-unreadable 代码表"]
    )
  }

  @Test func `a sheet of records that is gone is missing beside a damaged one`() throws {
    var cards = try damaging("代码表", of: Village.cards())
    cards.worksheets.removeAll { $0.name == "登记表" }
    let lines = imported(cards).lines
    #expect(lines.contains("error file.worksheet-unreadable 代码表"))
    #expect(lines.contains("error sheet.missing -"))
  }
}
