public import FormDefinitions
public import FormIntake
import Findings
import FormLayout
public import Foundation
public import SpreadsheetReading
import Spreadsheet

/// What became of one file of a batch.
public struct FileSubmission: Sendable {
  /// The file's name as reports cite it.
  public let file: String
  /// The SHA-256 digest of its bytes in hexadecimal; empty if it could not be opened.
  public let sha256: String
  /// The submission.
  public var submission: Submission
}

extension FormImporter {
  /// Creates an importer that takes today's date from the system's clock.
  public init(_ catalogue: FormCatalogue) { self.init(catalogue, today: Clock.today) }

  /// Reads a returned workbook from a file.
  ///
  /// - Parameters:
  ///   - url: the file.
  ///   - limits: the reader's limits.
  /// - Returns: the submission.
  /// - Throws: `ReadingError` when the file is no workbook that can be read.
  public func submission(
    from url: URL,
    limits: ReadingLimits = ReadingLimits()
  ) throws(ReadingError) -> Submission {
    submission(from: try WorkbookReader(limits: limits).workbook(contentsOf: url.path))
  }
}

/// Imports the files of a batch on several processors.
public struct BatchImporter: Sendable {
  /// The importer.
  public let importer: FormImporter
  /// The reader's limits.
  public var limits = ReadingLimits()
  /// The number of files read at once.
  public var jobs = 1
  /// What turns .xls, .et and .ods files into .xlsx; `nil` when they are not to be read.
  public var converter: WorkbookConverter?

  /// Creates a batch importer.
  public init(_ importer: FormImporter) { self.importer = importer }

  /// Imports files; results come in the files' order, whatever the number of jobs.
  ///
  /// - Parameters:
  ///   - files: the files.
  ///   - progress: called after each file with the number done, from any thread.
  /// - Returns: a submission a file.
  public func submissions(
    of files: [ReturnedFile],
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async -> [FileSubmission] {
    var results = [FileSubmission?](repeating: nil, count: files.count)
    await withTaskGroup(of: (Int, FileSubmission).self) { group in
      var next = 0
      var done = 0
      func start() {
        guard next < files.count else { return }
        let index = next
        next += 1
        group.addTask { (index, await submission(of: files[index])) }
      }
      for _ in 0..<max(1, jobs) { start() }
      while let (index, result) = await group.next() {
        results[index] = result
        done += 1
        progress(done)
        start()
      }
    }
    return compared(results.compactMap(\.self))
  }

  /// Adds what only the batch as a whole shows.
  private func compared(_ results: [FileSubmission]) -> [FileSubmission] {
    var duplicates = BatchDuplicates()
    return results.map { result in
      var result = result
      guard let id = result.submission.identity?.form, let form = importer.catalogue.forms[id]
      else {
        return result
      }
      let findings = duplicates.findings(result.submission, file: result.file, form: form)
      if !findings.isEmpty {
        // What concerns the whole file stands first, as everywhere.
        result.submission.findings =
          findings.filter { $0.location == nil } + result.submission.findings
          + findings.filter { $0.location != nil }
        if result.submission.verdict != .unreadable {
          result.submission.verdict = Submission.verdict(of: result.submission.findings)
        }
      }
      return result
    }
  }

  private func submission(of file: ReturnedFile) async -> FileSubmission {
    let bytes: [UInt8]
    do {
      bytes = try file.bytes(limits: limits)
    } catch {
      let submission = FileFindings.submission(for: error)
      return FileSubmission(file: file.name, sha256: "", submission: submission)
    }
    return FileSubmission(
      file: file.name,
      sha256: SHA256Digest.hexadecimal(of: bytes),
      submission: await submission(from: bytes)
    )
  }

  private func submission(from bytes: [UInt8]) async -> Submission {
    do throws(ReadingError) {
      return importer.submission(from: try WorkbookReader(limits: limits).workbook(bytes: bytes))
    } catch {
      guard let converter, let kind = ConvertibleKind(error) else {
        return FileFindings.submission(for: error)
      }
      return await submission(from: bytes, kind, converter)
    }
  }

  private func submission(
    from bytes: [UInt8],
    _ kind: ConvertibleKind,
    _ converter: WorkbookConverter
  ) async -> Submission {
    var submission: Submission
    do throws(ConversionError) {
      let converted = try await converter.workbook(from: bytes, kind)
      do throws(ReadingError) {
        let workbook = try WorkbookReader(limits: limits).workbook(bytes: converted)
        submission = importer.submission(from: workbook)
      } catch {
        submission = FileFindings.submission(for: error)
      }
    } catch {
      return Submission(verdict: .unreadable, findings: [error.finding])
    }
    submission.findings.insert(kind.finding, at: 0)
    return submission
  }
}
