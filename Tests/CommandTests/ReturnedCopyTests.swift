import Foundation
import Spreadsheet
import SpreadsheetReading
import Testing

/// `tianbao import … --returned DIR`: the marked copies of what goes back.
@Suite struct ReturnedCopyTests {
  /// Makes the workbook of a village with one household; more than 30 people are an error.
  private func village(
    _ command: Command,
    _ name: String,
    size: Int,
    id: String = "411003197005010135"
  ) throws {
    try command.office.write(
      "户主,身份证号,人口\n张三,\(id),\(size)\n",
      to: "roster.csv"
    )
    try FileManager.default.createDirectory(
      at: command.office.url(name).deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    let run = try command("generate", "visit", "-o", name, "--roster", "roster.csv")
    try #require(run.status == 0)
  }

  private func mode(_ url: URL) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions] as? Int
  }

  @Test func `what goes back is marked, what is right is not copied`() throws {
    let command = try Command()
    try village(command, "收回/甲村.xlsx", size: 99)
    try village(command, "收回/乙村.xlsx", size: 3, id: "411003196501010113")
    try command.office.write("not a workbook", to: "收回/丙村.xlsx")
    let before = try Data(contentsOf: command.office.url("收回/甲村.xlsx"))
    let run = try command("import", "收回", "--returned", "退回", "--date", "2023-08-31")
    #expect(run.status == 1)
    #expect(run.output.contains("标注件 1 份，在 退回；发回各村改正后原样报回"))
    #expect(run.output.contains("  丙村.xlsx：读不出内容，没有标注件；请把退回的原因告诉村里"))
    #expect(try command.office.names("退回") == ["甲村.xlsx"])
    #expect(try mode(command.office.url("退回/甲村.xlsx")) == 0o600)
    #expect(try Data(contentsOf: command.office.url("收回/甲村.xlsx")) == before)
    let workbook = try WorkbookReader().workbook(
      contentsOf: command.office.url("退回/甲村.xlsx").path
    )
    let own = try #require(workbook.worksheets.last)
    #expect(own.name == "退回意见")
    let texts = own.cells.compactMap { if case .text(let text) = $0.value { text } else { nil } }
    #expect(texts.contains("家庭人口数"))
    #expect(texts.contains("错误"))

    // The copy, returned as it is, gives the same findings; its own copy is the same.
    let again = try command("import", "退回", "--returned", "再退", "--date", "2023-08-31")
    #expect(again.status == 1)
    #expect(
      try Data(contentsOf: command.office.url("再退/甲村.xlsx"))
        == Data(contentsOf: command.office.url("退回/甲村.xlsx"))
    )
    #expect(again.output.contains("去向不明 0"))
    #expect(!again.output.contains("未导入"))
  }

  @Test func `copies are never written over, nor among the returns`() throws {
    let command = try Command()
    try village(command, "收回/甲村.xlsx", size: 99)
    try command.office.write("mine", to: "退回/甲村.xlsx")
    let refused = try command("import", "收回", "--returned", "退回", "--records", "r.jsonl")
    #expect(refused.status == 73)
    #expect(refused.errors.contains("已有同名文件 甲村.xlsx"))
    #expect(try command.office.text("退回/甲村.xlsx") == "mine")
    #expect(!FileManager.default.fileExists(atPath: command.office.url("r.jsonl").path))
    let replaced = try command("import", "收回", "--returned", "退回", "--overwrite", "--quiet")
    #expect(replaced.status == 1)
    #expect(try command.office.text("退回/甲村.xlsx") != "mine")
    for folder in ["收回", "收回/退回", "./收回/"] {
      let run = try command("import", "收回", "--returned", folder, "--overwrite")
      #expect(run.status == 64)
      #expect(run.errors.contains("--returned 的文件夹不能在收回的文件当中"))
    }
    let run = try command("import", "收回/甲村.xlsx", "--returned", "收回", "--overwrite")
    #expect(run.status == 64)
    #expect(try command.office.names("收回") == ["甲村.xlsx"])
  }

  @Test func `files of one name keep their folders`() throws {
    let command = try Command()
    try village(command, "收回/甲村/表.xlsx", size: 99)
    try village(command, "收回/乙村/表.xlsx", size: 98)
    try village(command, "收回/乙村/另.xlsx", size: 97)
    let run = try command("import", "收回", "--returned", "退回/八月", "--date", "2023-08-31")
    #expect(run.status == 1)
    #expect(try command.office.names("退回/八月") == ["乙村", "另.xlsx", "甲村"])
    #expect(try command.office.names("退回/八月/甲村") == ["表.xlsx"])
    #expect(try command.office.names("退回/八月/乙村") == ["表.xlsx"])
  }

  @Test func `an output that cannot be made`() throws {
    let command = try Command()
    try village(command, "收回/甲村.xlsx", size: 99)
    try command.office.write("a file", to: "退回")
    let run = try command("import", "收回", "--returned", "退回/里面")
    #expect(run.status == 73)
    #expect(run.errors.contains("无法建立"))
  }
}
