import Findings
import SpreadsheetReading
import Testing

@testable import Tianbao

@Suite struct LimitWordsTests {
  private func finding(_ name: ReadingLimits.Name, _ allowed: Int) -> Finding {
    FileFindings.finding(for: .limit(name, allowed: allowed))
  }

  @Test(arguments: ReadingLimits.Name.allCases)
  func `each limit is named with its value and the way to set it`(name: ReadingLimits.Name) {
    let finding = finding(name, 12_345)
    for language in [Language.chinese, .english] {
      #expect(finding.message[language].contains(name.rawValue))
      #expect(finding.message[language].contains("12345"))
      #expect(finding.fix[language].contains("--limit \(name.rawValue)="))
    }
    #expect(finding.code.rawValue == "limit.\(name.rawValue)")
  }

  @Test func `no two limits are told in the same words`() {
    for language in [Language.chinese, .english] {
      let words = ReadingLimits.Name.allCases.map { name in
        finding(name, 1).message[language].replacing(name.rawValue, with: "")
      }
      #expect(Set(words).count == ReadingLimits.Name.allCases.count)
    }
  }

  @Test func `sizes are told in the unit that people know`() {
    #expect(
      finding(.partBytes, 64 << 20).message.chinese == "文件中一个部件展开后的大小超出限制（part-size：64 MiB）"
    )
    #expect(finding(.fileBytes, 100).message.english.hasSuffix("the limit (file-size: 100 bytes)"))
    #expect(finding(.cells, 1 << 20).message.chinese == "有内容的单元格数超出限制（cells：1048576）")
  }
}
