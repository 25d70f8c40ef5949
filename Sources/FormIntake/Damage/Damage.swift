import Findings
import FormDefinitions

/// A fault that explains others: what it explains is not said again.
struct Damage {
  /// Which findings a damage explains at a cell.
  enum Scope: Hashable {
    /// All of them.
    case all
    /// Those whose code begins with a text.
    case code(String)
  }

  let finding: Finding
  /// The cells at which the damage explains other findings.
  var explains: [Location: Scope] = [:]
  /// Whether the value is asked about: what rules wonder about it as well is the same question.
  var isDoubt = false

  /// A field of a record whose value is asked about.
  private struct Doubt: Hashable {
    let record: Int
    let field: RuleReference
  }

  /// Findings without those that damages explain, and the damages' own.
  static func explained(
    _ findings: [Finding],
    by damages: [Damage],
    in form: FormDefinition
  ) -> [Finding] {
    guard !damages.isEmpty else { return findings }
    var scopes: [Location: Set<Scope>] = [:]
    for damage in damages {
      for (location, scope) in damage.explains { scopes[location, default: []].insert(scope) }
    }
    let doubts = Set(
      damages.lazy.filter(\.isDoubt).compactMap { damage -> Doubt? in
        guard let record = damage.finding.record, let field = damage.finding.field else {
          return nil
        }
        return Doubt(record: record, field: .field(field))
      }
    )
    let rules =
      doubts.isEmpty
      ? [:]
      : Dictionary(
        form.rules.map { ("rule.\($0.id)", $0.check.references) },
        uniquingKeysWith: { first, _ in first }
      )
    let rest = findings.filter { finding in
      if finding.severity <= .confirm, let record = finding.record,
        let references = rules[finding.code.rawValue],
        references.contains(where: { doubts.contains(Doubt(record: record, field: $0)) })
      {
        return false
      }
      guard let location = finding.location, let scopes = scopes[location] else { return true }
      return !scopes.contains { $0.holds(finding) }
    }
    return rest + damages.map(\.finding)
  }
}

extension Damage.Scope {
  fileprivate func holds(_ finding: Finding) -> Bool {
    switch self {
    case .all: true
    case .code(let prefix): finding.code.rawValue.hasPrefix(prefix)
    }
  }
}

/// Finds damage that shows only in a column as a whole.
protocol DamageCheck: Sendable {
  /// The damage in a workbook's columns.
  func damages(_ columns: [DataColumn], _ context: CheckContext) -> [Damage]
}

/// All checks of columns, root causes first.
enum DamageChecks {
  static let all: [any DamageCheck] = [
    ShiftedDownCheck(), CountedUpCheck(), FloatingPointCheck(), MoneyScaleCheck(),
  ]
}
