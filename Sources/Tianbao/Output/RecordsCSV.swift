public import FormDefinitions
import FormIntake
import FormLayout
import Foundation

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
    let line = { (cells: [String]) in cells.map(Self.cell).joined(separator: ",") }
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

  /// A cell of RFC 4180; a text that starts like a formula gets an apostrophe before it.
  static func cell(_ text: String) -> String {
    var text = text
    if let first = text.utf8.first, "=+-@\t\r".utf8.contains(first), !isNegativeNumber(text) {
      text = "'" + text
    }
    // Bytes, not characters: a quotation mark stays one whatever combines with it.
    guard text.utf8.contains(where: { ",\"\n\r".utf8.contains($0) }) else { return text }
    var bytes = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a text is a minus sign with a plain decimal number and nothing else.
  private static func isNegativeNumber(_ text: String) -> Bool {
    let parts = text.utf8.dropFirst().split(
      separator: UInt8(ascii: "."),
      maxSplits: 1,
      omittingEmptySubsequences: false
    )
    return text.utf8.first == UInt8(ascii: "-")
      && parts.allSatisfy { part in
        !part.isEmpty && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      }
  }
}
