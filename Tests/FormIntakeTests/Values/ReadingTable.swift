import Findings
import FormDefinitions
import Foundation
import Spreadsheet
import Testing

@testable import FormIntake

/// The day of import in these tests.
let importDay = CalendarDate(iso: "2023-08-31") ?? .epoch

/// A field of a type, with what a test changes.
func makeField(
  _ type: FieldType,
  label: String = "项目",
  _ change: (inout FieldDefinition) -> Void = { _ in }
) -> FieldDefinition {
  var field = FieldDefinition(id: "item", label: label, type: type)
  change(&field)
  return field
}

/// A reader in August 2023, as the reporting period and the day of import say.
func makeReader(
  _ field: FieldDefinition,
  list: CodeList? = nil,
  period: ReadingPeriod? = ReadingPeriod(year: 2023, month: 8)
) -> FieldReader {
  FieldReader(
    field: field,
    codeList: list,
    context: ReadingContext(period: period, today: importDay)
  )
}

/// What a reading says, in one line: value, then codes; `blank` or `nothing` without a value.
func summary(_ reading: FieldReading) -> String {
  let value = reading.value.map(\.description) ?? (reading.isBlank ? "blank" : "nothing")
  return ([value] + reading.remarks.map { "\($0.severity.rawValue) \($0.code.rawValue)" })
    .joined(separator: " | ")
}

/// A row of a table: what was typed, and what its reading says.
struct Row: CustomTestStringConvertible, Sendable {
  let typed: String
  let expected: String

  init(_ typed: String, _ expected: String) {
    self.typed = typed
    self.expected = expected
  }

  var testDescription: String { "\(typed.debugDescription) → \(expected)" }
}

/// Reads every row and compares what the readings say.
func check(
  _ rows: [Row],
  with reader: FieldReader,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  for row in rows {
    let found = summary(reader.read(.text(row.typed)))
    #expect(found == row.expected, "\(row.typed.debugDescription)", sourceLocation: sourceLocation)
  }
}

/// A number as a decimal, exactly.
func decimal(_ text: String) throws -> Decimal { try #require(Decimal(string: text)) }
