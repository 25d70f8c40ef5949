import FormLayout
import Foundation
import SpreadsheetWriting
import Testing

@testable import Tianbao

@Suite struct BatchGeneratorTests {
  /// Workbooks named by a number, the first with the most households.
  private func orders(_ count: Int, in office: Office) -> [BatchGenerator.Order] {
    (0..<count).map { number in
      BatchGenerator.Order(
        url: office.url("\(number).xlsx"),
        unit: Office.zhangzhuang,
        households: Array(
          repeating: Office.household("张三", Office.zhang),
          count: (count - number) * 3
        )
      )
    }
  }

  @Test(arguments: [1, 2, 8])
  func `workbooks are told in order and are the same however many are made at once`(
    jobs: Int
  ) async throws {
    let office = try Office()
    var batch = BatchGenerator(FormGenerator(try Office.definition()))
    batch.jobs = jobs
    let orders = orders(5, in: office)
    var made: [String] = []
    try await batch.write(orders) { made.append($0.lastPathComponent) }
    #expect(made == ["0.xlsx", "1.xlsx", "2.xlsx", "3.xlsx", "4.xlsx"])
    for order in orders {
      let alone = office.url("alone-\(order.url.lastPathComponent)")
      try batch.generator.write(to: alone, for: order.unit, households: order.households)
      #expect(try Data(contentsOf: order.url) == Data(contentsOf: alone))
    }
  }

  @Test(arguments: [1, 2, 8])
  func `after one that fails none is begun, and what there is was told`(jobs: Int) async throws {
    let office = try Office()
    try office.write("mine".utf8, to: "1.xlsx")
    var batch = BatchGenerator(FormGenerator(try Office.definition()))
    batch.jobs = jobs
    let orders = orders(20, in: office)
    var made: [String] = []
    let failure = await #expect(throws: BatchGenerator.Failure.self) {
      try await batch.write(orders) { made.append($0.lastPathComponent) }
    }
    #expect(failure?.url.lastPathComponent == "1.xlsx")
    #expect(failure?.reason as? WritingError == .targetExists)
    #expect(try String(contentsOf: orders[1].url, encoding: .utf8) == "mine")
    if jobs == 1 { #expect(made == ["0.xlsx"]) }
    #expect(try office.names() == (made + ["1.xlsx"]).sorted())
  }
}
