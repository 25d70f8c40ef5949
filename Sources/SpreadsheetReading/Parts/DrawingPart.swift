import Spreadsheet

/// The pictures of a drawing (ECMA-376 part 1, §20.5).
enum DrawingPart {
  /// Reads the cells under the top left corners of the pictures, in the order of the part.
  static func pictureAnchors(_ scanner: inout XMLScanner) throws(XMLFault) -> [CellReference] {
    var anchors: [CellReference] = []
    try scanner.root("wsDr")
    while try scanner.nextChild() {
      guard scanner.isNamed("oneCellAnchor") || scanner.isNamed("twoCellAnchor") else {
        try scanner.skipElement()
        continue
      }
      var corner: CellReference?
      var hasPicture = false
      let outer = scanner.depth
      while true {
        let token = try scanner.next()
        if case .end = token, scanner.depth < outer { break }
        guard case .start = token else { continue }
        if scanner.isNamed("from"), scanner.depth == outer + 1 {
          corner = try marker(&scanner)
        } else if scanner.isNamed("pic") {
          hasPicture = true
        }
      }
      if let corner, hasPicture { anchors.append(corner) }
    }
    return anchors
  }

  /// Reads a corner, whose row and column count from zero.
  private static func marker(_ scanner: inout XMLScanner) throws(XMLFault) -> CellReference? {
    var row: Int?
    var column: Int?
    while try scanner.nextChild() {
      let isRow = scanner.isNamed("row")
      let isColumn = scanner.isNamed("col")
      let number = scanner.bytes.number(try scanner.elementText())
      if isRow { row = number }
      if isColumn { column = number }
    }
    guard let row, let column else { return nil }
    return CellReference(row: row + 1, column: column + 1)
  }
}
