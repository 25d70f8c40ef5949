import Findings
import Spreadsheet

/// The order of findings: what concerns the whole file first, then sheet by sheet, cell by cell.
enum FindingOrder {
  static func sorted(_ findings: [Finding], sheets: [String]) -> [Finding] {
    let positions = Dictionary(
      sheets.enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
    let keyed = findings.enumerated().map { offset, finding -> (key: [Int], finding: Finding) in
      guard let location = finding.location else {
        return ([-1, 0, 0, -finding.severity.order, offset], finding)
      }
      let cell = location.cell.flatMap { CellRange($0) }?.first
      let sheet = positions[location.sheet] ?? sheets.count
      let place = [sheet, cell?.row ?? 0, cell?.column ?? 0, -finding.severity.order, offset]
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
