import Foundation
import Spreadsheet
import Testing

@testable import FormIntake
@testable import Ledger

@Suite struct StatusTests {
  private static let zhang = "411003197005010135"

  private static func day(_ text: String) throws -> CalendarDate {
    try #require(CalendarDate(iso: text))
  }

  /// What a village owes for August by the 4th of September.
  private static func owed(_ unit: String) throws -> Obligation {
    Obligation(
      item: "visits",
      title: "走访表",
      form: "visit",
      unit: unit,
      period: "2023-08",
      opens: try day("2023-08-05"),
      due: try day("2023-09-04")
    )
  }

  @Test(arguments: BookKind.here)
  func `each state is told from the others`(kind: BookKind) throws {
    let ledger = try Book(kind).open()
    let records = try [Returns.record(Self.zhang)]
    func file(_ unit: String, _ verdict: Verdict = .accepted, at time: String) throws {
      _ = try ledger.receive(
        Returns.file("\(unit) \(time)", unit: unit, records: records, verdict: verdict),
        at: time
      )
    }
    try file("1", at: "2023-09-04 23:59")
    try file("2", at: "2023-09-05 00:00")
    try file("3", .returned, at: "2023-09-01 08:00")
    // In time, and corrected after the day: it is not late for that.
    try file("4", at: "2023-09-01 08:00")
    try file("4", at: "2023-09-09 08:00")
    // Returned at first, right only after the day.
    try file("5", .returned, at: "2023-09-01 08:00")
    try file("5", .acceptedWithWarnings, at: "2023-09-06 08:00")
    try ledger.fileNilReturn(
      form: "visit",
      unit: "6",
      period: "2023-08",
      reason: "本月没有走访",
      at: "2023-09-01 08:00"
    )
    let obligations = try (1...7).map { try Self.owed("\($0)") }
    let states = try ledger.status(of: obligations, on: Self.day("2023-09-10"))
    #expect(states.map(\.word) == ["收到", "迟报", "退回", "收到", "迟报", "空表：本月没有走访", "未报"])
    #expect(states.map(\.versions) == [1, 1, 1, 2, 2, 0, 0])
    // On the day itself nobody is late, and before it opened nothing was due.
    let then = try ledger.status(of: obligations, on: Self.day("2023-09-04"))
    #expect(then.map(\.word) == ["收到", "待报", "退回", "收到", "退回", "空表：本月没有走访", "待报"])
    let before = try ledger.status(of: obligations, on: Self.day("2023-08-04"))
    #expect(before.map(\.word) == ["未到期", "未到期", "未到期", "未到期", "未到期", "空表：本月没有走访", "未到期"])
  }

  @Test func `other periods and forms do not count`() throws {
    let ledger = try Book(.sqlite).open()
    _ = try ledger.receive(
      Returns.file("a", unit: "1", records: [Returns.record(Self.zhang)]),
      at: "2023-09-01 08:00"
    )
    var other = try Self.owed("1")
    other.period = "2023-07"
    var form = try Self.owed("1")
    form.form = "screening"
    let states = try ledger.status(of: [other, form], on: Self.day("2023-09-10"))
    #expect(states.map(\.word) == ["未报", "未报"])
  }
}

extension ReturnStatus {
  /// The state in a word, for comparison.
  fileprivate var word: String {
    switch state {
    case .notDue: "未到期"
    case .due: "待报"
    case .received: "收到"
    case .late: "迟报"
    case .returned: "退回"
    case .nilReturn(let reason): "空表：\(reason)"
    case .missing: "未报"
    }
  }
}
