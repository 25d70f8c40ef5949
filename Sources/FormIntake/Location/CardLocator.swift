import Findings
import FormDefinitions
import FormLayout
import Spreadsheet

/// Finds the records of a sheet of cards by the keys of its rows and columns.
///
/// Rows and columns may stand anywhere: what counts is their keys. A row without a key between the
/// rows of a table is a row that the village inserted.
struct CardLocator {
  let slots: CardSlots
  let sheet: Int
  let worksheet: Worksheet
  let keys: KeyGrid

  private var form: FormDefinition { slots.form }

  /// The rows of one card as found on the sheet.
  private struct Instance {
    let card: Int
    var rows: [RowKey: Int] = [:]
    var order: [(key: RowKey, row: Int)] = []
    var tableRows: [String: [(number: Int?, row: Int)]] = [:]
  }

  private struct RowPlace {
    let instance: Int
    let key: RowKey
    /// The zero-based index among the table's rows, for a table row.
    let tableRow: Int?
  }

  func locate(_ account: inout SheetAccount) -> (records: [LocatedRecord], findings: [Finding]) {
    let (instances, places, subtotals) = walk()
    var records = instances.map(emptyRecord)
    var findings = moved(instances) + missingRows(instances) + missingColumns()
    findings += instances.flatMap(missingPresetRows)
    for (index, cell) in worksheet.cells.enumerated() {
      let row = cell.reference.row
      if keys.isKey(cell.reference) || SheetStamp.isStamp(cell) {
        account.set(index, .printed)
        continue
      }
      if subtotals.contains(row) {
        account.set(index, .ignored(.subtotal))
        continue
      }
      guard let place = places[row] else {
        account.set(index, .ignored(.extraRow))
        continue
      }
      guard case .grid(let column)? = keys.columns[cell.reference.column] else {
        account.set(
          index,
          .ignored(keys.columns[cell.reference.column] == nil ? .extraColumn : .outsideForm)
        )
        continue
      }
      if cell.isEmptyText {
        account.set(index, .printed)
        continue
      }
      let located = LocatedCell(sheet: sheet, reference: cell.reference, value: cell.value)
      switch slots.slot(place.key, column: column) {
      case nil: account.set(index, .ignored(.outsideForm))
      case .anyPrinted: account.set(index, .printed)
      case .ordinal: account.set(index, cell.isOrdinal ? .printed : .ignored(.printedOver))
      case .printed(let label):
        account.set(index, label == cell.labelKey ? .printed : .ignored(.labelChanged))
        if let finding = contradiction(cell, under: place.key, label: label) {
          findings.append(finding)
        }
      case .signature(let label):
        account.set(
          index,
          cell.labelKey.map { $0 == label } ?? false ? .printed : .ignored(.signature)
        )
      case .field(let field):
        let present = records[place.instance].fields[field]
        if let present, present.value != nil {
          account.set(index, .ignored(.splitCell))
          findings.append(
            split(cell.reference, first: present.reference, field: form.fields[field].id)
          )
        } else {
          records[place.instance].fields[field] = located
          account.set(index, .used)
        }
      case .preset(let table, let column):
        account.set(index, .printed)
        if let tableRow = place.tableRow {
          records[place.instance].tables[table][tableRow].cells[column] = located
        }
      case .column(let table, let column):
        guard let tableRow = place.tableRow else {
          account.set(index, .ignored(.outsideForm))
          continue
        }
        let present = records[place.instance].tables[table][tableRow].cells[column]
        if let present, present.value != nil {
          account.set(index, .ignored(.splitCell))
          let id = "\(form.tables[table].id).\(form.tables[table].fields[column].id)"
          findings.append(split(cell.reference, first: present.reference, field: id))
        } else {
          records[place.instance].tables[table][tableRow].cells[column] = located
          account.set(index, .used)
        }
      }
    }
    return (records, findings)
  }

  /// Whether the head of one column of a table was written over that of another.
  private func contradiction(_ cell: Cell, under key: RowKey, label: String) -> Finding? {
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

  /// Walks down the sheet and assigns each row to a card.
  private func walk() -> ([Instance], [Int: RowPlace], Set<Int>) {
    var instances: [Instance] = []
    var places: [Int: RowPlace] = [:]
    var subtotals: Set<Int> = []
    var current: [Int: Int] = [:]
    var previous: RowPlace?
    let presets = Dictionary(
      uniqueKeysWithValues: form.tables.filter(\.isPreset).map { ($0.id, PresetTexts($0)) }
    )
    let withCells = Set(worksheet.cells.map(\.reference.row))
    for row in Set(keys.rows.keys).union(withCells).sorted() where row != keys.keyRow {
      if let keyed = keys.rows[row], let card = keyed.card {
        let key = told(keyed, by: worksheet.cells(inRow: row), presets)
        var index = current[card]
        if index == nil || startsAgain(key, in: index.map { instances[$0] }) {
          instances.append(Instance(card: card))
          index = instances.count - 1
          current[card] = index
        }
        guard let index else { continue }
        previous = add(key, row: row, to: index, of: &instances)
      } else if let before = previous, let table = tableRow(after: before) {
        let cells = worksheet.cells(inRow: row).filter { keys.columns[$0.reference.column] != nil }
        guard !cells.isEmpty else { continue }
        if cells.isSubtotalRow {
          subtotals.insert(row)
          continue
        }
        let key = RowKey.tableRow(card: instances[before.instance].card, table: table, row: 0)
        previous = add(key, row: row, to: before.instance, of: &instances)
      } else {
        continue
      }
      if let previous { places[row] = previous }
    }
    return (instances, places, subtotals)
  }

  /// The key of a row, corrected by what is printed in it.
  ///
  /// Who sorts the rows that he sees leaves the hidden keys behind; the printed texts go along.
  private func told(
    _ key: RowKey,
    by cells: some Sequence<Cell>,
    _ presets: [String: PresetTexts]
  ) -> RowKey {
    guard case .tableRow(let card, let table, let number) = key, number > 0,
      let row = presets[table]?.row(of: cells, taken: [], next: number)
    else { return key }
    return .tableRow(card: card, table: table, row: row)
  }

  /// Whether a key that the card has already means that a copy of the card begins.
  private func startsAgain(_ key: RowKey, in instance: Instance?) -> Bool {
    guard let instance, case .grid = key else { return false }
    return instance.rows[key] != nil
  }

  private func add(
    _ key: RowKey,
    row: Int,
    to index: Int,
    of instances: inout [Instance]
  ) -> RowPlace {
    guard case .tableRow(_, let table, let number) = key else {
      instances[index].rows[key] = row
      instances[index].order.append((key, row))
      return RowPlace(instance: index, key: key, tableRow: nil)
    }
    let isCopy = number == 0 || instances[index].rows[key] != nil
    instances[index].rows[key] = row
    let rows = instances[index].tableRows[table]?.count ?? 0
    instances[index].tableRows[table, default: []].append((isCopy ? nil : number, row))
    return RowPlace(instance: index, key: key, tableRow: rows)
  }

  /// The table that a row without a key continues, given the row before it.
  private func tableRow(after place: RowPlace) -> String? {
    switch place.key {
    case .tableRow(_, let table, _), .tableHeader(_, let table): table
    case .grid, .continuation, .record, .printed: nil
    }
  }

  /// A record whose cells are where the form has them, all empty.
  private func emptyRecord(_ instance: Instance) -> LocatedRecord {
    let columns = gridColumns
    let fields = form.fields.map { field -> LocatedCell? in
      guard let position = slots.plan.position(ofField: field.id),
        let row = instance.rows[slots.plan.rows[position.row].kind.key(card: instance.card)],
        let column = columns[position.cell.column + 1]
      else { return nil }
      return LocatedCell(sheet: sheet, reference: CellReference(row, column), value: nil)
    }
    let tables = form.tables.map { table in
      let planned = slots.plan.rows.first { $0.kind == .tableRow(table.id, 1) }
      return (instance.tableRows[table.id] ?? []).map { number, row in
        let cells = table.fields.map { field -> LocatedCell? in
          let cell = planned?.cells.first {
            switch $0.content {
            case .column(_, field.id), .preset(_, field.id, _): true
            default: false
            }
          }
          return cell.flatMap { columns[$0.column + 1] }.map {
            LocatedCell(sheet: sheet, reference: CellReference(row, $0), value: nil)
          }
        }
        return LocatedRow(sheet: sheet, row: row, number: number, cells: cells)
      }
    }
    return LocatedRecord(
      fields: fields,
      tables: tables,
      sheet: sheet,
      row: instance.order.first?.row ?? 1
    )
  }

  /// The sheet's column of each grid column, both one-based; the leftmost where a key is doubled.
  private var gridColumns: [Int: Int] {
    var result: [Int: Int] = [:]
    for (column, key) in keys.columns {
      guard case .grid(let grid) = key else { continue }
      result[grid] = min(result[grid] ?? column, column)
    }
    return result
  }

  private func split(_ cell: CellReference, first: CellReference, field: String) -> Finding {
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

  private func moved(_ instances: [Instance]) -> [Finding] {
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
    for instance in instances {
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

  private func missingRows(_ instances: [Instance]) -> [Finding] {
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
          at: Location(
            sheet: worksheet.name,
            cell: instance.order.first.map {
              CellReference($0.row, max(1, keys.keyColumn + 1)).description
            }
          ),
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

  private func missingPresetRows(_ instance: Instance) -> [Finding] {
    form.tables.filter(\.isPreset).compactMap { table in
      let present = Set((instance.tableRows[table.id] ?? []).compactMap(\.number))
      let missing = table.presetRows.indices.map { $0 + 1 }.filter { !present.contains($0) }
      guard !missing.isEmpty else { return nil }
      let list = missing.map(String.init)
      let header = instance.rows[.tableHeader(card: instance.card, table: table.id)]
      return Finding(
        "row.missing",
        .error,
        at: Location(
          sheet: worksheet.name,
          cell: header.map { CellReference($0, max(1, keys.keyColumn + 1)).description }
        ),
        field: table.id,
        message: LocalizedText(
          "“\(table.label)”缺少预印的第 \(list.joined(separator: "、")) 行，可能被删除",
          en: "‘\(table.label)’ lacks the printed rows \(list.joined(separator: ", "))"
        ),
        fix: LocalizedText(
          "从原表复制缺少的行（整行复制）插回原处，再填写",
          en: "Copy the missing rows from the original form back to their places and fill them in"
        )
      )
    }
  }

  private func missingColumns() -> [Finding] {
    let present = gridColumns
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

/// Findings about rows and columns that do not stand where they were printed.
enum MovedFinding {
  static func contradiction(
    _ place: Location,
    field: String,
    was label: String,
    says other: String
  ) -> Finding {
    Finding(
      "column.contradiction",
      .error,
      at: place,
      field: field,
      message: LocalizedText(
        "这一列原是“\(label)”，表头却改成了“\(other)”，不能确定内容属于哪一项",
        en: "This column was ‘\(label)’, but its heading says ‘\(other)’"
      ),
      fix: LocalizedText(
        "把“\(label)”的表头和内容放回这一列",
        en: "Put heading and content of ‘\(label)’ back into this column"
      )
    )
  }

  static func rows(_ sheet: String, rows: ClosedRange<Int>) -> Finding {
    Finding(
      "rows.moved",
      .note,
      at: Location(sheet: sheet, cell: "\(rows.lowerBound):\(rows.upperBound)"),
      message: LocalizedText(
        "第 \(rows.lowerBound)～\(rows.upperBound) 行的次序与发出时不同，已按原位置识别",
        en: "Rows \(rows.lowerBound)–\(rows.upperBound) were moved; they were read by their keys"
      ),
      fix: LocalizedText("不必处理", en: "Nothing to do")
    )
  }

  static func columns(_ sheet: String) -> Finding {
    Finding(
      "columns.moved",
      .note,
      at: Location(sheet: sheet),
      message: LocalizedText(
        "列的次序与发出时不同，已按原位置识别",
        en: "Columns were moved; they were read by their keys"
      ),
      fix: LocalizedText("不必处理", en: "Nothing to do")
    )
  }
}
