import Foundation
import TestSupport
import Testing

/// A village answers on 退回意见 with a program of its own, and the next import takes it.
@Suite(.enabled(if: Program.hasOffice, "run make setup"))
struct AnswerTests {
  /// Types answers beside the remarks whose severity is 待确认, saves with openpyxl.
  private static let answering = """
    import sys, openpyxl
    book = openpyxl.load_workbook(sys.argv[1])
    sheet = book["退回意见"]
    for row in range(5, sheet.max_row + 1):
        if sheet.cell(row, 3).value == "待确认":
            sheet.cell(row, 10).value = "属实"
            sheet.cell(row, 11).value = "确有其事"
    if len(sys.argv) > 3:
        book[sys.argv[3]][sys.argv[4]] = float(sys.argv[5])
    book.save(sys.argv[2])
    """

  private struct Line: Decodable {
    struct Finding: Decodable {
      let code: String
      let severity: String
      let sheet: String?
      let cell: String?
      let confirmed: String?
    }

    struct Balance: Decodable { let unexplained: Int }

    let findings: [Finding]
    let balance: Balance
  }

  private func imported(_ path: String, returned: String? = nil) throws -> Line {
    let result = try Program.tianbao.run(
      ["import", path, "--records", "-", "--date", "2023-08-31", "--quiet"]
        + (returned.map { ["--returned", $0] } ?? [])
    )
    return try JSONDecoder().decode(Line.self, from: result.output)
  }

  @Test func `confirmed once is not asked again, until the value changes`() throws {
    let scratch = try Scratch()
    let sample = Program.root.appending(path: "samples/defects/收入不平.xlsx").path
    let first = try imported(sample, returned: scratch.url.appending(path: "a").path)
    let asked = try #require(first.findings.first { $0.severity == "confirm" })

    let marked = scratch.url.appending(path: "a/收入不平.xlsx").path
    let answered = scratch.url.appending(path: "answered.xlsx").path
    let typed = try Program(url: Program.python).run(["-c", Self.answering, marked, answered])
    try #require(typed.status == 0, "\(typed.errorText)")
    let second = try imported(answered, returned: scratch.url.appending(path: "b").path)
    let confirmed = try #require(second.findings.first { $0.code == asked.code })
    #expect(confirmed.severity == "note")
    #expect(confirmed.confirmed == "确有其事")
    #expect(second.balance.unexplained == 0)
    // The error beside it is still there, and nothing new.
    #expect(
      second.findings.filter { $0.severity == "error" }.map(\.code)
        == first.findings.filter { $0.severity == "error" }.map(\.code)
    )

    // The renewed copy keeps the answer: it is not asked a third time.
    let renewed = scratch.url.appending(path: "b/answered.xlsx").path
    let third = try imported(renewed)
    #expect(third.findings.first { $0.code == asked.code }?.confirmed == "确有其事")

    // Another value: asked again.
    let sheet = try #require(asked.sheet)
    let cell = try #require(asked.cell)
    let changed = scratch.url.appending(path: "changed.xlsx").path
    let retyped = try Program(url: Program.python).run([
      "-c", Self.answering, renewed, changed, sheet, cell, "1",
    ])
    try #require(retyped.status == 0, "\(retyped.errorText)")
    let fourth = try imported(changed)
    #expect(fourth.findings.allSatisfy { $0.confirmed == nil })
    #expect(fourth.findings.contains { $0.code == asked.code && $0.severity == "confirm" })
  }
}
