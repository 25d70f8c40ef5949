import Foundation
import TestSupport
import Testing

/// What people send in place of a workbook is told by its content, whatever it is called.
@Suite struct FileKindCommandTests {
  struct Sent: CustomTestStringConvertible, Sendable {
    let ending: String
    let bytes: [UInt8]
    let code: String
    let chinese: String
    let english: String

    var testDescription: String { ending }
  }

  private static func zip(_ names: String...) -> [UInt8] {
    var archive = StoredArchive()
    for name in names { archive.add(name.utf8, Array("x".utf8)) }
    return archive.bytes
  }

  /// A text document as Word saves it, as far as its kind shows.
  private static let letter: [UInt8] = {
    let office = "http://schemas.openxmlformats.org"
    var archive = StoredArchive()
    archive.add("[Content_Types].xml".utf8, Array("<Types/>".utf8))
    archive.add(
      "_rels/.rels".utf8,
      Array(
        """
        <Relationships xmlns="\(office)/package/2006/relationships"><Relationship Id="rId1" \
        Type="\(office)/officeDocument/2006/relationships/officeDocument" \
        Target="word/document.xml"/></Relationships>
        """.utf8
      )
    )
    let body = "<w:document xmlns:w=\"\(office)/wordprocessingml/2006/main\"><w:body/></w:document>"
    archive.add("word/document.xml".utf8, Array(body.utf8))
    return archive.bytes
  }()

  private static func compound(_ name: String) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 2048)
    bytes.replaceSubrange(0..<8, with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
    bytes[30] = 9
    bytes[48] = 1
    // The directory: the root, whose child is the one stream; no more siblings.
    bytes[1024 + 76] = 1
    bytes[1024 + 64] = 2
    for (index, letter) in name.utf8.enumerated() { bytes[1152 + index * 2] = letter }
    bytes[1152 + 64] = UInt8(name.utf8.count * 2 + 2)
    for offset in 68..<80 { bytes[1152 + offset] = 0xFF }
    return bytes
  }

  static let sent = [
    Sent(
      ending: "xls",
      bytes: compound("Workbook"),
      code: "file.legacy-xls",
      chinese: "这是旧格式的工作簿（.xls 或 .et），不是 .xlsx",
      english: "This is a workbook of the old format (.xls or .et)"
    ),
    Sent(
      ending: "xlsx",
      bytes: compound("EncryptedPackage"),
      code: "file.encrypted",
      chinese: "文件设有打开密码，无法读取",
      english: "The file is protected with a password"
    ),
    Sent(
      ending: "doc",
      bytes: compound("WordDocument"),
      code: "file.other-document",
      chinese: "这不是表格文件，而是文档或演示文稿",
      english: "This is no spreadsheet but another document"
    ),
    Sent(
      ending: "docx",
      bytes: letter,
      code: "file.other-document",
      chinese: "这不是表格文件，而是文档或演示文稿",
      english: "This is no spreadsheet but another document"
    ),
    Sent(
      ending: "ods",
      bytes: zip("META-INF/manifest.xml", "content.xml"),
      code: "file.open-document",
      chinese: "这是 .ods 文件，不是 .xlsx",
      english: "This is an .ods file"
    ),
    Sent(
      ending: "xlsb",
      bytes: zip("xl/workbook.bin"),
      code: "file.xlsb",
      chinese: "这是 .xlsb 文件，不是 .xlsx",
      english: "This is an .xlsb file"
    ),
    Sent(
      ending: "html",
      bytes: Array("<html><table><tr><td>张三</td></tr></table></html>".utf8),
      code: "file.html",
      chinese: "这其实是网页文件（HTML），不是 .xlsx 工作簿",
      english: "This is a web page (HTML), not .xlsx"
    ),
    Sent(
      ending: "xml",
      bytes: Array("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>".utf8),
      code: "file.xml-spreadsheet",
      chinese: "这是 XML 表格，不是 .xlsx",
      english: "This is an XML spreadsheet"
    ),
    Sent(
      ending: "csv",
      // 姓名,金额 in GBK.
      bytes: [0xD0, 0xD5, 0xC3, 0xFB, 0x2C, 0xBD, 0xF0, 0xB6, 0xEE, 0x0D, 0x0A],
      code: "file.text",
      chinese: "这其实是文本（CSV）文件，不是 .xlsx",
      english: "This is a text (CSV) file, not .xlsx"
    ),
    Sent(
      ending: "pdf",
      bytes: Array("%PDF-1.7\n%\u{E2}\u{E3}".utf8),
      code: "file.pdf",
      chinese: "这是 PDF 文件",
      english: "This is a PDF file"
    ),
    Sent(
      ending: "jpg",
      bytes: [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46],
      code: "file.image",
      chinese: "这是图片",
      english: "This is a picture"
    ),
    Sent(
      ending: "png",
      bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A],
      code: "file.image",
      chinese: "这是图片",
      english: "This is a picture"
    ),
    Sent(
      ending: "rar",
      bytes: [0x52, 0x61, 0x72, 0x21, 0x1A, 7, 1, 0],
      code: "file.rar",
      chinese: "这是 .rar 压缩包，无法直接读取",
      english: "This is a .rar archive, which cannot be opened here"
    ),
    Sent(
      ending: "7z",
      bytes: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4],
      code: "file.7z",
      chinese: "这是 .7z 压缩包，无法直接读取",
      english: "This is a .7z archive, which cannot be opened here"
    ),
    Sent(
      ending: "gz",
      bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0],
      code: "file.gzip",
      chinese: "这是 .gz 压缩包，无法直接读取",
      english: "This is a .gz archive, which cannot be opened here"
    ),
    Sent(
      ending: "dat",
      bytes: [0, 1, 2, 3, 4, 5, 6, 7],
      code: "file.unknown",
      chinese: "认不出这是什么文件",
      english: "The kind of this file is unknown"
    ),
  ]

  @Test(arguments: sent)
  func `told apart by content, under its own name and as xlsx`(sent: Sent) throws {
    let command = try Command()
    for name in Set(["a.\(sent.ending)", "a.xlsx"]) {
      try Data(sent.bytes).write(to: command.office.url(name))
      let run = try command("import", name, "--records", "-")
      #expect(run.status == 1)
      #expect(run.output.contains("\"code\":\"\(sent.code)\""), "\(name)")
      #expect(run.output.contains("\"message\":\"\(sent.chinese)\""), "\(name)")
      #expect(run.errors.contains("无法读取"), "\(name)")
      let english = try command("import", name, "--records", "-", "--language", "en")
      #expect(english.output.contains("\"message\":\"\(sent.english)\""), "\(name)")
      let cells = try command("cells", name)
      #expect(cells.status == 74)
      #expect(cells.errors.contains(sent.chinese), "\(name)")
    }
  }
}
