/// What a file is, told by its content; names decide nothing.
public enum FileKind: Hashable, Sendable, CaseIterable {
  /// An Office Open XML workbook (.xlsx, .xlsm, .xltx).
  case workbook
  /// A zip archive that is no office document; it may hold workbooks.
  case archive
  /// No byte at all.
  case empty
  /// An Excel 97–2003 or older WPS workbook (.xls, .et).
  case legacyWorkbook
  /// An office document protected with a password for opening.
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
  /// A zip archive whose directory cannot be read.
  case damagedArchive
  /// Anything else.
  case unknown

  /// Tells the kind of a file from all its bytes.
  public init(bytes: [UInt8]) {
    self = unsafe bytes.withUnsafeBufferPointer { unsafe FileKind(ByteView($0)) }
  }

  /// Tells the kind of a file; a zip archive is opened to see what it holds.
  init(_ bytes: ByteView) {
    let kind = FileKind(signatureOf: bytes)
    guard kind == .archive else {
      self = kind
      return
    }
    do {
      let archive = try ZipArchive(bytes)
      self = FileKind(names: archive.names())
    } catch {
      self = .damagedArchive
    }
  }

  /// Tells what a zip archive is from the names of its entries.
  init(names: [[UInt8]]) {
    let index = PartIndex(names)
    func has(_ name: String) -> Bool { index.contains(name) }
    if has("xl/workbook.bin") {
      self = .binaryWorkbook
    } else if has("xl/workbook.xml") {
      self = .workbook
    } else if has("word/document.xml") || has("ppt/presentation.xml") {
      self = .otherDocument
    } else if has("meta-inf/manifest.xml") && has("content.xml") {
      self = .openDocument
    } else if has("_rels/.rels") && has("[content_types].xml") {
      self = .workbook
    } else {
      self = .archive
    }
  }

  /// Tells the kind of a file from its first bytes; every zip archive is an ``archive`` here, but for
  /// OpenDocument files, which say first what they are.
  init(signatureOf bytes: ByteView) {
    func starts(_ signature: [UInt8], at offset: Int = 0) -> Bool {
      signature.indices.allSatisfy { bytes[offset + $0] == signature[$0] }
        && bytes.count >= offset + signature.count
    }
    if bytes.count == 0 {
      self = .empty
    } else if starts([0x50, 0x4B, 3, 4]) || starts([0x50, 0x4B, 5, 6]) {
      let isOpenDocument = bytes.matches("mimetypeapplication/vnd.oasis.opendocument", at: 30)
      self = isOpenDocument ? .openDocument : .archive
    } else if starts([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      self = Self.compoundFileKind(bytes)
    } else if bytes[0] == 9 && [0, 2, 4, 8].contains(bytes[1]) && (4...16).contains(bytes[2])
      && bytes[3] == 0
    {
      // A bare BIFF stream begins with a BOF record ([MS-XLS] 2.4.21).
      self = .legacyWorkbook
    } else if bytes.matches("%PDF", at: 0) {
      self = .pdf
    } else if starts([0x89, 0x50, 0x4E, 0x47]) || starts([0xFF, 0xD8, 0xFF])
      || bytes.matches("GIF8", at: 0) || starts([0x49, 0x49, 0x2A, 0])
      || starts([0x4D, 0x4D, 0, 0x2A])
      || (bytes.matches("RIFF", at: 0) && bytes.matches("WEBP", at: 8))
      || bytes.matches("ftyphei", at: 4) || bytes.matches("ftypmif1", at: 4)
      || (bytes.matches("BM", at: 0) && starts([0, 0, 0, 0], at: 6))
    {
      self = .image
    } else if starts([0x52, 0x61, 0x72, 0x21, 0x1A, 7]) {
      self = .rar
    } else if starts([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) {
      self = .sevenZip
    } else if starts([0x1F, 0x8B]) {
      self = .gzip
    } else {
      self = Self.textKind(bytes)
    }
  }

  /// Tells what an OLE2 compound file holds by the streams at its top.
  ///
  /// The .et of older WPS is the same kind of file as .xls, with the same streams: no stream tells one
  /// from the other for certain, so they are one kind here.
  private static func compoundFileKind(_ bytes: ByteView) -> FileKind {
    let file = CompoundFile(bytes)
    // An encrypted package ([MS-OFFCRYPTO] 2.3.4.4) is a protected workbook of today.
    if file.contains("EncryptedPackage") || file.hasFilePass { return .encrypted }
    let isWorkbook = file.contains("Workbook") || file.contains("Book")
    return isWorkbook ? .legacyWorkbook : .otherDocument
  }

  private static func textKind(_ bytes: ByteView) -> FileKind {
    let isUTF16 =
      (bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF)
    // NUL bytes in UTF-16 stand beside the characters of markup, so they are left out of the look.
    let head = bytes.array(0..<min(bytes.count, 4096))
    let letters = (isUTF16 ? head.filter { $0 != 0 && $0 < 0x80 } : head).map { byte in
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
    guard isUTF16 || !letters.contains(where: { $0 < 9 || (14..<27).contains($0) }) else {
      return .unknown
    }
    let text = String(decoding: letters, as: UTF8.self)
    let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" || $0 == "\u{FFFD}" }
    if start.hasPrefix("<") {
      if text.contains("urn:schemas-microsoft-com:office:spreadsheet")
        || text.contains("excel.sheet")
      {
        return text.contains("<html") ? .html : .xmlSpreadsheet
      }
      let isPage = [
        "<html", "<!doctype html", "<table", "<head", "<meta", "<style", "<div", "<body",
      ]
      .contains { text.contains($0) }
      return isPage ? .html : .text
    }
    return start.hasPrefix("mime-version:") ? .html : .text
  }
}
