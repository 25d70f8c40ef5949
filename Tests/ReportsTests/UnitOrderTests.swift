import Testing

@testable import Reports

@Suite struct UnitOrderTests {
  @Test func `units stand in the order of the numbers in their codes`() {
    let codes = ["村10", "411003102210", "村9", "区住建局", "41100310229", "村09", "411003102200", ""]
    #expect(
      codes.sorted(by: UnitOrder.precedes)
        == ["", "41100310229", "411003102200", "411003102210", "区住建局", "村09", "村9", "村10"]
    )
  }
}
