import Foundation
import Testing

@testable import Reports

@Suite struct ExactSumTests {
  private func sum(_ numbers: [String]) throws -> Decimal {
    var sum = ExactSum()
    for number in numbers { sum.add(try #require(ExactNumber(Array(number.utf8)[...]))) }
    return sum.value
  }

  @Test func `no digit is lost, whatever the size and the order`() throws {
    #expect(try sum(["0.1", "0.2"]) == Decimal(string: "0.3"))
    #expect(try sum(Array(repeating: "0.01", count: 100_000)) == 1_000)
    #expect(
      try sum(["99999999999999.99", "0.01", "-0.005", "1e2", "0.00000001"])
        == Decimal(string: "100000000000099.99500001")
    )
    #expect(
      try sum(["12345678901234567890123456789", "0.5"])
        == Decimal(string: "12345678901234567890123456789.5")
    )
  }

  @Test(arguments: ["", "-", "abc", "--1", "1.2.3"])
  func `what is no number is none`(text: String) {
    let number = ExactNumber(Array(text.utf8)[...])
    #expect(number == nil)
  }

  @Test func `halves are rounded away from zero, as Excel does`() throws {
    let numbers = ["2.345", "-2.345", "0.005", "1.004999"].map { Decimal(string: $0) ?? 0 }
    #expect(numbers.map { $0.text(places: 2) } == ["2.35", "-2.35", "0.01", "1.00"])
    #expect(Decimal(7).text(places: 0) == "7")
  }
}
