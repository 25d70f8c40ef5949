import FormDefinitions
import Testing

@Suite struct RuleLanguageTests {
  @Test func everyFunctionIsDescribedOnce() {
    let described = RuleLanguage.functions.map(\.name)
    let known =
      Set(RuleFunction.allCases.map(\.rawValue)).union(RuleAggregate.allCases.map(\.rawValue))
    #expect(described.count == Set(described).count)
    #expect(Set(described) == known)
  }

  @Test(
    arguments: zip(
      RuleLanguage.functions,
      [
        "是", "是", "是", "24000", "8", "27500", "是", "否", "是", "是", "1", "是", "是", "否", "是", "是",
        "1970-05-01", "是", "是", Household.head, "0", "否", "（空）", "9166.67", "否", "是", "是", "8",
        "是", "是", "是",
      ]
    )
  )
  func examplesAreRight(entry: RuleLanguage.Entry, expected: String) throws {
    #expect(try Household.value(entry.example) == expected)
    #expect(entry.example.contains(entry.name + "("))
  }
}
