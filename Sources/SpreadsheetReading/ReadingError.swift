/// Why a file could not be read as a workbook at all.
///
/// A fault in a cell or a worksheet is no error but a `WorkbookFault` of the workbook.
public enum ReadingError: Error, Hashable, Sendable {
  /// There is no file of this name.
  case notFound
  /// The file cannot be opened or read; the code is `errno`.
  case unreadable(code: Int32)
  /// The file holds no byte.
  case empty
  /// An Excel 97–2003 or older WPS workbook (.xls, .et).
  case legacyWorkbook
  /// A workbook protected with a password for opening.
  case encrypted
  /// An OpenDocument file (.ods).
  case openDocument
  /// A binary workbook (.xlsb).
  case binaryWorkbook
  /// An Excel 2003 XML spreadsheet.
  case xmlSpreadsheet
  /// A text document or a presentation (.docx, .pptx, .doc and the like).
  case otherDocument
  /// A web page, or a web page saved as one file.
  case html
  /// Plain text, such as CSV.
  case text
  /// A PDF document.
  case pdf
  /// A picture.
  case image
  /// A RAR archive.
  case rar
  /// A 7-Zip archive.
  case sevenZip
  /// A gzip file.
  case gzip
  /// A zip archive that is no workbook.
  case archiveWithoutWorkbook
  /// No kind of file that is known here.
  case unknownKind
  /// A zip archive whose end is missing: the file was not transferred whole.
  case truncated
  /// A zip archive that contradicts itself.
  case damaged
  /// A part that the workbook needs is not in the package.
  case partMissing(String)
  /// The bytes of a part are not what the package says of them.
  case partDamaged(String)
  /// A part is encrypted inside the package.
  case partEncrypted(String)
  /// A part is compressed by a method that workbooks do not use.
  case partMethodUnknown(String)
  /// A part is not well-formed XML, or not the XML that its place asks for.
  case partMalformed(String)
  /// A part declares a document type, which workbooks never need and attacks do.
  case documentType(String)
  /// Two parts have names that differ only in case.
  case partAmbiguous(String)
  /// A relationship leads out of the package.
  case targetOutside(String)
  /// The file breaks a limit.
  case limit(ReadingLimits.Name, allowed: Int)

  /// The stable name of the error, such as `file.encrypted` or `limit.part-size`.
  public var kind: String {
    switch self {
    case .notFound: "file.not-found"
    case .unreadable: "file.unreadable"
    case .empty: "file.empty"
    case .legacyWorkbook: "file.legacy-xls"
    case .encrypted: "file.encrypted"
    case .openDocument: "file.open-document"
    case .binaryWorkbook: "file.xlsb"
    case .xmlSpreadsheet: "file.xml-spreadsheet"
    case .otherDocument: "file.other-document"
    case .html: "file.html"
    case .text: "file.text"
    case .pdf: "file.pdf"
    case .image: "file.image"
    case .rar: "file.rar"
    case .sevenZip: "file.7z"
    case .gzip: "file.gzip"
    case .archiveWithoutWorkbook: "file.no-workbook"
    case .unknownKind: "file.unknown"
    case .truncated: "file.truncated"
    case .damaged: "file.damaged"
    case .partMissing: "part.missing"
    case .partDamaged: "part.damaged"
    case .partEncrypted: "part.encrypted"
    case .partMethodUnknown: "part.method-unknown"
    case .partMalformed: "part.malformed"
    case .documentType: "part.document-type"
    case .partAmbiguous: "part.ambiguous"
    case .targetOutside: "part.target-outside"
    case .limit(let name, _): "limit.\(name.rawValue)"
    }
  }
}

extension ReadingError: CustomStringConvertible {
  /// The error in English, without any content of the file's cells.
  public var description: String {
    switch self {
    case .notFound: "there is no such file"
    case .unreadable(let code): "the file cannot be read (errno \(code))"
    case .empty: "the file is empty"
    case .legacyWorkbook: "an old Excel workbook (.xls), not .xlsx"
    case .encrypted: "a workbook protected with a password"
    case .openDocument: "an OpenDocument file, not .xlsx"
    case .binaryWorkbook: "a binary workbook (.xlsb), not .xlsx"
    case .xmlSpreadsheet: "an Excel 2003 XML spreadsheet, not .xlsx"
    case .otherDocument: "a document of another program, not a workbook"
    case .html: "a web page, not .xlsx"
    case .text: "plain text, not .xlsx"
    case .pdf: "a PDF document, not .xlsx"
    case .image: "a picture, not .xlsx"
    case .rar: "a RAR archive, not .xlsx"
    case .sevenZip: "a 7-Zip archive, not .xlsx"
    case .gzip: "a gzip file, not .xlsx"
    case .archiveWithoutWorkbook: "a zip archive that is no workbook"
    case .unknownKind: "no kind of file that is known here"
    case .truncated: "the end of the file is missing"
    case .damaged: "the zip archive is damaged"
    case .partMissing(let part): "part \(part) is missing"
    case .partDamaged(let part): "part \(part) is damaged"
    case .partEncrypted(let part): "part \(part) is encrypted"
    case .partMethodUnknown(let part): "part \(part) is compressed by an unknown method"
    case .partMalformed(let part): "part \(part) is not well-formed"
    case .documentType(let part): "part \(part) declares a document type"
    case .partAmbiguous(let part): "part \(part) is there more than once"
    case .targetOutside(let part): "a relationship of \(part) leads out of the package"
    case .limit(let name, let allowed): "the limit \(name.rawValue) of \(allowed) is broken"
    }
  }
}
