import Testing

@testable import FormIntake
@testable import Ledger

/// A household's file knows what went back, so that nobody believes that nothing came.
@Suite struct HouseholdTests {
  private static let zhang = "411003197005010135"
  private static let li = "411003198011110022"

  @Test(arguments: BookKind.here)
  func `what waits for its correction is there, with what is wrong`(kind: BookKind) throws {
    let ledger = try Book(kind).open()
    _ = try ledger.receive(
      Returns.file(
        "a",
        records: [Returns.record(Self.li), Returns.record(Self.zhang, row: 6)],
        verdict: .returned,
        findings: [Returns.fault("income", record: 1), Returns.fault("income", record: 0)]
      ),
      at: "1"
    )
    let entry = try #require(try ledger.household(Self.zhang, at: "2").first)
    #expect(entry.isWaiting && !entry.isCounted)
    #expect(entry.faults == HouseholdEntry.FaultCount(own: 1, all: 2))
    // Its correction goes back too: then that one waits.
    _ = try ledger.receive(
      Returns.file(
        "b",
        records: [Returns.record(Self.zhang)],
        verdict: .returned,
        findings: [Returns.fault("income")]
      ),
      at: "3"
    )
    #expect(try ledger.household(Self.zhang, at: "4").map(\.isWaiting) == [false, true])
    _ = try ledger.receive(Returns.file("c", records: [Returns.record(Self.zhang)]), at: "5")
    let entries = try ledger.household(Self.zhang, at: "6")
    #expect(entries.map(\.isWaiting) == [false, false, false])
    #expect(entries.map(\.isCounted) == [false, false, true])
  }

  @Test(arguments: BookKind.here)
  func `of households that no number names it is known where they are`(kind: BookKind) throws {
    let ledger = try Book(kind).open()
    for (content, unit, verdict) in [
      ("a", "411003102201", Verdict.returned), ("b", "411003102202", .returned),
      ("c", "411003102203", .accepted),
    ] {
      _ = try ledger.receive(
        Returns.file(
          content,
          unit: unit,
          records: [Returns.record(nil), Returns.record(Self.zhang, row: 6)],
          verdict: verdict
        ),
        at: "1"
      )
    }
    let all = try ledger.namelessHouseholds(in: ["visit"])
    #expect(all.map(\.submission.file) == ["a.xlsx", "b.xlsx"])
    #expect(all.map(\.records) == [1, 1])
    let one = try ledger.namelessHouseholds(in: ["visit"], units: ["411003102202"])
    #expect(one.map(\.submission.file) == ["b.xlsx"])
    #expect(try ledger.namelessHouseholds(in: ["weekly"]).isEmpty)
  }
}
