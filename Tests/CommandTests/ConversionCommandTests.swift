import Foundation
import TestSupport
import Testing

/// `import --convert` with stand-ins for LibreOffice that do what the real one does on a bad day.
@Suite struct ConversionCommandTests {
  /// An office with a village's file in the old format, and a stand-in for LibreOffice.
  private struct Conversion {
    let command: Command

    init(_ script: String) throws {
      command = try Command()
      try FileManager.default.createDirectory(
        at: command.office.url("temporary"),
        withIntermediateDirectories: true
      )
      let url = try command.office.write(
        "#!/bin/sh\nOFFICE='\(command.office.folder.path)'\n\(script)\n",
        to: "soffice"
      )
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
      try #require(try command("generate", "visit", "-o", "whole.xlsx").status == 0)
      try Conversion.legacy.write(to: command.office.url("张庄村.xls"))
    }

    /// The first bytes of a workbook of the old format.
    static let legacy = Data([9, 8, 16, 0, 0, 6, 5, 0])

    func run(
      _ arguments: String...,
      started: (pid_t) -> Void = { _ in }
    ) throws -> Command.Run {
      try Command.run(
        ["import", "--records", "-", "--soffice", command.office.url("soffice").path, "--convert"]
          + arguments,
        in: command.office.folder,
        environment: ["TMPDIR": command.office.url("temporary").path],
        started: started
      )
    }

    /// The findings' codes of the first line of records.
    func codes(_ run: Command.Run) throws -> [String] {
      let line = try #require(run.lines.first)
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let findings = try #require(object?["findings"] as? [[String: Any]])
      return findings.compactMap { $0["code"] as? String }
    }

    /// What is left among the temporary files.
    func leftovers() throws -> [String] { try command.office.names("temporary") }

    /// Whether a process whose number the stand-in wrote down is still there.
    func isAlive(_ file: String) throws -> Bool {
      let text = try command.office.text(file).trimmingCharacters(in: .whitespacesAndNewlines)
      let number = try #require(Int32(text))
      // A process that nobody has waited for yet has ended all the same.
      let status = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)
      guard let status, let end = status.lastIndex(of: ")") else { return false }
      return !status[end...].hasPrefix(") Z")
    }
  }

  /// The stand-in that converts: the folder is the argument after `--outdir`.
  private static let converts = """
    while [ "$1" != --outdir ]; do shift; done
    cp "$OFFICE/whole.xlsx" "$2/workbook.xlsx"
    """

  @Test func `a converted file is read, and the report says so`() throws {
    let conversion = try Conversion(
      "stat -c %a \"$HOME\" >\"$OFFICE/mode\"; ulimit -v >\"$OFFICE/memory\"\n" + Self.converts
    )
    let run = try conversion.run("张庄村.xls", "--convert-memory", "2048")
    #expect(run.errors.contains("其中 1 个不是 .xlsx，已用 LibreOffice 转换后读取"))
    #expect(try conversion.codes(run).first == "file.converted")
    // File and digest are those of what the village sent.
    #expect(run.output.contains(#""file":"张庄村.xls""#))
    #expect(
      run.output.contains(
        #""sha256":"bc3e215c20790ddc3a963fa69418f0258aa221e08950689de894766ccb11a7de""#
      )
    )
    #expect(run.output.contains(#""form":"visit""#))
    #expect(try conversion.command.office.text("mode") == "700\n")
    #expect(try conversion.command.office.text("memory") == "2097152\n")
    #expect(try conversion.leftovers() == [])
  }

  @Test func `a file in an archive is converted too, whatever it is called`() throws {
    let conversion = try Conversion(Self.converts)
    var archive = StoredArchive()
    for name in ["李庄村.et", "王庄村.xlsx"] {
      archive.add(name.utf8, Array(Conversion.legacy))
    }
    try Data(archive.bytes).write(to: conversion.command.office.url("全镇.zip"))
    let run = try conversion.run("全镇.zip", "--language", "en", "--jobs", "2")
    #expect(run.lines.count == 2)
    #expect(run.lines.allSatisfy { $0.contains("file.converted") })
    #expect(run.errors.contains("2 of them were no .xlsx and were converted by LibreOffice"))
    #expect(try conversion.leftovers() == [])
  }

  @Test(.timeLimit(.minutes(1)))
  func `a converter that hangs is ended with all that it started`() throws {
    let conversion = try Conversion(
      """
      sleep 300 & echo $! >"$OFFICE/child"
      echo $$ >"$OFFICE/parent"
      trap '' TERM
      sleep 300
      """
    )
    let run = try conversion.run("张庄村.xls", "--convert-seconds", "1")
    #expect(run.status == 1)
    #expect(try conversion.codes(run) == ["file.conversion-timeout"])
    #expect(run.errors.contains("用 LibreOffice 转换超过 1 秒，已停止"))
    for process in ["parent", "child"] { #expect(try !conversion.isAlive(process)) }
    #expect(try conversion.leftovers() == [])
  }

  @Test(.timeLimit(.minutes(1)))
  func `what a converter leaves behind is ended when it is done`() throws {
    let conversion = try Conversion("sleep 300 & echo $! >\"$OFFICE/child\"\n" + Self.converts)
    let run = try conversion.run("张庄村.xls")
    #expect(try conversion.codes(run).first == "file.converted")
    #expect(try !conversion.isAlive("child"))
    #expect(try conversion.leftovers() == [])
  }

  @Test(arguments: ["exit 0", "exit 1", "kill -SEGV $$", ": >/no/such/file"])
  func `a converter that converts nothing`(script: String) throws {
    let conversion = try Conversion(script)
    let run = try conversion.run("张庄村.xls")
    #expect(run.status == 1)
    #expect(try conversion.codes(run) == ["file.conversion-failed"])
    #expect(run.errors.contains("用 LibreOffice 也转换不了"))
    #expect(try conversion.leftovers() == [])
  }

  @Test func `what the converter wrote is read within the same limits`() throws {
    let conversion = try Conversion(
      """
      while [ "$1" != --outdir ]; do shift; done
      echo '<html><table></table>' >"$2/workbook.xlsx"
      """
    )
    let run = try conversion.run("张庄村.xls")
    #expect(run.status == 1)
    #expect(try conversion.codes(run) == ["file.converted", "file.html"])
  }

  @Test(.timeLimit(.minutes(1)), arguments: [SIGINT, SIGTERM])
  func `a command that is broken off puts all away`(signal: Int32) throws {
    let conversion = try Conversion("echo $$ >\"$OFFICE/parent\"; sleep 300")
    let parent = conversion.command.office.url("parent")
    let run = try conversion.run("张庄村.xls") { child in
      while (try? Data(contentsOf: parent))?.isEmpty ?? true { usleep(20_000) }
      kill(child, signal)
    }
    #expect(run.status == 128 + signal)
    #expect(run.output == "")
    #expect(try !conversion.isAlive("parent"))
    #expect(try conversion.leftovers() == [])
  }

  @Test(.timeLimit(.minutes(1)))
  func `what a killed command left behind is put away by the next one`() throws {
    let conversion = try Conversion(
      """
      if [ -e "$OFFICE/again" ]; then
      \(Self.converts)
      else echo $$ >"$OFFICE/parent"; sleep 300; fi
      """
    )
    let office = conversion.command.office
    let killed = try conversion.run("张庄村.xls") { child in
      while (try? Data(contentsOf: office.url("parent")))?.isEmpty ?? true { usleep(20_000) }
      kill(child, SIGKILL)
    }
    #expect(killed.status != 0)
    let left = try #require(try conversion.leftovers().first)
    #expect(left.hasPrefix("tianbao-convert-"))
    // Folders that look alike: of a living process, of nobody's, and a link to what is not its own.
    let kept = ["tianbao-convert-1-abcdef", "tianbao-converted", "tianbao-convert-x-abcdef"]
    for name in kept { try office.write("x", to: "temporary/\(name)/lock") }
    try office.write("x", to: "own/lock")
    try FileManager.default.createSymbolicLink(
      at: office.url("temporary/tianbao-convert-999999999-abcdef"),
      withDestinationURL: office.url("own")
    )
    var others = ["tianbao-convert-999999999-abcdef"]
    if getuid() == 0 {
      // Only root can give a folder away.
      others.append("tianbao-convert-999999998-abcdef")
      try office.write("x", to: "temporary/\(others[1])/lock")
      try FileManager.default.setAttributes(
        [.ownerAccountID: 65534],
        ofItemAtPath: office.url("temporary/\(others[1])").path
      )
    }
    try office.write("", to: "again")
    // While the converter goes on without the one that started it, its folder is in use.
    _ = try conversion.run("张庄村.xls", "--convert-seconds", "30")
    #expect(try conversion.leftovers().contains(left))
    let parent = try #require(
      pid_t(try office.text("parent").trimmingCharacters(in: .whitespacesAndNewlines))
    )
    kill(-getpgid(parent), SIGKILL)
    while try conversion.isAlive("parent") { usleep(20_000) }
    usleep(200_000)
    let next = try conversion.run("张庄村.xls")
    #expect(try conversion.codes(next).first == "file.converted")
    #expect(try conversion.leftovers().sorted() == (kept + others).sorted())
    #expect(FileManager.default.fileExists(atPath: office.url("own/lock").path))
  }

  @Test func `without LibreOffice, and without being asked`() throws {
    let conversion = try Conversion("exit 0")
    let command = conversion.command
    let missing = try command("import", "张庄村.xls", "--convert", "--soffice", "none")
    #expect(missing.status == 64)
    #expect(
      missing.errors == "--convert 要用 LibreOffice，但没有找到 none；请安装 LibreOffice，或用 --soffice 指明\n"
    )
    let plain = try command("import", "张庄村.xls", "--records", "-")
    #expect(plain.status == 1)
    #expect(try conversion.codes(plain) == ["file.legacy-xls"])
    // The office is told of --convert; what goes to the village does not speak of it.
    #expect(plain.errors.contains("加 --convert 可转换后读取"))
    #expect(!plain.output.contains("--convert"))
    for wrong in [["--convert-seconds", "0"], ["--convert-memory", "1"], ["--soffice", "a"]] {
      #expect(
        try Command.run(["import", "张庄村.xls"] + wrong, in: command.office.folder).status == 64
      )
    }
  }
}
