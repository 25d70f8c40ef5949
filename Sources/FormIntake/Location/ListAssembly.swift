import Findings
import FormDefinitions
import Spreadsheet

/// Joins the rows of a list with the rows of its tables' own sheets.
struct ListAssembly {
  let form: FormDefinition
  let workbook: Workbook

  func records(
    _ rows: [LocatedRow],
    _ tableRows: [(table: Int, row: LocatedRow)]
  ) -> (records: [LocatedRecord], findings: [Finding], orphans: [LocatedRow]) {
    var records = rows.map { row in
      LocatedRecord(
        fields: row.cells,
        tables: form.tables.map { _ in [] },
        sheet: row.sheet,
        row: row.row
      )
    }
    var findings: [Finding] = []
    var orphans: [LocatedRow] = []
    let index = TieIndex(form: form, records: records)
    for (table, row) in tableRows {
      switch index.record(for: row) {
      case .found(let record): records[record].tables[table].append(row)
      case .foundDespite(let record, let field):
        records[record].tables[table].append(row)
        findings.append(tiedByName(row, field: field))
      case .ambiguous(let name):
        findings.append(orphan(row, isAmbiguous: true, name: name))
        orphans.append(row)
      case .missing:
        findings.append(orphan(row, isAmbiguous: false, name: nil))
        orphans.append(row)
      }
    }
    return (records, findings, orphans)
  }

  private func tiedByName(_ row: LocatedRow, field id: String) -> Finding {
    let label = form.field(id)?.label ?? id
    let place = row.tie[id]?.reference ?? CellReference(row.row, 2)
    return Finding(
      "row.tied-by-name",
      .warning,
      at: Location(sheet: workbook.worksheets[row.sheet].name, cell: place.description),
      message: LocalizedText(
        "第 \(row.row) 行的“\(label)”在主表中找不到，按姓名归到同名的\(form.record)",
        en: "‘\(label)’ of row \(row.row) is in no record of the list; the name decided"
      ),
      fix: LocalizedText(
        "核对这一行的“\(label)”，改得与主表一致",
        en: "Make ‘\(label)’ of this row the same as in the list"
      )
    )
  }

  private func orphan(_ row: LocatedRow, isAmbiguous: Bool, name: String?) -> Finding {
    let sheet = workbook.worksheets[row.sheet].name
    let labels = form.tieFields.compactMap { form.field($0)?.label }.joined(separator: "、")
    let place = row.tie.values.map(\.reference).min() ?? CellReference(row.row, 2)
    return Finding(
      isAmbiguous ? "row.ambiguous" : "row.orphan",
      .error,
      at: Location(sheet: sheet, cell: place.description),
      message: isAmbiguous
        ? LocalizedText(
          "第 \(row.row) 行对应不止一\(form.record)，无法确定归属",
          en: "Row \(row.row) fits more than one record"
        )
        : LocalizedText(
          "第 \(row.row) 行的\(labels)在主表中找不到对应的\(form.record)",
          en: "Row \(row.row) belongs to no record of the list (\(labels))"
        ),
      fix: LocalizedText(
        "把这一行的\(labels)填得与主表一致",
        en: "Make \(labels) of this row the same as in the list"
      )
    )
  }
}

/// Looks up the record that a table row belongs to: by the key field, then by the name.
private struct TieIndex {
  enum Match {
    case found(Int)
    /// The name fits, while the other field that ties the row fits no record.
    case foundDespite(Int, field: String)
    case ambiguous(String)
    case missing
  }

  private let fields: [String]
  private var indices: [[String: [Int]]] = []

  init(form: FormDefinition, records: [LocatedRecord]) {
    // The key decides; the name helps where a row has no key.
    fields = form.tieFields.sorted { ($0 == form.key ? 0 : 1) < ($1 == form.key ? 0 : 1) }
    for id in fields {
      var index: [String: [Int]] = [:]
      let position = form.fields.firstIndex { $0.id == id }
      for (number, record) in records.enumerated() {
        if let position, let text = Self.text(record.fields[position]?.value) {
          index[text, default: []].append(number)
        }
      }
      indices.append(index)
    }
  }

  func record(for row: LocatedRow) -> Match {
    var unknown: String?
    for (id, index) in zip(fields, indices) {
      guard let text = Self.text(row.tie[id]?.value) else { continue }
      guard let found = index[text] else {
        unknown = unknown ?? id
        continue
      }
      guard found.count == 1 else { return .ambiguous(text) }
      return unknown.map { .foundDespite(found[0], field: $0) } ?? .found(found[0])
    }
    return .missing
  }

  private static func text(_ value: CellValue?) -> String? {
    switch value {
    case .text(let text): LabelText.key(text).uppercased()
    case .number(let number): number.rawText
    default: nil
    }
  }
}
