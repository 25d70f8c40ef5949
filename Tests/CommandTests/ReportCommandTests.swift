import Foundation
import Testing

/// `tianbao import … --report DIR`: a page a village.
@Suite struct ReportCommandTests {
  private func village(_ command: Command) throws {
    try command.office.write("户主,身份证号,人口\n张三,411003197005010135,99\n", to: "roster.csv")
    try FileManager.default.createDirectory(
      at: command.office.url("收回"),
      withIntermediateDirectories: true
    )
    let run = try command("generate", "visit", "-o", "收回/甲村.xlsx", "--roster", "roster.csv")
    try #require(run.status == 0)
  }

  @Test func `pages are written, and never over others unasked`() throws {
    let command = try Command()
    try village(command)
    let arguments = ["import", "收回", "--report", "报告", "--date", "2023-08-31", "--quiet"]
    let first = try Command.run(arguments, in: command.office.folder)
    #expect(first.status == 1)
    let page = String(
      decoding: try Data(contentsOf: command.office.url("报告/甲村.html")),
      as: UTF8.self
    )
    #expect(page.contains("退回修改"))
    #expect(page.contains("<td>2023-08-31</td>"))
    #expect(
      FileManager.default.fileExists(atPath: command.office.url("报告/index.html").path)
    )
    let again = try Command.run(arguments, in: command.office.folder)
    #expect(again.status == 73)
    #expect(again.errors.contains("已有同名文件 甲村.html；要覆盖请加 --overwrite"))
    #expect(try Command.run(arguments + ["--overwrite"], in: command.office.folder).status == 1)
  }

  @Test func `pages do not go among the returns`() throws {
    let command = try Command()
    try village(command)
    let run = try command("import", "收回", "--report", "收回/报告")
    #expect(run.status == 64)
    #expect(run.errors.contains("--report 的文件夹不能在收回的文件当中，请另选一个文件夹"))
    #expect(!FileManager.default.fileExists(atPath: command.office.url("收回/报告").path))
  }
}
