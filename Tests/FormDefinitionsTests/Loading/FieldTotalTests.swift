import Findings
import Testing

@testable import FormDefinitions

/// What stands for a field in a roll-up.
@Suite struct FieldTotalTests {
  private func catalogue(_ line: String) -> FormCatalogue {
    let text = """
      form: sums
      title: 汇总
      name: 汇总
      revision: "1"
      source: 测试
      record: 户
      groups: [{id: base, label: 基本, fields: [people, net, head, twice, rate, other]}]
      fields:
        people: {label: 人口, type: integer}
        net: {label: 纯收入, type: money}
        head: {label: 人均, type: money, computed: "round(net / people, 2)"}
        twice: {label: 差, type: money, computed: "net - people"}
        rate: {label: 利率, type: percent}
        other: {label: 另, type: money\(line)}
      layout:
        list: {paper: A4 landscape, title: 汇总}
      """
    return FormCatalogue(sources: [DefinitionSource(.form, name: "sums.yaml", text: text)])
  }

  private func total(_ field: String, _ line: String = "") -> FieldTotal? {
    catalogue(line).forms["sums"]?.field(field)?.total
  }

  @Test func `it follows from the type and the formula`() {
    #expect(total("people") == .sum)
    #expect(total("twice") == .sum)
    #expect(total("head") == .quotient(of: "net", by: "people", places: 2))
    #expect(total("rate") == FieldTotal.none)
  }

  @Test func `the definition may say otherwise`() {
    #expect(total("other", ", total: none") == FieldTotal.none)
    #expect(total("other", ", total: per people") == .mean(over: "people"))
  }

  @Test(arguments: [
    (", total: mean", "field.total"), (", total: per nobody", "definition.unknown-field"),
  ])
  func `a total that cannot be is a fault at its line`(line: String, code: String) throws {
    let fault = try #require(catalogue(line).faults.first)
    #expect(fault.code.rawValue == code)
    #expect(fault.line == 14)
  }
}
