public import SpreadsheetReading

/// Why a workbook could not be annotated at all; nothing of it was written.
public enum AnnotationError: Error, Hashable, Sendable {
  /// The file is no workbook that can be read.
  case unreadable(ReadingError)
  /// The package cannot be taken apart or put together; the code is libzip's.
  case packageRefused(code: Int)
  /// A part that every annotation must change cannot be followed.
  case partMalformed(String)
}

/// Something that could not be marked in a workbook that was annotated, or that somebody should know.
public enum AnnotationNotice: Hashable, Sendable {
  /// The package was signed digitally; its signature is void now.
  case signatureVoid
  /// Cells of a worksheet are named on 退回意见 only, since the sheet's part cannot be edited.
  case cellsNotMarked(sheet: String, count: Int)
  /// Cells of a worksheet have no comment of ours, since theirs belong to a discussion (threaded
  /// comments) or cannot be edited; they are coloured and named on 退回意见.
  case commentsNotAdded(sheet: String, count: Int)
  /// Cells of a worksheet are not coloured, since the workbook has too many formats of its own.
  case cellsNotColoured(sheet: String, count: Int)
}
