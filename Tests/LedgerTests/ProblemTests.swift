import FormLayout
import Foundation
import Spreadsheet
import Testing

@testable import FormIntake
@testable import Ledger

@Suite struct ProblemTests {
  /// A return that counts: the form, the day on which it came, and what it says of each problem.
  private static func filed(
    _ form: String,
    _ day: String,
    unit: String = "411003102201",
    _ records: [[String: StoredValue]]
  ) throws -> (FiledSubmission, [StoredRecord]) {
    let row = SQLRow(
      values: [
        .integer(1), .text("a.xlsx"), .text(""), .text("\(day) 08:00"), .text(form), .text(unit),
        .text(""), .text(""), .text(""), .text("1"), .text("accepted"), .integer(1), .null,
        .integer(Int64(records.count)),
      ]
    )
    let stored = try records.map { values in
      var record = try StoredRecord(key: values["problem_number"]?.text, content: "{}", cells: "{}")
      record.values = values
      return record
    }
    return (FiledSubmission(row), stored)
  }

  private static func problems(
    _ returns: [(FiledSubmission, [StoredRecord])],
    on day: String = "2023-08-31"
  ) throws -> [Problem] {
    ProblemReckoning.problems(in: returns, on: try #require(CalendarDate(iso: day)))
  }

  @Test func `a problem goes from list to list until it is closed and looked at again`() throws {
    let number: [String: StoredValue] = ["problem_number": .text("1")]
    func with(_ more: [String: StoredValue]) -> [[String: StoredValue]] {
      [number.merging(more) { $1 }]
    }
    let steps: [(String, [[String: StoredValue]], Problem.Stage)] = [
      ("problem-list", with(["problem": .text("房漏雨"), "found_on": .text("2023-07-02")]), .found),
      ("responsibility-list", with(["leader": .text("王镇长")]), .assigned),
      (
        "rectification-list",
        with(["measures": .text("修"), "deadline": .text("2023-08-20")]), .planned
      ),
      ("rectification-ledger", with(["state": .text("正在整改")]), .inProgress),
      (
        "rectification-ledger",
        with([
          "state": .text("已销号"), "closed": .boolean(true), "closed_on": .text("2023-08-18"),
          "evidence": .text("照片"),
        ]), .closed
      ),
      (
        "rectification-results",
        with(["closed": .boolean(true), "reviewed_on": .text("2023-08-25")]), .reviewed
      ),
    ]
    var returns: [(FiledSubmission, [StoredRecord])] = []
    for (index, step) in steps.enumerated() {
      returns.append(try Self.filed(step.0, "2023-08-0\(index + 1)", step.1))
      let problem = try #require(try Self.problems(returns, on: "2023-08-10").first)
      #expect(problem.stage == step.2, "\(step.0)")
      #expect(problem.text == "房漏雨")
      #expect(problem.remarks.isEmpty)
    }
  }

  @Test func `a problem that came back after it was closed is open again`() throws {
    let closed: [String: StoredValue] = [
      "problem_number": .text("1"), "closed": .boolean(true), "closed_on": .text("2023-07-20"),
      "evidence": .text("照片"),
    ]
    let first = try Self.filed("rectification-ledger", "2023-07-21", [closed])
    let again: [[String: StoredValue]] = [
      // 回头看 finds it back; a later ledger has it open; a list of problems finds it anew.
      closed.merging(["rebound": .boolean(true), "reviewed_on": .text("2023-08-01")]) { $1 },
      ["problem_number": .text("1"), "state": .text("正在整改")],
      ["problem_number": .text("1"), "found_on": .text("2023-08-02"), "problem": .text("又漏")],
    ]
    for values in again {
      let problem = try #require(
        try Self.problems([first, Self.filed("rectification-ledger", "2023-08-03", [values])]).first
      )
      #expect(problem.remarks == [.reopened])
      #expect(!problem.isClosed && problem.closedOn == nil)
    }
    // The list on which it was first found does not open it.
    let older = try Self.filed(
      "problem-list",
      "2023-08-03",
      [["problem_number": .text("1"), "found_on": .text("2023-07-02")]]
    )
    #expect(try Self.problems([first, older]).first?.isClosed == true)
  }

  @Test func `problems in the table of a weekly ledger are followed too`() throws {
    func week(_ day: String, _ rows: [[String: StoredValue]]) throws -> (
      FiledSubmission, [StoredRecord]
    ) {
      try Self.filed(
        "self-check-ledger",
        day,
        [["found": .number(2), "problems": .list(rows.map { .row($0) })]]
      )
    }
    let first: [String: StoredValue] = [
      "problem_number": .text("W-1"), "problem": .text("房漏雨"), "state": .text("正在整改"),
      "deadline": .text("2023-08-20"), "responsible_person": .text("李四"),
    ]
    let second = first.merging(["problem_number": .text("W-2")]) { $1 }
    let one = try week("2023-08-10", [first, second])
    let two = try week("2023-08-17", [first])
    let problems = try Self.problems([one, two])
    #expect(problems.map(\.number) == ["W-1", "W-2"])
    #expect(problems[0].remarks == [.overdue(days: 11)])
    #expect(problems[0].text == "房漏雨" && problems[0].responsible == "李四")
    #expect(problems[1].remarks == [.overdue(days: 11), .vanished(from: one.0, in: two.0)])
    // A week without any problem has lost what was open, and not what was closed.
    let closed = first.merging(["state": .text("已销号"), "closed_on": .text("2023-08-16")]) { $1 }
    let last = try Self.problems([
      one, try week("2023-08-17", [closed]), try week("2023-08-24", []),
    ])
    #expect(last.first { $0.number == "W-1" }?.isClosed == true)
    #expect(last.first { $0.number == "W-2" }?.remarks.count == 2)
  }

  @Test func `a problem that was never closed may not vanish`() throws {
    let open: [String: StoredValue] = ["problem_number": .text("1"), "state": .text("正在整改")]
    let other: [String: StoredValue] = ["problem_number": .text("2"), "state": .text("正在整改")]
    let july = try Self.filed("rectification-ledger", "2023-07-31", [open, other])
    let august = try Self.filed("rectification-ledger", "2023-08-31", [other])
    let problems = try Self.problems([july, august])
    #expect(problems.map(\.number) == ["1", "2"])
    #expect(problems[0].remarks == [.vanished(from: july.0, in: august.0)])
    #expect(problems[1].remarks.isEmpty)
    // It is there again in September; and another unit's ledger says nothing of it.
    let september = try Self.filed("rectification-ledger", "2023-09-30", [open, other])
    #expect(try Self.problems([july, august, september]).allSatisfy { $0.remarks.isEmpty })
    let neighbour = try Self.filed("rectification-ledger", "2023-08-31", unit: "9", [other])
    #expect(try Self.problems([july, neighbour]).allSatisfy { $0.remarks.isEmpty })
    // Closed ones may go.
    let closed = open.merging(
      ["closed": .boolean(true), "closed_on": .text("2023-07-30"), "evidence": .text("照片")]
    ) { $1 }
    let done = try Self.filed("rectification-ledger", "2023-07-31", [closed, other])
    #expect(try Self.problems([done, august]).allSatisfy { $0.remarks.isEmpty })
  }

  @Test func `overdue ones lead, the longest first, and closed ones come last`() throws {
    func problem(_ number: String, _ deadline: String, closed: Bool = false)
      -> [String: StoredValue]
    {
      [
        "problem_number": .text(number), "deadline": .text(deadline), "closed": .boolean(closed),
        "closed_on": closed ? .text("2023-08-01") : .null,
        "evidence": closed ? .text("照片") : .null,
      ]
    }
    let returns = try [
      Self.filed(
        "rectification-ledger",
        "2023-08-02",
        [
          problem("1", "2023-07-01", closed: true), problem("2", "2023-12-31"),
          problem("3", "2023-08-30"), problem("4", "2023-08-01"),
        ]
      )
    ]
    let problems = try Self.problems(returns)
    #expect(problems.map(\.number) == ["4", "3", "2", "1"])
    #expect(problems[0].remarks == [.overdue(days: 30)])
    #expect(problems[1].remarks == [.overdue(days: 1)])
  }

  @Test func `closing without proof is said`() throws {
    let returns = try [
      Self.filed(
        "rectification-ledger",
        "2023-08-02",
        [["problem_number": .text("1"), "closed": .boolean(true)]]
      )
    ]
    #expect(try Self.problems(returns).first?.remarks == [.closedWithoutProof])
  }

  @Test func `a problem on the list that nobody takes up is said`() throws {
    let list = try Self.filed(
      "problem-list",
      "2023-07-02",
      ["1", "2"].map { ["problem_number": .text($0), "found_on": .text("2023-07-01")] }
    )
    let plan = { (numbers: [String]) in
      try Self.filed(
        "rectification-list",
        "2023-07-10",
        numbers.map { ["problem_number": .text($0), "measures": .text("修")] }
      )
    }
    #expect(try Self.problems([list]).allSatisfy { $0.remarks.isEmpty })
    let one = try plan(["1"])
    let problems = try Self.problems([list, one])
    #expect(problems.map(\.number) == ["2", "1"])
    #expect(problems[0].remarks == [.notTaken(from: list.0, in: one.0)])
    #expect(problems[1].history.map(\.stage) == [.found, .planned])
    #expect(try Self.problems([list, plan(["1", "2"])]).allSatisfy { $0.remarks.isEmpty })
  }

  /// A workbook sent in again the month after replaces the earlier one, not that month's word.
  ///
  /// Within a month a correction is a correction.
  @Test(arguments: BookKind.here, [("2023-07-31", true), ("2023-06-30", false)])
  func `what a month said stands in the next`(
    kind: BookKind,
    again: (day: String, isVanished: Bool)
  ) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    let problem = { (number: String) in
      ["problem_number": number, "problem": "漏雨", "state": "正在整改", "closed": "否"]
    }
    try Across.file(
      [
        Across.Sent(
          form: "rectification-ledger",
          day: "2023-06-20",
          records: [problem("1"), problem("2")]
        ),
        Across.Sent(form: "rectification-ledger", day: again.day, records: [problem("2")]),
      ],
      in: ledger
    )
    #expect(try ledger.submissions(onlyCounted: true).count == 1)
    let problems = try ledger.problems(
      in: ["rectification-ledger"],
      on: try Across.day("2023-08-31")
    )
    #expect(problems.map(\.number) == (again.isVanished ? ["1", "2"] : ["2"]))
    #expect(problems.first?.remarks.isEmpty == !again.isVanished)
  }
}
