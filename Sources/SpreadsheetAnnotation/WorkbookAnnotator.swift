public import Spreadsheet
public import SpreadsheetReading

/// A workbook after it was annotated.
public struct AnnotatedWorkbook: Hashable, Sendable {
  /// The bytes of the file.
  public var bytes: [UInt8]
  /// What could not be marked, and what somebody should know.
  public var notices: [AnnotationNotice]
}

/// Marks cells in a workbook that somebody else made, and touches nothing else.
///
/// ```swift
/// let annotated = try WorkbookAnnotator().annotated(bytes, marks: marks, remarks: remarks)
/// ```
///
/// A marked cell keeps its format but for the fill, and gets a comment; one worksheet, 退回意见, is
/// added with all remarks. Marks of an earlier annotation are taken out first, so the same input
/// gives the same bytes however often it has been marked, and marking with nothing takes them out.
/// See <doc:Marks> for how marks are known again.
public struct WorkbookAnnotator: Sendable {
  /// What a workbook may cost at most.
  public var limits: ReadingLimits
  /// What 退回意见 says besides its remarks.
  public var words: RemarkSheetWords

  /// Creates an annotator.
  public init(
    limits: ReadingLimits = ReadingLimits(),
    words: RemarkSheetWords = .chinese
  ) {
    self.limits = limits
    self.words = words
  }

  /// Marks a workbook.
  ///
  /// - Parameters:
  ///   - bytes: the bytes of the file.
  ///   - marks: the cells to be marked; those of worksheets that there are not are left out.
  ///   - remarks: the rows of 退回意见. Without marks and remarks the workbook has none of ours.
  /// - Returns: the workbook's new bytes; the same ones where nothing had to be changed.
  /// - Throws: ``AnnotationError`` when the workbook cannot be read or changed.
  public func annotated(
    _ bytes: [UInt8],
    marks: [CellMark],
    remarks: [Remark]
  ) throws(AnnotationError) -> AnnotatedWorkbook {
    let workbook: Workbook
    do { workbook = try WorkbookReader(limits: limits).workbook(bytes: bytes) } catch {
      throw .unreadable(error)
    }
    let start = ArchiveStart.offset(in: bytes)
    var package = try EditablePackage(bytes[start...], limits: limits)
    package = try MarkRemoval(workbook).carryOut(package)
    var notices: [AnnotationNotice] = []
    if !marks.isEmpty || !remarks.isEmpty {
      let parts = try WorkbookParts(&package)
      var marking = try WorkbookMarking(package, parts, words: words)
      try marking.mark(marks)
      notices = marking.notices
      package = try marking.finish(remarks)
    }
    guard let annotated = try package.written() else {
      return AnnotatedWorkbook(bytes: bytes, notices: notices)
    }
    return AnnotatedWorkbook(bytes: bytes[..<start] + annotated, notices: notices)
  }
}
