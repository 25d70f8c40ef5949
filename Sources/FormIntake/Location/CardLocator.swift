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
  /// What was found while the keys were put in order.
  let keyFindings: [Finding]

  var form: FormDefinition { slots.form }

  init(slots: CardSlots, sheet: Int, worksheet: Worksheet, keys: KeyGrid) {
    self.slots = slots
    self.sheet = sheet
    self.worksheet = worksheet
    let restored = PartlyLostKeys(slots: slots, worksheet: worksheet, keys: keys).restored()
    let numbered = PresetOrder(
      slots: slots,
      worksheet: worksheet,
      keys: restored.keys,
      columns: restored.keys.gridColumns
    ).numbered()
    self.keys = numbered.keys
    keyFindings = restored.findings + numbered.findings
  }

  /// The rows of one card as found on the sheet.
  struct Instance {
    let card: Int
    var rows: [RowKey: Int] = [:]
    var order: [(key: RowKey, row: Int)] = []
    var tableRows: [String: [(number: Int?, row: Int)]] = [:]
  }

  struct RowPlace {
    let instance: Int
    let key: RowKey
    /// The zero-based index among the table's rows, for a table row.
    let tableRow: Int?
  }

  func locate(_ account: inout SheetAccount) -> (records: [LocatedRecord], findings: [Finding]) {
    let (instances, places, subtotals) = walk()
    var records = instances.map(emptyRecord)
    var findings = keyFindings + moved(instances) + missingRows(instances) + missingColumns()
    let lost = unrecognised(instances, places, subtotals)
    let lostRows = Set(lost.joined())
    findings += lost.compactMap(unrecognised)
    findings += instances.flatMap(missingPresetRows)
    let checks = CheckCells(worksheet, keys: keys)
    for (index, cell) in worksheet.cells.enumerated() {
      let row = cell.reference.row
      if keys.isKey(cell.reference) || SheetStamp.isStamp(cell) {
        account.set(index, .printed)
        continue
      }
      if checks.contains(cell) {
        account.set(index, .printed)
        continue
      }
      if subtotals.contains(row) {
        account.set(index, .ignored(.subtotal))
        continue
      }
      guard let place = places[row] else {
        let isOurs = lostRows.contains(row) && keys.columns[cell.reference.column] != nil
        account.set(index, .ignored(isOurs ? .unrecognisedRow : .extraRow))
        continue
      }
      guard case .grid(let column)? = keys.columns[cell.reference.column] else {
        account.set(
          index,
          .ignored(
            keys.columns[cell.reference.column]?.isCheck ?? true ? .extraColumn : .outsideForm
          )
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
        findings += contradiction(cell, under: place.key, label: label).map { [$0] } ?? []
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
    account.leaveOut(cellsNotInForm(records), .rowNotInForm)
    return (records, findings)
  }

  /// The cells of rows that stand between the printed rows of a table and hold an answer.
  private func cellsNotInForm(_ records: [LocatedRecord]) -> Set<CellReference> {
    var cells: Set<CellReference> = []
    for record in records {
      for (table, rows) in zip(form.tables, record.tables) where table.isPreset {
        for row in rows where row.number == nil {
          let isAnswered = zip(table.fields, row.cells).contains {
            !$0.isPreset && $1?.value != nil
          }
          if isAnswered { cells.formUnion(row.cells.compactMap { $0?.reference }) }
        }
      }
    }
    return cells
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
        let cells = worksheet.cells(inRow: row).filter {
          keys.columns[$0.reference.column].map { !$0.isCheck } ?? false
        }
        // What stands apart below the last row of a card is no row of its table.
        guard row == last + 1 || card(of: before, in: instances, hasRowsBelow: row) else {
          continue
        }
        if cells.isSubtotalRow {
          subtotals.insert(row)
          continue
        }
        let key = RowKey.tableRow(card: instances[before.instance].card, table: table, row: 0)
        guard cells.contains(where: { isInput($0, of: key) }) else {
          if !cells.isEmpty, cells.allSatisfy({ isNumber($0, of: key) }) {
            // An empty row that only lost its key: its number is printed.
            places[row] = RowPlace(instance: before.instance, key: key, tableRow: nil)
            last = row
          }
          continue
        }
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

  /// Whether a cell is the running number of a table's row.
  private func isNumber(_ cell: Cell, of key: RowKey) -> Bool {
    guard case .grid(let column)? = keys.columns[cell.reference.column],
      case .ordinal? = slots.slot(key, column: column)
    else { return false }
    return cell.isOrdinal
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
    let columns = keys.gridColumns
    let fields = form.fields.indices.map { index -> LocatedCell? in
      guard let position = slots.plan.position(ofField: form.fields[index].id),
        let row = instance.rows[slots.plan.rows[position.row].kind.key(card: instance.card)],
        let column = columns[position.cell.column + 1]
      else { return nil }
      return LocatedCell(sheet: sheet, reference: CellReference(row, column), value: nil)
    }
    let tables = form.tables.map { table in
      let planned = slots.plan.rows.first { $0.kind == .tableRow(table.id, 1) }
      return (instance.tableRows[table.id] ?? []).map { number, row in
        let cells = table.fields.indices.map { index -> LocatedCell? in
          let id = table.fields[index].id
          let cell = planned?.cells.first {
            switch $0.content {
            case .column(_, id), .preset(_, id, _): true
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
}
