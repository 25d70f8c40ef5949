import Foundation
import SpreadsheetReading
import TestSupport
import Testing

@Suite struct LimitCommandTests {
  /// Makes a workbook of one household, and an archive of it.
  private func command() throws -> Command {
    let command = try Command()
    try command.office.write("户主,身份证号,人口\n张三,411003197005010135,3\n", to: "roster.csv")
    try #require(
      try command("generate", "visit", "-o", "a.xlsx", "--roster", "roster.csv").status == 0
    )
    return command
  }

  @Test(
    arguments: [
      ReadingLimits.Name.fileBytes, .entries, .partBytes, .packageBytes, .sharedStrings,
      .sharedStringBytes, .worksheets, .cells, .cellTextBytes, .attributes, .depth,
    ]
  )
  func `a limit is set, and said in both languages when it is broken`(
    name: ReadingLimits.Name
  ) throws {
    let command = try command()
    #expect(try command("cells", "a.xlsx", "--limit", "\(name.rawValue)=64M").status == 0)
    let chinese = try command("cells", "a.xlsx", "--limit", "\(name.rawValue)=1")
    #expect(chinese.status == 74)
    #expect(chinese.output == "")
    #expect(chinese.errors.contains("超出限制（\(name.rawValue)：1"))
    let english = try command(
      "cells",
      "a.xlsx",
      "--language",
      "en",
      "--limit",
      "\(name.rawValue)=1"
    )
    #expect(english.errors.contains("the limit (\(name.rawValue): 1"))
    let records = try command(
      "import",
      "a.xlsx",
      "--records",
      "-",
      "--quiet",
      "--limit",
      "\(name.rawValue)=1"
    )
    #expect(records.status == 1)
    #expect(records.output.contains("\"code\":\"limit.\(name.rawValue)\""))
  }

  @Test(arguments: [
    ReadingLimits.Name.archiveBytes, .archiveEntries, .archiveContentBytes,
  ])
  func `the limits of archives are set too`(name: ReadingLimits.Name) throws {
    let command = try command()
    let zip = try ProgramRun(
      URL(filePath: "/usr/bin/python3"),
      ["-m", "zipfile", "-c", "a.zip", "a.xlsx", "roster.csv"],
      in: command.office.folder
    )
    try #require(zip.status == 0)
    #expect(try command("import", "a.zip", "--quiet").errors == "")
    let run = try command("import", "a.zip", "--limit", "\(name.rawValue)=1")
    #expect(run.status == 1)
    #expect(run.output.contains("超出限制（\(name.rawValue)：1"))
  }

  @Test func `limits that make faults, not refusals`() throws {
    let command = try command()
    let long = try command("cells", "a.xlsx", "--limit", "text-length=1")
    #expect(long.status == 0)
    #expect(long.errors.contains("这一格的文字太长"))
    let few = try command("cells", "a.xlsx", "--limit", "text-length=1", "--limit", "faults=2")
    #expect(few.errors.split(separator: "\n").count == 3)
    #expect(long.errors.split(separator: "\n").count > 3)
  }

  @Test(arguments: [
    "cells", "cells=", "cells=0", "cells=-1", "cells=x", "cell=5", "=5", "cells=1T",
    "cells=9999999999999999999", "cells=99999999G",
  ])
  func `what is no limit is wrong usage`(setting: String) throws {
    let run = try Command()("cells", "a.xlsx", "--limit", setting)
    #expect(run.status == 64)
  }

  @Test func `the help names every limit`() throws {
    let help = try Command()("cells", "--help").output
    for name in ReadingLimits.Name.allCases { #expect(help.contains("\(name.rawValue)=")) }
  }
}
