import FormDefinitions
import Foundation
import Spreadsheet

/// Makes the data validation of a field: what may be typed, the prompt, and the error's words.
struct FieldValidation {
  let form: FormDefinition
  let ranges: CodeListSheet.Ranges

  /// Whether somebody fills in a field's cells.
  static func isNeeded(_ field: FieldDefinition) -> Bool {
    field.type != .signature && !field.isPreset && field.computed == nil
  }

  /// The validation of a field's cells.
  ///
  /// - Parameters:
  ///   - field: the field.
  ///   - range: the input cells.
  ///   - parent: the cell of the field on which the code list depends, for the range's first row.
  /// - Returns: the validation, or `nil` for a cell that nobody fills in.
  func validation(
    for field: FieldDefinition,
    in range: CellRange,
    parent: CellReference?
  ) -> ValidationLayout? {
    guard Self.isNeeded(field) else { return nil }
    var validation = ValidationLayout(range, rule(for: field, in: range, parent: parent))
    validation.promptTitle = Self.cut(field.label, to: 32)
    validation.prompt = Self.cut(FieldWords.prompt(field, form: form), to: 255)
    validation.errorTitle = "请核对"
    validation.errorMessage = Self.cut(FieldWords.expectation(field, form: form), to: 255)
    if case .choices = field.type { validation.errorStyle = .silent }
    if case .text = field.type { validation.errorStyle = .warning }
    if case .identityNumber = field.type { validation.errorStyle = .warning }
    return validation
  }

  private func rule(
    for field: FieldDefinition,
    in range: CellRange,
    parent: CellReference?
  ) -> ValidationLayout.Rule {
    switch field.type {
    case .choice(let list), .choices(let list):
      return ranges.formula(for: list, parent: parent).map { .list(formula: $0) } ?? .any
    case .yesNo:
      return .list(formula: ranges.yesNo)
    case .integer:
      // As the importer has it: below zero only where the range says so.
      return .integer(
        minimum: bound(field.range?.minimum) ?? 0,
        maximum: bound(field.range?.maximum)
      )
    case .year:
      return .integer(minimum: 1900, maximum: 2100)
    case .decimal, .money, .percent:
      let range = field.range
      return .decimal(
        minimum: bound(range?.minimum) ?? 0,
        maximum: bound(range?.maximum) ?? 999_999_999_999
      )
    case .date, .month:
      let standard = FieldWords.standardDates
      return .date(
        earliest: field.dates?.lowerBound ?? standard.lowerBound,
        latest: field.dates?.upperBound ?? standard.upperBound
      )
    case .identityNumber:
      // The cell may be typed before its format is known: lengths only; the importer does the rest.
      let cell = range.first.description
      return .custom(formula: "OR(LEN(\(cell))=18,LEN(\(cell))=20,LEN(\(cell))=22)")
    case .mobileNumber:
      return .textLength(minimum: 11, maximum: 11)
    case .divisionCode:
      return .textLength(minimum: 12, maximum: 12)
    case .creditCode:
      return .textLength(minimum: 18, maximum: 18)
    case .text:
      return .textLength(minimum: 0, maximum: field.maximumLength ?? 2000)
    case .signature:
      return .any
    }
  }

  private func bound(_ number: Decimal?) -> Double? {
    number.map(\.nearestDouble)
  }

  static func cut(_ text: String, to limit: Int) -> String {
    text.utf16.count <= limit
      ? text : String(decoding: text.utf16.prefix(limit - 1), as: UTF16.self) + "…"
  }
}
