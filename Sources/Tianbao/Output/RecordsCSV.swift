public import FormDefinitions
import FormIntake
import FormLayout
import Foundation
import Reports

/// Writes records as CSV: a file for the records of each form, and one for each of its tables.
///
/// UTF-8 with a byte order mark and CRLF, as Excel and WPS open it; texts that a spreadsheet would
/// take for formulas are made harmless.
public struct RecordsCSV {
  private var files: [(name: String, lines: [String])] = []
  private var positions: [String: Int] = [:]

  /// Creates an empty set of files.
  public init() {}

  /// Adds the records of a submission.
  public mutating func add(_ submission: FileSubmission, form: FormDefinition) {
    let unit = submission.submission.identity?.unit ?? ""
    for (index, record) in submission.submission.records.enumerated() {
      let fields = form.fields.filter { $0.type != .signature }
      append(
        to: form.id,
        heading: ["文件", "单位代码", "序号"] + fields.map(\.label),
        row: [submission.file, unit, String(index + 1)]
          + fields.map { text(record.values[$0.id], $0) }
      )
      for table in form.tables {
        for row in record.tables[table.id] ?? [] {
          append(
            to: "\(form.id).\(table.id)",
            heading: ["文件", "单位代码", "所属序号", "所属主键"] + table.fields.map(\.label),
            row: [submission.file, unit, String(index + 1), record.key ?? ""]
              + table.fields.map { text(row[$0.id], $0) }
          )
        }
      }
    }
  }

  /// The files' names and contents.
  public var contents: [(name: String, text: String)] {
    files.map { ("\($0.name).csv", "\u{FEFF}" + $0.lines.joined(separator: "\r\n") + "\r\n") }
  }

  private mutating func append(to name: String, heading: [String], row: [String]) {
    let line = CSVText.row
    if let position = positions[name] {
      files[position].lines.append(line(row))
    } else {
      positions[name] = files.count
      files.append((name, [line(heading), line(row)]))
    }
  }

  private func text(_ value: FieldValue?, _ field: FieldDefinition) -> String {
    guard let value else { return "" }
    if case .number(let number) = value, field.type == .money { return number.withFen }
    return value.description
  }
}
