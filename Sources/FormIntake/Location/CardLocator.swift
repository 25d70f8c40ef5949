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
      case .identity:
        account.set(index, cell.isIdentityLine ? .printed : .ignored(.labelChanged))
      case .ordinal: account.set(index, cell.isOrdinal ? .printed : .ignored(.outsideForm))
      case .printed(let label):
        account.set(index, label == cell.labelKey ? .printed : .ignored(.labelChanged))
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

  /// Walks down the sheet and assigns each row to a card.
  private func walk() -> ([Instance], [Int: RowPlace], Set<Int>) {
    var instances: [Instance] = []
    var places: [Int: RowPlace] = [:]
    var subtotals: Set<Int> = []
    var current: [Int: Int] = [:]
    var previous: RowPlace?
    var last = 0
    let withCells = Set(worksheet.cells.map(\.reference.row))
    for row in Set(keys.rows.keys).union(withCells).sorted() where row != keys.keyRow {
      if let key = keys.rows[row], let card = key.card {
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
        // What stands apart below the last row of a card is no row of its table.
        guard row == last + 1 || card(of: before, in: instances, hasRowsBelow: row) else { continue }
        if cells.contains(where: \.isSubtotal) {
          subtotals.insert(row)
          continue
        }
        let key = RowKey.tableRow(card: instances[before.instance].card, table: table, row: 0)
        guard cells.contains(where: { isInput($0, of: key) }) else { continue }
        previous = add(key, row: row, to: before.instance, of: &instances)
      } else {
        continue
      }
      if let previous { places[row] = previous }
      last = row
    }
    return (instances, places, subtotals)
  }

  /// Whether rows of the same card stand below a row.
  private func card(
    of place: RowPlace,
    in instances: [Instance],
    hasRowsBelow row: Int
  ) -> Bool {
    let card = instances[place.instance].card
    return keys.rows.contains { $0.key > row && $0.value.card == card }
  }

  /// Whether a cell stands in a column of a table that is filled in.
  private func isInput(_ cell: Cell, of key: RowKey) -> Bool {
    guard case .grid(let column)? = keys.columns[cell.reference.column] else { return false }
    switch slots.slot(key, column: column) {
    case .column, .preset: return true
    default: return false
    }
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
      let positions = instance.order.compactMap { key, _ in
        slots.plan.rows.firstIndex { $0.kind.key(card: instance.card) == key }
      }
      guard positions != positions.sorted() else { continue }
      let rows = instance.order.map(\.row)
      findings.append(
        MovedFinding.rows(worksheet.name, rows: (rows.min() ?? 1)...(rows.max() ?? 1))
      )
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
