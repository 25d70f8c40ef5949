public import FormDefinitions
public import FormLayout
public import Ledger
import Spreadsheet

/// What the units of a round owe over its whole time.
public struct RoundObligations: Sendable {
  /// The round.
  public let campaign: Campaign
  /// The units that owe something, in the list's order, those that the document names after them.
  public let units: [ReportingUnit]
  /// The units of the list of which neither code nor name tells what they are.
  public let unknown: [ReportingUnit]
  /// What they owe: unit by unit, the returns in the document's order, each by time.
  public let obligations: [Obligation]

  /// Finds what units owe.
  ///
  /// - Parameters:
  ///   - campaign: the round.
  ///   - forms: the forms that it names; a return whose form cannot be used is left out.
  ///   - list: the units of the area; the units that the document names are added.
  public init(_ campaign: Campaign, forms: FormCatalogue, units list: [ReportingUnit]) {
    self.campaign = campaign
    let known = Set(list.map(\.name))
    let named = campaign.units.filter { !$0.isEveryUnit && !known.contains($0.label) }
      .map { ReportingUnit(code: $0.label, name: $0.label) }
    var units: [ReportingUnit] = []
    var unknown: [ReportingUnit] = []
    var obligations: [Obligation] = []
    for unit in list + named {
      let kind =
        campaign.kind(ofUnit: unit.name) ?? UnitKind(code: unit.code, name: unit.name)
      let groups = campaign.groups(ofUnit: unit.name, kind: kind)
      if kind == nil, groups.isEmpty { unknown.append(unit) }
      let owed = campaign.returns(of: groups).flatMap { item in
        Self.obligations(of: unit, item, forms)
      }
      guard !owed.isEmpty else { continue }
      units.append(unit)
      obligations += owed
    }
    self.units = units
    self.unknown = unknown
    self.obligations = obligations
  }

  private static func obligations(
    of unit: ReportingUnit,
    _ item: Return,
    _ forms: FormCatalogue
  ) -> [Obligation] {
    guard let form = forms.forms[item.form] else { return [] }
    return item.rhythm.periods.map { period in
      let workbook = OwedWorkbook(
        item: item,
        form: form,
        period: period,
        unit: unit,
        checklist: []
      )
      return Obligation(
        item: item.id,
        title: item.title,
        form: form.id,
        unit: unit.code,
        period: workbook.reportingPeriod.description,
        opens: period.opens,
        due: period.due
      )
    }
  }
}
