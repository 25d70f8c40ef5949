import Foundation
import TestSupport
import Testing

/// The built command, run as an office runs it.
struct Command {
  /// What a run of the command said, and how it ended.
  struct Run {
    let status: Int32
    let output: String
    let errors: String

    /// The lines of standard output.
    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  /// A folder that is there as long as the test, with the forms of these tests in `forms`.
  let office: OfficeFolder

  init() throws { office = try OfficeFolder() }

  /// Runs `tianbao` in the office's folder, with the forms of this test.
  func callAsFunction(_ arguments: String...) throws -> Run {
    try Self.run(arguments, in: office.folder)
  }

  /// Runs `tianbao` in a folder, or a program that is given `tianbao` with its arguments to run.
  static func run(
    _ arguments: [String],
    in folder: URL,
    through runner: [String] = [],
    environment: [String: String] = [:],
    seconds: Double = 600,
    started: (pid_t) -> Void = { _ in }
  ) throws -> Run {
    let binary: URL = try #require(Self.binary, "build the command first")
    let line = runner + [binary.path] + arguments
    let run = try ProgramRun(
      URL(filePath: line[0]),
      Array(line.dropFirst()),
      in: folder,
      environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C"].merging(environment) { $1 },
      seconds: seconds,
      started: started
    )
    return Run(status: run.status, output: run.text, errors: run.errorText)
  }

  /// The package's folder.
  static let package = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The command beside the tests, else in the usual place.
  private static let binary: URL? = {
    let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "tianbao")
    return [beside, package.appending(path: ".build/debug/tianbao")].first {
      FileManager.default.isExecutableFile(atPath: $0.path)
    }
  }()
}

/// A folder with form definitions, gone when the test is.
final class OfficeFolder {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "tianbao-\(UUID().uuidString)")
    try write("codes: []", to: "forms/codes/.keep")
    try write(Self.form, to: "forms/visit.yaml")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func url(_ name: String) -> URL { folder.appending(path: name) }

  @discardableResult
  func write(_ text: String, to name: String) throws -> URL {
    let url = url(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: url)
    return url
  }

  /// The text of a file.
  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: url(name)), as: UTF8.self)
  }

  /// The names in a folder, hidden ones too.
  func names(_ name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url(name).path).sorted()
  }

  /// A round in which every village owes some returns.
  ///
  /// - Parameters:
  ///   - id: the round's identifier.
  ///   - returns: the returns, each as a mapping of YAML on one line.
  /// - Returns: the definition.
  static func round(
    _ id: String = "round",
    returns: [String] = [
      "{id: visit, form: visit, title: 走访, units: [各村], rhythm: {once: 2023-08-20}}"
    ]
  ) -> String {
    """
    campaign: \(id)
    title: 大排查方案
    name: 大排查
    source: 测试
    from: 2023-07-28
    to: 2023-08-31
    units: [{label: 各村, kind: village, every: true}]
    returns: [\(returns.joined(separator: ", "))]
    """
  }

  static let form = """
    form: visit
    title: 走访登记表
    name: 走访表
    revision: "1"
    source: 测试
    record: 户
    key: head_id
    groups: [{id: base, label: 基本情况, fields: [head_name, head_id, size]}]
    fields:
      head_name: {label: 户主姓名, type: text, required: true, personal: true, prefill: [户主]}
      head_id: {label: 户主证件号码, type: identity-number, personal: true, prefill: [身份证号]}
      size: {label: 家庭人口数, type: integer, range: 1..30, prefill: [人口]}
    rules:
      - id: small
        check: size <= 20
        severity: warning
        message: 人口 {size} 人偏多
        fix: 核对
        en: {message: "‘家庭人口数’ is {size}, which is many", fix: Check it}
    layout:
      card:
        paper: A4 portrait
        columns: [10, 14]
        grid:
          - [title: 2]
          - [户主姓名, $head_name]
          - [户主证件号码, $head_id]
          - [家庭人口数, $size]
      list: {paper: A4 landscape, title: 走访花名册}
    """
    .replacing("人口 {size} 人偏多", with: "\"人口 {size} 人偏多\"")
}
