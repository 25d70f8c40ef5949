import FormDefinitions
import FormLayout
import Spreadsheet

/// Where the places of records stand in a workbook that holds many.
struct SheetPlaces {
  private var cells: [Int: [Draft.Place: (sheet: Int, cell: CellReference)]] = [:]

  /// Finds the places by the hidden keys.
  ///
  /// - Parameters:
  ///   - form: the form.
  ///   - kind: how the records are laid out.
  ///   - keys: the key of each record, in their order.
  ///   - workbook: the workbook.
  init(form: FormDefinition, kind: LayoutKind, keys: [String?], in workbook: Workbook) {
    for (number, sheet) in workbook.worksheets.enumerated() {
      guard case .text(let text) = sheet[CellReference(1, 1)]?.value,
        let role = SheetStamp(text)?.role
      else { continue }
      let marks = SheetKeys(sheet)
      switch (kind, role) {
      case (.card, .records):
        for record in keys.indices {
          for (place, cell) in Filling.places(onCard: record + 1, of: form, marks) {
            cells[record, default: [:]][place] = (number, cell)
          }
        }
      case (.list, .records):
        for record in keys.indices {
          guard let row = marks.rows[.record(record + 1)] else { continue }
          for field in form.fields {
            guard let column = marks.columns[.field(field.id)] else { continue }
            cells[record, default: [:]][.field(field.id)] = (number, CellReference(row, column))
          }
        }
      case (.list, .table(let id)):
        guard let table = form.table(id), let key = form.key,
          let tie = marks.columns[.tie(key)]
        else { continue }
        var rows: [String: [Int]] = [:]
        for row in marks.rows.compactMap({ $0.key.isRecord ? $0.value : nil }).sorted() {
          guard case .text(let key) = sheet[CellReference(row, tie)]?.value else { continue }
          rows[key, default: []].append(row)
        }
        for (record, key) in keys.enumerated() {
          for (index, row) in (key.flatMap { rows[$0] } ?? []).enumerated() {
            for field in table.fields {
              guard let column = marks.columns[.field(field.id)] else { continue }
              cells[record, default: [:]][.cell(id, index, field.id)] = (
                number, CellReference(row, column)
              )
            }
          }
        }
      default: continue
      }
    }
  }

  /// The cell of a record's place.
  ///
  /// - Parameters:
  ///   - place: the place.
  ///   - record: the zero-based index of the record.
  /// - Returns: the zero-based sheet and the cell; `nil` for a place that the layout has not.
  func cell(_ place: Draft.Place, record: Int) -> (sheet: Int, cell: CellReference)? {
    cells[record]?[place]
  }
}

extension RowKey {
  fileprivate var isRecord: Bool { if case .record = self { true } else { false } }
}
