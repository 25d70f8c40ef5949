import Findings
import FormLayout
import FormDefinitions
import Spreadsheet

/// What was found about the rows and columns of a sheet of cards.
extension CardLocator {
  func split(_ cell: CellReference, first: CellReference, field: String) -> Finding {
    Finding(
      "cell.split",
      .error,
      at: Location(sheet: worksheet.name, cell: cell.description),
      field: field,
      message: LocalizedText(
        "一项被写在两格里：\(first) 和 \(cell)",
        en: "One item stands in two cells: \(first) and \(cell)"
      ),
      fix: LocalizedText("把内容合到 \(first) 一格", en: "Join the content in \(first)"),
      related: [Location(sheet: worksheet.name, cell: first.description)]
    )
  }

  func moved(_ instances: [Instance]) -> [Finding] {
    var findings: [Finding] = []
    for instance in instances {
      // A continuation page repeats its table's header: the first of equal keys counts.
      var seen: Set<RowKey> = []
      let positions = instance.order.filter { seen.insert($0.key).inserted }.compactMap { key, _ in
        slots.plan.rows.firstIndex { $0.kind.key(card: instance.card) == key }
      }
      guard positions != positions.sorted() else { continue }
      let rows = instance.order.map(\.row)
      findings.append(
        MovedFinding.rows(worksheet.name, rows: (rows.min() ?? 1)...(rows.max() ?? 1))
      )
    }
    // Rows that were told by their texts are said already.
    let isSaid = keyFindings.contains { $0.code == "rows.moved" }
    for instance in isSaid ? [] : instances {
      for table in form.tables where table.isPreset {
        let rows = instance.tableRows[table.id] ?? []
        let numbers = rows.compactMap(\.number)
        guard numbers != numbers.sorted(), let first = rows.first, let last = rows.last else {
          continue
        }
        findings.append(MovedFinding.rows(worksheet.name, rows: first.row...last.row))
      }
    }
    let columns = keys.columns.sorted { $0.key < $1.key }.compactMap { _, key -> Int? in
      if case .grid(let column) = key { column } else { nil }
    }
    if columns != columns.sorted() { findings.append(MovedFinding.columns(worksheet.name)) }
    return findings
  }

  /// The finding on a column of a table over which the head of another column was written.
  func contradiction(_ cell: Cell, under key: RowKey, label: String) -> Finding? {
    guard case .tableHeader(_, let id) = key, let table = form.table(id), cell.labelKey != label,
      let field = table.fields.first(where: { LabelText.key($0.label) == label }),
      let other = table.fields.first(where: { LabelText.key($0.label) == cell.labelKey })
    else { return nil }
    return MovedFinding.contradiction(
      Location(sheet: worksheet.name, cell: cell.reference.description),
      field: "\(id).\(field.id)",
      was: field.label,
      says: other.label
    )
  }

  func missingRows(_ instances: [Instance]) -> [Finding] {
    instances.flatMap { instance in
      slots.plan.rows.compactMap { row -> Finding? in
        guard case .grid = row.kind, instance.rows[row.kind.key(card: instance.card)] == nil else {
          return nil
        }
        let labels = row.cells.compactMap { cell -> String? in
          if case .field(let id) = cell.content { form.field(id)?.label } else { nil }
        }
        guard !labels.isEmpty else { return nil }
        return Finding(
          "row.missing",
          .error,
          at: gap(instance, before: row.kind),
          message: LocalizedText(
            "第 \(instance.card) 份缺少一行（\(labels.joined(separator: "、"))），可能被删除",
            en: "Card \(instance.card) lacks the row of \(labels.joined(separator: ", "))"
          ),
          fix: LocalizedText(
            "从原表复制这一行（整行复制）插回原处，再填写",
            en: "Copy the whole row from the original form back to its place and fill it in"
          )
        )
      }
    }
  }

  /// Where a missing row belongs: below the row that is planned before it.
  private func gap(_ instance: Instance, before kind: CardPlan.RowKind) -> Location {
    let index = slots.plan.index(of: kind) ?? 0
    let above = slots.plan.rows[..<index].last { row in
      instance.rows[row.kind.key(card: instance.card)] != nil
    }
    var row = instance.order.map(\.row).min()
    if let above, let place = instance.rows[above.kind.key(card: instance.card)] {
      row = place + 1
      if case .grid = kind, case .tableRow(let table, _) = above.kind {
        // Rows that were added to the table stand above the gap as well.
        row = (instance.tableRows[table]?.map(\.row).max() ?? place) + 1
      }
    }
    return Location(
      sheet: worksheet.name,
      cell: row.map { CellReference($0, max(1, keys.keyColumn + 1)).description }
    )
  }

  func missingPresetRows(_ instance: Instance) -> [Finding] {
    form.tables.filter(\.isPreset).compactMap { table in
      let present = Set((instance.tableRows[table.id] ?? []).compactMap(\.number))
      let missing = table.presetRows.indices.map { $0 + 1 }.filter { !present.contains($0) }
      guard !missing.isEmpty else { return nil }
      let list = missing.map(String.init)
      return Finding(
        "row.missing",
        .error,
        at: gap(instance, before: .tableRow(table.id, missing[0])),
        field: table.id,
        message: LocalizedText(
          "“\(table.label)”缺少预印的第 \(list.joined(separator: "、")) 行，可能被删除",
          en: "‘\(table.label)’ lacks printed rows: \(list.joined(separator: ", "))"
        ),
        fix: LocalizedText(
          "从原表复制缺少的行（整行复制）插回原处，再填写",
          en: "Copy the missing rows from the original form back to their places and fill them in"
        )
      )
    }
  }

  func missingColumns() -> [Finding] {
    let present = keys.gridColumns
    let missing = slots.plan.widths.indices.filter { present[$0 + 1] == nil }
    let labels = slots.plan.rows.flatMap(\.cells).compactMap { cell -> String? in
      guard missing.contains(cell.column) else { return nil }
      switch cell.content {
      case .field(let id): return form.field(id)?.label
      case .column(let id, let column):
        let table = form.table(id)
        return table?.field(column).map { "\(table?.label ?? id)“\($0.label)”" }
      default: return nil
      }
    }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    guard !labels.isEmpty else { return [] }
    return [
      Finding(
        "column.missing",
        .error,
        at: Location(sheet: worksheet.name),
        message: LocalizedText(
          "有列被删除，这些项目找不到：\(labels.joined(separator: "、"))",
          en: "Columns were deleted; not found: \(labels.joined(separator: ", "))"
        ),
        fix: LocalizedText(
          "请用原表重新填写，不要删除列",
          en: "Fill in the original form again; do not delete columns"
        )
      )
    ]
  }
}
