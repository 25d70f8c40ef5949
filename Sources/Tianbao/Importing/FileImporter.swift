public import FormDefinitions
public import FormIntake
import Findings
import FormLayout
import Ledger
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
  /// The number of records that were read.
  public let recordCount: Int

  /// Creates what became of a file.
  init(file: String, sha256: String, submission: Submission) {
    self.file = file
    self.sha256 = sha256
    self.submission = submission
    recordCount = submission.records.count
  }

  /// Lets go of the records once they are filed; what was found, and their number, is kept.
  public mutating func forgetRecords() { submission.records = [] }
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
  /// The campaign of workbooks that do not carry their own; empty for none.
  public var campaign = ""
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
    var results: [FileSubmission] = []
    await deliver(files, progress: progress) { result in
      results.append(result)
      return true
    }
    return results
  }

  /// Imports files and hands each out as soon as it and those before it are read, so that no more than
  /// a few are held at a time.
  ///
  /// - Parameters:
  ///   - files: the files.
  ///   - progress: called after each file with the number done, from any thread.
  ///   - body: called with each file, in the files' order; not any more once the task is cancelled.
  /// - Throws: what the body throws; then no other file is begun.
  public func forEach<Failure: Error>(
    of files: [ReturnedFile],
    progress: @escaping @Sendable (Int) -> Void = { _ in },
    _ body: (FileSubmission) throws(Failure) -> Void
  ) async throws(Failure) {
    var failure: Failure?
    await deliver(files, progress: progress) { result in
      do throws(Failure) {
        try body(result)
        return true
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
  }

  /// Reads files, and hands them out in their order until the body says that it wants no more.
  private func deliver(
    _ files: [ReturnedFile],
    progress: @escaping @Sendable (Int) -> Void,
    _ body: (FileSubmission) -> Bool
  ) async {
    // A slow file keeps those behind it waiting; no more than these are read ahead.
    let ahead = 4 * max(1, jobs)
    var waiting: [Int: FileSubmission] = [:]
    var duplicates = BatchDuplicates()
    await withTaskGroup(of: (Int, FileSubmission).self) { group in
      var (next, delivered, running) = (0, 0, 0)
      var isWanted = true
      func start() {
        while isWanted, running < max(1, jobs), next < files.count, next - delivered < ahead {
          let index = next
          next += 1
          running += 1
          group.addTask { (index, await submission(of: files[index])) }
        }
      }
      start()
      while let (index, result) = await group.next() {
        running -= 1
        waiting[index] = result
        while isWanted, let result = waiting.removeValue(forKey: delivered) {
          delivered += 1
          isWanted = !Task.isCancelled && body(compared(ofRound(result), &duplicates))
          progress(delivered)
        }
        start()
      }
    }
  }

  /// Notes the campaign of a workbook that carries none, and says of another that it is of its own.
  private func ofRound(_ result: FileSubmission) -> FileSubmission {
    guard !campaign.isEmpty, let own = result.submission.identity?.campaign else { return result }
    var result = result
    if own.isEmpty {
      result.submission.identity?.campaign = campaign
    } else if own != campaign {
      result.submission.findings.insert(FileFindings.otherCampaign(own, said: campaign), at: 0)
      if result.submission.verdict != .unreadable {
        result.submission.verdict = Submission.verdict(of: result.submission.findings)
      }
    }
    return result
  }

  /// Adds what only the batch as a whole shows.
  private func compared(
    _ result: FileSubmission,
    _ duplicates: inout BatchDuplicates
  ) -> FileSubmission {
    guard let id = result.submission.identity?.form, let form = importer.catalogue.forms[id] else {
      return result
    }
    let findings = duplicates.findings(result.submission, file: result.file, form: form)
    guard !findings.isEmpty else { return result }
    var result = result
    // What concerns the whole file stands first, as everywhere.
    result.submission.findings =
      findings.filter { $0.location == nil } + result.submission.findings
      + findings.filter { $0.location != nil }
    if result.submission.verdict != .unreadable {
      result.submission.verdict = Submission.verdict(of: result.submission.findings)
    }
    return result
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
