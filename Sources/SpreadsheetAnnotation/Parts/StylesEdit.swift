import Spreadsheet
import SpreadsheetReading

/// Appends formats to a styles part: those of marked cells, and those of 退回意见
/// (ECMA-376 part 1, §18.8).
///
/// The format of a marked cell is the cell's own with our fill; everything else of it stays.
struct StylesEdit {
  /// The formats that 退回意见 uses.
  struct SheetFormats {
    var title = 0
    var introduction = 0
    var heading = 0
    var text = 0
    var centred = 0
    var link = 0
    var answer = 0
    var reason = 0
    var tones: [CellMark.Tone: Int] = [:]
  }

  /// What the marked cells' fills were.
  private(set) var memory = FillMemory()
  private(set) var sheet = SheetFormats()

  private let document: MarkupDocument
  private let formats: [MarkupElement]
  private let fills: [MarkupElement]
  private var newFonts: [String] = []
  private var newFills: [String] = []
  private var newBorders: [String] = []
  private var newFormats: [String] = []
  private var markedFormats: [MarkedFormat: Int] = [:]
  private var fillNumbers: [MarkColor: Int] = [:]

  private struct MarkedFormat: Hashable {
    var base: Int
    var tone: CellMark.Tone
  }

  /// Formats that a workbook can have (Excel's specification).
  private static let formatLimit = 64_000

  /// Begins an edit of a styles part.
  init(_ document: MarkupDocument) {
    self.document = document
    formats = document.root.child("cellXfs")?.children("xf") ?? []
    fills = document.root.child("fills")?.children("fill") ?? []
    // What has no list of its own yet begins with what the format presumes.
    if count("fonts", "font") == 0 {
      newFonts = ["<\(name("font"))><\(name("sz")) val=\"11\"/></\(name("font"))>"]
    }
    if fills.isEmpty {
      newFills = ["none", "gray125"].map {
        "<\(name("fill"))><\(name("patternFill")) patternType=\"\($0)\"/></\(name("fill"))>"
      }
    }
    if count("borders", "border") == 0 { newBorders = ["<\(name("border"))/>"] }
    if formats.isEmpty {
      // Cells without a format of their own have number 0.
      newFormats.append("<\(name("xf")) numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>")
    }
  }

  /// A styles part with nothing but the defaults, for workbooks that have none.
  static func minimal(_ family: NameFamily) -> String {
    """
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <styleSheet xmlns="\(family.spreadsheet)"><fonts count="1"><font><sz val="11"/>\
    <name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill>\
    <fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/>\
    <right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1">\
    <xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1">\
    <xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>
    """
  }

  /// The number of the format that a marked cell gets; `nil` when the workbook has no room for one.
  mutating func marked(_ base: Int, _ tone: CellMark.Tone) -> Int? {
    let base = formats.indices.contains(base) ? base : 0
    let key = MarkedFormat(base: base, tone: tone)
    if let known = markedFormats[key] { return known }
    guard formats.count + newFormats.count < Self.formatLimit else { return nil }
    let former = formats.indices.contains(base) ? formerFill(of: formats[base]) : FillMemory.none
    guard let number = memory.number(of: former) else { return nil }
    let fill = fill(MarkColor(tone, number: number))
    let text: String
    if formats.indices.contains(base) {
      text = format(formats[base], fill: fill)
    } else {
      text = """
        <\(name("xf")) numFmtId="0" fontId="0" fillId="\(fill)" borderId="0" applyFill="1"/>
        """
    }
    let index = formats.count + newFormats.count
    newFormats.append(text)
    markedFormats[key] = index
    return index
  }

  private func formerFill(of format: MarkupElement) -> String {
    let index = document.number(format, "fillId") ?? 0
    return fills.indices.contains(index)
      ? FillText.plain(fills[index], in: document) : FillMemory.none
  }

  /// A format's element with another fill.
  private func format(_ element: MarkupElement, fill: Int) -> String {
    var changes = Splices()
    changes.set("fillId", to: String(fill), of: element)
    changes.set("applyFill", to: "1", of: element)
    // The changes count from the part's first byte.
    let bytes = changes.applied(to: document.bytes)
    let end = element.range.upperBound + bytes.count - document.bytes.count
    return String(decoding: bytes[element.range.lowerBound..<end], as: UTF8.self)
  }

  private mutating func fill(_ color: MarkColor) -> Int {
    if let known = fillNumbers[color] { return known }
    let index = fills.count + newFills.count
    newFills.append(solid(color.argb))
    fillNumbers[color] = index
    return index
  }

  private func solid(_ argb: String) -> String {
    """
    <\(name("fill"))><\(name("patternFill")) patternType="solid"><\(name("fgColor")) rgb="\(argb)"/>\
    <\(name("bgColor")) indexed="64"/></\(name("patternFill"))></\(name("fill"))>
    """
  }

  private func name(_ name: String) -> String { document.root.sibling(name) }

  /// Adds the formats of 退回意见.
  mutating func addSheetFormats() {
    let title = font("<b/><sz val=\"18\"/>")
    let bold = font("<b/><sz val=\"11\"/>")
    let plain = font("<sz val=\"10.5\"/>")
    let link = font("<u/><sz val=\"10.5\"/><color rgb=\"FF0563C1\"/>")
    let none = 0
    let grey = plainFill("FFE7E6E6")
    let white = plainFill("FFFFFBEA")
    let line = border()
    sheet.title = add(title, none, nil, "horizontal=\"center\" vertical=\"center\"")
    sheet.introduction = add(plain, none, nil, "vertical=\"center\" wrapText=\"1\"")
    sheet.heading = add(
      bold,
      grey,
      line,
      "horizontal=\"center\" vertical=\"center\" wrapText=\"1\""
    )
    sheet.text = add(
      plain,
      none,
      line,
      "horizontal=\"left\" vertical=\"center\" wrapText=\"1\"",
      isText: true
    )
    sheet.centred = add(
      plain,
      none,
      line,
      "horizontal=\"center\" vertical=\"center\" wrapText=\"1\""
    )
    sheet.link = add(
      link,
      none,
      line,
      "horizontal=\"center\" vertical=\"center\" wrapText=\"1\""
    )
    sheet.answer = add(
      plain,
      white,
      line,
      "horizontal=\"center\" vertical=\"center\" wrapText=\"1\"",
      isText: true,
      isOpen: true
    )
    sheet.reason = add(
      plain,
      white,
      line,
      "vertical=\"center\" wrapText=\"1\"",
      isText: true,
      isOpen: true
    )
    for tone in CellMark.Tone.allCases {
      sheet.tones[tone] = add(
        bold,
        fill(MarkColor(tone, number: 0)),
        line,
        "horizontal=\"center\" vertical=\"center\" wrapText=\"1\""
      )
    }
  }

  private mutating func font(_ content: String) -> Int {
    let prefix = document.root.prefix
    let tags = prefix.isEmpty ? content : content.replacing("<", with: "<\(prefix):")
    newFonts.append("<\(name("font"))>\(tags)<\(name("name")) val=\"宋体\"/></\(name("font"))>")
    return count("fonts", "font") + newFonts.count - 1
  }

  private mutating func plainFill(_ argb: String) -> Int {
    newFills.append(solid(argb))
    return fills.count + newFills.count - 1
  }

  private mutating func border() -> Int {
    let sides = ["left", "right", "top", "bottom"].map { side in
      "<\(name(side)) style=\"thin\"><\(name("color")) rgb=\"FF7F7F7F\"/></\(name(side))>"
    }.joined()
    newBorders.append("<\(name("border"))>\(sides)<\(name("diagonal"))/></\(name("border"))>")
    return count("borders", "border") + newBorders.count - 1
  }

  private mutating func add(
    _ font: Int,
    _ fill: Int,
    _ border: Int?,
    _ alignment: String,
    isText: Bool = false,
    isOpen: Bool = false
  ) -> Int {
    let protection =
      isOpen ? "<\(name("protection")) locked=\"0\"/>" : ""
    newFormats.append(
      """
      <\(name("xf")) numFmtId="\(isText ? 49 : 0)" fontId="\(font)" fillId="\(fill)" \
      borderId="\(border ?? 0)" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" \
      applyAlignment="1"\(isOpen ? " applyProtection=\"1\"" : "")>\
      <\(name("alignment")) \(alignment)/>\(protection)</\(name("xf"))>
      """
    )
    return formats.count + newFormats.count - 1
  }

  private func count(_ list: String, _ item: String) -> Int {
    document.root.child(list)?.children(item).count ?? 0
  }

  /// The children of the root in the order that the format asks for.
  private static let order = [
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
    "tableStyles", "colors", "extLst",
  ]

  /// What has to be done to the styles part.
  var changes: Splices {
    var changes = Splices()
    let lists = [
      ("fonts", "font", newFonts), ("fills", "fill", newFills), ("borders", "border", newBorders),
      ("cellXfs", "xf", newFormats),
    ]
    for (list, item, additions) in lists where !additions.isEmpty {
      if let element = document.root.child(list) {
        let total = element.children(item).count + additions.count
        if let count = element.attribute("count") {
          changes.replace(count.value, with: String(total))
        }
        changes.append(additions.joined(), to: element)
      } else {
        changes.insert(
          "<\(name(list)) count=\"\(additions.count)\">\(additions.joined())</\(name(list))>",
          at: place(of: list)
        )
      }
    }
    return changes
  }

  /// Where a list belongs that the part does not have.
  private func place(of list: String) -> Int {
    let before = Self.order.prefix { $0 != list }
    let last = document.root.children.last { before.contains($0.name) }
    return last?.range.upperBound ?? document.root.startTag.upperBound
  }
}
