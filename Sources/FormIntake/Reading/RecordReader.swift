import Findings
import FormDefinitions
import Foundation
import Spreadsheet

/// Reads located cells into typed values, with a finding for whatever was repaired or is wrong.
struct RecordReader {
  let context: CheckContext
  private let fields: [FieldReader]
  private let columns: [[FieldReader]]

  /// The readers of all fields, then of the tables' columns.
  var all: [FieldReader] { fields + columns.flatMap(\.self) }

  private var form: FormDefinition { context.form }

  /// The readers of a form's fields and columns, made once a form.
  struct FieldReaders: Sendable {
    let fields: [FieldReader]
    let columns: [[FieldReader]]

    init(form: FormDefinition, context: ReadingContext) {
      fields = form.fields.map {
        FieldReader(field: $0, codeList: form.codeList(of: $0), context: context)
      }
      columns = form.tables.map { table in
        table.fields.map {
          FieldReader(field: $0, codeList: form.codeList(of: $0), context: context)
        }
      }
    }
  }

  init(context: CheckContext, readers: FieldReaders, reading: ReadingContext) {
    self.context = context
    fields = readers.fields.map { $0.under(reading) }
    columns = readers.columns.map { $0.map { $0.under(reading) } }
  }

  /// Reads one record.
  ///
  /// - Parameters:
  ///   - located: the record's cells.
  ///   - index: the zero-based index that the record gets.
  /// - Returns: the record and its findings; `nil` for a card on which nothing was filled in.
  func read(_ located: LocatedRecord, index: Int) -> (record: ReadRecord, findings: [Finding])? {
    var findings: [Finding] = []
    var states: [FieldState] = []
    states.reserveCapacity(fields.count)
    for position in fields.indices {
      states.append(
        read(
          located.fields[position],
          fields[position],
          field: fields[position].field.id,
          record: index,
          findings: &findings
        )
      )
    }
    let tables = form.tables.indices.map { table in
      rows(located.tables[table], table: table, record: index, findings: &findings)
    }
    let record = ReadRecord(index: index, states: states, cells: located.fields, tables: tables)
    return isBlank(record) ? nil : (record, findings)
  }

  private func read(
    _ cell: LocatedCell?,
    _ reader: FieldReader,
    field: String,
    record: Int,
    findings: inout [Finding]
  ) -> FieldState {
    // A computed cell that no program has calculated is computed here, so it counts as blank.
    if reader.field.computed != nil, cell?.value == .emptyFormula { return .blank }
    let reading = reader.read(cell?.value)
    for remark in reading.remarks {
      findings.append(
        Finding(
          remark.code,
          remark.severity,
          at: context.location(cell),
          field: field,
          record: record,
          value: CheckContext.seen(cell),
          expected: remark.expected
            ?? (remark.severity == .note ? reading.value?.description : nil),
          message: remark.message,
          fix: remark.fix
        )
      )
    }
    if let value = reading.value { return .value(value) }
    return reading.isBlank ? .blank : .unreadable
  }

  private func rows(
    _ located: [LocatedRow],
    table: Int,
    record: Int,
    findings: inout [Finding]
  ) -> [ReadRow] {
    let definition = form.tables[table]
    var result: [ReadRow] = []
    for row in located {
      var own: [Finding] = []
      var states: [FieldState] = []
      states.reserveCapacity(columns[table].count)
      for (position, reader) in columns[table].enumerated() {
        let id = "\(definition.id).\(reader.field.id)"
        if definition.isPreset, reader.field.isPreset {
          states.append(preset(row, position: position, table: definition))
        } else {
          states.append(
            read(row.cells[position], reader, field: id, record: record, findings: &own)
          )
        }
      }
      let isEmpty = states.allSatisfy { $0 == .blank }
      own += PresetChange(row, definition).findings(context, record: record)
      if definition.isPreset, row.number == nil, !isEmpty {
        own = [extraRow(row, table: definition, record: record)]
      }
      findings += own
      if !isEmpty, !definition.isPreset || row.number != nil {
        result.append(ReadRow(row: row.row, states: states, cells: row.cells))
      }
    }
    return result
  }

  /// The value of a column that is printed in advance, whatever the village made of it.
  private func preset(_ row: LocatedRow, position: Int, table: TableDefinition) -> FieldState {
    guard let number = row.number, table.presetRows.indices.contains(number - 1),
      let value = table.presetRows[number - 1].values[table.fields[position].id]
    else { return .blank }
    return .value(value)
  }

  private func extraRow(_ row: LocatedRow, table: TableDefinition, record: Int) -> Finding {
    Finding(
      "row.not-in-form",
      .error,
      at: context.location(row.cells.compactMap { $0 }.first { $0.value != nil }),
      field: table.id,
      record: record,
      message: LocalizedText(
        "第 \(row.row) 行不在“\(table.label)”的预印内容里，未导入",
        en: "Row \(row.row) is not among the printed rows of ‘\(table.label)’; it was left out"
      ),
      fix: LocalizedText(
        "把内容写进对应的预印行",
        en: "Write the content into the printed row it belongs to"
      )
    )
  }

  /// Whether nothing was filled in but what the office may have prefilled for everybody.
  private func isBlank(_ record: ReadRecord) -> Bool {
    for index in form.fields.indices where record.states[index] != .blank {
      let field = form.fields[index]
      if form.unitParts[field.id] == nil, field.computed == nil { return false }
    }
    for (table, rows) in zip(form.tables, record.tables) {
      for row in rows {
        for (field, state) in zip(table.fields, row.states) where state != .blank {
          if !field.isPreset { return false }
        }
      }
    }
    return true
  }
}
