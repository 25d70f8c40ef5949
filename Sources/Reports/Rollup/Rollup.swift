public import FormDefinitions
public import FormLayout
public import Ledger

/// What the rows of a roll-up are.
public enum RollupLevel: Hashable, Sendable {
  /// A row a unit, with a sum a township.
  case unit
  /// A row a township, with a sum a county.
  case township
  /// A row a county.
  case county
  /// A row for the units whose codes begin with the same characters, so many of them.
  case codePrefix(Int)
}

/// A form's records over all units of an area, counted and added up (汇总).
public struct Rollup: Sendable {
  /// A row: a unit, the units of an area, a sum, or the total.
  struct Row: Sendable {
    /// What a row is.
    enum Kind: Hashable, Sendable {
      /// A unit, with where it stands.
      case unit(UnitStanding)
      /// Several units in one row.
      case area
      /// The sum of rows.
      case sum(Range<Int>)
      /// The sum of all.
      case total
    }

    let kind: Kind
    let name: String
    /// The unit's code, or what the codes of the area's units have in common.
    let code: String
    /// The units in it, and how many of them reported.
    var units = 0
    var reported = 0
    var tally: Tally

    /// Whether figures stand in the row: those of a unit that reported, or of any in an area.
    var hasFigures: Bool {
      switch kind {
      case .unit(let standing): standing == .reported
      case .area: reported > 0
      case .sum, .total: true
      }
    }
  }

  /// The form.
  let form: FormDefinition
  let plan: TallyPlan
  /// The rows in printed order, the total last.
  let rows: [Row]
  let units: RollupUnits
  /// The name of the area: what all units have in common.
  let area: String

  /// The returns of no campaign that were passed over since a campaign was chosen.
  public var withoutCampaign: Int { units.withoutCampaign }
  /// The returns in it of units that are not in the list.
  public var strangers: [FiledSubmission] { units.strangers }
  /// The units that reported.
  public var reported: Int { rows.last?.reported ?? 0 }
  /// The records that count.
  public var records: Int { rows.last.map { $0.tally.counts[plan.scopes[0].rows] } ?? 0 }

  /// Rolls a form's records up.
  ///
  /// The records are read once, one version of a return after the other, and none is kept.
  ///
  /// - Parameters:
  ///   - form: the form.
  ///   - ledger: where the records are.
  ///   - expected: the units that owe the form; `nil` for all that the ledger knows.
  ///   - period: the period; `nil` for the only one there is.
  ///   - campaign: the campaign; `nil` for the only one there is, if any.
  ///   - level: what the rows are.
  ///   - time: when it was asked for, for the audit trail.
  /// - Throws: `LedgerError`, or ``RollupError``.
  public init(
    _ form: FormDefinition,
    in ledger: Ledger,
    expected: [ReportingUnit]? = nil,
    period: String? = nil,
    campaign: String? = nil,
    by level: RollupLevel = .unit,
    at time: String
  ) throws {
    let plan = TallyPlan(form)
    var found: RollupUnits?
    var tallies: [String: Tally] = [:]
    try ledger.readContents(form: form.id, at: time, purpose: .rollup) { holdings in
      let units = try RollupUnits(
        holdings,
        expected: expected,
        period: period,
        campaign: campaign
      )
      found = units
      return units.submissions
    } _: { submission, contents in
      var tally = Tally(plan)
      for content in contents { try tally.add(content, plan) }
      tallies[submission.identity.unit, default: Tally(plan)].add(tally)
    }
    guard let units = found else { throw LedgerError.refused(state: "rollup") }
    self.form = form
    self.plan = plan
    self.units = units
    area = Self.area(of: units.units.map(\.unit))
    rows = Self.rows(of: units.units, tallies, plan, by: level)
  }

  private static func rows(
    of units: [StandingUnit],
    _ tallies: [String: Tally],
    _ plan: TallyPlan,
    by level: RollupLevel
  ) -> [Row] {
    // Parents and rows in the order of their first units.
    var parents: [(name: String, rows: [Row])] = []
    var places: [[String]: (parent: Int, row: Int)] = [:]
    var parentPlaces: [String: Int] = [:]
    for unit in units {
      let (parent, name, code) = place(of: unit.unit, level)
      let position = parentPlaces[parent] ?? parents.count
      if position == parents.count {
        parentPlaces[parent] = position
        parents.append((parent, []))
      }
      let key = level == .unit ? [parent, unit.unit.code] : [parent, name]
      var at = places[key]?.row ?? parents[position].rows.count
      if places[key] == nil {
        at = parents[position].rows.count
        places[key] = (position, at)
        parents[position].rows.append(
          Row(
            kind: level == .unit ? .unit(unit.standing) : .area,
            name: name,
            code: code,
            tally: Tally(plan)
          )
        )
      }
      parents[position].rows[at].units += 1
      parents[position].rows[at].reported += unit.standing == .reported ? 1 : 0
      if let tally = tallies[unit.unit.code] { parents[position].rows[at].tally.add(tally) }
    }
    var rows: [Row] = []
    var total = Row(kind: .total, name: "", code: "", tally: Tally(plan))
    for parent in parents {
      let first = rows.count
      rows += parent.rows
      var sum = Row(kind: .sum(first..<rows.count), name: parent.name, code: "", tally: Tally(plan))
      for row in parent.rows {
        sum.units += row.units
        sum.reported += row.reported
        sum.tally.add(row.tally)
      }
      total.units += sum.units
      total.reported += sum.reported
      total.tally.add(sum.tally)
      if parents.count > 1 { rows.append(sum) }
    }
    rows.append(total)
    return rows
  }

  private static func place(
    of unit: ReportingUnit,
    _ level: RollupLevel
  ) -> (parent: String, name: String, code: String) {
    switch level {
    case .unit: (unit.county + unit.township, unit.name, unit.code)
    case .township: (unit.county, unit.township, "")
    case .county: ("", unit.county, "")
    case .codePrefix(let length):
      ("", String(unit.code.prefix(length)), String(unit.code.prefix(length)))
    }
  }

  /// What all units have in common: county and township, or the county alone.
  private static func area(of units: [ReportingUnit]) -> String {
    let counties = Set(units.map(\.county).filter { !$0.isEmpty })
    let townships = Set(units.map(\.township).filter { !$0.isEmpty })
    guard counties.count <= 1 else { return "" }
    return (counties.first ?? "") + (townships.count == 1 ? townships.first ?? "" : "")
  }
}
