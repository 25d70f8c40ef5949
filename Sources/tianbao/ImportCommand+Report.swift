import ArgumentParser
import Findings
import FormDefinitions
import Foundation
import Spreadsheet
import Tianbao

/// The pages that `import --report` writes.
extension Import {
  /// The folder of pages, if one is asked for and nothing is in its way.
  func reportFolder(_ files: ReturnedFiles) throws -> ReportFolder? {
    guard let report else { return nil }
    let folder: ReportFolder
    do {
      folder = try ReportFolder(
        URL(filePath: report, directoryHint: .isDirectory),
        files: files.files.map(\.name),
        from: paths
      )
    } catch {
      throw Exit.failure(
        .usage,
        LocalizedText(
          "--report 的文件夹不能在收回的文件当中，请另选一个文件夹",
          en: "--report must not lie among the files that are imported; name another folder"
        ),
        shared
      )
    }
    if !overwrite, let name = folder.existing {
      let failure = TextFile.Failure.exists(name)
      throw Exit.failure(failure.exit, failure.message, shared)
    }
    return folder
  }

  /// Writes the pages of a batch.
  func write(
    _ pages: ReportFolder?,
    _ results: [FileSubmission],
    _ catalogue: FormCatalogue
  ) throws {
    guard let pages else { return }
    let day = date.flatMap { CalendarDate(iso: $0) }.map { ReceiptTime(day: $0) }
    do {
      try pages.write(
        results,
        catalogue,
        received: day ?? Clock.now,
        replacing: overwrite,
        language: shared.language
      )
    } catch {
      throw Exit.failure(error.exit, error.message, shared)
    }
  }
}
