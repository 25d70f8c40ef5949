import FormDefinitions
import FormLayout
import Findings
import Foundation
import Spreadsheet
import TestSupport
import Testing

@testable import FormIntake
@testable import Ledger

/// What may keep a ledger.
enum BookKind: CaseIterable, CustomTestStringConvertible {
  case sqlite
  case postgreSQL

  var testDescription: String { self == .sqlite ? "SQLite" : "PostgreSQL" }

  /// The kinds that this machine and this build have.
  static var here: [BookKind] {
    allCases.filter { $0 == .sqlite || PostgreSQLServer.shared != nil }
  }
}

/// A new ledger of a kind, gone with its owner.
final class Book {
  let folder: URL
  let location: LedgerLocation
  let kind: BookKind

  init(_ kind: BookKind) throws {
    self.kind = kind
    folder = FileManager.default.temporaryDirectory.appending(path: "ledger-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    switch kind {
    case .sqlite: location = .file(folder.appending(path: "台账.sqlite"))
    case .postgreSQL: location = .server(try #require(PostgreSQLServer.shared).database())
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Opens the ledger; each time with a connection of its own.
  func open() throws -> Ledger { try Ledger(location, creating: true, actor: "王办事员") }
}

/// Files that came back, without any file.
enum Returns {
  static let form: FormDefinition? = {
    let text = """
      form: visit
      title: 走访登记表
      name: 走访表
      revision: "1"
      source: 测试
      record: 户
      key: head_id
      groups: [{id: base, label: 基本情况, fields: [head_name, head_id, income, visited, poor, tags]}]
      fields:
        head_name: {label: 户主姓名, type: text, personal: true}
        head_id: {label: 户主证件号码, type: identity-number, personal: true}
        income: {label: 收入, type: money}
        visited: {label: 走访日期, type: date}
        poor: {label: 是否困难, type: yes-no}
        tags: {label: 备注, type: text}
      tables:
        members:
          label: 家庭成员
          rows: 2
          fields:
            name: {label: 姓名, type: text}
            age: {label: 年龄, type: integer}
      layout:
        list: {paper: A4 landscape, title: 走访花名册}
      """
    return FormCatalogue(sources: [DefinitionSource(.form, name: "visit.yaml", text: text)])
      .forms["visit"]
  }()

  /// A household with a sum, at a row of the sheet.
  static func record(
    _ id: String?,
    income: String = "1200.50",
    name: String = "张三",
    members: [[String: FieldValue]] = [],
    row: Int = 5
  ) throws -> SubmittedRecord {
    var values: [String: FieldValue] = [
      "head_name": .text(name), "income": .number(try #require(Decimal(string: income))),
      "visited": .date(try #require(CalendarDate(iso: "2023-08-20"))), "poor": .boolean(true),
    ]
    if let id { values["head_id"] = .text(id) }
    let cell = Location(sheet: "走访表", cell: "C\(row)")
    return SubmittedRecord(
      key: id,
      values: values,
      tables: ["members": members],
      cells: ["income": Location(sheet: "走访表", cell: "D\(row)"), "head_id": cell],
      people: id.map {
        [SubmittedRecord.Person(citizen: $0, field: "head_id", location: cell)]
      } ?? []
    )
  }

  /// A file of a village.
  static func file(
    _ content: String,
    unit: String = "411003102201",
    records: [SubmittedRecord],
    verdict: Verdict = .accepted,
    findings: [Finding] = [],
    campaign: String = ""
  ) throws -> ReceivedFile {
    let form = try #require(Self.form)
    return ReceivedFile(
      file: "\(content).xlsx",
      sha256: "\(content)-".padding(toLength: 64, withPad: "0", startingAt: 0),
      submission: Submission(
        identity: WorkbookIdentity(
          form: form.id,
          revision: form.revision,
          layout: "list",
          unit: unit,
          period: "2023-08",
          batch: "0011aabb"
        ),
        verdict: verdict,
        records: records,
        findings: findings
      ),
      form: form,
      campaign: campaign
    )
  }

  /// What is said against a field of a record.
  static func fault(_ field: String, record: Int = 0) -> Finding {
    Finding(
      "rule.small",
      .error,
      field: field,
      record: record,
      message: LocalizedText(verbatim: "错"),
      fix: LocalizedText(verbatim: "改")
    )
  }
}
