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
    ("Workbook", FileKind.legacyWorkbook), ("Book", .legacyWorkbook),
    ("EncryptedPackage", .encrypted), ("WordDocument", .otherDocument),
  ])
  func tellsCompoundFilesByTheirDirectory(_ name: String, _ kind: FileKind) {
    var bytes = [UInt8](repeating: 0, count: 2048)
    bytes.replaceSubrange(0..<8, with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
    for (index, letter) in name.utf8.enumerated() { bytes[1152 + index * 2] = letter }
    bytes[1152 + 64] = UInt8(name.utf8.count * 2 + 2)
    #expect(FileKind(bytes: bytes) == kind)
  }
}
