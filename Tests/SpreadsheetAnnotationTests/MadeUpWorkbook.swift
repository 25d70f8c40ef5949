import Spreadsheet

@testable import SpreadsheetAnnotation
@testable import SpreadsheetReading

/// A small workbook, each part of which a test can replace.
struct MadeUpWorkbook {
  static let main = NameFamily.transitional.spreadsheet
  static let family = NameFamily.transitional.relationships

  private(set) var parts: [(name: String, text: String)] = []

  /// A workbook with one sheet, 登记表.
  init(rows: String = "", before: String = "", after: String = "") {
    self["[Content_Types].xml"] = """
      <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
      <Default Extension="rels" ContentType="x"/><Default Extension="xml" ContentType="y"/></Types>
      """
    relate("_rels/.rels", [("rId1", "officeDocument", "xl/workbook.xml")])
    self["xl/workbook.xml"] = """
      <workbook xmlns="\(Self.main)" xmlns:r="\(Self.family)"><sheets>\
      <sheet name="登记表" sheetId="7" r:id="rId1"/></sheets></workbook>
      """
    relate(
      "xl/_rels/workbook.xml.rels",
      [
        ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml"),
      ]
    )
    self["xl/styles.xml"] = """
      <styleSheet xmlns="\(Self.main)"><fonts count="1"><font/></fonts><fills count="3"><fill>\
      <patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
      <fill><patternFill patternType="solid"><fgColor theme="4" tint="0.6"/></patternFill></fill>\
      </fills><borders count="1"><border/></borders><cellXfs count="3"><xf numFmtId="0"/>\
      <xf numFmtId="14" fillId="2" applyFill="1"/><xf numFmtId="49" fontId="0"><protection \
      locked="0"/></xf></cellXfs></styleSheet>
      """
    self["xl/worksheets/sheet1.xml"] = """
      <worksheet xmlns="\(Self.main)" xmlns:r="\(Self.family)">\(before)\
      \(rows.isEmpty ? "<sheetData/>" : "<sheetData>\(rows)</sheetData>")\(after)</worksheet>
      """
  }

  subscript(_ name: String) -> String? {
    get { parts.first { $0.name == name }?.text }
    set {
      if let index = parts.firstIndex(where: { $0.name == name }) {
        parts.remove(at: index)
        if let newValue { parts.insert((name, newValue), at: index) }
      } else if let newValue {
        parts.append((name, newValue))
      }
    }
  }

  /// Gives a part its relationships: identifier, last segment of the type, target.
  mutating func relate(_ name: String, _ list: [(String, String, String)]) {
    let items = list.map { id, type, target in
      let type = type.contains("/") ? type : "\(Self.family)/\(type)"
      return "<Relationship Id=\"\(id)\" Type=\"\(type)\" Target=\"\(target)\"/>"
    }
    self[name] = """
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
      \(items.joined())</Relationships>
      """
  }

  /// Gives the sheet a comment with a shape.
  mutating func comment(_ text: String, author: String, at cell: CellReference) {
    relate(
      "xl/worksheets/_rels/sheet1.xml.rels",
      [
        ("rId1", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
        ("rId2", "comments", "../comments1.xml"),
      ]
    )
    self["xl/comments1.xml"] = """
      <comments xmlns="\(Self.main)"><authors><author>\(author)</author></authors><commentList>\
      <comment ref="\(cell)" authorId="0"><text><t>\(text)</t></text></comment></commentList>\
      </comments>
      """
    self["xl/drawings/vmlDrawing1.vml"] = """
      <xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">\
      <v:shape id="_x0000_s2049"><x:ClientData ObjectType="Note"><x:Row>\(cell.row - 1)</x:Row>\
      <x:Column>\(cell.column - 1)</x:Column></x:ClientData></v:shape></xml>
      """
    self["xl/worksheets/sheet1.xml"] = self["xl/worksheets/sheet1.xml"]?.replacing(
      "</worksheet>",
      with: "<legacyDrawing r:id=\"rId1\"/></worksheet>"
    )
  }

  /// The bytes of the file.
  var bytes: [UInt8] {
    get throws {
      let empty: [UInt8] = [0x50, 0x4B, 5, 6] + Array(repeating: 0, count: 18)
      var package = try EditablePackage(empty[...], limits: ReadingLimits())
      for (name, text) in parts { try package.set(PartName(name), to: Array(text.utf8)) }
      return try package.written() ?? []
    }
  }
}
