import Findings
import Spreadsheet
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
}
