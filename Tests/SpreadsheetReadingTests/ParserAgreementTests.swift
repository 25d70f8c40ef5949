import Foundation
import Spreadsheet
import Testing

@testable import SpreadsheetReading

/// The scanner and the full parser read the same from every workbook that there is.
@Suite(.enabled(if: Corpus.folder != nil, Comment(rawValue: Corpus.absence)))
struct ParserAgreementTests {
  @Test(arguments: ["quirks", "public"])
  func agree(_ folder: String) throws {
    let files = Corpus.files(folder) + Corpus.files(folder, endingIn: ".xlsm")
    for file in files { expectAgreement(Corpus.path(folder, file), file) }
    #expect(files.count >= (folder == "quirks" ? 50 : 230))
  }

  /// A build that is not optimised takes too long for the large ones.
  @Test func agreeOnHostileFiles() throws {
    var readings = 0
    for file in Corpus.files("hostile") {
      let path = Corpus.path("hostile", file)
      #if DEBUG
        var limits = ReadingLimits()
        limits.fileBytes = 30_000
        guard (try? ByteBuffer.contents(of: path, .fileBytes, of: limits).count) != nil else {
          continue
        }
      #endif
      expectAgreement(path, file)
      readings += 1
    }
    #expect(readings >= 30)
  }

  private func expectAgreement(_ path: String, _ file: String) {
    #expect(outcome(path, .automatic) == outcome(path, .rewritten), "\(file)")
  }

  private func outcome(
    _ path: String,
    _ parsing: Package.Parsing
  ) -> Result<Workbook, ReadingError> {
    // Bombs break this limit before the two parsers can meet different ones.
    var limits = ReadingLimits()
    limits.partBytes = 8 << 20
    var reader = WorkbookReader(limits: limits)
    reader.parsing = parsing
    return Result { () throws(ReadingError) in try reader.workbook(contentsOf: path) }
  }
}

/// The same for what our own generator made, and what LibreOffice, openpyxl and Gnumeric saved of it.
struct SampleAgreementTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../samples").standardizedFileURL

  static let files =
    (try? FileManager.default.subpathsOfDirectory(atPath: folder.path))
    .map { $0.filter { $0.hasSuffix(".xlsx") }.sorted() } ?? []

  @Test func thereAreSamples() { #expect(Self.files.count >= 40) }

  @Test(arguments: files) func agree(_ file: String) {
    let outcomes = [Package.Parsing.automatic, .rewritten].map { parsing in
      var reader = WorkbookReader()
      reader.parsing = parsing
      let path = Self.folder.appending(path: file).path
      return Result { () throws(ReadingError) in try reader.workbook(contentsOf: path) }
    }
    #expect(outcomes[0] == outcomes[1])
  }
}
