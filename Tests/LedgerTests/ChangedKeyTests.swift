import Findings
import Foundation
import Testing

@testable import FormIntake
@testable import Ledger

/// A household whose number was mistyped, or mended, is the same household.
@Suite struct ChangedKeyTests {
  private static let zhang = "411003197005010135"
  private static let slip = "411003197005010153"
  private static let li = "411003198011110022"

  private func changes(
    _ before: [SubmittedRecord],
    _ after: [SubmittedRecord],
    findings: [Finding]
  ) throws -> [RecordChange] {
    let ledger = try Book(.sqlite).open()
    _ = try ledger.receive(Returns.file("a", records: before), at: "1")
    let receipt = try ledger.receive(
      Returns.file(
        "b",
        records: after,
        verdict: .returned,
        findings: findings
      ),
      at: "2"
    )
    guard case .correction(let changes)? = receipt?.outcome else {
      Issue.record("no correction")
      return []
    }
    return changes
  }

  @Test func `another number of the same household is a change of one record, and wrong now`()
    throws
  {
    let changes = try changes(
      [Returns.record(Self.zhang), Returns.record(Self.li, name: "李四", row: 6)],
      [
        Returns.record(Self.slip, income: "900"), Returns.record(Self.li, name: "李四", row: 6),
      ],
      findings: [Returns.fault("head_id")]
    )
    let change = try #require(changes.first)
    #expect(changes.count == 1 && change.formerKey == Self.zhang && change.key == Self.slip)
    guard case .changed(let values) = change.kind else {
      Issue.record("not changed")
      return
    }
    let key = try #require(values.first { $0.field == "head_id" })
    #expect(key.before == Self.zhang && key.after == Self.slip && key.cell == "走访表!C5")
    #expect(key.becameWrong)
    #expect(values.contains { $0.field == "income" && !$0.becameWrong })
  }

  @Test func `a number that cannot be read any more belongs to the same household`() throws {
    let changes = try changes(
      [Returns.record(Self.zhang), Returns.record(Self.li, name: "李四", row: 6)],
      [Returns.record(nil), Returns.record(Self.li, name: "李四", row: 6)],
      findings: [Returns.fault("head_id")]
    )
    #expect(changes.map(\.formerKey) == [Self.zhang])
    guard case .changed(let values)? = changes.first?.kind else {
      Issue.record("not changed")
      return
    }
    #expect(values.map(\.field) == ["head_id"] && values[0].becameWrong && values[0].after == "")
  }

  /// A stored household with three values beside its number and name.
  private func stored(
    _ key: String?,
    name: String = "张三",
    _ values: (Int, Int, Int) = (1, 2, 3)
  ) throws -> StoredRecord {
    let number = key.map { "\"\($0)\"" } ?? "null"
    return try StoredRecord(
      key: key,
      content: """
        {"head_id": \(number), "head_name": "\(name)", "size": \(values.0), "income": \(values.1), \
        "days": \(values.2), "note": null}
        """,
      cells: #"{"head_id": "走访表!C5"}"#
    )
  }

  private func kinds(_ before: [StoredRecord], _ after: [StoredRecord]) -> [RecordChange.Kind] {
    RecordComparison.changes(from: before, to: after).map(\.kind)
  }

  @Test func `another name, or little in common, is another household`() throws {
    let zhang = try stored(Self.zhang)
    #expect(try kinds([zhang], [stored(Self.slip, name: "王五")]) == [.added, .removed])
    #expect(try kinds([zhang], [stored(Self.slip, (7, 8, 9))]) == [.added, .removed])
    // The name and one of three is half of what is filled in.
    #expect(try kinds([zhang], [stored(Self.slip, (1, 8, 9))]).count == 1)
  }

  /// Two of the same name could each be either.
  @Test func `what is not one to one is not guessed`() throws {
    let before = try [stored(Self.zhang), stored(Self.li)]
    let after = try [stored(Self.slip), stored("411003199001010011")]
    #expect(kinds(before, after) == [.added, .added, .removed, .removed])
    #expect(kinds([before[0]], after) == [.added, .added, .removed])
  }
}
