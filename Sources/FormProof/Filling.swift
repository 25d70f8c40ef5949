import FormDefinitions
import FormLayout
import Foundation
import Spreadsheet

/// Fills records into a blank workbook, at the cells that its hidden keys name.
struct Filling {
  private let form: FormDefinition
  private let layout: LayoutKind
  private let blank: Workbook
  /// The sheet of the records, then the tables' own in a list.
  private let sheets: [SheetRole: Int]
  private let places: [Draft.Place: (sheet: Int, cell: CellReference)]
  private let ties: [String: [(field: String, column: Int)]]

  /// Lays a form out for one record.
  init?(form: FormDefinition, request: WorkbookRequest) {
    guard let made = try? FormWorkbook(form: form, request: request) else { return nil }
    self.form = form
    layout = request.layout
    let workbook = made.layout.workbook
    blank = workbook
    var sheets: [SheetRole: Int] = [:]
    for (index, sheet) in workbook.worksheets.enumerated() {
      guard case .text(let text) = sheet[CellReference(1, 1)]?.value,
        let role = SheetStamp(text)?.role
      else { continue }
      if sheets[role] == nil { sheets[role] = index }
    }
    self.sheets = sheets
    var places: [Draft.Place: (sheet: Int, cell: CellReference)] = [:]
    var ties: [String: [(field: String, column: Int)]] = [:]
    if let sheet = sheets[.records] {
      let keys = SheetKeys(workbook.worksheets[sheet])
      switch request.layout {
      case .card:
        for row in form.cardPlan()?.rows ?? [] {
          guard let number = keys.rows[row.kind.key(card: 1)] else { continue }
          for cell in row.cells {
            guard let column = keys.columns[.grid(cell.column + 1)] else { continue }
            let place: Draft.Place
            switch (cell.content, row.kind) {
            case (.field(let id), _): place = .field(id)
            case (.column(let table, let id), .tableRow(_, let row)),
              (.preset(let table, let id, _), .tableRow(_, let row)):
              place = .cell(table, row - 1, id)
            default: continue
            }
            places[place] = (sheet, CellReference(number, column))
          }
        }
      case .list:
        for field in form.fields {
          guard let row = keys.rows[.record(1)], let column = keys.columns[.field(field.id)] else {
            continue
          }
          places[.field(field.id)] = (sheet, CellReference(row, column))
        }
        for table in form.tables {
          guard let sheet = sheets[.table(table.id)] else { continue }
          let keys = SheetKeys(workbook.worksheets[sheet])
          for (key, row) in keys.rows {
            guard case .record(let number) = key else { continue }
            for field in table.fields {
              guard let column = keys.columns[.field(field.id)] else { continue }
              places[.cell(table.id, number - 1, field.id)] = (sheet, CellReference(row, column))
            }
          }
          ties[table.id] = form.tieFields.compactMap { id in
            keys.columns[.tie(id)].map { (id, $0) }
          }
        }
      }
    }
    self.places = places
    self.ties = ties
  }

  /// Whether there is room for all rows of a record.
  func fits(_ draft: Draft) -> Bool {
    form.tables.allSatisfy { table in
      let rows = draft.tables[table.id]?.count ?? 0
      return rows == 0
        || table.fields.contains { places[.cell(table.id, rows - 1, $0.id)] != nil }
    }
  }

  /// The cell of a place as findings name it.
  func location(_ place: Draft.Place) -> String? {
    places[place].map { "\(blank.worksheets[$0.sheet].name)!\($0.cell)" }
  }

  /// The workbook that a village returns, with the trial's record filled in.
  func workbook(_ trial: Trial) -> Workbook {
    var cells: [Int: [Cell]] = [:]
    func write(_ place: Draft.Place, _ state: FieldState) {
      guard let (sheet, cell) = places[place], let field = form.field(at: place),
        field.computed == nil
      else { return }
      // What is printed in advance in a table is there; in a record the office prints it for each.
      if case .cell = place, field.isPreset { return }
      let typed: CellValue?
      if let own = trial.typed[place] {
        typed = own
      } else if case .value(let value) = state {
        typed = value.typed
      } else {
        typed = nil
      }
      if let typed { cells[sheet, default: []].append(Cell(cell, typed)) }
    }
    for (id, state) in trial.draft.fields { write(.field(id), state) }
    for (table, rows) in trial.draft.tables {
      for (index, row) in rows.enumerated() {
        for (id, state) in row { write(.cell(table, index, id), state) }
        for (id, column) in ties[table] ?? [] {
          guard
            let first = form.table(table)?.fields.lazy.compactMap({ field in
              places[.cell(table, index, field.id)]
            }).first, case .value(let value)? = trial.draft.fields[id]
          else { continue }
          cells[first.sheet, default: []].append(
            Cell(CellReference(first.cell.row, column), value.typed)
          )
        }
      }
    }
    // The office fills the unit in; a trial may have taken it away.
    var workbook = blank
    let removed = Set(
      form.unitParts.keys.filter { trial.draft.fields[$0] == nil }
        .compactMap { places[.field($0)]?.cell }
    )
    for (sheet, added) in cells {
      let known = workbook.worksheets[sheet]
      workbook.worksheets[sheet] = Worksheet(
        name: known.name,
        visibility: known.visibility,
        cells: known.cells.filter { !removed.contains($0.reference) } + added,
        mergedRanges: known.mergedRanges,
        hiddenRows: known.hiddenRows,
        hiddenColumns: known.hiddenColumns
      )
    }
    if !trial.isWhole {
      let records = Set(sheets.filter { $0.key.holdsRecords }.values)
      workbook.worksheets = records.sorted().map { workbook.worksheets[$0] }
    }
    return workbook
  }
}

extension SheetRole {
  /// Whether villages fill the sheet in.
  fileprivate var holdsRecords: Bool {
    switch self {
    case .records, .table: true
    default: false
    }
  }
}
