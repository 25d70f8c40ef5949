public import Findings
import FormDefinitions
import FormLayout

extension MergedReport {
  /// The answers as CSV: a row a question and unit, in the questions' order, those that units left
  /// blank too; then a row a unit that did not report, with why.
  public func csv(_ language: Language) -> String {
    let presets = table.fields.filter(\.isPreset)
    let headings =
      presets.map(\.label)
      + [
        LocalizedText("单位代码", en: "code"), LocalizedText("单位", en: "unit"),
        LocalizedText("报送情况", en: "standing"),
      ].map { $0[language] } + columns.map(\.label)
    var rows: [[String]] = []
    func add(_ unit: Int, _ printed: [String], _ texts: [String: String]) {
      let standing = units.units[unit]
      rows.append(
        printed + [standing.unit.code, standing.label, standing.standing.word[language]]
          + columns.map { texts[$0.id] ?? "" }
      )
    }
    let blank = presets.map { _ in "" }
    for (index, row) in table.presetRows.enumerated() {
      let printed = presets.map { row.values[$0.id]?.description ?? "" }
      for unit in units.units.indices where units.units[unit].standing == .reported {
        let own = answers[index].filter { $0.unit == unit }
        if own.isEmpty { add(unit, printed, [:]) }
        for answer in own { add(unit, printed, answer.texts) }
      }
    }
    for answer in others { add(answer.unit, blank, answer.texts) }
    for unit in units.units.indices where units.units[unit].standing != .reported {
      add(unit, blank, [:])
    }
    return CSVText.file([headings] + rows)
  }
}
