import Spreadsheet
import Testing

@testable import SpreadsheetReading

/// The scanner and the full parser read the same from every workbook that there is.
@Suite(.enabled(if: Corpus.folder != nil, Comment(rawValue: Corpus.absence)))
struct ParserAgreementTests {
  @Test(arguments: ["quirks", "public", "hostile"])
  func agree(_ folder: String) throws {
    var readings = 0
    let files = Corpus.files(folder) + Corpus.files(folder, endingIn: ".xlsm")
    for file in files {
      let path = Corpus.path(folder, file)
      guard Self.isWanted(path) else { continue }
      let automatic = outcome(path, .automatic)
      let rewritten = outcome(path, .rewritten)
      #expect(automatic == rewritten, "\(folder)/\(file)")
      readings += 1
    }
    #expect(readings >= 30)
  }

  /// Whether a file is small enough for a build that is not optimised.
  private static func isWanted(_ path: String) -> Bool {
    #if DEBUG
      var limits = ReadingLimits()
      limits.fileBytes = 30_000
      return (try? ByteBuffer.contents(of: path, .fileBytes, of: limits).count) != nil
    #else
      return true
    #endif
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
