public import Findings

extension Rollup {
  /// The roll-up as CSV: all columns in one table, a row a unit, then the sums.
  ///
  /// A unit that has nothing to report and one that says nothing have no figures; what each is stands
  /// in its row.
  public func csv(_ language: Language) -> String {
    let columns = blocks(language).flatMap { $0.fields.flatMap { $0 } }
    var headings = [
      LocalizedText("单位代码", en: "code"), LocalizedText("单位", en: "unit"),
      LocalizedText("报送情况", en: "standing"),
    ].map { $0[language] }
    var seen: [String: Int] = [:]
    for column in columns {
      let name = column.item.isEmpty ? column.heading : "\(column.heading)（\(column.item)）"
      seen[name, default: 0] += 1
      headings.append(seen[name] == 1 ? name : "\(name)\(seen[name] ?? 0)")
    }
    let lines = rows.map { row in
      [row.code, name(of: row, language), standing(of: row, language)]
        + columns.map { column in
          guard row.hasFigures, let value = column.value(of: row.tally) else { return "" }
          return value.text(places: column.places)
        }
    }
    return CSVText.file([headings] + lines)
  }
}
