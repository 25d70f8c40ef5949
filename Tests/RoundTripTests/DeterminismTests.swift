import Foundation
import TestSupport
import Testing

/// The same input gives the same bytes, wherever and whenever.
@Suite struct DeterminismTests {
  @Test(arguments: ["screening", "verification", "risk-clearance"], ["card", "list"])
  func prefilledWorkbooksAreByteIdentical(form: String, layout: String) throws {
    try expectSameBytes(
      [
        "generate", form, "--layout", layout, "--units", "samples/units.csv", "--unit",
        "411003102201", "--roster", "samples/roster.xlsx", "--copies", "1",
      ])
  }

  @Test func monthlyReportsAreByteIdentical() throws {
    try expectSameBytes(["generate", "monthly-tasks", "--period", "2020-03"])
  }

  /// A roster under other headings, in another order and another encoding says the same.
  @Test func rostersAsWorkbookAndCSVGiveTheSameWorkbook() throws {
    let scratch = try Scratch()
    let files = try ["roster.xlsx", "roster.csv"].map { roster in
      let url = scratch.url.appending(path: "\(roster).out.xlsx")
      let result = try Program.tianbao.run([
        "generate", "verification", "-o", url.path, "--units", "samples/units.csv", "--unit",
        "411003102202", "--roster", "samples/\(roster)",
      ])
      #expect(result.status == 0, "\(result.errorText)")
      return try Data(contentsOf: url)
    }
    #expect(files[0] == files[1])
  }

  private func expectSameBytes(_ arguments: [String]) throws {
    let scratch = try Scratch()
    let places = [
      ["TZ": "UTC", "LANG": "C", "LC_ALL": "C"],
      ["TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8"],
      ["TZ": "America/St_Johns", "LANG": "de_DE.UTF-8", "LC_ALL": "C.UTF-8"],
    ]
    let files = try places.enumerated().map { index, environment in
      let url = scratch.url.appending(path: "\(index).xlsx")
      let result = try Program.tianbao.run(
        arguments + ["-o", url.path],
        environment: environment
      )
      #expect(result.status == 0, "\(result.errorText)")
      return try Data(contentsOf: url)
    }
    #expect(files[0].count > 5_000)
    #expect(files[0] == files[1])
    #expect(files[0] == files[2])
  }
}
