import Findings
import SpreadsheetReading

/// What to say of a file that breaks a limit: which one, its value, and what to do.
enum LimitWords {
  /// Which limit a file breaks, and its value.
  static func message(_ name: ReadingLimits.Name, allowed: Int) -> LocalizedText {
    let (chinese, english) = subject(name)
    let value = isBytes(name) ? size(allowed) : LocalizedText("\(allowed)", en: "\(allowed)")
    return LocalizedText(
      "\(chinese)超出限制（\(name.rawValue)：\(value.chinese)）",
      en: "\(english) the limit (\(name.rawValue): \(value.english))"
    )
  }

  /// What to do about it.
  static func fix(_ name: ReadingLimits.Name) -> LocalizedText {
    let (chinese, english) = remedy(name)
    return LocalizedText(
      "\(chinese)后再报送；确需放宽时，办公室可加 --limit \(name.rawValue)=数值",
      en: "\(english); the office can set the limit higher with --limit \(name.rawValue)=VALUE"
    )
  }

  private static func subject(_ name: ReadingLimits.Name) -> (String, String) {
    switch name {
    case .fileBytes: ("文件大小", "The size of the file exceeds")
    case .entries: ("文件内部的部件数", "The number of parts in the file exceeds")
    case .partBytes: ("文件中一个部件展开后的大小", "The inflated size of one part of the file exceeds")
    case .packageBytes: ("文件展开后的总大小", "The inflated size of the file exceeds")
    case .sharedStrings: ("不同文字的条数", "The number of shared strings exceeds")
    case .sharedStringBytes: ("全部文字的总长度", "The size of all shared strings exceeds")
    case .worksheets: ("工作表的张数", "The number of worksheets exceeds")
    case .cells: ("有内容的单元格数", "The number of cells with a value exceeds")
    case .cellTextBytes: ("全部单元格文字的总长度", "The size of the text of all cells exceeds")
    case .mergedRanges: ("一张工作表里合并区域的个数", "The number of merged ranges of a worksheet exceeds")
    case .attributes: ("文件内部一处属性的个数", "The number of attributes of an element exceeds")
    case .depth: ("文件内部的嵌套层数", "The depth of nested elements exceeds")
    case .archiveBytes: ("压缩包的大小", "The size of the archive exceeds")
    case .archiveEntries: ("压缩包里的文件数", "The number of files in the archive exceeds")
    case .archiveContentBytes: ("压缩包解开后的总大小", "The inflated size of the archive exceeds")
    case .textLength: ("一格文字的长度", "The length of a cell's text exceeds")
    case .faults: ("文件中损坏之处的个数", "The number of faults in the file exceeds")
    }
  }

  private static func remedy(_ name: ReadingLimits.Name) -> (String, String) {
    switch name {
    case .fileBytes, .entries: ("删去图片等多余内容", "Remove pictures and what else does not belong")
    case .partBytes, .packageBytes, .cells:
      ("删去多余的空行、空列和工作表", "Remove rows, columns and sheets that do not belong")
    case .sharedStrings, .sharedStringBytes, .cellTextBytes, .textLength:
      ("删去不属于本表的大段文字", "Remove long texts that do not belong")
    case .worksheets: ("删去多余的工作表", "Remove sheets that do not belong")
    case .mergedRanges: ("取消多余的合并单元格", "Unmerge cells that need not be merged")
    case .attributes, .depth, .faults:
      (
        "在 Excel 或 WPS 中打开，另存为新的 .xlsx 文件",
        "Open it in Excel or WPS and save it as a new .xlsx file"
      )
    case .archiveBytes, .archiveEntries, .archiveContentBytes:
      ("分成几个压缩包", "Divide it into several archives")
    }
  }

  private static func isBytes(_ name: ReadingLimits.Name) -> Bool {
    switch name {
    case .fileBytes, .partBytes, .packageBytes, .sharedStringBytes, .cellTextBytes, .archiveBytes,
      .archiveContentBytes:
      true
    case .entries, .sharedStrings, .worksheets, .cells, .mergedRanges, .attributes, .depth,
      .archiveEntries, .textLength, .faults:
      false
    }
  }

  /// A number of bytes, in MiB where it is a whole number of them.
  private static func size(_ bytes: Int) -> LocalizedText {
    bytes > 0 && bytes % (1 << 20) == 0
      ? LocalizedText("\(bytes >> 20) MiB", en: "\(bytes >> 20) MiB")
      : LocalizedText("\(bytes) 字节", en: "\(bytes) bytes")
  }
}
