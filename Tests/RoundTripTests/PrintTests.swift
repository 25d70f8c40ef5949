import Foundation
import Testing

/// What comes out of the printer, through LibreOffice to PDF.
@Suite(
  .enabled(if: Program.hasOffice, "LibreOffice and its companions are missing: run make setup")
)
struct PrintTests {
  private static let a4 = (short: 595.3, long: 841.9)
  private static let a3 = (short: 841.9, long: 1190.6)

  private func print(_ name: String) throws -> (PrintedDocument, OfficeRound.Entry) {
    let round = try OfficeRound.shared.get()
    return (
      try #require(round.prints[name]),
      try #require(round.entries["\(name).xlsx"] ?? round.entries["screening-list.xlsx"])
    )
  }

  /// The pages from the first one that carries the identity line: those of the records.
  private func recordPages(_ document: PrintedDocument) -> [PrintedPage] {
    let first = document.pages.firstIndex { $0.contains("识别码：") } ?? document.pages.count
    return Array(document.pages[first...])
  }

  @Test(
    arguments: [
      ("screening-card", "防止返贫监测帮扶筛查表", false, 0),
      ("verification-card", "防止返贫监测帮扶核查表", true, 1),
      ("risk-clearance-card", "监测对象风险稳定消除核查表", false, 0),
    ])
  func cardIsOnePageOfA4(name: String, title: String, isLandscape: Bool, continued: Int) throws {
    let (document, entry) = try print(name)
    let pages = recordPages(document)
    let cards = pages.filter { $0.contains("识别码：") && $0.contains(title) }
    let continuations = pages.filter { $0.contains("\(title)（续表）") }
    #expect(cards.count == entry.cards)
    #expect(continuations.count == continued)
    #expect(pages.count == entry.cards + continued)
    let size = isLandscape ? (Self.a4.long, Self.a4.short) : (Self.a4.short, Self.a4.long)
    for page in pages { #expect(page.isPaper(width: size.0, height: size.1)) }
  }

  /// A household with more members than the card has rows loses none of them.
  @Test(arguments: ["verification-card", "verification-list"])
  func everyMemberIsPrinted(name: String) throws {
    let (document, entry) = try print(name)
    let text = recordPages(document).map(\.text).joined()
    #expect(entry.names.count > 15)
    #expect(entry.names.filter { !text.contains($0) } == [])
  }

  @Test(arguments: OfficeRound.workbooks)
  func everyLabelIsPrinted(name: String) throws {
    let (document, entry) = try print(name)
    let text = recordPages(document).map(\.text).joined()
    #expect(entry.printed.count > 30)
    #expect(entry.printed.filter { !text.contains($0.filter { !$0.isWhitespace }) } == [])
  }

  @Test(arguments: OfficeRound.workbooks)
  func nothingIsCutOff(name: String) throws {
    let (document, _) = try print(name)
    for (number, page) in document.pages.enumerated() {
      #expect(page.wordsCrossedByLines.map(\.text) == [], "page \(number + 1)")
      #expect(!page.contains("###"), "page \(number + 1)")
    }
  }

  @Test func listRepeatsItsHeader() throws {
    let (document, _) = try print("long-list")
    let pages = recordPages(document)
    #expect(pages.count >= 4)
    for page in pages {
      #expect(page.isPaper(width: Self.a3.long, height: Self.a3.short))
      #expect(page.contains("序号") && page.contains("户主姓名") && page.contains("户主证件号码"))
    }
    // The columns are divided over pages side by side, so each heading stands on a part of them.
    for label in ["家庭人口数", "重点群体类别", "筛查意见"] {
      let count = pages.filter { $0.contains(label) }.count
      #expect(count >= 2, "\(label) stands on \(count) pages of \(pages.count)")
    }
  }

  /// The long report repeats its header, and the group's name where a page begins within a group.
  @Test func monthlyReportRepeatsHeaderAndGroup() throws {
    let (document, _) = try print("monthly-tasks-card")
    let pages = recordPages(document)
    #expect(pages.count > 3)
    let groups = [
      "责任落实", "政策落实", "工作落实", "识别精准", "帮扶精准", "退出精准", "义务教育保障", "基本医疗保障",
      "住房安全保障", "饮水安全保障", "社会保障兜底", "其他方面",
    ]
    for (number, page) in pages.enumerated() {
      #expect(page.isPaper(width: Self.a4.long, height: Self.a4.short))
      for label in ["排查内容", "排查情况", "整改措施", "整改进度", "责任单位"] {
        #expect(page.contains(label), "page \(number + 1) lacks \(label)")
      }
      #expect(groups.contains { page.contains($0) }, "page \(number + 1) names no group")
    }
    #expect(pages.contains { $0.contains("此表于每月4日前上报区领导小组办公室") })
  }
}
