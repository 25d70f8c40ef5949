import FormDefinitions
import Foundation
import Spreadsheet

/// The parameters of a form as formulas know them: the figures of the unit's area by year.
struct RuleFigures {
  let form: FormDefinition
  let request: WorkbookRequest

  /// The parameters, by name.
  ///
  /// - Parameter dates: the record's days in the form's order, the first of which tells the year
  ///   where the workbook has no period.
  /// - Returns: their figures.
  func parameters(dates: [String]) -> [String: FormulaParameter] {
    let year = request.period.map { String($0.year) } ?? yearFormula(dates)
    return form.parameters.mapValues { parameter in
      let years = Set(parameter.entries.map(\.year)).sorted()
      var values: [String] = []
      var known: [FormulaFlag] = []
      for entry in years {
        guard let value = parameter.value(year: entry, divisionCode: request.unit?.code) else {
          continue
        }
        if let period = request.period {
          guard period.year == entry else { continue }
          return FormulaParameter(value: value.description, known: .always)
        }
        values.append("(\(year)=\(entry))*\(value)")
        known.append(.test("(\(year)=\(entry))"))
      }
      guard !values.isEmpty else { return FormulaParameter(value: "0", known: .never) }
      return FormulaParameter(value: "(\(values.joined(separator: "+")))", known: .any(known))
    }
  }

  private func yearFormula(_ dates: [String]) -> String {
    dates.reversed().reduce("YEAR(TODAY())") { rest, date in
      "IF(ISNUMBER(\(date)),YEAR(\(date)),\(rest))"
    }
  }

  /// The figures for a record that the office knows.
  func figures(_ values: [String: FieldValue]) -> [String: Decimal] {
    guard !form.parameters.isEmpty else { return [:] }
    let year =
      request.period?.year
      ?? form.fields.indices.lazy.compactMap { index -> Int? in
        if case .date(let date)? = values[form.fields[index].id] { date.year } else { nil }
      }.first ?? request.created.year
    return form.parameters.compactMapValues {
      $0.value(year: year, divisionCode: request.unit?.code)
    }
  }
}
