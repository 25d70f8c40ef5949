import FormDefinitions
import Foundation
import Testing

@testable import FormIntake
@testable import FormLayout
@testable import Ledger

/// A blank workbook that is copied, and filled in by two people for other households.
@Suite struct BlankCopyTests {
  private static let people = (0..<6).map { "41100319\(70 + $0)05010135" }

  private static func mark(_ records: [PrefilledRecord] = []) throws -> String {
    let form = try #require(Returns.form)
    return BatchMark.mark(
      form: form,
      request: WorkbookRequest(
        unit: ReportingUnit(code: "411003102201", name: "张庄村"),
        period: ReportingPeriod("2023-08"),
        records: records,
        blankCopies: 3,
        layout: .list
      )
    )
  }

  private func file(
    _ content: String,
    _ people: [Int],
    batch: String? = nil,
    verdict: Verdict = .accepted
  ) throws -> ReceivedFile {
    let records = try people.enumerated().map { row, person in
      try Returns.record(
        Self.people[person],
        income: "\(person + 1)",
        name: "户主\(person + 1)",
        row: 5 + row
      )
    }
    var file = try Returns.file(content, records: records, verdict: verdict)
    file.submission.identity?.batch = try batch ?? Self.mark()
    return file
  }

  /// The households that count.
  private func counted(_ ledger: Ledger) throws -> Set<Int> {
    var people: [Int] = []
    try ledger.forEachCounted(form: "visit", at: "9") { _, records in
      people += records.compactMap { $0.key.flatMap { Self.people.firstIndex(of: $0) } }
    }
    #expect(Set(people).count == people.count)
    return Set(people)
  }

  private func isSupplement(_ receipt: Receipt?) -> Bool {
    if case .supplement = receipt?.outcome { true } else { false }
  }

  @Test(arguments: BookKind.here)
  func `copies with other households are other workbooks, each with its corrections`(
    kind: BookKind
  ) throws {
    let ledger = try Book(kind).open()
    let files = try [file("a", [0, 1]), file("b", [2, 3]), file("c", [4])]
    var receipts: [Receipt?] = []
    for file in files { receipts.append(try ledger.receive(file, at: "1")) }
    #expect(receipts[0]?.outcome == .filed && receipts[0]?.otherCopy == nil)
    #expect(isSupplement(receipts[1]) && receipts[1]?.otherCopy?.id == 1)
    #expect(isSupplement(receipts[2]) && receipts[2]?.otherCopy?.id == 2)
    #expect(try counted(ledger) == [0, 1, 2, 3, 4])
    // The same files once more, in another order.
    for file in files.reversed() {
      #expect(try ledger.receive(file, at: "2")?.outcome == .duplicate)
    }
    // A correction of the second takes the place of the second alone.
    let second = try ledger.receive(file("b2", [3, 5]), at: "3")
    guard case .correction(let changes) = second?.outcome else {
      Issue.record("no correction")
      return
    }
    #expect(changes.map(\.key) == [Self.people[5], Self.people[2]])
    #expect(second?.otherCopy == nil)
    #expect(try counted(ledger) == [0, 1, 3, 4, 5])
    _ = try ledger.receive(file("a2", [1]), at: "4")
    #expect(try counted(ledger) == [1, 3, 4, 5])
    #expect(try ledger.receive(files[1], at: "5")?.outcome == .duplicate)
    #expect(try counted(ledger) == [1, 3, 4, 5])
    // Of two copies that both have households of a file, the one that has more.
    _ = try ledger.receive(file("b3", [1, 3, 5]), at: "6")
    #expect(try counted(ledger) == [1, 3, 4, 5])
    #expect(
      try ledger.submissions(onlyCounted: true).map(\.file) == ["c.xlsx", "a2.xlsx", "b3.xlsx"]
    )
  }

  @Test(arguments: BookKind.here)
  func `a copy that goes back is corrected by itself`(kind: BookKind) throws {
    let ledger = try Book(kind).open()
    _ = try ledger.receive(file("a", [0]), at: "1")
    _ = try ledger.receive(file("b", [2], verdict: .returned), at: "2")
    #expect(try counted(ledger) == [0])
    _ = try ledger.receive(file("b2", [2, 3]), at: "3")
    #expect(try counted(ledger) == [0, 2, 3])
    // Of what nothing could be read nobody knows whose it is.
    let blank = try ledger.receive(file("d", [], verdict: .returned), at: "4")
    #expect(blank?.submission.batch == (try Self.mark()) && blank?.otherCopy == nil)
    // Nor whether what comes after it corrects it.
    let other = try Book(kind).open()
    _ = try other.receive(file("a", [], verdict: .returned), at: "1")
    let first = try other.receive(file("a2", [0]), at: "2")
    #expect(first?.submission.batch == (try Self.mark()) && first?.otherCopy == nil)
  }

  @Test(arguments: BookKind.here)
  func `a workbook that has households, or one household in common, is corrected`(
    kind: BookKind
  ) throws {
    for batch in [try Self.mark([PrefilledRecord(values: ["head_name": .text("张三")])]), "0011aabb"]
    {
      let ledger = try Book(kind).open()
      _ = try ledger.receive(file("a", [0, 1], batch: batch), at: "1")
      let second = try ledger.receive(file("b", [2], batch: batch), at: "2")
      #expect(!isSupplement(second) && second?.otherCopy == nil)
      #expect(try counted(ledger) == [2])
    }
    let ledger = try Book(kind).open()
    _ = try ledger.receive(file("a", [0, 1]), at: "1")
    #expect(try !isSupplement(ledger.receive(file("b", [1, 2]), at: "2")))
    #expect(try counted(ledger) == [1, 2])
  }

  @Test(arguments: BookKind.here)
  func `what was meant as a correction is said to be one`(kind: BookKind) throws {
    let ledger = try Book(kind).open()
    _ = try ledger.receive(file("a", [0]), at: "1")
    var second = try file("b", [2])
    let receipt = try #require(try ledger.receive(second, at: "2"))
    #expect(try counted(ledger) == [0, 2])
    second.corrects = try #require(receipt.otherCopy).id
    let corrected = try ledger.receive(second, at: "3")
    guard case .correction = corrected?.outcome else {
      Issue.record("no correction")
      return
    }
    #expect(corrected?.otherCopy == nil)
    #expect(try counted(ledger) == [2])
    // From now on it is a version of the first.
    second.corrects = nil
    #expect(try ledger.receive(second, at: "4")?.outcome == .duplicate)
    #expect(try counted(ledger) == [2])
    for (number, unit) in [(Int64(99), "411003102201"), (1, "411003102202")] {
      var other = second
      other.corrects = number
      other.submission.identity?.unit = unit
      #expect(throws: LedgerError.noCorrection(of: number)) { try ledger.receive(other, at: "5") }
    }
  }

  @Test(arguments: BookKind.here)
  func `another copy is of no round that nobody named, and a correction is`(kind: BookKind) throws {
    let ledger = try Book(kind).open()
    var first = try file("a", [0, 1])
    first.campaign = "spring"
    _ = try ledger.receive(first, at: "1")
    let other = try ledger.receive(file("b", [2]), at: "2")
    #expect(other?.submission.identity.campaign == "" && other?.roundOf == nil)
    let correction = try ledger.receive(file("c", [0]), at: "3")
    #expect(correction?.submission.identity.campaign == "spring")
    #expect(correction?.roundOf?.file == "a.xlsx")
  }
}
