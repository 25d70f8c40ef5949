import Spreadsheet

@testable import SpreadsheetReading

/// Makes small workbooks, each part of which a test can replace.
struct WorkbookFixture {
  static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  static let family = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

  /// The parts in the order in which they are written.
  var parts: [(name: String, contents: [UInt8])]

  /// Makes a workbook of one sheet, 填报, from what stands within its `sheetData`.
  init(
    rows: String = "",
    strings: [String] = [],
    numberFormats: [String] = [],
    before: String = "",
    after: String = ""
  ) {
    let items = strings.map { "<si><t>\($0)</t></si>" }.joined()
    let formats = numberFormats.enumerated()
      .map { "<numFmt numFmtId=\"\(164 + $0)\" formatCode=\"\($1)\"/>" }.joined()
    let styles = numberFormats.indices.map { "<xf numFmtId=\"\(164 + $0)\"/>" }.joined()
    let texts = [
      ("[Content_Types].xml", "<Types/>"),
      ("_rels/.rels", Self.relationships([("rId1", "officeDocument", "xl/workbook.xml")])),
      (
        "xl/workbook.xml",
        "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.family)\">"
          + "<sheets><sheet name=\"填报\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
      ),
      (
        "xl/_rels/workbook.xml.rels",
        Self.relationships([
          ("rId1", "worksheet", "worksheets/sheet1.xml"),
          ("rId2", "sharedStrings", "sharedStrings.xml"), ("rId3", "styles", "styles.xml"),
        ])
      ),
      ("xl/sharedStrings.xml", "<sst xmlns=\"\(Self.main)\">\(items)</sst>"),
      (
        "xl/styles.xml",
        "<styleSheet xmlns=\"\(Self.main)\"><numFmts>\(formats)</numFmts>"
          + "<cellXfs><xf numFmtId=\"0\"/>\(styles)</cellXfs></styleSheet>"
      ),
      (
        "xl/worksheets/sheet1.xml",
        "<worksheet xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.family)\">"
          + "\(before)<sheetData>\(rows)</sheetData>\(after)</worksheet>"
      ),
    ]
    parts = texts.map { ($0.0, Array((Self.head + $0.1).utf8)) }
  }

  /// A relationships part.
  static func relationships(_ list: [(id: String, type: String, target: String)]) -> String {
    let items = list.map {
      "<Relationship Id=\"\($0.id)\" Type=\"\(family)/\($0.type)\" Target=\"\($0.target)\"/>"
    }
    return "<Relationships>\(items.joined())</Relationships>"
  }

  /// The contents of a part; `nil` removes it.
  subscript(_ name: String) -> String? {
    get { parts.first { $0.name == name }.map { String(decoding: $0.contents, as: UTF8.self) } }
    set {
      guard let index = parts.firstIndex(where: { $0.name == name }) else {
        if let newValue { parts.append((name, Array(newValue.utf8))) }
        return
      }
      if let newValue {
        parts[index].contents = Array(newValue.utf8)
      } else {
        parts.remove(at: index)
      }
    }
  }

  /// The bytes of the file.
  func bytes() -> [UInt8] {
    var zip = ZipFixture()
    for part in parts { zip.add(part.name, part.contents) }
    return zip.bytes()
  }

  /// The workbook as the reader sees it.
  func read(
    _ parsing: Package.Parsing = .automatic,
    limits: ReadingLimits = ReadingLimits()
  ) throws(ReadingError) -> Workbook {
    var reader = WorkbookReader(limits: limits)
    reader.parsing = parsing
    return try reader.workbook(bytes: bytes())
  }

  /// The only sheet as text, by both parsers, which must agree.
  func dump() throws -> String {
    let workbook = try read()
    let rewritten = try read(.rewritten)
    return workbook == rewritten
      ? workbook.dump() : "the parsers differ:\n\(workbook.dump())\n\(rewritten.dump())"
  }
}
