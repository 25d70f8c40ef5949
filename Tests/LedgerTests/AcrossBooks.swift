import Findings
import FormDefinitions
import FormLayout
import Foundation
import Spreadsheet
import Testing

@testable import FormIntake
@testable import Ledger

/// The official definitions, and returns of them without any file.
enum Across {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "forms")

  static let catalogue = FormCatalogue(sources: sources())
  static let rules = AcrossCatalogue(sources: [source("across.yaml", .across)], forms: catalogue)

  private static func source(_ name: String, _ kind: DefinitionSource.Kind) -> DefinitionSource {
    let text = (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
    return DefinitionSource(kind, name: name, text: text)
  }

  private static func sources() -> [DefinitionSource] {
    let names = { (path: String) in
      ((try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: path).path))
        ?? []).filter { $0.hasSuffix(".yaml") }.sorted()
    }
    return names("codes").map { source("codes/\($0)", .codeList) }
      + names(".").filter { $0 != "across.yaml" }.map {
        source($0, $0 == "parameters.yaml" ? .parameters : .form)
      }
  }

  /// A return as a village would send it: its records by field, as a person writes them.
  struct Sent {
    var form: String
    var unit = "411003102201"
    var period = ""
    var day = "2023-08-20"
    var records: [[String: String]]
    /// The rows of the one table that is filled in each record.
    var rows: (table: String, rows: [[String: String]])? = nil
    var batch = "0011aabb"
    var campaign = ""
    var name: String? = nil
  }

  static func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso: text)) }

  /// The file of a return, with each field of a record in a column of its own.
  static func file(_ sent: Sent, _ number: Int) throws -> ReceivedFile {
    let form = try catalogue.form(sent.form)
    let records = try sent.records.enumerated().map { index, texts in
      var values: [String: FieldValue] = [:]
      var cells: [String: Location] = [:]
      for (id, text) in texts {
        let place = try #require(form.fields.firstIndex { $0.id == id }, "\(form.id) has no \(id)")
        values[id] = try value(text, form.fields[place].type)
        cells[id] = cell(form.name, column: place, row: index + 5)
      }
      var tables: [String: [[String: FieldValue]]] = [:]
      var people =
        form.key.flatMap { key in
          values[key].flatMap { person("\($0)", key, cells[key]) }
        }.map { [$0] } ?? []
      if let rows = sent.rows {
        let table = try #require(form.table(rows.table))
        for number in rows.rows.indices {
          for (place, field) in table.fields.enumerated() {
            let name = SubmittedRecord.rowCell(table: table.id, row: number, column: field.id)
            cells[name] = cell(table.name, column: place, row: number + 3)
          }
        }
        tables[table.id] = try rows.rows.enumerated().map { number, texts in
          try texts.reduce(into: [:]) { row, entry in
            let place = try #require(table.fields.firstIndex { $0.id == entry.key })
            row[entry.key] = try value(entry.value, table.fields[place].type)
            let location = cell(table.name, column: place, row: number + 3)
            if table.fields[place].type == .identityNumber, entry.value != texts["head_id"],
              let member = person(entry.value, "\(table.id).\(entry.key)", location),
              !people.contains(where: { $0.citizen == member.citizen })
            {
              people.append(member)
            }
          }
        }
      }
      return SubmittedRecord(
        key: form.key.flatMap { values[$0]?.description },
        values: values,
        tables: tables,
        cells: cells,
        people: form.isOfHouseholds ? people : []
      )
    }
    let name = sent.name ?? "\(form.name)\(number).xlsx"
    return ReceivedFile(
      file: name,
      sha256: "\(number)-\(name.utf8.count)-".padding(toLength: 64, withPad: "0", startingAt: 0),
      submission: Submission(
        identity: WorkbookIdentity(
          form: form.id,
          revision: form.revision,
          layout: "list",
          unit: sent.unit,
          period: sent.period,
          batch: sent.batch,
          campaign: sent.campaign
        ),
        verdict: .accepted,
        records: records
      ),
      form: form
    )
  }

  private static func person(
    _ number: String,
    _ field: String,
    _ cell: Location?
  ) -> SubmittedRecord.Person? {
    number.count < 18
      ? nil
      : SubmittedRecord.Person(citizen: String(number.prefix(18)), field: field, location: cell)
  }

  private static func cell(_ sheet: String, column: Int, row: Int) -> Location {
    Location(sheet: sheet, cell: CellReference(row, column + 1).description)
  }

  private static func value(_ text: String, _ type: FieldType) throws -> FieldValue {
    switch type {
    case .integer, .decimal, .money, .percent, .year: .number(try #require(Decimal(string: text)))
    case .date: .date(try day(text))
    case .month: .month(try #require(CalendarMonth(iso: text)))
    case .yesNo: .boolean(text == "是")
    case .choice: .choice(text)
    case .choices: .choices(text.split(separator: "、").map(String.init))
    default: .text(text)
    }
  }

  /// Files returns in their order.
  @discardableResult
  static func file(_ returns: [Sent], in ledger: Ledger) throws -> [Receipt?] {
    try returns.enumerated().map { index, sent in
      try ledger.receive(try file(sent, index), at: "\(sent.day) 09:00")
    }
  }

  /// All that the official rules find, in the order in which it is told.
  static func findings(
    in ledger: Ledger,
    scope: AcrossScope = .all,
    on day: String = "2023-12-31"
  ) throws -> [AcrossFinding] {
    var found: [AcrossFinding] = []
    try ledger.check(rules.rules, catalogue, in: scope, on: try self.day(day)) {
      found.append($0)
    }
    return found
  }
}
