import FormDefinitions
import FormIntake
import FormLayout
import Foundation
import Spreadsheet
import SpreadsheetWriting
import TestSupport

@testable import Tianbao

/// An office with one form and two villages, and a folder for what it makes.
final class Office {
  static let form = """
    form: visit
    title: 走访登记表
    name: 走访表
    revision: "1"
    source: 测试
    record: 户
    key: head_id
    groups:
      - {id: base, label: 基本情况, fields: [head_name, head_id, size, income, visited_on, poor, needs, note]}
    fields:
      head_name: {label: 户主姓名, type: text, required: true, personal: true, prefill: [户主, 户主姓名]}
      head_id:
        label: 户主证件号码
        type: identity-number
        required: true
        personal: true
        prefill: [户主身份证号码]
      size: {label: 家庭人口数, type: integer, aliases: [人口], range: 1..30}
      income: {label: 收入, type: money}
      visited_on: {label: 走访日期, type: date}
      poor: {label: 困难户, type: yes-no}
      needs: {label: 需求, type: choices, codes: needs}
      note: {label: 备注, type: text}
    tables:
      members:
        label: 成员
        rows: 2
        fields:
          name: {label: 姓名, type: text, prefill: [家庭成员姓名]}
          born: {label: 出生年月, type: month}
    rules:
      - id: size-is-member-count
        check: size >= count(members)
        message: 人口 {size} 人，成员表有 {count(members)} 人
        fix: 核对后改正
    layout:
      card:
        paper: A4 portrait
        columns: [10, 14, 10, 14]
        grid:
          - [title: 4]
          - [户主姓名, $head_name, 户主证件号码, $head_id]
          - [家庭人口数, $size, 收入, $income]
          - [走访日期, $visited_on, 困难户, $poor]
          - [需求, $needs, 备注, $note]
          - [members: 4]
        tables:
          members: {ordinal: 1, columns: {name: 1, born: 2}}
      list: {paper: A4 landscape, title: 走访花名册}
    """

  static let codes = """
    list: needs
    title: 需求
    source: 测试
    codes: [就业, 就医, 住房]
    """

  static let catalogue = FormCatalogue(
    sources: [
      DefinitionSource(.codeList, name: "codes/needs.yaml", text: codes),
      DefinitionSource(.form, name: "visit.yaml", text: form),
    ]
  )

  static let day = CalendarDate(iso: "2023-08-31") ?? .epoch
  static let zhang = "411003197005010135"
  static let wang = "411003196501010113"
  static let zhangzhuang = ReportingUnit(code: "411003102201", name: "张庄村")
  static let lizhuang = ReportingUnit(code: "411003102202", name: "李庄村")

  /// A folder that is gone when the office is.
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "tianbao-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func url(_ name: String) -> URL { folder.appending(path: name) }

  /// Writes bytes to a file of the folder, below folders that are made.
  @discardableResult
  func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> URL {
    let url = url(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(bytes).write(to: url)
    return url
  }

  /// The names of all files of the folder, hidden ones too.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  static func definition() throws -> FormDefinition { try catalogue.form("visit") }

  /// A household that is complete.
  static func household(
    _ name: String,
    _ id: String,
    _ more: [String: FieldValue] = [:]
  ) -> PrefilledRecord {
    var values: [String: FieldValue] = [
      "head_name": .text(name), "head_id": .text(id), "size": .number(1),
    ]
    values.merge(more) { $1 }
    return PrefilledRecord(values: values, tables: ["members": [["name": .text(name)]]])
  }

  /// Writes the workbook that a village returned.
  @discardableResult
  func returned(
    _ name: String,
    _ unit: ReportingUnit?,
    _ households: [PrefilledRecord]
  ) throws -> URL {
    let url = try write([], to: name)
    try FormGenerator(Self.definition())
      .write(to: url, for: unit, households: households, replacing: true)
    return url
  }

  /// The submission of a list of households, without a file.
  static func submission(_ households: [PrefilledRecord]) throws -> FileSubmission {
    let workbook = try FormGenerator(definition()).workbook(for: nil, households: households)
    let submission = FormImporter(catalogue, today: day).submission(from: workbook.layout.workbook)
    return FileSubmission(file: "张庄.xlsx", sha256: "00", submission: submission)
  }
}
