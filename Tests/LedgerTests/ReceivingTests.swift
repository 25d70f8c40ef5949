import FormDefinitions
import Foundation
import Testing

@testable import FormIntake
@testable import Ledger

/// What every ledger promises, whatever keeps it.
@Suite struct ReceivingTests {
  private static let zhang = "411003197005010135"
  private static let li = "411003198011110022"

  @Test(arguments: BookKind.here)
  func `what is filed comes back as it was`(kind: BookKind) throws {
    let book = try Book(kind)
    let receipt = try #require(
      try book.open().receive(
        Returns.file(
          "a",
          records: [
            Returns.record(
              Self.zhang,
              income: "12345678901234567.10",
              name: "张\n三'; \"\\?$1",
              members: [["name": .text("小明"), "age": .number(7)]]
            ), Returns.record(nil, income: "0"),
          ]
        ),
        at: "2023-08-31 09:05"
      )
    )
    #expect(receipt.outcome == .filed)
    let ledger = try book.open()
    let filed = try #require(try ledger.submissions().first)
    #expect(filed == receipt.submission)
    #expect(filed.isCounted && filed.records == 2 && filed.receivedAt == "2023-08-31 09:05")
    #expect(filed.identity.unit == "411003102201" && filed.batch == "0011aabb")
    let records = try ledger.records(of: filed.id)
    #expect(records.map(\.key) == [Self.zhang, nil])
    #expect(records[0].values["head_id"] == .text(Self.zhang))
    #expect(records[0].values["head_name"] == .text("张\n三'; \"\\?$1"))
    #expect(
      records[0].values["income"] == .number(try #require(Decimal(string: "12345678901234567.10")))
    )
    #expect(records[0].values["visited"] == .text("2023-08-20"))
    #expect(records[0].values["poor"] == .boolean(true))
    #expect(records[0].values["tags"] == .null)
    #expect(records[0].values["members"]?.rows == [["name": .text("小明"), "age": .number(7)]])
    #expect(records[0].cells["income"] == "走访表!D5")
  }

  @Test(arguments: BookKind.here)
  func `the same file twice is filed once`(kind: BookKind) throws {
    let book = try Book(kind)
    let file = try Returns.file("a", records: [Returns.record(Self.zhang)])
    let first = try #require(try book.open().receive(file, at: "2023-08-31 09:05"))
    var again = file
    again.file = "微信改的名字(1).xlsx"
    let second = try #require(try book.open().receive(again, at: "2023-09-01 10:00"))
    #expect(second.outcome == .duplicate)
    #expect(second.submission == first.submission)
    #expect(second.counted == first.submission)
    #expect(try book.open().submissions().count == 1)
  }

  @Test(arguments: BookKind.here)
  func `a correction counts, and what it replaced is kept`(kind: BookKind) throws {
    let book = try Book(kind)
    let ledger = try book.open()
    let first = try #require(
      try ledger.receive(
        Returns.file(
          "a",
          records: [
            Returns.record(Self.zhang), Returns.record(Self.li, name: "李四", row: 6),
          ]
        ),
        at: "1"
      )
    )
    let second = try #require(
      try ledger.receive(
        Returns.file(
          "b",
          records: [
            Returns.record("411003199001010011", row: 5),
            Returns.record(Self.zhang, income: "900", row: 6),
          ]
        ),
        at: "2"
      )
    )
    #expect(second.predecessor?.id == first.submission.id)
    guard case .correction(let changes) = second.outcome else {
      Issue.record("no correction")
      return
    }
    #expect(changes.map(\.key) == ["411003199001010011", Self.zhang, Self.li])
    #expect(changes.map(\.ordinal) == [1, 2, 2])
    #expect(changes[0].kind == .added && changes[2].kind == .removed)
    #expect(
      changes[1].kind
        == .changed([
          ValueChange(
            field: "income",
            before: "1200.5",
            after: "900",
            cell: "走访表!D6"
          )
        ])
    )
    let versions = try book.open().versions(of: first.submission.identity)
    #expect(versions.map(\.isCounted) == [false, true])
    #expect(try ledger.records(of: versions[0].id).map(\.key) == [Self.zhang, Self.li])
    // The village sends the first file once more: the correction goes on to count.
    let third = try #require(
      try ledger.receive(
        Returns.file(
          "a",
          records: [
            Returns.record(Self.zhang), Returns.record(Self.li, name: "李四", row: 6),
          ]
        ),
        at: "3"
      )
    )
    #expect(third.outcome == .duplicate && third.counted?.id == second.submission.id)
  }

  @Test(arguments: BookKind.here)
  func `a correction that changes nothing is said to be so`(kind: BookKind) throws {
    let ledger = try Book(kind).open()
    let record = try Returns.record(Self.zhang, members: [["name": .text("甲")]])
    _ = try ledger.receive(Returns.file("a", records: [record]), at: "1")
    let receipt = try ledger.receive(Returns.file("b", records: [record]), at: "2")
    #expect(receipt?.outcome == .correction([]))
  }

  @Test(arguments: BookKind.here)
  func `what has to be corrected does not replace what was accepted`(kind: BookKind) throws {
    let ledger = try Book(kind).open()
    let first = try ledger.receive(
      Returns.file("a", records: [Returns.record(Self.zhang)]),
      at: "1"
    )
    let second = try #require(
      try ledger.receive(
        Returns.file(
          "b",
          records: [Returns.record(Self.zhang, income: "-5")],
          verdict: .returned,
          findings: [Returns.fault("income")]
        ),
        at: "2"
      )
    )
    #expect(second.counted == first?.submission)
    guard case .correction(let changes) = second.outcome,
      case .changed(let values) = changes.first?.kind
    else {
      Issue.record("no correction")
      return
    }
    // It was right and became wrong.
    #expect(values.map(\.becameWrong) == [true])
    let third = try #require(
      try ledger.receive(
        Returns.file("c", records: [Returns.record(Self.zhang, income: "5")]),
        at: "3"
      )
    )
    #expect(third.predecessor == second.submission && third.counted == third.submission)
    #expect(try ledger.submissions(onlyCounted: true).map(\.id) == [third.submission.id])
  }

  @Test(arguments: BookKind.here)
  func `a file that new rules read in another way is filed anew`(kind: BookKind) throws {
    let ledger = try Book(kind).open()
    let records = try [Returns.record(Self.zhang)]
    _ = try ledger.receive(Returns.file("a", records: records, verdict: .returned), at: "1")
    let second = try ledger.receive(Returns.file("a", records: records), at: "2")
    #expect(second?.outcome == .correction([]))
    #expect(second?.counted == second?.submission)
    let third = try ledger.receive(Returns.file("a", records: records), at: "3")
    #expect(third?.outcome == .duplicate)
    #expect(try ledger.submissions().count == 2)
  }

  @Test(arguments: BookKind.here)
  func `other units and campaigns have returns of their own`(kind: BookKind) throws {
    let ledger = try Book(kind).open()
    let records = try [Returns.record(Self.zhang)]
    for (content, unit, campaign) in [
      ("a", "411003102201", ""), ("b", "411003102202", ""), ("c", "411003102201", "2023"),
    ] {
      let receipt = try ledger.receive(
        Returns.file(content, unit: unit, records: records, campaign: campaign),
        at: "1"
      )
      #expect(receipt?.outcome == .filed)
    }
    #expect(try ledger.submissions(onlyCounted: true).count == 3)
    #expect(try ledger.submissions(unit: "411003102202").count == 1)
  }

  @Test(arguments: BookKind.here)
  func `a file of an unknown unit replaces none`(kind: BookKind) throws {
    let ledger = try Book(kind).open()
    let records = try [Returns.record(Self.zhang)]
    for content in ["a", "b"] {
      let receipt = try ledger.receive(Returns.file(content, unit: "", records: records), at: "1")
      #expect(receipt?.outcome == .filed && receipt?.predecessor == nil)
    }
    #expect(try ledger.submissions(onlyCounted: true).count == 2)
    let again = try ledger.receive(Returns.file("a", unit: "", records: records), at: "2")
    #expect(again?.outcome == .duplicate)
  }

  @Test(arguments: BookKind.here)
  func `the trail says who did what, and nothing personal`(kind: BookKind) throws {
    let ledger = try Book(kind).open()
    let file = try Returns.file("张三", records: [Returns.record(Self.zhang)])
    for time in ["1", "2"] { _ = try ledger.receive(file, at: time) }
    let rows = try ledger.database.read { try $0.rows("SELECT * FROM audit ORDER BY id") }
    #expect(rows.map { $0.text(1) } == ["1", "2"])
    #expect(rows.map { $0.text(2) } == ["王办事员", "王办事员"])
    #expect(rows.map { $0.text(3) } == ["file", "duplicate"])
    let text = rows.map { $0.text(4) }.joined()
    #expect(!text.contains("张三") && !text.contains(Self.zhang))
  }

  @Test(arguments: BookKind.here)
  func `many importers at once leave what one would leave`(kind: BookKind) async throws {
    let book = try Book(kind)
    // Each of the importers has all files, as when two people import the same folder.
    let files = try (0..<30).map { number in
      try Returns.file(
        "f\(number)",
        unit: "4110031022\(10 + number / 2)",
        records: (0..<5).map { try Returns.record("41100319700501\(number % 10)\($0)35", row: $0) }
      )
    }
    _ = try book.open()
    let importers = kind == .sqlite ? 2 : 8
    let location = book.location
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<importers {
        group.addTask {
          let ledger = try Ledger(location, creating: true, actor: "乙")
          for file in files { _ = try ledger.receive(file, at: "1") }
        }
      }
      try await group.waitForAll()
    }
    let submissions = try book.open().submissions()
    #expect(submissions.count == 30)
    #expect(submissions.filter(\.isCounted).count == 15)
    #expect(Set(submissions.map(\.sha256)).count == 30)
    for submission in submissions {
      #expect(try book.open().records(of: submission.id).count == 5)
    }
  }
}
