import Foundation
import Testing

/// The built command stays within real limits of time and memory on hostile files, says what is
/// wrong with each, and goes on with the honest files beside them.
@Suite(.serialized) struct HostileCommandTests {
  /// The hostile files of the corpus, which lies beside the package or where `TIANBAO_CORPUS` says.
  private static let corpus: URL? = {
    let named = ProcessInfo.processInfo.environment["TIANBAO_CORPUS"].map { URL(filePath: $0) }
    let folder = (named ?? Command.package.appending(path: "../shared/corpus")).standardizedFileURL
      .appending(path: "hostile")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()
  private static let files: [String] =
    corpus.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0.path) }?
    .filter { $0.hasSuffix(".xlsx") }.sorted() ?? []

  /// Seconds of processor time that one file may take.
  #if DEBUG
    // A build that is not optimised takes about ten times as long.
    private static let seconds = 20
  #else
    private static let seconds = 2
  #endif
  /// Address space in KiB: 300 MB for the file, beside what the program maps before it reads one.
  private static let addressSpace = (300 + 400) << 10

  /// Runs the command under limits; the processor time is limited beside the time of day, since what
  /// else the machine does is no fault of the command's.
  private func limited(_ command: Command, seconds: Int, _ arguments: [String]) throws
    -> Command.Run
  {
    try Command.run(
      arguments,
      in: command.office.folder,
      through: [
        "/bin/bash", "-c",
        "ulimit -v \(Self.addressSpace) -t \(seconds); exec timeout \(seconds * 10) \"$0\" \"$@\"",
      ]
    )
  }

  @Test func `the limits that the tests set are real`() throws {
    let command = try Command()
    let arguments = ["/bin/bash", "-c", "ulimit -v 10000; exec \"$0\" \"$@\""]
    let run = try Command.run(["--version"], in: command.office.folder, through: arguments)
    #expect(run.status != 0)
    #expect(try limited(command, seconds: 2, ["--version"]).output == "0.1.0\n")
  }

  @Test(.enabled(if: corpus != nil, "no corpus: put it at ../shared/corpus, or set TIANBAO_CORPUS"))
  func `each hostile file is read or refused within the limits`() throws {
    let command = try Command()
    #expect(Self.files.count >= 46)
    for file in Self.files {
      let path = Self.corpus?.appending(path: file).path ?? ""
      let run = try limited(command, seconds: Self.seconds, ["cells", path])
      #expect(
        run.status == 0 || run.status == 74,
        "\(file): \(run.status) \(run.errors.prefix(300))"
      )
      if run.status == 74 {
        #expect(run.output == "", "\(file)")
        #expect(run.lines(ofErrors: path).count == 1, "\(file): \(run.errors.prefix(300))")
      }
    }
  }

  @Test(.enabled(if: corpus != nil, "no corpus: put it at ../shared/corpus, or set TIANBAO_CORPUS"))
  func `a batch of hostile files goes on with the honest ones`() throws {
    let command = try Command()
    let folder = command.office.url("in")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let source = try #require(Self.corpus)
    for file in Self.files {
      try FileManager.default.copyItem(
        at: source.appending(path: file),
        to: folder.appending(path: file)
      )
    }
    let honest = try honestFiles(["0", "c", "m", "z"], command)
    let run = try limited(
      command,
      seconds: 46 * Self.seconds,
      ["import", "in", "--records", "-", "--jobs", "1", "--date", "2023-08-31"]
    )
    try expect(run, reads: honest, among: Self.files.count)
  }

  @Test func `a batch with attacks made here goes on with the honest files`() throws {
    let command = try Command()
    try FileManager.default.createDirectory(
      at: command.office.url("in"),
      withIntermediateDirectories: true
    )
    let head = "PK\u{3}\u{4}"
    try command.office.write(head, to: "in/1.xlsx")
    try command.office.write(String(repeating: head, count: 50_000), to: "in/2.xlsx")
    try command.office.write(String(repeating: "<", count: 1 << 20), to: "in/3.xlsx")
    try command.office.write("", to: "in/4.xlsx")
    let honest = try honestFiles(["0", "25", "9"], command)
    let run = try limited(
      command,
      seconds: Self.seconds,
      ["import", "in", "--records", "-", "--jobs", "2", "--date", "2023-08-31"]
    )
    try expect(run, reads: honest, among: 4)
  }

  /// Makes the workbooks of villages, each with a household of its own, in the folder `in`.
  private func honestFiles(_ names: [String], _ command: Command) throws -> [String] {
    let identities = [
      "411003197005010135", "411003196501010113", "411003195203040218", "411003198012120030",
    ]
    for (name, identity) in zip(names, identities) {
      try command.office.write("户主,身份证号,人口\n张三,\(identity),3\n", to: "roster.csv")
      let run = try command(
        "generate",
        "visit",
        "-o",
        "in/\(name).xlsx",
        "--roster",
        "roster.csv"
      )
      try #require(run.status == 0, "\(run.errors)")
    }
    return names.map { "\($0).xlsx" }
  }

  private func expect(
    _ run: Command.Run,
    reads honest: [String],
    among hostile: Int
  ) throws {
    #expect(run.status == 1, "\(run.errors.suffix(500))")
    let records = try run.lines.map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(records.count == hostile + honest.count)
    for record in records {
      let file = try #require(record["file"] as? String)
      let verdict = try #require(record["verdict"] as? String)
      let findings = try #require(record["findings"] as? [[String: Any]])
      if honest.contains(file) {
        #expect(verdict == "accepted", "\(file)")
        #expect((record["records"] as? [Any])?.count == 1, "\(file)")
      } else {
        #expect(verdict == "unreadable" || verdict == "returned", "\(file) \(verdict)")
        #expect(!findings.isEmpty, "\(file)")
        try expectLimitIsNamed(findings, file)
      }
    }
  }

  /// A finding about a limit names it, with its value.
  private func expectLimitIsNamed(_ findings: [[String: Any]], _ file: String) throws {
    for finding in findings {
      let code = try #require(finding["code"] as? String)
      guard code.hasPrefix("limit.") else { continue }
      let message = try #require(finding["message"] as? String)
      #expect(message.contains("（\(code.dropFirst(6))："), "\(file): \(message)")
    }
  }
}

extension Command.Run {
  /// The lines of standard error that tell of a file.
  fileprivate func lines(ofErrors path: String) -> [Substring] {
    errors.split(separator: "\n").filter { $0.hasPrefix("\(path)：") }
  }
}
