public import Findings
import FormDefinitions
public import FormLayout
public import Spreadsheet

extension MergedReport {
  /// The answers on the form's own page: in each row every unit's answer after its name, and at the
  /// foot who did not report.
  ///
  /// A row whose answers need more than a page goes on in the next, which says so.
  ///
  /// - Throws: `LayoutMissing` for a form without a page.
  public func workbook(_ language: Language) throws(LayoutMissing) -> WorkbookLayout {
    var merged = form
    merged.title = LocalizedText("\(form.title)（汇总）", en: "\(form.title) (merged)")[language]
    guard let place = merged.tables.firstIndex(where: { $0.id == table.id }) else {
      throw LayoutMissing(form: form.id, layout: .card)
    }
    merged.tables[place].presetRows = presetRows(language)
    // Running numbers of rows would count the rows that go on.
    for index in merged.tables[place].fields.indices {
      merged.tables[place].fields[index].isPreset = true
    }
    if var card = merged.card {
      // An indent and a font that is wider than ours.
      card.tables[table.id]?.margin = Self.margin
      card.rows = card.rows.map { row in
        var row = row
        row.cells = row.cells.map { cell in
          var cell = cell
          if case .note(let lines) = cell.content {
            cell.content = .note([(lines + notes(language)).joined(separator: "\n")])
          }
          return cell
        }
        return row
      }
      merged.card = card
    }
    return try FormPage.workbook(
      merged,
      PrefilledRecord(values: heads(language)),
      line: line(language),
      created: CalendarDate(iso: units.lastDay) ?? .epoch
    )
  }

  /// What the page says of itself.
  private func line(_ language: Language) -> String {
    var parts: [String] = []
    if !form.number.isEmpty {
      parts.append(LocalizedText("表号：\(form.number)", en: "form \(form.number)")[language])
    }
    parts.append(LocalizedText("版本：\(form.revision)", en: "revision \(form.revision)")[language])
    if let period = units.periods.first {
      let text = ReportingPeriod(period)?.chinese ?? period
      parts.append(LocalizedText("期别：\(text)", en: "period \(period)")[language])
    }
    parts.append(
      LocalizedText(
        "应报 \(units.units.count) 个单位，已报 \(reported) 个",
        en: "\(reported) of \(units.units.count) units reported"
      )[language]
    )
    return parts.joined(separator: "　")
  }

  /// The fields above the table: the unit is all units, the day that of the newest return.
  private func heads(_ language: Language) -> [String: FieldValue] {
    var values: [String: FieldValue] = [:]
    if let field = form.unitParts.first(where: { $0.value == .village })?.key {
      values[field] = .text(
        LocalizedText("\(reported) 个单位汇总", en: "\(reported) units")[language]
      )
    }
    if let day = CalendarDate(iso: units.lastDay),
      let field = form.fields.first(where: { $0.type == .date })?.id
    {
      values[field] = .date(day)
    }
    return values
  }

  /// Who did not report, and what stands in no row.
  private func notes(_ language: Language) -> [String] {
    let separator = language == .chinese ? "、" : ", "
    func named(_ standing: UnitStanding) -> [String] {
      units.units.filter { $0.standing == standing }.map(\.label)
    }
    var notes: [LocalizedText] = []
    let missing = named(.missing)
    if !missing.isEmpty {
      let names = missing.joined(separator: separator)
      notes.append(LocalizedText("未报：\(names)。", en: "Missing: \(names)."))
    }
    let returned = named(.returned)
    if !returned.isEmpty {
      let names = returned.joined(separator: separator)
      notes.append(LocalizedText("退回未更正：\(names)。", en: "To be corrected: \(names)."))
    }
    let nilReturns = units.units.compactMap { unit -> String? in
      guard case .nilReturn(let reason) = unit.standing else { return nil }
      return "\(unit.label)（\(reason)）"
    }
    if !nilReturns.isEmpty {
      let names = nilReturns.joined(separator: separator)
      notes.append(LocalizedText("空表：\(names)。", en: "Nothing to report: \(names)."))
    }
    for answer in others {
      let text = columns.compactMap { answer.texts[$0.id] }.joined(separator: "；")
      notes.append(
        LocalizedText(
          "表外行 \(name(answer.unit))：\(text)",
          en: "Outside the rows, \(name(answer.unit)): \(text)"
        )
      )
    }
    return notes.map { $0[language] }
  }

  // MARK: Rows

  private static let margin = 6.0

  /// The rows with their answers; a row that is too high goes on in further rows.
  private func presetRows(_ language: Language) -> [TableDefinition.PresetRow] {
    let going = LocalizedText("（续）", en: "(continued)")[language]
    return table.presetRows.indices.flatMap { index -> [TableDefinition.PresetRow] in
      let parts = Dictionary(
        uniqueKeysWithValues: columns.map { ($0.id, pieces(of: $0, in: answers[index])) }
      )
      let count = max(1, parts.values.map(\.count).max() ?? 1)
      return (0..<count).map { part in
        var values = table.presetRows[index].values
        if part > 0 {
          for field in table.fields where field.isPreset {
            guard !table.mergedColumns.contains(field.id) else { continue }
            if field.id != table.key { values[field.id] = nil }
          }
          if let text = table.fields.first(where: { $0.isPreset && $0.isMultiline })?.id {
            values[text] = .text(going)
          }
        }
        for column in columns {
          let pieces = parts[column.id] ?? []
          // What has no value is drawn as a cell to fill in.
          values[column.id] = .text(part < pieces.count ? pieces[part] : "")
        }
        return TableDefinition.PresetRow(values: values)
      }
    }
  }

  /// A column's answers in pieces that a row can hold.
  private func pieces(of column: FieldDefinition, in answers: [Answer]) -> [String] {
    let texts = answers.compactMap { answer in
      answer.texts[column.id].map { "\(name(answer.unit))：\($0)" }
    }
    var form = form
    form.card?.tables[table.id]?.margin = Self.margin
    guard let measure = FormPage.measure(form, table: table, field: column.id) else {
      return [texts.joined(separator: "\n")]
    }
    var pieces: [String] = []
    var current = ""
    for text in texts {
      let joined = current.isEmpty ? text : current + "\n" + text
      if measure.lines(joined) <= measure.most {
        current = joined
        continue
      }
      if !current.isEmpty { pieces.append(current) }
      current = text
      while measure.lines(current) > measure.most {
        let first = Self.beginning(of: current, measure.lines, atMost: measure.most)
        pieces.append(first)
        current = String(current.dropFirst(first.count))
      }
    }
    return current.isEmpty ? pieces : pieces + [current]
  }

  /// The longest beginning of a text that some lines hold.
  private static func beginning(
    of text: String,
    _ lines: (String) -> Int,
    atMost most: Int
  ) -> String {
    var (low, high) = (1, text.count)
    while low < high {
      let middle = (low + high + 1) / 2
      if lines(String(text.prefix(middle))) <= most { low = middle } else { high = middle - 1 }
    }
    return String(text.prefix(low))
  }
}
