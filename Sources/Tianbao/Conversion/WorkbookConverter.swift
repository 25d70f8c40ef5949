public import Foundation
public import Spreadsheet
import SpreadsheetReading
import SpreadsheetWriting

/// Turns workbooks of other formats into .xlsx with LibreOffice, each in a private folder that is gone
/// afterwards.
public struct WorkbookConverter: Sendable {
  /// The program, `soffice`.
  public let program: URL
  /// What the conversion of one file may cost at most.
  public var limits: ConversionLimits

  /// Creates a converter.
  public init(program: URL, limits: ConversionLimits = ConversionLimits()) {
    self.program = program
    self.limits = limits
  }

  /// Looks for LibreOffice in the folders of a search path, or where a path says it is.
  ///
  /// - Parameters:
  ///   - path: the path of the program; `nil` to look for it.
  ///   - searchPath: the folders, separated by colons.
  /// - Returns: the program, or `nil` when there is none that can be run.
  public static func program(at path: String? = nil, searchPath: String) -> URL? {
    let candidates =
      path.map { [URL(filePath: $0)] }
      ?? searchPath.split(separator: ":").flatMap { folder in
        ["soffice", "libreoffice"].map { URL(filePath: String(folder)).appending(path: $0) }
      }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  /// Removes what converters of this user left among the temporary files when they were killed: the
  /// copies of villages' files in them are personal data.
  public static func removeAbandonedFolders() { PrivateFolder.removeAbandoned() }

  /// Converts the bytes of a file.
  ///
  /// - Throws: `ConversionError`; the private folder is gone then too.
  func workbook(
    from bytes: [UInt8],
    _ kind: ConvertibleKind
  ) async throws(ConversionError) -> [UInt8] {
    try await converted(bytes, kind.fileExtension, ConverterProfile.registry)
  }

  /// Has LibreOffice compute every formula of a workbook.
  ///
  /// - Throws: `ConversionError`; `nothingConverted` also for a layout that cannot be written.
  /// - Returns: the workbook with the results.
  public func computed(_ layout: WorkbookLayout) async throws(ConversionError) -> Workbook {
    guard let folder = PrivateFolder() else { throw .notStarted }
    let file = folder.url.appending(path: "workbook.xlsx")
    guard (try? WorkbookWriter().write(layout, to: file.path)) != nil,
      let bytes = try? Data(contentsOf: file)
    else { throw .nothingConverted }
    let computed = try await converted([UInt8](bytes), "xlsx", ConverterProfile.computingRegistry)
    guard (try? Data(computed).write(to: file)) != nil,
      let workbook = try? WorkbookReader().workbook(contentsOf: file.path)
    else { throw .nothingConverted }
    return workbook
  }

  private func converted(
    _ bytes: [UInt8],
    _ fileExtension: String,
    _ registry: String
  ) async throws(ConversionError) -> [UInt8] {
    guard let folder = PrivateFolder() else { throw .notStarted }
    let url = folder.url
    // The village's own name for the file is not needed, and may be personal.
    let input = url.appending(path: "workbook.\(fileExtension)")
    let output = url.appending(path: "output", directoryHint: .isDirectory)
    let profile = url.appending(path: "profile", directoryHint: .isDirectory)
    do {
      let settings = profile.appending(path: "user", directoryHint: .isDirectory)
      for made in [output, settings] {
        try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
      }
      try Data(registry.utf8)
        .write(to: settings.appending(path: "registrymodifications.xcu"))
      try Data(bytes).write(to: input)
    } catch { throw .notStarted }
    let ending = await LimitedProgram(program: program, limits: limits).run(
      [
        "-env:UserInstallation=\(profile.absoluteString)", "--headless", "--norestore",
        "--nolockcheck", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", output.path,
        input.path,
      ],
      in: url
    )
    if Task.isCancelled { throw .cancelled }
    switch ending {
    case .timedOut: throw .timedOut(seconds: limits.seconds)
    case .notStarted: throw .notStarted
    case .exited:
      // LibreOffice ends well even when it could not read the file: the workbook tells.
      let made = output.appending(path: "workbook.xlsx")
      guard let data = try? Data(contentsOf: made), !data.isEmpty else { throw .nothingConverted }
      return [UInt8](data)
    }
  }
}
