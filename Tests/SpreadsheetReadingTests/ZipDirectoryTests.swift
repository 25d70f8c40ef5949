import Foundation
import Testing

@testable import SpreadsheetReading

/// A directory that is read here says what libzip makes of the same archive; all else is left to it.
struct ZipDirectoryTests {
  private enum Outcome: Equatable {
    /// The directory is not plain.
    case left
    /// Both see the same.
    case agreed
    case differing(String)
  }

  /// What an archive looks like, through libzip or not.
  private struct Contents: Equatable {
    var names: [[UInt8]] = []
    var entries: [ZipArchive.Entry?] = []
    var bytes: [[UInt8]?] = []

    init(_ archive: borrowing ZipArchive) {
      var buffer = ByteBuffer(capacity: 0)
      names = archive.names()
      for index in 0..<UInt64(archive.count) {
        let entry = archive.entry(index)
        entries.append(entry)
        bytes.append(
          entry.flatMap { archive.compressed($0, buffer: &buffer) }
            .map { $0.array(0..<$0.count) }
        )
      }
    }
  }

  private func outcome(_ file: [UInt8]) -> Outcome {
    unsafe file.withUnsafeBufferPointer { buffer in
      let view = unsafe ByteView(buffer)
      guard ZipDirectory(view) != nil else { return .left }
      do {
        let plain = Contents(try ZipArchive(view))
        let library = Contents(try ZipArchive(view, throughLibrary: true))
        return plain == library ? .agreed : .differing("\(plain.entries) – \(library.entries)")
      } catch { return .differing("libzip refuses it: \(error)") }
    }
  }

  /// Not through `Data`, which leaks what it reads of an empty file.
  private func outcome(contentsOf path: String) throws -> Outcome {
    let contents = try ByteBuffer.contents(of: path, .archiveBytes, of: ReadingLimits())
    return outcome(contents.view.array(0..<contents.count))
  }

  private var file: [UInt8] {
    WorkbookFixture(rows: "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>").bytes()
  }

  @Test func plainArchive() { #expect(outcome(file) == .agreed) }

  /// Whatever byte of it is another, the two agree, or the archive is left to libzip.
  @Test func everyByteChanged() {
    let file = file
    var (agreed, left) = (0, 0)
    for offset in file.indices {
      for change: UInt8 in [0x01, 0x08, 0x80, 0xFF] {
        var changed = file
        changed[offset] ^= change
        switch outcome(changed) {
        case .agreed: agreed += 1
        case .left: left += 1
        case .differing(let how): Issue.record("byte \(offset) ^ \(change): \(how)")
        }
      }
    }
    #expect(agreed > 1000)
    #expect(left > 1000)
  }

  @Test func leftToTheLibrary() {
    let file = file
    let end = file.count - 22
    #expect(outcome(file + [0]) == .left, "a byte after the end")
    #expect(outcome([0] + file) == .left, "a byte before the archive")
    var comment = file
    comment[end + 20] = 1
    #expect(outcome(comment + [0x20]) == .left, "a comment")
    var nested = ZipFixture()
    nested.add("inner.zip", file)
    #expect(outcome(nested.bytes()) == .left, "an archive within it that is not compressed")
    #expect(outcome(ZipFixture().bytes()) == .left, "no entries")
    var named = ZipFixture()
    named.add("张庄村.xlsx", "")
    #expect(outcome(named.bytes()) == .left, "a name that is not ASCII")
    for cut in [1, 22, 23, file.count / 2] {
      #expect(outcome(Array(file.dropLast(cut))) == .left, "\(cut) bytes are missing")
    }
  }

  /// The words that lead to the end of a large archive, where a directory without extra fields has
  /// the attributes of its last entry.
  @Test func locatorOfALargeArchive() {
    var zip = ZipFixture()
    zip.add("0123456789", "")
    var file = zip.bytes()
    #expect(outcome(file) == .agreed)
    let locator = file.count - 22 - 20
    file.replaceSubrange(locator..<locator + 4, with: Array("PK\u{6}\u{7}".utf8))
    #expect(outcome(file) == .left)
  }

  @Test func samples() throws {
    let files = SampleAgreementTests.files
    var plain = 0
    for file in files {
      let found = try outcome(contentsOf: SampleAgreementTests.folder.appending(path: file).path)
      if found == .agreed { plain += 1 } else { #expect(found == .left, "\(file)") }
    }
    #expect(plain >= 50, "\(plain) of \(files.count) are plain")
  }

  @Test(.enabled(if: Corpus.folder != nil, Comment(rawValue: Corpus.absence)))
  func corpus() throws {
    var plain = 0
    for folder in ["quirks", "public"] {
      for file in Corpus.files(folder) {
        let found = try outcome(contentsOf: Corpus.path(folder, file))
        if found == .agreed { plain += 1 } else { #expect(found == .left, "\(file)") }
      }
    }
    #expect(plain >= 150)
  }
}
