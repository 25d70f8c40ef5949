import Spreadsheet

/// Gives cells of a worksheet part other formats, and adds the cells that the part does not have.
///
/// A cell is looked for as the reader looks for it: rows and cells without a reference of their own
/// follow the ones before them.
struct WorksheetEdit {
  /// A cell that the part has.
  fileprivate struct CellPlace {
    var tag: Range<Int>
    /// The bytes of its format's number; `nil` where it has none.
    var style: Range<Int>?
    var base: Int
    var isEmptyTag: Bool
  }

  /// A row in which cells are wanted.
  fileprivate struct RowPlace {
    var prefix: String
    var tag: Range<Int>
    var isEmptyTag: Bool
    var fullName: Range<Int>
    /// Where its content ends.
    var end: Int
    /// The format of its cells that have none of their own, if it has one.
    var style: Int?
    var spans: Range<Int>?
    /// Where each cell that is missing belongs, by column, before a cell that names its own place.
    var places: [Int: Int] = [:]
  }

  private let bytes: [UInt8]
  private let outline: WorksheetOutline
  private var cells: [CellReference: [CellPlace]] = [:]
  private var rows: [Int: RowPlace] = [:]
  /// Where the rows that are missing belong.
  private var rowPlaces: [Int: Int] = [:]
  private var sheetData: MarkupElement?

  /// Looks for cells in a part.
  init(
    _ bytes: [UInt8],
    _ outline: WorksheetOutline,
    looking wanted: Set<CellReference>
  ) throws(MarkupFault) {
    self.bytes = bytes
    self.outline = outline
    let columnsByRow = Dictionary(grouping: wanted, by: \.row).mapValues { $0.map(\.column) }
    let wantedRows = columnsByRow.keys.sorted()
    // The first of the wanted rows for which no row with a greater number was met.
    var unplaced = 0
    var scanner = MarkupScanner(bytes)
    var isInCells = false
    var data: MarkupElement?
    var row: Int?
    var lastRow = 0
    var column = 0
    /// The number of the row element that is open, if cells are wanted in it.
    var openRow: Int?
    while let tag = try scanner.next() {
      let level = scanner.depth + (tag.kind == .start ? 0 : 1)
      if level == 2, scanner.isNamed(tag, "sheetData") {
        switch tag.kind {
        case .start, .empty:
          isInCells = tag.kind == .start
          data = MarkupElement(
            prefix: Self.prefix(of: tag, scanner),
            name: "sheetData",
            range: tag.range,
            startTag: tag.range,
            content: nil,
            attributes: []
          )
        case .end:
          isInCells = false
          let start = data?.startTag.upperBound ?? tag.range.lowerBound
          data?.content = start..<tag.range.lowerBound
        }
      } else if isInCells, level == 3, scanner.isNamed(tag, "row") {
        if tag.kind == .end {
          if let openRow { rows[openRow]?.end = tag.range.lowerBound }
          openRow = nil
          continue
        }
        let attributes = scanner.attributes(of: tag)
        row = lastRow + 1
        column = 0
        var isExplicit = false
        if let reference = attributes.first(where: { $0.name == "r" && $0.prefix.isEmpty }) {
          row = Int(MarkupText.decoded(bytes[reference.value]))
          isExplicit = true
        }
        if let number = row, (1...CellReference.maximumRow).contains(number) {
          lastRow = number
        } else {
          row = nil
        }
        guard let number = row else { continue }
        if isExplicit {
          while unplaced < wantedRows.count, wantedRows[unplaced] < number {
            rowPlaces[wantedRows[unplaced]] = tag.range.lowerBound
            unplaced += 1
          }
        }
        if columnsByRow[number] != nil, rows[number] == nil {
          rows[number] = RowPlace(
            tag,
            attributes,
            prefix: Self.prefix(of: tag, scanner),
            bytes
          )
          openRow = tag.kind == .start ? number : nil
        }
      } else if isInCells, level == 4, scanner.isNamed(tag, "c"), tag.kind != .end {
        let attributes = scanner.attributes(of: tag)
        var reference: CellReference?
        let own = attributes.first { $0.name == "r" && $0.prefix.isEmpty }
        if let own {
          reference = CellReference(MarkupText.decoded(bytes[own.value]))
        } else if let row {
          reference = CellReference(row: row, column: column + 1)
        }
        guard let reference else {
          column += 1
          continue
        }
        row = reference.row
        lastRow = reference.row
        column = reference.column
        if wanted.contains(reference) {
          let style = attributes.first { $0.name == "s" && $0.prefix.isEmpty }
          cells[reference, default: []].append(
            CellPlace(
              tag: tag.range,
              style: style?.value,
              base: style.flatMap { Int(MarkupText.decoded(bytes[$0.value])) } ?? 0,
              isEmptyTag: tag.kind == .empty
            )
          )
        }
        if own != nil, let openRow, openRow == reference.row {
          for other in columnsByRow[openRow] ?? []
          where other < reference.column && rows[openRow]?.places[other] == nil {
            rows[openRow]?.places[other] = tag.range.lowerBound
          }
        }
      }
    }
    sheetData = data
  }

  private static func prefix(of tag: MarkupScanner.Tag, _ scanner: MarkupScanner) -> String {
    tag.name.lowerBound > tag.fullName.lowerBound
      ? scanner.text(tag.fullName.lowerBound..<tag.name.lowerBound - 1) : ""
  }

  /// The number of the format that a cell has now; for a cell that the part does not have, the one
  /// that its row or column gives it.
  func style(of cell: CellReference) -> Int {
    if let place = cells[cell]?.last { return place.base }
    return rows[cell.row]?.style ?? outline.style(ofColumn: cell.column)
  }

  /// What has to be done to the part so that cells have other formats.
  func changes(_ styles: [CellReference: Int]) -> Splices {
    var changes = Splices()
    var missing: [CellReference] = []
    for cell in styles.keys.sorted() {
      guard let style = styles[cell] else { continue }
      guard let places = cells[cell] else {
        missing.append(cell)
        continue
      }
      for place in places {
        if let range = place.style {
          changes.replace(range, with: String(style))
        } else {
          let end = place.tag.upperBound - (place.isEmptyTag ? 2 : 1)
          changes.insert(" s=\"\(style)\"", at: end)
        }
      }
    }
    var newRows = ""
    for (row, cells) in Dictionary(grouping: missing, by: \.row).sorted(by: { $0.key < $1.key }) {
      let cells = cells.sorted()
      if let place = rows[row] {
        add(cells, to: place, styles, &changes)
      } else {
        let prefix = sheetData.map { $0.prefix.isEmpty ? "" : "\($0.prefix):" } ?? ""
        let text =
          "<\(prefix)row r=\"\(row)\">" + cells.map { Self.text($0, styles, prefix) }.joined()
          + "</\(prefix)row>"
        if let place = rowPlaces[row] {
          changes.insert(text, at: place)
        } else {
          newRows += text
        }
      }
    }
    if !newRows.isEmpty, let sheetData { changes.append(newRows, to: sheetData) }
    return changes
  }

  private func add(
    _ cells: [CellReference],
    to row: RowPlace,
    _ styles: [CellReference: Int],
    _ changes: inout Splices
  ) {
    let prefix = row.prefix.isEmpty ? "" : "\(row.prefix):"
    if row.isEmptyTag {
      let text = cells.map { Self.text($0, styles, prefix) }.joined()
      let name = String(decoding: bytes[row.fullName], as: UTF8.self)
      let end = row.tag.upperBound
      changes.replace(end - 2..<end, with: ">\(text)</\(name)>")
    } else {
      for cell in cells {
        let place = row.places[cell.column] ?? row.end
        changes.insert(Self.text(cell, styles, prefix), at: place)
      }
    }
    widen(row, cells, &changes)
  }

  /// The attribute `spans` of a row names the columns between which its cells stand.
  private func widen(_ row: RowPlace, _ cells: [CellReference], _ changes: inout Splices) {
    guard let spans = row.spans, let first = cells.first?.column, let last = cells.last?.column
    else { return }
    let ends = MarkupText.decoded(bytes[spans]).split(separator: ":").compactMap { Int($0) }
    guard ends.count == 2, first < ends[0] || last > ends[1] else { return }
    changes.replace(spans, with: "\(min(first, ends[0])):\(max(last, ends[1]))")
  }

  private static func text(
    _ cell: CellReference,
    _ styles: [CellReference: Int],
    _ prefix: String
  ) -> String {
    "<\(prefix)c r=\"\(cell)\" s=\"\(styles[cell] ?? 0)\"/>"
  }
}

extension WorksheetEdit.RowPlace {
  fileprivate init(
    _ tag: MarkupScanner.Tag,
    _ attributes: [MarkupAttribute],
    prefix: String,
    _ bytes: [UInt8]
  ) {
    func attribute(_ name: String) -> MarkupAttribute? {
      attributes.first { $0.name == name && $0.prefix.isEmpty }
    }
    let isFormatted = attribute("customFormat").map {
      ["1", "true"].contains(MarkupText.decoded(bytes[$0.value]))
    }
    self.init(
      prefix: prefix,
      tag: tag.range,
      isEmptyTag: tag.kind == .empty,
      fullName: tag.fullName,
      end: tag.range.upperBound,
      style: isFormatted == true
        ? attribute("s").flatMap { Int(MarkupText.decoded(bytes[$0.value])) } : nil,
      spans: attribute("spans")?.value
    )
  }
}
