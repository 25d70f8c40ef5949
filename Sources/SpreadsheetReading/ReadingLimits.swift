/// What a workbook may cost at most; every limit is absolute and can be set.
///
/// The defaults let through what offices really send and stop what only an attack holds. A file
/// that breaks one is refused with ``ReadingError/limit(_:allowed:)``.
public struct ReadingLimits: Hashable, Sendable {
  /// The limits by name.
  public enum Name: String, Hashable, Sendable, CaseIterable {
    /// Bytes of the file.
    case fileBytes = "file-size"
    /// Entries in the package.
    case entries = "entries"
    /// Bytes of one part after inflation.
    case partBytes = "part-size"
    /// Bytes of all parts that are read, after inflation.
    case packageBytes = "package-size"
    /// Entries in the shared string table.
    case sharedStrings = "shared-strings"
    /// Bytes of the text in the shared string table.
    case sharedStringBytes = "shared-string-size"
    /// Worksheets of a workbook.
    case worksheets = "worksheets"
    /// Cells with a value in all worksheets.
    case cells = "cells"
    /// Bytes of the text of all cells, a shared string counted for each cell that refers to it.
    case cellTextBytes = "cell-text-size"
    /// Merged ranges of one worksheet.
    case mergedRanges = "merged-ranges"
    /// Attributes of one XML element.
    case attributes = "attributes"
    /// Depth of nested XML elements.
    case depth = "depth"
    /// Bytes of an archive of workbooks.
    case archiveBytes = "archive-size"
    /// Entries in an archive of workbooks.
    case archiveEntries = "archive-entries"
    /// Bytes of all entries of an archive that are read.
    case archiveContentBytes = "archive-contents"
    /// UTF-16 units of the text of one cell; more are a fault of the cell.
    case textLength = "text-length"
    /// Faults that are listed; more are one fault.
    case faults = "faults"
  }

  /// Bytes of the file; 32 MiB by default.
  public var fileBytes = 32 << 20
  /// Entries in the package; 2,000 by default.
  public var entries = 2_000
  /// Bytes of one part after inflation; 64 MiB by default.
  public var partBytes = 64 << 20
  /// Bytes of all parts that are read, after inflation; 256 MiB by default.
  public var packageBytes = 256 << 20
  /// Entries in the shared string table; 1,000,000 by default.
  public var sharedStrings = 1_000_000
  /// Bytes of the text in the shared string table; 32 MiB by default.
  public var sharedStringBytes = 32 << 20
  /// Worksheets of a workbook; 1,000 by default.
  public var worksheets = 1_000
  /// Cells with a value in all worksheets; 8,000,000 by default.
  public var cells = 8_000_000
  /// Bytes of the text of all cells, a shared string counted for each cell that refers to it; 256 MiB
  /// by default.
  ///
  /// A small file can refer to one long string from many cells. The reader keeps it once, but whatever
  /// is made of the cells holds it as often.
  public var cellTextBytes = 256 << 20
  /// Merged ranges of one worksheet; 200,000 by default.
  public var mergedRanges = 200_000
  /// Attributes of one XML element; 64 by default.
  public var attributes = 64
  /// Depth of nested XML elements; 64 by default.
  public var depth = 64
  /// Bytes of an archive of workbooks; 256 MiB by default.
  public var archiveBytes = 256 << 20
  /// Entries in an archive of workbooks; 10,000 by default.
  public var archiveEntries = 10_000
  /// Bytes of all entries of an archive that are read; 2 GiB by default.
  public var archiveContentBytes = 2 << 30
  /// UTF-16 units of the text of one cell, as the format allows; a longer text is kept, with a fault.
  public var textLength = 32_767
  /// Faults that are kept, and one more that says that there were others; 10,000 by default.
  public var faults = 10_000

  /// Creates the default limits.
  public init() {}

  /// The limit of a name.
  public subscript(_ name: Name) -> Int {
    get { self[keyPath: Self.property(name)] }
    set { self[keyPath: Self.property(name)] = newValue }
  }

  private static func property(_ name: Name) -> WritableKeyPath<Self, Int> {
    switch name {
    case .fileBytes: \.fileBytes
    case .entries: \.entries
    case .partBytes: \.partBytes
    case .packageBytes: \.packageBytes
    case .sharedStrings: \.sharedStrings
    case .sharedStringBytes: \.sharedStringBytes
    case .worksheets: \.worksheets
    case .cells: \.cells
    case .cellTextBytes: \.cellTextBytes
    case .mergedRanges: \.mergedRanges
    case .attributes: \.attributes
    case .depth: \.depth
    case .archiveBytes: \.archiveBytes
    case .archiveEntries: \.archiveEntries
    case .archiveContentBytes: \.archiveContentBytes
    case .textLength: \.textLength
    case .faults: \.faults
    }
  }
}
