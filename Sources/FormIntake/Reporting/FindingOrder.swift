import Findings
import Spreadsheet

/// The order of findings: what concerns the whole file first, then sheet by sheet what concerns the
/// sheet or many of its rows, then cell by cell.
enum FindingOrder {
  /// Faults from which others come: a village mends them before it looks at single cells.
  private static let roots: Set<Finding.Code> = [
    "rows.unrecognised", "column.contradiction", "columns.shifted", "column.shifted-down",
  ]

  static func sorted(_ findings: [Finding], sheets: [String]) -> [Finding] {
    let positions = Dictionary(
      sheets.enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
    let keyed = findings.enumerated().map { offset, finding -> (key: [Int], finding: Finding) in
      guard let location = finding.location else {
        return ([-1, 0, 0, 0, -finding.severity.order, offset], finding)
      }
      let cell = location.cell.flatMap { CellRange($0) }?.first
      let sheet = positions[location.sheet] ?? sheets.count
      let root = roots.contains(finding.code) || cell == nil ? 0 : 1
      let place = [
        sheet, root, cell?.row ?? 0, cell?.column ?? 0, -finding.severity.order, offset,
      ]
      return (place, finding)
    }
    return keyed.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.finding)
  }
}

extension Severity {
  /// The severity as a number, larger for graver.
  fileprivate var order: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .confirm: 2
    case .error: 3
    }
  }
}
