import FormDefinitions
import FormLayout
import Foundation
import Testing

@testable import FormIntake
@testable import Ledger

/// Returns whose workbooks carry the unit's name in place of its code.
@Suite struct UnitByNameTests {
  private static let people = ["411003197005010135", "411003198011110022"]
  private static let zhang = ReportingUnit(code: "411003102201", name: "张庄村")
  private static let wang = [
    ReportingUnit(code: "411003102202", name: "王庄村", township: "柳河镇"),
    ReportingUnit(code: "411003103202", name: "王庄村", township: "灵井镇"),
  ]

  private func file(
    _ content: String,
    unit: String = "张庄村",
    batch: String = "0011aabb",
    income: String = "100",
    person: Int = 0
  ) throws -> ReceivedFile {
    var file = try Returns.file(
      content,
      unit: unit,
      records: [Returns.record(Self.people[person], income: income)]
    )
    file.submission.identity?.batch = batch
    return file
  }

  @Test(arguments: BookKind.here)
  func `one unit of the list has the name, so that the return is filed under its code`(
    kind: BookKind
  ) throws {
    let ledger = try Book(kind).open()
    try ledger.register([Self.zhang] + Self.wang)
    let receipt = try #require(try ledger.receive(file("a"), at: "1"))
    #expect(receipt.submission.identity.unit == "411003102201")
    #expect(receipt.unitByName == .listed(name: "张庄村", code: "411003102201"))
    let again = try #require(try ledger.receive(file("a"), at: "2"))
    #expect(again.outcome == .duplicate && again.unitByName == receipt.unitByName)
    let known = try ledger.receive(file("b", unit: "411003102202"), at: "3")
    #expect(known?.unitByName == nil)
    let several = try #require(try ledger.receive(file("c", unit: "王庄村"), at: "4"))
    #expect(several.submission.identity.unit == "王庄村")
    #expect(
      several.unitByName == .ambiguous(name: "王庄村", codes: ["411003102202", "411003103202"])
    )
    let nobody = try #require(try ledger.receive(file("d", unit: "李庄村"), at: "5"))
    #expect(nobody.submission.identity.unit == "李庄村" && nobody.unitByName == nil)
    #expect(try ledger.joinReturnsFiledByName(at: "6").isEmpty)
  }

  @Test(arguments: BookKind.here)
  func `a list that has the name for the code too has one unit all the same`(
    kind: BookKind
  ) throws {
    let ledger = try Book(kind).open()
    try ledger.register([ReportingUnit(code: "张庄村", name: "张庄村"), Self.zhang])
    let receipt = try #require(try ledger.receive(file("a"), at: "1"))
    #expect(receipt.submission.identity.unit == "411003102201")
    // A code that is another unit's name is a code.
    try ledger.register([
      ReportingUnit(code: "A1", name: "甲"), ReportingUnit(code: "411003102209", name: "A1"),
    ])
    let code = try ledger.receive(file("b", unit: "A1"), at: "2")
    #expect(code?.submission.identity.unit == "A1" && code?.unitByName == nil)
  }

  @Test(arguments: BookKind.here)
  func `what came before the list is under the code once it is known, and counts once`(
    kind: BookKind
  ) throws {
    let ledger = try Book(kind).open()
    #expect(try ledger.joinReturnsFiledByName(at: "0").isEmpty)
    let first = try #require(try ledger.receive(file("a"), at: "1"))
    #expect(first.submission.identity.unit == "张庄村" && first.unitByName == nil)
    try ledger.fileNilReturn(
      form: "weekly",
      unit: "张庄村",
      period: "2023-08",
      reason: "没有",
      at: "1"
    )
    try ledger.register([Self.zhang])
    #expect(
      try ledger.joinReturnsFiledByName(at: "2")
        == [JoinedReturns(name: "张庄村", code: "411003102201", count: 2)]
    )
    #expect(try ledger.joinReturnsFiledByName(at: "3").isEmpty)
    #expect(try ledger.submissions().map(\.identity.unit) == ["411003102201"])
    #expect(try ledger.nilReturns(ofForm: "weekly").map(\.unit) == ["411003102201"])
    let again = try #require(try ledger.receive(file("a"), at: "4"))
    #expect(again.outcome == .duplicate && again.submission.id == first.submission.id)
    let correction = try #require(try ledger.receive(file("b", income: "200"), at: "5"))
    guard case .correction(let changes) = correction.outcome else {
      Issue.record("no correction: \(correction.outcome)")
      return
    }
    #expect(changes.count == 1 && correction.predecessor?.id == first.submission.id)
    #expect(try ledger.submissions(onlyCounted: true).map(\.id) == [correction.submission.id])
    // Whoever asks for the unit sees what the trail knew by the name.
    var actions: [String] = []
    try ledger.trail(unit: "411003102201") { actions.append($0.action) }
    #expect(actions == ["file", "nil", "join", "duplicate", "correct"])
    #expect(try ledger.unitCodes() == ["411003102201"])
  }

  @Test(arguments: BookKind.here)
  func `of what was under both, of a household the newer statement counts`(kind: BookKind) throws {
    let ledger = try Book(kind).open()
    _ = try ledger.receive(file("a", batch: "b1", income: "1"), at: "1")
    _ = try ledger.receive(file("b", unit: "411003102201", batch: "b2", income: "2"), at: "2")
    // The same workbook under both names.
    _ = try ledger.receive(file("c", batch: "b2", income: "3", person: 1), at: "3")
    try ledger.register([Self.zhang])
    let joined = try ledger.joinReturnsFiledByName(at: "4")
    #expect(joined.map(\.count) == [2])
    var incomes: [String] = []
    try ledger.forEachCounted(form: "visit", unit: "411003102201", at: "5") { _, records in
      incomes += records.map { $0.values["income"]?.text ?? "" }
    }
    #expect(incomes == ["1", "3"])
    #expect(try ledger.submissions().map(\.isCounted) == [true, false, true])
  }

  /// A mistyped code in the list must not keep a return for ever.
  @Test(arguments: BookKind.here)
  func `a file sent in again goes to the code that the corrected list tells`(kind: BookKind) throws
  {
    let ledger = try Book(kind).open()
    try ledger.register([ReportingUnit(code: "411003102291", name: "张庄村")])
    let wrong = try #require(try ledger.receive(file("a"), at: "1"))
    #expect(wrong.submission.identity.unit == "411003102291")
    let change = try ledger.register([Self.zhang], replacing: true)
    #expect(change.removed.map(\.code) == ["411003102291"] && change.ambiguous.isEmpty)
    let right = try #require(try ledger.receive(file("a"), at: "2"))
    #expect(right.outcome == .filed && right.submission.identity.unit == "411003102201")
    #expect(try ledger.submissions(onlyCounted: true).map(\.id) == [right.submission.id])
    #expect(try ledger.receive(file("a"), at: "3")?.outcome == .duplicate)
    #expect(try ledger.submissions().count == 2)
  }

  @Test(arguments: BookKind.here)
  func `a unit stays while nobody knows whether returns under its name are its own`(
    kind: BookKind
  ) throws {
    let ledger = try Book(kind).open()
    try ledger.register(Self.wang + [Self.zhang])
    _ = try ledger.receive(file("a", unit: "王庄村"), at: "1")
    let change = try ledger.register([Self.wang[0]], replacing: true)
    #expect(change.ambiguous == [Self.wang[1]] && change.removed == [Self.zhang])
    #expect(try ledger.joinReturnsFiledByName(at: "2").isEmpty)
    #expect(try ledger.submissions().map(\.identity.unit) == ["王庄村"])
  }
}
