import Findings
import FormDefinitions
import FormLayout
import Spreadsheet

/// Finds the rows of a list, or of a table's own sheet, by the keys of its columns.
///
/// Rows need no keys: every row below the header that holds something is a record, so sorted,
/// inserted, pasted and appended rows are all found.
struct ListLocator {
  let form: FormDefinition
  /// The table whose sheet this is; `nil` for the records.
  let table: Int?
  let sheet: Int
  let worksheet: Worksheet
  let keys: KeyGrid

  private var fields: [FieldDefinition] { table.map { form.tables[$0].fields } ?? form.fields }

  struct Result {
    /// The rows: cells by field of the form or column of the table.
    var rows: [LocatedRow] = []
    var findings: [Finding] = []
  }

  func locate(_ account: inout SheetAccount) -> Result {
    var result = Result()
    let header = headerRow
    let (columns, ties, byLabel) = assignColumns(header: header)
    let printed = printedTexts
    let checks = CheckCells(worksheet, keys: keys)
    let ordinals = ordinalColumn(header: header)
    let foot = footRow(below: header)
    let merged = MergedColumns(worksheet, columns: Set(columns.keys), below: header)
    var current: LocatedRow?
    var isSubtotal = false
    func finish() {
      if var row = current, row.cells.contains(where: { $0?.value != nil }) {
        for (column, field) in columns where row.cells[field]?.value == nil {
          if let value = merged.value(row: row.row, column: column) {
            row.cells[field] = LocatedCell(
              sheet: sheet,
              reference: CellReference(row.row, column),
              value: value
            )
          }
        }
        current = row
      }
      if let row = current, row.cells.contains(where: { $0?.value != nil }) {
        result.rows.append(row)
      }
      current = nil
    }
    for (index, cell) in worksheet.cells.enumerated() {
      let row = cell.reference.row
      let column = cell.reference.column
      if keys.isKey(cell.reference) || SheetStamp.isStamp(cell) {
        account.set(index, .printed)
        continue
      }
      if checks.contains(cell) {
        account.set(index, .printed)
        continue
      }
      if checks.isColumn(cell) {
        account.set(index, .ignored(.extraColumn))
        continue
      }
      let isBelow = row >= foot && (!isRecord(row, columns, ties) || isFoot(cell))
      if row <= header || isBelow {
        let isPrinted =
          cell.labelKey.map { printed.contains($0) || $0.contains("识别码:") } ?? false
        let isHead = row <= header && keys.rows[row] != nil && row < header - 1
        account.set(
          index,
          isPrinted || isHead
            ? .printed
            : .ignored(
              row > header
                ? (keys.rows[row] == nil ? .outsideForm : .signature)
                : keys.columns[column] == nil ? .extraColumn : .labelChanged
            )
        )
        continue
      }
      if current?.row != row {
        finish()
        current = emptyRow(row, columns: columns)
        isSubtotal =
          keys.rows[row] == nil
          && worksheet.cells(inRow: row).filter {
            keys.columns[$0.reference.column].map { !$0.isPrinted } ?? true
          }.isSubtotalRow
      }
      if isSubtotal {
        account.set(index, .ignored(.subtotal))
        current = nil
        continue
      }
      let located = LocatedCell(sheet: sheet, reference: cell.reference, value: cell.value)
      if let field = columns[column] {
        current?.cells[field] = located
        account.set(index, .used)
      } else if let tie = ties[column] {
        current?.tie[tie] = located
        account.set(index, .used)
      } else if keys.columns[column] == .ordinal || column == ordinals {
        account.set(index, cell.isOrdinal ? .printed : .ignored(.outsideForm))
      } else {
        account.set(index, .ignored(.extraColumn))
      }
    }
    finish()
    result.findings =
      merged.findings + columnFindings(columns, byLabel: byLabel) + moved(header: header)
    return result
  }

  /// The one-based row of the labels: the last printed head row, or the row with most labels.
  private var headerRow: Int {
    if let keyed = keys.rows.filter({ $0.value == .printed("labels") }).keys.max() { return keyed }
    let labels = Set(fields.flatMap { [$0.label] + $0.aliases }.map(LabelText.key))
    var counts: [Int: Int] = [:]
    for cell in worksheet.cells {
      if let key = cell.labelKey, labels.contains(key) {
        counts[cell.reference.row, default: 0] += 1
      }
    }
    let best = counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
    return best.map(\.key) ?? keys.keyRow
  }

  private func footRow(below header: Int) -> Int {
    if let keyed = keys.rows.filter({ $0.value == .printed("foot") }).keys.max() { return keyed }
    let foot = worksheet.cells.first {
      $0.reference.row > header && $0.labelKey?.hasPrefix("填表人") == true
    }
    return foot?.reference.row ?? .max
  }

  /// Whether a row at the foot or below it holds a record that the village wrote there: who it is,
  /// and something else.
  private func isRecord(_ row: Int, _ columns: [Int: Int], _ ties: [Int: String]) -> Bool {
    let cells = worksheet.cells(inRow: row).filter { cell in
      !isFoot(cell) && !cell.isEmptyText
        && (columns[cell.reference.column] != nil || ties[cell.reference.column] != nil)
    }
    let names = cells.contains { cell in
      if ties[cell.reference.column] != nil { return true }
      guard let field = columns[cell.reference.column] else { return false }
      return table == nil && form.tieFields.contains(fields[field].id)
    }
    return names && cells.count >= 2
  }

  /// Whether a cell holds the line for signatures, or a piece of it.
  private func isFoot(_ cell: Cell) -> Bool {
    guard let key = cell.labelKey else { return false }
    return ["填表人", "审核人", "负责人", "联系电话", "填报日期"].contains { key.hasPrefix("\($0):") }
      || key == LabelText.key(FormPrints.listFoot)
  }

  /// The field of each sheet column: by key, and where a field's key is gone, by its label.
  private func assignColumns(
    header: Int
  ) -> (columns: [Int: Int], ties: [Int: String], byLabel: [Int]) {
    var columns: [Int: Int] = [:]
    var ties: [Int: String] = [:]
    var taken: Set<Int> = []
    for (column, key) in keys.columns.sorted(by: { $0.key < $1.key }) {
      switch key {
      case .field(let id):
        if let index = fields.firstIndex(where: { $0.id == id }), taken.insert(index).inserted {
          columns[column] = index
        }
      case .tie(let id): ties[column] = id
      case .ordinal, .grid, .check: break
      }
    }
    var byLabel: [Int] = []
    for row in [header, header - 1] where row > 0 {
      for cell in worksheet.cells(inRow: row) {
        let column = cell.reference.column
        guard columns[column] == nil, ties[column] == nil, keys.columns[column] == nil,
          let label = cell.labelKey
        else { continue }
        let index = fields.firstIndex {
          ([$0.label] + $0.aliases).contains { LabelText.key($0) == label }
        }
        if let index, taken.insert(index).inserted {
          columns[column] = index
          byLabel.append(column)
        } else if table != nil,
          let tie = form.tieFields.first(where: { id in
            !ties.values.contains(id)
              && form.field(id).map { LabelText.key($0.label) == label } ?? false
          })
        {
          ties[column] = tie
        }
      }
    }
    return (columns, ties, byLabel)
  }

  /// The column of the running number by its heading, where its key is gone.
  private func ordinalColumn(header: Int) -> Int? {
    [header, header - 1].filter { $0 > 0 }.flatMap { worksheet.cells(inRow: $0) }
      .first { $0.labelKey == "序号" && keys.columns[$0.reference.column] == nil }?
      .reference.column
  }

  private func emptyRow(_ row: Int, columns: [Int: Int]) -> LocatedRow {
    var cells = [LocatedCell?](repeating: nil, count: fields.count)
    for (column, field) in columns {
      cells[field] = LocatedCell(sheet: sheet, reference: CellReference(row, column), value: nil)
    }
    var number: Int?
    if case .record(let value)? = keys.rows[row] { number = value }
    return LocatedRow(sheet: sheet, row: row, number: number, cells: cells)
  }

  private var printedTexts: Set<String> {
    var texts = Set(fields.map { LabelText.key($0.label) })
    texts.formUnion(form.groups.map { LabelText.key($0.label) })
    texts.formUnion(form.tables.flatMap { [$0.label] + $0.groups.map(\.label) }.map(LabelText.key))
    texts.formUnion(form.tieFields.compactMap { form.field($0).map { LabelText.key($0.label) } })
    let titles = [form.list?.title, table.map { "\(form.title)（\(form.tables[$0].label)）" }]
    texts.formUnion(titles.compactMap { $0.map { LabelText.key($0) } })
    texts.formUnion(
      ["序号", "所属\(form.record)", FormPrints.listFoot, form.title].map(LabelText.key)
    )
    return texts
  }

  private func columnFindings(_ columns: [Int: Int], byLabel: [Int]) -> [Finding] {
    let present = Set(columns.values)
    let missing = fields.indices.filter {
      !present.contains($0) && fields[$0].type != .signature
    }.map { fields[$0].label }
    var findings: [Finding] = []
    if !missing.isEmpty {
      findings.append(
        Finding(
          "column.missing",
          .error,
          at: Location(sheet: worksheet.name),
          message: LocalizedText(
            "缺少这些列：\(missing.joined(separator: "、"))",
            en: "Columns are missing: \(missing.joined(separator: ", "))"
          ),
          fix: LocalizedText(
            "把列补回来（表头文字要与原表一致），或用原表重新填写",
            en: "Put the columns back with their headings, or fill in the original form"
          )
        )
      )
    }
    findings += contradictions(columns)
    if keys.columns.isEmpty, !byLabel.isEmpty {
      return findings + [LostKeysFinding.keysLost(worksheet.name, LostKeysFinding.labels)]
    }
    for column in byLabel {
      findings.append(
        Finding(
          "column.by-label",
          .note,
          at: Location(sheet: worksheet.name, cell: CellReference.letters(ofColumn: column)),
          message: LocalizedText(
            "此列的识别标记已丢失，按表头文字识别",
            en: "This column was recognised by its heading"
          ),
          fix: LocalizedText("不必处理", en: "Nothing to do")
        )
      )
    }
    return findings
  }

  /// Columns whose heading is another field's label: somebody moved what is seen without the hidden
  /// key above it, and which of the two is right nobody can tell.
  private func contradictions(_ columns: [Int: Int]) -> [Finding] {
    let header = headerRow
    return columns.sorted { $0.key < $1.key }.compactMap { column, index -> Finding? in
      guard keys.columns[column] != nil, header > 0,
        let cell = worksheet[CellReference(header, column)], let label = cell.labelKey
      else { return nil }
      let own = [fields[index].label] + fields[index].aliases
      guard !own.contains(where: { LabelText.key($0) == label }),
        let other = fields.first(where: { LabelText.key($0.label) == label })
      else { return nil }
      return MovedFinding.contradiction(
        Location(sheet: worksheet.name, cell: cell.reference.description),
        field: fields[index].id,
        was: fields[index].label,
        says: other.label
      )
    }
  }

  private func moved(header: Int) -> [Finding] {
    var findings: [Finding] = []
    let printed = FormPrints.columnOrder(form, table: table)
    let order = keys.columns.sorted { $0.key < $1.key }.compactMap { _, key -> Int? in
      guard case .field(let id) = key else { return nil }
      return printed.firstIndex(of: id)
    }
    if order != order.sorted() { findings.append(MovedFinding.columns(worksheet.name)) }
    let numbers = keys.rows.sorted { $0.key < $1.key }.compactMap { row, key -> (Int, Int)? in
      if case .record(let number) = key { (row, number) } else { nil }
    }
    if numbers.map(\.1) != numbers.map(\.1).sorted(), let first = numbers.first,
      let last = numbers.last
    {
      findings.append(MovedFinding.rows(worksheet.name, rows: first.0...last.0))
    }
    return findings
  }
}
