import Foundation
import TestSupport
import Testing

/// Samples that LibreOffice saved in other formats give the same records as the .xlsx.
@Suite(
  .enabled(if: Program.hasOffice, "LibreOffice and its companions are missing: run make setup")
)
struct ConversionTests {
  static let samples = [
    "张庄村-筛查表-卡片", "柳河社区-核查表-一览", "赵堂村-消除核查表-卡片",
  ]

  @Test(arguments: ["xls", "ods"])
  func otherFormatsGiveTheSameRecords(format: String) throws {
    let scratch = try Scratch()
    let good = SampleTests.folder.appending(path: "good")
    let profile = scratch.url.appending(path: "profile", directoryHint: .isDirectory)
    let sent = scratch.url.appending(path: "sent", directoryHint: .isDirectory)
    let made = try Program(named: "soffice").run(
      [
        "-env:UserInstallation=\(profile.absoluteString)", "--headless", "--convert-to", format,
        "--outdir", sent.path,
      ] + Self.samples.map { good.appending(path: "\($0).xlsx").path }
    )
    #expect(made.status == 0)
    let plain = try Submission.all(importing: sent.path).lines
    #expect(plain.count == Self.samples.count)
    let refusal = format == "xls" ? "file.legacy-xls" : "file.open-document"
    for line in plain { #expect(line.findings.map(\.code) == [refusal]) }

    let temporary = scratch.url.appending(path: "temporary", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
    let converted = try Submission.all(
      importing: sent.path,
      ["--convert", "--jobs", "1"],
      environment: ["TMPDIR": temporary.path]
    ).lines
    #expect(converted.count == Self.samples.count)
    for name in Self.samples {
      let wanted = try #require(
        Submission.all(importing: good.appending(path: "\(name).xlsx").path).lines.first
      )
      let line = try #require(converted.first { $0.file == "\(name).\(format)" })
      #expect(line.records.map(\.values) == wanted.records.map(\.values), "\(name)")
      #expect(!line.records.isEmpty)
      #expect(line.verdict == wanted.verdict, "\(name)")
      #expect(line.form == wanted.form)
      let codes = line.findings.map(\.code)
      #expect(codes.first == "file.converted")
      #expect(codes.dropFirst().sorted() == wanted.findings.map(\.code).sorted(), "\(name)")
      #expect(line.balance.unexplained == 0)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path) == [])
  }

  /// A password cannot be guessed: the file is refused with or without conversion.
  @Test func protectedFilesAreNotConverted() throws {
    let path = SampleTests.folder.appending(path: "defects/有密码.xlsx").path
    let line = try #require(Submission.all(importing: path, ["--convert"]).lines.first)
    #expect(line.findings.map(\.code) == ["file.encrypted"])
  }
}
