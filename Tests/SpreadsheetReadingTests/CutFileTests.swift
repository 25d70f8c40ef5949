import Foundation
import Spreadsheet
import Testing

@testable import SpreadsheetReading

/// A file of which only the beginning arrived is refused; it is never read as a shorter workbook.
struct CutFileTests {
  private static let samples = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../samples/good").standardizedFileURL

  @Test func filledSamplesAreRefused() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.samples.path)
      .filter { $0.hasSuffix(".xlsx") }
    #expect(names.count >= 10)
    for name in names { try refusesEveryCut(Self.samples.appending(path: name).path) }
  }

  @Test(.enabled(if: Corpus.folder != nil, Comment(rawValue: Corpus.absence)))
  func filesWithOdditiesAreRefused() throws {
    let names = Corpus.files("quirks")
    #expect(names.count >= 49)
    for name in names { try refusesEveryCut(Corpus.path("quirks", name)) }
  }

  /// Cuts a file at every 64th of it.
  private func refusesEveryCut(_ path: String) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    #expect(throws: Never.self) { try WorkbookReader().workbook(bytes: bytes) }
    for part in 0..<64 {
      let cut = Array(bytes.prefix(bytes.count * part / 64))
      let error = #expect(throws: ReadingError.self, "\(path) at \(part)/64") {
        try WorkbookReader().workbook(bytes: cut)
      }
      #expect([.empty, .truncated, .text, .unknownKind].contains(error), "\(path) at \(part)/64")
    }
  }
}
