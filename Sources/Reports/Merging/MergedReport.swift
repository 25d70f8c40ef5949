public import FormDefinitions
public import FormLayout
public import Ledger
import FormIntake
import Foundation

/// The answers of all units to a form whose questions are printed in advance, put together row by row,
/// each with the name of the unit that gave it.
public struct MergedReport: Sendable {
  /// What a unit answered in a row.
  struct Answer: Hashable, Sendable {
    /// The zero-based unit, by the order of the units.
    let unit: Int
    /// The texts by column; only what is not blank.
    let texts: [String: String]
  }

  let form: FormDefinition
  let table: TableDefinition
  /// The columns that units fill in.
  let columns: [FieldDefinition]
  let units: RollupUnits
  /// The answers to each row that is printed in advance, in the order of the units.
  let answers: [[Answer]]
  /// What units wrote in rows of their own, which the form does not have.
  let others: [Answer]

  /// The returns of no campaign that were passed over since a campaign was chosen.
  public var withoutCampaign: Int { units.withoutCampaign }
  /// The returns in it of units that are not in the list.
  public var strangers: [FiledSubmission] { units.strangers }
  /// The units that reported.
  public var reported: Int { units.units.count { $0.standing == .reported } }

  /// Puts the answers to a form together.
  ///
  /// - Parameters:
  ///   - form: a form with a table whose rows are printed in advance.
  ///   - ledger: where the returns are.
  ///   - expected: the units that owe the form; `nil` for all that the ledger knows.
  ///   - period: the period; `nil` for the only one there is.
  ///   - campaign: the campaign; `nil` for the only one there is, if any.
  ///   - time: when it was asked for, for the audit trail.
  /// - Throws: `LedgerError`, or ``RollupError``.
  public init(
    _ form: FormDefinition,
    in ledger: Ledger,
    expected: [ReportingUnit]? = nil,
    period: String? = nil,
    campaign: String? = nil,
    at time: String
  ) throws {
    guard let table = Self.table(of: form), let key = table.key else {
      throw RollupError.noAnswers(form: form.id)
    }
    let columns = table.fields.filter { !$0.isPreset && $0.type != .signature }
    let rows = Dictionary(
      table.presetRows.enumerated().compactMap { index, row in
        row.values[key].map { ($0.description, index) }
      },
      uniquingKeysWith: { first, _ in first }
    )
    var found: RollupUnits?
    var places: [String: Int] = [:]
    var answers = [[Answer]](repeating: [], count: table.presetRows.count)
    var others: [Answer] = []
    try ledger.readRecords(form: form.id, at: time, purpose: .merge) { holdings in
      let units = try RollupUnits(
        holdings,
        expected: expected,
        period: period,
        campaign: campaign
      )
      found = units
      places = Dictionary(
        units.units.enumerated().map { ($1.unit.code, $0) },
        uniquingKeysWith: { first, _ in first }
      )
      return units.submissions
    } _: { submission, records in
      guard let unit = places[submission.identity.unit] else { return }
      for row in records.flatMap({ $0.values[table.id]?.rows ?? [] }) {
        var texts: [String: String] = [:]
        for column in columns {
          let text = (row[column.id]?.text(of: column.type) ?? "")
            .replacing("\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
          if !text.isEmpty { texts[column.id] = text }
        }
        guard !texts.isEmpty else { continue }
        let answer = Answer(unit: unit, texts: texts)
        if let place = rows[row[key]?.text ?? ""] {
          answers[place].append(answer)
        } else {
          others.append(answer)
        }
      }
    }
    guard let units = found else { throw LedgerError.refused(state: "merge") }
    self.form = form
    self.table = table
    self.columns = columns
    self.units = units
    self.answers = answers
    self.others = others
  }

  /// Whether a form has questions of which units' answers can be put together.
  public static func canMerge(_ form: FormDefinition) -> Bool {
    table(of: form)?.key != nil && form.card != nil
  }

  private static func table(of form: FormDefinition) -> TableDefinition? {
    form.tables.first { table in
      table.isPreset && table.fields.contains { !$0.isPreset && $0.type == .text }
    }
  }

  /// A unit's name.
  func name(_ unit: Int) -> String { units.units[unit].label }
}
