import Testing

@testable import SpreadsheetReading

struct FileKindTests {
  @Test(
    arguments: [
      ([], FileKind.empty), ([0x25, 0x50, 0x44, 0x46, 0x2D], .pdf),
      ([0x89, 0x50, 0x4E, 0x47], .image),
      ([0xFF, 0xD8, 0xFF, 0xE0], .image), (Array("GIF89a".utf8), .image),
      ([0x52, 0x61, 0x72, 0x21, 0x1A, 7, 0], .rar),
      ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .sevenZip),
      ([0x1F, 0x8B, 8], .gzip), ([9, 8, 16, 0, 0, 6], .legacyWorkbook),
      (Array("姓名,金额\n".utf8), .text), ([0xD0, 0xD5, 0xC3, 0xFB, 0x2C], .text),
      ([0xFF, 0xFE, 0x61, 0, 0x2C, 0], .text), (Array("\n <!DOCTYPE HTML><p>".utf8), .html),
      (Array("MIME-Version: 1.0\n".utf8), .html),
      (
        Array("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>".utf8),
        .xmlSpreadsheet
      ),
      ([0, 1, 2, 3], .unknown), (Array("PK\u{3}\u{4}".utf8), .damagedArchive),
    ] as [([UInt8], FileKind)]
  )
  func tellsByContent(_ bytes: [UInt8], _ kind: FileKind) {
    #expect(FileKind(bytes: bytes) == kind)
  }

  @Test(arguments: [
    (["xl/workbook.xml", "_rels/.rels"], FileKind.workbook), (["a.xlsx", "b/c.xlsx"], .archive),
    (["XL\\Workbook.BIN"], .binaryWorkbook), (["word/document.xml"], .otherDocument),
    (["ppt/presentation.xml"], .otherDocument),
    (["content.xml", "META-INF/manifest.xml"], .openDocument),
    (["[Content_Types].xml", "_rels/.rels", "book/main.xml"], .workbook),
  ])
  func tellsArchivesByTheirEntries(_ names: [String], _ kind: FileKind) {
    var zip = ZipFixture()
    for name in names { zip.add(name, "x") }
    #expect(FileKind(bytes: zip.bytes()) == kind)
  }

  @Test(arguments: [
    (["Workbook"], FileKind.legacyWorkbook), (["Book"], .legacyWorkbook),
    (["WORKBOOK"], .legacyWorkbook), (["ETExtData", "Workbook"], .legacyWorkbook),
    (["EncryptedPackage", "EncryptionInfo"], .encrypted), (["WordDocument"], .otherDocument),
    (["PowerPoint Document"], .otherDocument), ([], .otherDocument),
  ])
  func tellsCompoundFilesByWhatLiesAtTheTop(_ names: [String], _ kind: FileKind) {
    #expect(FileKind(bytes: CompoundFileFixture(names).bytes) == kind)
  }

  /// A letter in which a worksheet is embedded is a letter.
  @Test func doesNotTakeAnEmbeddedWorkbookForTheFile() {
    var file = CompoundFileFixture(["WordDocument", "ObjectPool"])
    file.embed("Workbook", in: 2)
    #expect(FileKind(bytes: file.bytes) == .otherDocument)
  }

  @Test(arguments: [(UInt16(0x2F), FileKind.encrypted), (0x42, .legacyWorkbook)])
  func tellsAnOldWorkbookWithAPassword(_ record: UInt16, _ kind: FileKind) {
    // [MS-XLS] 2.1.7.20.3: the record of the workbook, then perhaps FilePass.
    let records: [UInt8] = [9, 8, 2, 0, 0, 6, UInt8(record), 0, 2, 0, 1, 0, 0x42, 0, 0, 0]
    let file = CompoundFileFixture(["Workbook"], stream: records)
    #expect(FileKind(bytes: file.bytes) == kind)
  }

  /// Whatever the directory of a damaged file says, it is read within the file and comes to an end.
  @Test func comesToAnEndWithDamagedCompoundFiles() {
    let whole = CompoundFileFixture(["Workbook", "WordDocument"]).bytes
    for offset in [30, 44, 48, 49, 76, 77, 512, 513, 1024 + 68, 1024 + 76, 1152 + 64, 1152 + 68] {
      for byte in [0, 1, 2, 0x7F, 0xFE, 0xFF] as [UInt8] {
        var bytes = whole
        bytes[offset] = byte
        #expect([.legacyWorkbook, .otherDocument].contains(FileKind(bytes: bytes)))
      }
    }
    for length in stride(from: 8, to: whole.count, by: 61) {
      let kind = FileKind(bytes: Array(whole[..<length]))
      #expect([.legacyWorkbook, .otherDocument].contains(kind))
    }
  }
}
