import Findings
import Spreadsheet

/// Findings for people: the same fault down a column is said once, with its range.
struct FindingGroups {
  struct Group {
    var finding: Finding
    /// The cells, in order; empty where the finding has no cell.
    var cells: [CellReference]

    func place(_ language: Language) -> String {
      guard let location = finding.location else {
        return LocalizedText("整个文件", en: "whole file")[language]
      }
      return [location.sheet, cellText(language)].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// The cells alone, such as `E5:E37（共33格）`; empty for a whole sheet or file.
    func cellText(_ language: Language) -> String {
      guard cells.count > 1, let first = cells.first, let last = cells.last else {
        return finding.location?.cell ?? ""
      }
      let count = LocalizedText("共 \(cells.count) 格", en: "\(cells.count) cells")[language]
      let isRun = first.column == last.column && last.row - first.row == cells.count - 1
      let place =
        isRun
        ? CellRange(first, last).description
        : cells.prefix(6).map(\.description).joined(separator: "、") + (cells.count > 6 ? "…" : "")
      return "\(place)（\(count)）"
    }
  }

  private(set) var groups: [Group] = []

  /// Groups findings.
  ///
  /// - Parameters:
  ///   - findings: the findings, in their order.
  ///   - joining: whether repeats of a finding may be joined.
  init(_ findings: [Finding], joining: (Finding) -> Bool = { _ in true }) {
    var positions: [String: Int] = [:]
    for finding in findings {
      let cell = finding.location?.cell.flatMap { CellReference($0) }
      let key = [
        finding.code.rawValue, finding.location?.sheet ?? "", finding.field ?? "",
        finding.message.chinese, finding.placesElsewhere.joined(separator: "\u{1E}"),
      ].joined(separator: "\u{1F}")
      if let cell, joining(finding), let position = positions[key] {
        groups[position].cells.append(cell)
      } else {
        if cell != nil { positions[key] = groups.count }
        groups.append(Group(finding: finding, cells: cell.map { [$0] } ?? []))
      }
    }
  }
}
