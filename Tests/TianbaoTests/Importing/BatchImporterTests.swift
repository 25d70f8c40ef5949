import Findings
import FormDefinitions
import FormIntake
import FormLayout
import Foundation
import Ledger
import SpreadsheetReading
import Synchronization
import TestSupport
import Testing

@testable import Tianbao

@Suite struct BatchImporterTests {
  private func results(_ office: Office, jobs: Int) async throws -> [FileSubmission] {
    var batch = BatchImporter(FormImporter(Office.catalogue, today: Office.day))
    batch.jobs = jobs
    return await batch.submissions(of: try ReturnedFiles(paths: [office.folder.path]).files)
  }

  private func lines(_ results: [FileSubmission]) -> [String] {
    results.map {
      $0.jsonLine(
        form: $0.submission.identity.flatMap { Office.catalogue.forms[$0.form] },
        language: .chinese
      )
    }
  }

  @Test func `a file that cannot be read does not stop the others`() async throws {
    let office = try Office()
    try office.returned("1.xlsx", Office.zhangzhuang, [Office.household("张三", Office.zhang)])
    try office.write("姓名,年龄\n张三,50\n".utf8, to: "2.xlsx")
    let whole = try office.returned(
      "3.xlsx",
      Office.lizhuang,
      [Office.household("王五", Office.wang)]
    )
    let bytes = try Data(contentsOf: whole)
    try office.write(bytes.prefix(bytes.count / 2), to: "4.xlsx")
    try office.write([], to: "5.xlsx")
    var archive = StoredArchive()
    archive.add("村/表.xlsx".utf8, [UInt8](bytes))
    archive.add("坏.xlsx".utf8, Array("<html>".utf8))
    try office.write(archive.bytes, to: "6.zip")
    let results = try await results(office, jobs: 4)
    #expect(
      results.map { "\($0.file) \($0.submission.verdict.rawValue)" } == [
        "1.xlsx accepted", "2.xlsx unreadable", "3.xlsx accepted", "4.xlsx unreadable",
        "5.xlsx unreadable", "6.zip/坏.xlsx unreadable", "6.zip/村/表.xlsx accepted-with-warnings",
      ]
    )
    #expect(
      results.map { $0.submission.findings.map(\.code.rawValue) } == [
        [], ["file.text"], [], ["file.truncated"], ["file.empty"], ["file.html"],
        ["submission.same-unit"],
      ]
    )
    #expect(results.map { $0.submission.records.count } == [1, 0, 1, 0, 0, 0, 1])
    #expect(results[2].sha256 == results[6].sha256)
    #expect(results.allSatisfy { $0.submission.balance.unexplained == 0 })
  }

  @Test func `files are handed out one by one in their order, and none after one that fails`()
    async throws
  {
    struct Enough: Error {}
    let office = try Office()
    // None of them can be read, so that all are done at once in any order.
    for number in 1...60 { try office.write([], to: "\(number).xlsx") }
    var batch = BatchImporter(FormImporter(Office.catalogue, today: Office.day))
    batch.jobs = 4
    let files = try ReturnedFiles(paths: [office.folder.path]).files
    var told: [String] = []
    await batch.forEach(of: files) { result in told.append(result.file) }
    #expect(told == (1...60).map { "\($0).xlsx" })
    told = []
    await #expect(throws: Enough.self) {
      try await batch.forEach(of: files) { result in
        told.append(result.file)
        if told.count == 5 { throw Enough() }
      }
    }
    #expect(told == (1...5).map { "\($0).xlsx" })
  }

  @Test func `what is filed keeps the number of its records`() async throws {
    let office = try Office()
    try office.returned("1.xlsx", Office.zhangzhuang, [Office.household("张三", Office.zhang)])
    var result = try #require(try await results(office, jobs: 1).first)
    result.forgetRecords()
    #expect(result.submission.records.isEmpty && result.recordCount == 1)
    #expect(ImportReport(results: [result], skipped: [], language: .chinese).text.contains("1 条记录"))
  }

  @Test func `one job and four give the same, in the order of the files`() async throws {
    let office = try Office()
    for number in 1...12 {
      let unit = ReportingUnit(code: "4110031022\(number + 10)", name: "\(number)号村")
      let id = number.isMultiple(of: 3) ? Office.zhang : Office.wang
      try office.returned("\(number).xlsx", unit, [Office.household("张三", id)])
    }
    try office.write([0x50], to: "13.xlsx")
    let alone = try await results(office, jobs: 1)
    let together = try await results(office, jobs: 4)
    #expect(alone.map(\.file) == (1...13).map { "\($0).xlsx" })
    #expect(lines(alone) == lines(together))
    // Each person counts once: the first file has it, all later ones are told of that one.
    let duplicates = alone.filter {
      $0.submission.findings.contains { $0.code == "person.duplicate-across-files" }
    }
    #expect(duplicates.count == 10)
    #expect(duplicates.allSatisfy { $0.submission.verdict == .returned })
  }

  @Test func `progress counts to the number of files`() async throws {
    let office = try Office()
    for number in 1...5 { try office.write([0], to: "\(number).xlsx") }
    let seen = Mutex<[Int]>([])
    var batch = BatchImporter(FormImporter(Office.catalogue, today: Office.day))
    batch.jobs = 2
    _ = await batch.submissions(of: try ReturnedFiles(paths: [office.folder.path]).files) { done in
      seen.withLock { $0.append(done) }
    }
    #expect(seen.withLock { $0 } == [1, 2, 3, 4, 5])
  }

  @Test func `the digest is SHA-256`() {
    // FIPS 180-4, the examples for one block and for the empty message.
    #expect(
      SHA256Digest.hexadecimal(of: Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
    #expect(
      SHA256Digest.hexadecimal(of: [])
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
  }

  static let readingErrors: [ReadingError] = [
    .notFound, .unreadable(code: 13), .empty, .legacyWorkbook, .encrypted, .openDocument,
    .binaryWorkbook, .xmlSpreadsheet, .otherDocument, .html, .text, .pdf, .image, .rar, .sevenZip,
    .gzip, .archiveWithoutWorkbook, .unknownKind, .truncated, .damaged, .partMissing("x"),
    .partDamaged("x"), .partEncrypted("x"), .partMethodUnknown("x"), .partMalformed("x"),
    .documentType("x"), .partAmbiguous("x"), .targetOutside("x"), .limit(.cells, allowed: 9),
  ]

  @Test(arguments: readingErrors)
  func `every error of reading says what is wrong and what to do`(error: ReadingError) {
    let words = ReadingMessage.words(for: error)
    for text in [words.message, words.fix] {
      #expect(text.chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
      #expect(!text.english.isEmpty && text.english.unicodeScalars.allSatisfy { $0.value < 0x3000 })
    }
    let submission = FileFindings.submission(for: error)
    #expect(submission.verdict == .unreadable)
    #expect(submission.findings.map(\.code.rawValue) == [error.kind])
  }

  @Test func `the messages that offices see most`() {
    let words = { (error: ReadingError) in ReadingMessage.words(for: error).message.chinese }
    #expect(words(.legacyWorkbook) == "这是旧格式的工作簿（.xls 或 .et），不是 .xlsx")
    #expect(words(.encrypted) == "文件设有打开密码，无法读取")
    #expect(words(.text) == "这其实是文本（CSV）文件，不是 .xlsx")
    #expect(words(.html) == "这其实是网页文件（HTML），不是 .xlsx 工作簿")
    #expect(words(.truncated) == "文件不完整，可能没有传完")
    #expect(
      ReadingMessage.words(for: .legacyWorkbook).fix.chinese
        == "在 Excel 或 WPS 中打开，“另存为”选“Excel 工作簿（*.xlsx）”后再报送"
    )
  }
}
