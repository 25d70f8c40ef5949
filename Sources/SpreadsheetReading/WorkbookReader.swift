public import Spreadsheet

/// Reads .xlsx workbooks, as they are and not as they should be, within limits.
///
/// ```swift
/// let workbook = try WorkbookReader().workbook(contentsOf: "张庄村.xlsx")
/// for cell in workbook.worksheets[0].cells { … }
/// ```
///
/// A fault in a cell, a string or a worksheet is listed in the workbook's `faults`, and the rest is
/// read; a workbook that is returned has at least one worksheet that could be read. Every part is
/// found by its relationship (ECMA-376 part 2, §6.5), and nothing is written to disk.
public struct WorkbookReader: Sendable {
  /// What a workbook may cost at most.
  public var limits: ReadingLimits
  /// Through which parser parts go; for comparing the two.
  var parsing = Package.Parsing.automatic

  /// Creates a reader.
  public init(limits: ReadingLimits = ReadingLimits()) {
    self.limits = limits
  }

  /// Reads the workbook in a file.
  ///
  /// - Throws: ``ReadingError`` when the file is no workbook, is damaged, or breaks a limit.
  public func workbook(contentsOf path: String) throws(ReadingError) -> Workbook {
    let file = try ByteBuffer.contents(of: path, .fileBytes, of: limits)
    return try workbook(file.view)
  }

  /// Reads the workbook that the bytes of a file are.
  ///
  /// - Throws: ``ReadingError`` when the bytes are no workbook, are damaged, or break a limit.
  public func workbook(bytes: [UInt8]) throws(ReadingError) -> Workbook {
    guard bytes.count <= limits.fileBytes else {
      throw .limit(.fileBytes, allowed: limits.fileBytes)
    }
    return try unsafe bytes.withUnsafeBufferPointer { (buffer) throws(ReadingError) -> Workbook in
      try workbook(unsafe ByteView(buffer))
    }
  }

  private func workbook(_ bytes: ByteView) throws(ReadingError) -> Workbook {
    var bytes = bytes
    var kind = FileKind(signatureOf: bytes)
    if kind == .text || kind == .unknown, let start = ZipArchive.start(bytes) {
      bytes = bytes.slice(start..<bytes.count)
      kind = .archive
    }
    guard kind == .archive else { throw ReadingError(kind) }
    var assembly = try WorkbookAssembly(
      Package(bytes, limits: limits, parsing: parsing),
      limits: limits
    )
    return try assembly.workbook()
  }
}

extension ReadingError {
  /// The error for a file of another kind than a workbook.
  init(_ kind: FileKind) {
    self =
      switch kind {
      case .empty: .empty
      case .legacyWorkbook: .legacyWorkbook
      case .encrypted: .encrypted
      case .openDocument: .openDocument
      case .binaryWorkbook: .binaryWorkbook
      case .xmlSpreadsheet: .xmlSpreadsheet
      case .otherDocument: .otherDocument
      case .html: .html
      case .text: .text
      case .pdf: .pdf
      case .image: .image
      case .rar: .rar
      case .sevenZip: .sevenZip
      case .gzip: .gzip
      case .damagedArchive: .damaged
      case .archive, .workbook: .archiveWithoutWorkbook
      case .unknown: .unknownKind
      }
  }
}
