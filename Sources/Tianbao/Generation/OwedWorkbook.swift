public import FormDefinitions
public import FormLayout
import Foundation
public import Spreadsheet

/// A workbook that a unit owes in a round: the form, its period, and what is printed in advance.
public struct OwedWorkbook: Sendable {
  /// The return that asks for it.
  public let item: Return
  /// The form.
  public let form: FormDefinition
  /// When it is due, and what it covers.
  public let period: ReturnPeriod
  /// The unit that owes it.
  public let unit: ReportingUnit
  /// The rows of the round's checklist that are printed in advance; empty for none.
  public let checklist: [PrefilledRecord]

  /// What a unit owes on a day, in the order of the round's returns.
  ///
  /// - Parameters:
  ///   - campaign: the round.
  ///   - forms: the forms that it names.
  ///   - unit: the unit.
  ///   - groups: the groups of the round that the unit belongs to.
  ///   - day: the day.
  /// - Returns: the workbooks; a form that cannot be used is left out.
  public static func owed(
    in campaign: Campaign,
    forms: FormCatalogue,
    by unit: ReportingUnit,
    of groups: [UnitGroup],
    on day: CalendarDate
  ) -> [OwedWorkbook] {
    campaign.owed(by: groups, on: day).compactMap { item, period in
      guard let form = forms.forms[item.form] else { return nil }
      let rows = item.prefill.isEmpty ? [] : campaign.checklist(for: groups)
      return OwedWorkbook(
        item: item,
        form: form,
        period: period,
        unit: unit,
        checklist: rows.map { row in
          PrefilledRecord(
            values: item.prefill.mapValues { .text(row.value(of: $0)) }
              .filter { !$0.value.description.isEmpty }
          )
        }
      )
    }
  }

  /// The period that the workbook carries: of the kind that the form asks for, else the day on which
  /// it is due, so that the same form for another date is another report.
  public var reportingPeriod: ReportingPeriod {
    switch (form.period, item.rhythm) {
    case (.year, _): .year(period.due.year)
    case (.month, _), (_, .monthly): .month(CalendarMonth(period.covers.upperBound))
    case (.day, _), (.none, _): .day(period.due)
    }
  }

  /// The file's name without a folder: the unit, the return and the day on which it is due.
  public var fileName: String {
    let owner = unit.code == unit.name ? unit.name : unit.code + unit.name
    return FileName.safe("\(owner)-\(item.title)-\(period.due).xlsx")
  }

  /// Whether the form prints the unit's division code, which the unit then needs.
  public var printsCode: Bool { form.unitParts.values.contains(.code) }

  /// The generator of the workbook.
  ///
  /// A list whose printed columns nobody may change ends with the checklist; others leave room for
  /// what a unit adds.
  public var generator: FormGenerator {
    var generator = FormGenerator(form)
    generator.period = reportingPeriod
    if !checklist.isEmpty {
      generator.layout = .list
      let isClosed = item.prefill.keys.allSatisfy { form.field($0)?.isPreset == true }
      generator.blankCopies = isClosed ? 0 : 10
    }
    return generator
  }
}

/// Names of files that every system can hold.
public enum FileName {
  /// A name without the signs that Windows refuses.
  public static func safe(_ text: String) -> String {
    String(text.map { $0.isNewline || "/\\:*?\"<>|".contains($0) ? "_" : $0 })
  }
}
