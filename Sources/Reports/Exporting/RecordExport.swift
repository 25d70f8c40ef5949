public import FormDefinitions
public import Ledger
import FormIntake
import Foundation

/// The records of a form that count, as files for other programs.
public struct RecordExport: Sendable {
  /// A file of an export.
  public struct File: Hashable, Sendable {
    /// The name, without a folder.
    public var name: String
    /// The content.
    public var text: String
  }

  /// A table of an export: a heading and rows of texts.
  private struct Table {
    let name: String
    let title: String
    /// The columns before the form's own.
    let leading: [String]
    let fields: [FieldDefinition]
    var rows: [[String]] = []

    /// The name in a data package: lower-case letters, digits, `.` and `-`.
    var resource: String { name.replacing("_", with: "-").lowercased() }

    /// The headings, each once.
    var headings: [String] {
      var seen: [String: Int] = [:]
      return (leading + fields.map(\.label)).map { label in
        seen[label, default: 0] += 1
        return seen[label] == 1 ? label : "\(label)\(seen[label] ?? 0)"
      }
    }
  }

  private let form: FormDefinition
  private var records: Table
  private var tables: [Table]
  private var lines: [String] = []
  private let masking: Masking?
  /// The number of records.
  public private(set) var count = 0

  /// Creates an empty export.
  ///
  /// - Parameters:
  ///   - form: the form.
  ///   - masked: whether personal data are hidden, as in a public notice.
  public init(_ form: FormDefinition, masked: Bool) {
    self.form = form
    masking = masked ? Masking(form) : nil
    let fields = form.fields.filter { $0.type != .signature }
    records = Table(
      name: form.id,
      title: form.title,
      leading: ["记录号", "单位代码", "报告期", "方案", "收到时间"],
      fields: fields
    )
    tables = form.tables.map {
      Table(
        name: "\(form.id).\($0.id)",
        title: "\(form.title)：\($0.label)",
        leading: ["记录号", "行号"],
        fields: $0.fields.filter { $0.type != .signature }
      )
    }
  }

  /// Adds the records of a version.
  public mutating func add(_ submission: FiledSubmission, _ stored: [StoredRecord]) {
    for (index, record) in stored.enumerated() {
      count += 1
      let number = "\(submission.id)-\(index + 1)"
      records.rows.append(
        [
          number, submission.identity.unit, submission.identity.period,
          submission.identity.campaign, submission.receivedAt,
        ] + records.fields.map { text(record.values[$0.id], $0, inTable: false) }
      )
      for (place, table) in form.tables.enumerated() {
        for (row, values) in (record.values[table.id]?.rows ?? []).enumerated() {
          tables[place].rows.append(
            [number, String(row + 1)]
              + tables[place].fields.map { text(values[$0.id], $0, inTable: true) }
          )
        }
      }
      lines.append(line(number, submission, record))
    }
  }

  /// A CSV file for the records, and one for each table: UTF-8 with a byte order mark, as Excel and
  /// WPS open it.
  public var csv: [File] {
    ([records] + tables).map { table in
      File(name: "\(table.name).csv", text: CSVText.file([table.headings] + table.rows))
    }
  }

  /// The records as JSON Lines, by the identifiers of the fields.
  public var jsonLines: File {
    File(name: "\(form.id).jsonl", text: lines.map { $0 + "\n" }.joined())
  }

  /// The description of the CSV files as a Frictionless data package (datapackage.org, version 1).
  public var dataPackage: File {
    let resources = ([records] + tables).map { table in
      JSONText.object([
        ("name", .string(table.resource)),
        ("title", .string(table.title)), ("path", .string("\(table.name).csv")),
        ("profile", .string("tabular-data-resource")), ("format", .string("csv")),
        ("mediatype", .string("text/csv")), ("encoding", .string("utf-8-sig")),
        ("schema", schema(of: table)),
      ])
    }
    let package = JSONText.object([
      ("name", .string(form.id)), ("title", .string(form.title)),
      ("profile", .string("tabular-data-package")), ("version", .string(form.revision)),
      ("resources", .array(resources)),
    ])
    return File(name: "datapackage.json", text: package.line + "\n")
  }

  private func schema(of table: Table) -> JSONText {
    let names = table.headings
    let leading = names.prefix(table.leading.count).map { name in
      JSONText.object([
        ("name", .string(name)), ("type", .string(name == "行号" ? "integer" : "string")),
      ])
    }
    let own = zip(names.dropFirst(table.leading.count), table.fields).map { name, field in
      var members: [(String, JSONText)] = [("name", .string(name))]
      members += frictionlessType(of: field).map { ($0, $1) }
      if let help = field.help { members.append(("description", .string(help))) }
      return JSONText.object(members)
    }
    let isRecord = table.name == form.id
    var members: [(String, JSONText)] = [
      ("fields", .array(leading + own)), ("missingValues", .array([.string("")])),
      ("primaryKey", .array((isRecord ? ["记录号"] : ["记录号", "行号"]).map { .string($0) })),
    ]
    if !isRecord {
      let reference = JSONText.object([
        ("resource", .string(records.resource)), ("fields", .array([.string("记录号")])),
      ])
      members.append(
        (
          "foreignKeys",
          .array([.object([("fields", .array([.string("记录号")])), ("reference", reference)])])
        )
      )
    }
    return .object(members)
  }

  private func frictionlessType(of field: FieldDefinition) -> [(String, JSONText)] {
    // What is hidden is text.
    if masking?.isText(field) == true { return [("type", .string("string"))] }
    return switch field.type {
    case .integer: [("type", .string("integer"))]
    case .decimal, .money, .percent: [("type", .string("number"))]
    case .date: [("type", .string("date"))]
    case .month: [("type", .string("yearmonth"))]
    case .year: [("type", .string("year"))]
    case .yesNo:
      [
        ("type", .string("boolean")), ("trueValues", .array([.string("是")])),
        ("falseValues", .array([.string("否")])),
      ]
    default: [("type", .string("string"))]
    }
  }

  private func text(_ value: StoredValue?, _ field: FieldDefinition, inTable: Bool) -> String {
    if case .text(let text)? = masking?.shown(value, of: field, inTable: inTable) { return text }
    return value?.text(of: field.type) ?? ""
  }

  private func line(
    _ number: String,
    _ submission: FiledSubmission,
    _ record: StoredRecord
  ) -> String {
    func members(
      _ values: [String: StoredValue],
      _ fields: [FieldDefinition],
      inTable: Bool
    ) -> [(String, JSONText)] {
      fields.filter { $0.type != .signature }.map { field in
        let value = values[field.id]
        if case .text(let text)? = masking?.shown(value, of: field, inTable: inTable) {
          return (field.id, text.isEmpty ? .null : .string(text))
        }
        return (field.id, value?.json(field.type) ?? .null)
      }
    }
    var values = members(record.values, form.fields, inTable: false)
    for table in form.tables {
      let rows = record.values[table.id]?.rows ?? []
      values.append(
        (table.id, .array(rows.map { .object(members($0, table.fields, inTable: true)) }))
      )
    }
    return JSONText.object([
      ("record", .string(number)), ("form", .string(form.id)),
      ("unit", .string(submission.identity.unit)), ("period", .string(submission.identity.period)),
      ("campaign", .string(submission.identity.campaign)),
      ("received", .string(submission.receivedAt)), ("values", .object(values)),
    ]).line
  }
}

extension StoredValue {
  /// The value as the interface writes it.
  func json(_ type: FieldType) -> JSONText {
    switch self {
    case .null: .null
    case .boolean(let value): .boolean(value)
    case .number: .number(text(of: type))
    case .text(let text): .string(text)
    case .list(let values): .array(values.map { $0.json(type) })
    case .row: .null
    }
  }
}
