import Foundation
import Glibc
import Spreadsheet
import SpreadsheetWriting
import Testing

@Suite struct WorkbookWriterTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `equal layouts give equal bytes`() throws {
    let paths = ["a.xlsx", "b.xlsx"].map(folder.file)
    for path in paths { try WorkbookWriter().write(.rich, to: path) }
    #expect(try bytes(paths[0]) == bytes(paths[1]))
    #expect(try bytes(paths[0]).count > 4_000)
  }

  @Test func `time zone and language change nothing`() async throws {
    let here = folder.file("here.xlsx")
    let there = folder.file("there.xlsx")
    try WorkbookWriter().write(.rich, to: here)
    await #expect(processExitsWith: .success) { [there = there as String] in
      setenv("TZ", "Pacific/Kiritimati", 1)
      setenv("LC_ALL", "de_DE.UTF-8", 1)
      tzset()
      setlocale(LC_ALL, "")
      try WorkbookWriter().write(.rich, to: there)
    }
    #expect(try bytes(here) == bytes(there))
  }

  @Test func `many writers at once do not disturb each other`() async throws {
    let reference = folder.file("reference.xlsx")
    try WorkbookWriter().write(.rich, to: reference)
    let expected = try bytes(reference)
    let paths = (0..<40).map { folder.file("\($0).xlsx") }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for path in paths { group.addTask { try WorkbookWriter().write(.rich, to: path) } }
      try await group.waitForAll()
    }
    for path in paths { #expect(try bytes(path) == expected) }
  }

  @Test func `the file is its owner's alone and nothing else is left`() throws {
    try WorkbookWriter().write(.rich, to: folder.file("form.xlsx"))
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("form.xlsx"))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try folder.contents == ["form.xlsx"])
  }

  @Test func `an existing file stays unless it is to be replaced`() throws {
    let path = folder.file("form.xlsx")
    try Data("old".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: WritingError.targetExists) { try WorkbookWriter().write(.rich, to: path) }
    #expect(try bytes(path) == Data("old".utf8))
    try WorkbookWriter().write(.rich, to: path, replacing: true)
    #expect(try bytes(path).starts(with: Data("PK".utf8)))
    #expect(try folder.contents == ["form.xlsx"])
  }

  @Test func `a dangling link counts as an existing file`() throws {
    let path = folder.file("form.xlsx")
    try FileManager.default.createSymbolicLink(
      atPath: path,
      withDestinationPath: folder.file("elsewhere")
    )
    #expect(throws: WritingError.targetExists) { try WorkbookWriter().write(.rich, to: path) }
    #expect(try folder.contents == ["form.xlsx"])
  }

  @Test func `a target that cannot be made is said to be so`() throws {
    #expect(throws: WritingError.folderMissing) {
      try WorkbookWriter().write(.rich, to: folder.file("no/form.xlsx"))
    }
    #expect(throws: WritingError.cannotCreate(errorNumber: EISDIR)) {
      try WorkbookWriter().write(.rich, to: folder.path, replacing: true)
    }
    #expect(throws: WritingError.cannotCreate(errorNumber: EINVAL)) {
      try WorkbookWriter().write(.rich, to: folder.file("a\0b.xlsx"))
    }
    #expect(throws: WritingError.cannotCreate(errorNumber: ENOENT)) {
      try WorkbookWriter().write(.rich, to: "/proc/form.xlsx")
    }
    #expect(try folder.contents.isEmpty)
  }

  @Test func `a name without a folder is written where the process stands`() async throws {
    await #expect(processExitsWith: .success) { [path = folder.path as String] in
      try #require(FileManager.default.changeCurrentDirectoryPath(path))
      try WorkbookWriter().write(.rich, to: "张庄村.xlsx")
    }
    #expect(try folder.contents == ["张庄村.xlsx"])
  }

  @Test(arguments: [10_000, 60_000, 120_000])
  func `where room runs out nothing is left and nothing is printed`(room: Int) async throws {
    let result = await #expect(
      processExitsWith: .success,
      observing: [\.standardErrorContent, \.standardOutputContent]
    ) { [path = folder.file("form.xlsx") as String, room = room as Int] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: rlim_t(room), rlim_max: rlim_t(room))
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      #expect(throws: WritingError.cannotWrite(errorNumber: EFBIG)) {
        try WorkbookWriter().write(.rich, to: path)
      }
    }
    #expect(result?.standardErrorContent == [])
    #expect(try folder.contents.isEmpty)
  }

  @Test func `nothing is printed`() async throws {
    let result = await #expect(
      processExitsWith: .success,
      observing: [\.standardErrorContent, \.standardOutputContent]
    ) { [path = folder.file("form.xlsx") as String] in
      try WorkbookWriter().write(.rich, to: path)
      for broken in BrokenLayout.all {
        #expect(throws: broken.error) {
          try WorkbookWriter().write(broken.layout, to: path, replacing: true)
        }
      }
    }
    #expect(result?.standardErrorContent == [])
    #expect(try folder.contents == ["form.xlsx"])
  }

  @Test func `every part agrees with the reviewed one`() throws {
    let path = folder.file("form.xlsx")
    try WorkbookWriter().write(.rich, to: path)
    let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Snapshots/rich.txt")
    let dump = try Package(path).dump
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try FileManager.default.createDirectory(
        at: golden.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(dump.utf8).write(to: golden)
    }
    let expected = String(decoding: try Data(contentsOf: golden), as: UTF8.self)
    let lines = (dump.split(separator: "\n"), expected.split(separator: "\n"))
    let difference = zip(lines.0, lines.1).first { $0 != $1 }
    #expect(difference.map { "\($0.0) instead of \($0.1)" } == nil)
    #expect(lines.0.count == lines.1.count)
  }

  private func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path))
  }
}
