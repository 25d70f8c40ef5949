public import Spreadsheet

/// Draws a workbook layout to an `.xlsx` file.
///
/// Equal layouts give equal bytes, whatever the clock, the time zone and the language of the
/// process. The file is readable and writable by its owner alone.
///
/// ```swift
/// try WorkbookWriter().write(layout, to: "forms/张庄村.xlsx")
/// ```
public struct WorkbookWriter: Sendable {
  /// Creates a writer.
  public init() {}

  /// Writes beside the target and renames: the file appears whole or not at all.
  ///
  /// - Parameters:
  ///   - layout: What to draw; checked in full before anything is written.
  ///   - path: The file to make, in a folder that exists.
  ///   - replacing: Whether a file of this name may be replaced.
  /// - Throws: `limit` or `invalid` for a layout that no file can hold, else why the file could not
  ///   be made; what stood at `path` before stands there still.
  public func write(
    _ layout: WorkbookLayout,
    to path: String,
    replacing: Bool = false
  ) throws(WritingError) {
    try layout.check()
    let output = try OutputFile(path: path, replacing: replacing)
    let package = try MemoryFile()
    try draw(layout, to: package, scratch: output.folder)
    if layout.sheets.contains(where: \.needsRevision) {
      try output.fill(from: revised(package, of: layout))
    } else {
      try output.fill(from: package)
    }
    try output.publish()
  }

  private func draw(
    _ layout: WorkbookLayout,
    to package: borrowing MemoryFile,
    scratch folder: String
  ) throws(WritingError) {
    let locale = NeutralLocale()
    let scratch = try ScratchFolder(beside: folder, holding: layout.unpackedSize)
    let workbook = try WorkbookHandle(path: package.path, scratch: scratch.path)
    try workbook.draw(layout)
    try workbook.close()
    locale.restore()
  }

  /// Puts what the library cannot write into the package that it wrote.
  private func revised(
    _ package: borrowing MemoryFile,
    of layout: WorkbookLayout
  ) throws(WritingError) -> MemoryFile {
    let locale = NeutralLocale()
    let parts = layout.sheets.indices.filter { layout.sheets[$0].needsRevision }
      .map { (sheet: layout.sheets[$0], name: "xl/worksheets/sheet\($0 + 1).xml") }
    let revision = try PackageRevision(of: package)
    for part in parts {
      try revision.revise(
        part.name,
        inserting: part.sheet.needsOwnValidations ? part.sheet.validationBlock : "",
        before: SheetLayout.elementsAfterValidations
      )
    }
    let revised = try revision.close()
    locale.restore()
    return revised
  }
}

extension SheetLayout {
  /// Whether the worksheet holds what the library cannot write.
  fileprivate var needsRevision: Bool { needsOwnValidations || !sharedFormulas.isEmpty }
}
