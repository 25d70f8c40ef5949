import FormDefinitions
import FormIntake
import FormLayout
import Foundation
import Testing

@testable import Ledger
@testable import Tianbao

/// A folder that is imported again and again while files are added to it.
@Suite struct RepeatedImportTests {
  private let office: Office
  private let ledger: Ledger

  init() throws {
    office = try Office()
    ledger = try Ledger(.file(office.url("台账.sqlite")), creating: true, actor: "甲")
  }

  private func put(_ name: String, _ unit: ReportingUnit, income: Int) throws {
    let values = ["income": FieldValue.number(Decimal(income))]
    try office.returned("收回/\(name)", unit, [Office.household("张三", Office.zhang, values)])
  }

  /// Imports the folder; gives the outcomes by file.
  private func imported() async throws -> [String: Receipt.Outcome] {
    let batch = BatchImporter(FormImporter(Office.catalogue, today: Office.day))
    var results = await batch.submissions(
      of: try ReturnedFiles(paths: [office.url("收回").path]).files
    )
    // The workbook that was sent out is filled in anew for each version.
    for index in results.indices { results[index].submission.identity?.batch = "0011aabb" }
    let received = ReceiptTime(day: Office.day)
    let receipts = try results.map { try ledger.file($0, Office.catalogue, received: received) }
    _ = try ledger.judge(
      receipts,
      results.map(\.submission),
      by: [],
      Office.catalogue,
      on: Office.day,
      at: received.description
    )
    return zip(results, receipts).reduce(into: [:]) { $0[$1.0.file] = $1.1?.outcome }
  }

  private func incomes() throws -> [String] {
    var incomes: [String] = []
    try ledger.forEachCounted(form: "visit", at: "1") { _, records in
      incomes += records.map { $0.values["income"]?.text ?? "" }
    }
    return incomes
  }

  @Test func `a correction that lies before its original goes on to count`() async throws {
    try put("张庄村.xlsx", Office.zhangzhuang, income: 1)
    _ = try await imported()
    try put("张庄村(1).xlsx", Office.zhangzhuang, income: 2)
    let outcomes = try await imported()
    #expect(outcomes["张庄村.xlsx"] == .duplicate)
    guard case .correction = outcomes["张庄村(1).xlsx"] else {
      Issue.record("no correction: \(outcomes)")
      return
    }
    #expect(try incomes() == ["2"])
    #expect(try await imported().values.allSatisfy { $0 == .duplicate })
    #expect(try incomes() == ["2"])
    #expect(try ledger.submissions().count == 2)
  }

  @Test func `the same bytes under two names are filed once`() async throws {
    try put("张庄村.xlsx", Office.zhangzhuang, income: 1)
    try FileManager.default.copyItem(
      at: office.url("收回/张庄村.xlsx"),
      to: office.url("收回/张庄村 - 副本.xlsx")
    )
    for _ in 0..<3 { _ = try await imported() }
    #expect(try ledger.submissions().count == 1)
    #expect(try incomes() == ["1"])
  }

  @Test func `what another file of the run says against one makes no version of it`() async throws {
    try put("张庄村.xlsx", Office.zhangzhuang, income: 1)
    _ = try await imported()
    try put("李庄村.xlsx", Office.lizhuang, income: 2)
    try FileManager.default.moveItem(
      at: office.url("收回/李庄村.xlsx"),
      to: office.url("收回/0.xlsx")
    )
    #expect(try await imported()["张庄村.xlsx"] == .duplicate)
    try FileManager.default.removeItem(at: office.url("收回/0.xlsx"))
    try put("张庄村(1).xlsx", Office.zhangzhuang, income: 3)
    _ = try await imported()
    #expect(try ledger.submissions(unit: "411003102201").map(\.isCounted) == [false, true])
  }

  @Test func `a file that only another one spoke against is taken when that one is gone`()
    async throws
  {
    try put("0.xlsx", Office.lizhuang, income: 2)
    try put("张庄村.xlsx", Office.zhangzhuang, income: 1)
    for _ in 0..<2 {
      _ = try await imported()
      #expect(try ledger.submissions(unit: "411003102201").map(\.verdict) == [.returned])
    }
    try FileManager.default.removeItem(at: office.url("收回/0.xlsx"))
    _ = try await imported()
    let own = try ledger.submissions(unit: "411003102201")
    #expect(own.map(\.verdict) == [.accepted] && own.map(\.isCounted) == [true])
  }
}
