import Foundation
import Spreadsheet
import SpreadsheetReading
import SpreadsheetWriting
import TestSupport

/// Has LibreOffice compute a workbook's formulas.
enum Recalculation {
  /// Something that LibreOffice could not do.
  struct Failure: Error { let message: String }

  static let program = URL(filePath: "/usr/bin/soffice")

  static var isPossible: Bool { FileManager.default.isExecutableFile(atPath: program.path) }

  /// Writes a layout, has it recalculated and reads what came out.
  static func workbook(_ layout: WorkbookLayout) throws -> Workbook {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "recalculation-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "given.xlsx")
    try WorkbookWriter().write(layout, to: file.path)
    return try WorkbookReader().workbook(contentsOf: try recalculated(file, in: folder).path)
  }

  /// A copy of a workbook in which every formula has been computed.
  private static func recalculated(_ file: URL, in folder: URL) throws -> URL {
    let profile = folder.appending(path: "profile", directoryHint: .isDirectory)
    let user = profile.appending(path: "user", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: user, withIntermediateDirectories: true)
    try settings.write(
      to: user.appending(path: "registrymodifications.xcu"),
      atomically: true,
      encoding: .utf8
    )
    let out = folder.appending(path: "out", directoryHint: .isDirectory)
    let run = try ProgramRun(
      program,
      [
        "--headless", "-env:UserInstallation=\(profile.absoluteString)", "--convert-to", "xlsx",
        "--outdir", out.path, file.path,
      ]
    )
    guard run.status == 0 else { throw Failure(message: "soffice ended with \(run.status)") }
    return out.appending(path: file.lastPathComponent)
  }

  /// Formulas are computed when a file is opened, whatever values it holds.
  private static let settings = """
    <?xml version="1.0" encoding="UTF-8"?>
    <oor:items xmlns:oor="http://openoffice.org/2001/registry" \
    xmlns:xs="http://www.w3.org/2001/XMLSchema" \
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
    <item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" \
    oor:op="fuse"><value>0</value></prop></item>
    </oor:items>
    """
}
