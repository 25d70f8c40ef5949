import Spreadsheet

/// The drawing that shows comments: a shape each, in VML (ECMA-376 part 4, §19).
enum NoteDrawing {
  private static let shapeType = """
    <v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" \
    path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>\
    <v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>
    """
  private static let namespaces = [
    ("v", "urn:schemas-microsoft-com:vml"), ("o", "urn:schemas-microsoft-com:office:office"),
    ("x", "urn:schemas-microsoft-com:office:excel"),
  ]

  /// A drawing with nothing but our shapes.
  ///
  /// - Parameters:
  ///   - cells: the cells with comments.
  ///   - number: the drawing's number in the workbook, one-based, by which shapes are told apart.
  ///   - texts: what the comments say, for the size of their boxes.
  ///   - outline: the worksheet's columns and rows.
  /// - Returns: the part's text.
  static func part(
    _ cells: [CellReference],
    number: Int,
    texts: [CellReference: String],
    _ outline: WorksheetOutline
  ) -> String {
    let declarations = namespaces.map { "xmlns:\($0.0)=\"\($0.1)\"" }.joined(separator: " ")
    let shapes = cells.enumerated().map { offset, cell in
      shape(cell, id: number * 1024 + 1 + offset, texts[cell] ?? "", outline, declarations: "")
    }
    return """
      <xml \(declarations)><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="\(number)"/>\
      </o:shapelayout>\(shapeType)\(shapes.joined())</xml>
      """
  }

  /// What is done to a drawing to add our shapes; `nil` when it cannot be followed.
  static func adding(
    _ cells: [CellReference],
    to bytes: [UInt8],
    texts: [CellReference: String],
    _ outline: WorksheetOutline
  ) -> Splices? {
    guard !cells.isEmpty else { return Splices() }
    // Old drawings are not always well-formed, but they end with the end of their root.
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.elementsEqual(bytes), let end = text.lastRange(of: "</xml>"),
      let start = text.firstRange(of: "<xml")
    else { return nil }
    let head = text[start.upperBound...].prefix { $0 != ">" }
    let isDeclared = namespaces.allSatisfy { head.contains("xmlns:\($0.0)=\"\($0.1)\"") }
    let declarations =
      isDeclared ? "" : namespaces.map { " xmlns:\($0.0)=\"\($0.1)\"" }.joined()
    var largest = 1024
    var rest = text[...]
    while let mark = rest.firstRange(of: "_x0000_s") {
      rest = rest[mark.upperBound...]
      if let number = Int(rest.prefix { $0.isASCII && $0.isNumber }.prefix(9)) {
        largest = max(largest, number)
      }
    }
    var added = text.contains("id=\"_x0000_t202\"") ? "" : shapeType
    if !declarations.isEmpty, !added.isEmpty {
      added = added.replacing("<v:shapetype", with: "<v:shapetype\(declarations)")
    }
    for (offset, cell) in cells.enumerated() {
      added += shape(
        cell,
        id: largest + 1 + offset,
        texts[cell] ?? "",
        outline,
        declarations: declarations
      )
    }
    var changes = Splices()
    changes.insert(added, at: text.utf8.distance(from: text.startIndex, to: end.lowerBound))
    return changes
  }

  private static func shape(
    _ cell: CellReference,
    id: Int,
    _ text: String,
    _ outline: WorksheetOutline,
    declarations: String
  ) -> String {
    """
    <v:shape\(declarations) id="_x0000_s\(id)" type="#_x0000_t202" \
    style="position:absolute;visibility:hidden;z-index:1" fillcolor="#ffffe1" \
    o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>\
    <v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">\
    <div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">\
    <x:MoveWithCells/><x:SizeWithCells/><x:Anchor>\(anchor(cell, text, outline))</x:Anchor>\
    <x:AutoFill>False</x:AutoFill><x:Row>\(cell.row - 1)</x:Row>\
    <x:Column>\(cell.column - 1)</x:Column></x:ClientData></v:shape>
    """
  }

  /// Where the box stands: left column and pixels in it, top row and pixels, right, bottom, all
  /// zero-based.
  private static func anchor(
    _ cell: CellReference,
    _ text: String,
    _ outline: WorksheetOutline
  ) -> String {
    let width = 260
    // 9 point letters: a Han character takes 12 pixels, a line 16.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) {
      $0 + max(1, ($1.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 12 : 7) } + 235) / 236)
    }
    let height = min(420, lines * 16 + 14)
    let left = min(cell.column, CellReference.maximumColumn - 6)
    var column = left
    var rest = width + 12
    while column < CellReference.maximumColumn - 1, rest > outline.width(ofColumn: column + 1) {
      rest -= outline.width(ofColumn: column + 1)
      column += 1
    }
    let rowHeight = max(8, Int(outline.defaultRowHeight * 96 / 72))
    let top = min(max(0, cell.row - 2), CellReference.maximumRow - 40)
    let bottom = min(top + height / rowHeight, CellReference.maximumRow - 1)
    return "\(left), 12, \(top), 8, \(column), \(max(0, rest)), \(bottom), \(height % rowHeight)"
  }

  /// What is done to a drawing to take out the comments' shapes of cells.
  static func removing(_ cells: [CellReference], from document: MarkupDocument) -> Splices {
    var changes = Splices()
    for shape in document.root.descendants("shape") {
      guard let data = shape.child("ClientData"),
        document.text(data, "ObjectType") == "Note",
        let row = number(data.child("Row"), document),
        let column = number(data.child("Column"), document),
        let cell = CellReference(row: row + 1, column: column + 1), cells.contains(cell)
      else { continue }
      changes.remove(shape.range)
    }
    return changes
  }

  private static func number(_ element: MarkupElement?, _ document: MarkupDocument) -> Int? {
    element.flatMap {
      Int(document.content($0).split(whereSeparator: \.isWhitespace).joined())
    }
  }
}

extension String {
  /// The range of the last occurrence of a text.
  fileprivate func lastRange(of part: String) -> Range<Index>? {
    ranges(of: part).last
  }
}
