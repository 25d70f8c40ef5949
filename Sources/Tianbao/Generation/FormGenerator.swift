public import FormDefinitions
public import FormLayout
public import Foundation
public import Spreadsheet
import SpreadsheetWriting

/// Makes workbooks of a form.
///
///     let form = try catalogue.form("screening")
///     try FormGenerator(form).write(to: url, for: unit, households: roster.records(of: unit))
public struct FormGenerator: Sendable {
  /// The form.
  public let form: FormDefinition
  private let template: FormTemplate
  /// How records are laid out.
  public var layout: LayoutKind
  /// The reporting period, if the form has one.
  public var period: ReportingPeriod?
  /// The round (campaign) for which the workbooks are made; empty for none.
  public var campaign = ""
  /// The day that the file names as its day of making.
  public var created: CalendarDate
  /// The number of blank records after the known ones; `nil` for one where none is known.
  public var blankCopies: Int?

  /// Creates a generator of cards, or of lists for a form that has no card.
  public init(_ form: FormDefinition) {
    self.form = form
    template = FormTemplate(form)
    layout = form.card == nil ? .list : .card
    period = nil
    created = .epoch
    blankCopies = nil
  }

  /// The workbook as a value.
  ///
  /// - Throws: `LayoutMissing` when the form lacks the layout.
  public func workbook(
    for unit: ReportingUnit? = nil,
    households: [PrefilledRecord] = []
  ) throws(LayoutMissing) -> FormWorkbook {
    let standard = layout == .list ? 20 : 1
    return try FormWorkbook(
      template,
      request: WorkbookRequest(
        unit: unit,
        period: period,
        campaign: campaign,
        records: households,
        blankCopies: blankCopies ?? (households.isEmpty ? standard : 0),
        layout: layout,
        created: created
      )
    )
  }

  /// Writes a workbook; it appears whole or not at all.
  ///
  /// - Parameters:
  ///   - url: the file to be made.
  ///   - unit: the unit that will fill it in; `nil` for a blank form.
  ///   - households: the records known in advance.
  ///   - replacing: whether a file of that name may be replaced.
  /// - Throws: `LayoutMissing`, or `WritingError` when the file cannot be written.
  public func write(
    to url: URL,
    for unit: ReportingUnit? = nil,
    households: [PrefilledRecord] = [],
    replacing: Bool = false
  ) throws {
    let workbook = try workbook(for: unit, households: households)
    try WorkbookWriter().write(workbook.layout, to: url.path, replacing: replacing)
  }
}
