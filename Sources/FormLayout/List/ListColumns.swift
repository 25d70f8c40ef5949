import FormDefinitions
import Spreadsheet

/// A column of a list: what it is, its heading, and the heading above.
struct ListColumn {
  let key: ColumnKey
  let field: FieldDefinition?
  let label: String
  let group: String
  /// The width in millimetres.
  let width: Double
}

/// The columns of a form's list, or of a table's sheet.
struct ListColumns {
  let columns: [ListColumn]

  /// The columns of the record list: the running number, then the fields by group.
  init(form: FormDefinition) {
    var columns = [ListColumn(key: .ordinal, field: nil, label: "序号", group: "", width: 10)]
    // The columns that name a record come first: they stay in sight, and are printed on each page.
    let names = form.tieFields
    columns += names.compactMap { id in
      form.field(id).map { Self.column($0, group: "") }
    }
    for group in form.groups {
      columns += group.fields.filter { !names.contains($0) }.compactMap { id in
        form.field(id).map { Self.column($0, group: group.label) }
      }
    }
    self.columns = columns.filter { $0.field?.type != .signature }
  }

  /// The columns of a table's sheet: the running number, the fields that tie a row to its record,
  /// then the table's own.
  init(table: TableDefinition, form: FormDefinition) {
    var columns = [ListColumn(key: .ordinal, field: nil, label: "序号", group: "", width: 10)]
    for id in form.tieFields {
      guard let field = form.field(id) else { continue }
      let plain = Self.column(field, group: "所属\(form.record)")
      columns.append(
        ListColumn(
          key: .tie(id),
          field: field,
          label: field.label,
          group: plain.group,
          width: plain.width
        )
      )
    }
    let groups =
      table.groups.isEmpty
      ? [FieldGroup(id: "all", label: table.label, fields: table.fields.map(\.id))] : table.groups
    for group in groups {
      columns += group.fields.compactMap { id in
        table.field(id).map { Self.column($0, group: group.label) }
      }
    }
    self.columns = columns
  }

  private static func column(_ field: FieldDefinition, group: String) -> ListColumn {
    ListColumn(
      key: .field(field.id),
      field: field,
      label: field.label,
      group: group,
      width: (field.width ?? standardWidth(field)) * 2
    )
  }

  /// The width in half-width characters, each 2 mm at the list's font size.
  private static func standardWidth(_ field: FieldDefinition) -> Double {
    switch field.type {
    case .identityNumber: 19
    case .creditCode: 19
    case .mobileNumber, .divisionCode: 13
    case .date: 11
    case .month: 9
    case .money, .decimal: 11
    case .yesNo, .integer, .percent, .year: 7
    case .choice: 11
    case .choices: 15
    case .text where field.isMultiline: 24
    case .text, .signature: 12
    }
  }

  /// The pages that the columns need side by side, as the last zero-based column of each.
  ///
  /// The scale is the largest that needs the fewest pages, never below 60 per cent.
  func pages(width available: Double, frozen: Int) -> (scale: Int, lasts: [Int]) {
    let total = columns.reduce(0) { $0 + $1.width }
    let head = columns.prefix(frozen).reduce(0) { $0 + $1.width }
    for count in 1...12 {
      let share = (total - head) / Double(count)
      let scale = min(100, Int(available / (head + share * (count == 1 ? 1 : 1.12)) * 100))
      guard scale >= 60 else { continue }
      let limit = available * 100 / Double(scale)
      var lasts: [Int] = []
      var start = frozen
      var used = head
      for index in columns.indices.dropFirst(frozen) {
        if used + columns[index].width > limit {
          let next = breakIndex(from: start, before: index, head: head, limit: limit)
          lasts.append(next - 1)
          start = next
          used = head + columns[next..<index].reduce(0) { $0 + $1.width }
        }
        used += columns[index].width
      }
      lasts.append(columns.count - 1)
      if lasts.count <= count { return (scale, lasts) }
    }
    return (60, [columns.count - 1])
  }

  /// Where a page ends: before a group's first column if the page is well filled by then, else
  /// before the column that has no room.
  private func breakIndex(from start: Int, before end: Int, head: Double, limit: Double) -> Int {
    var index = end
    while index > start + 1 {
      let used = head + columns[start..<index].reduce(0) { $0 + $1.width }
      guard used >= limit * 0.6 else { break }
      if columns[index].group != columns[index - 1].group { return index }
      index -= 1
    }
    return end
  }
}
