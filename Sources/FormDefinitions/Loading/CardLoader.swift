import Findings
import Spreadsheet

/// Reads a paper size such as `A4 landscape`.
enum PaperLoader {
  static func paper(
    _ node: YAMLNode?,
    standard: (PageLayout.Paper, Bool)
  ) -> (PageLayout.Paper, Bool) {
    guard let node, let text = node.text else { return standard }
    let words = text.split(separator: " ")
    guard let paper = words.first.flatMap({ PageLayout.Paper(rawValue: String($0)) }),
      words.count == 1 || ["portrait", "landscape"].contains(words[1])
    else {
      node.fault(
        "layout.paper",
        LocalizedText("没有纸张“\(text)”", en: "There is no paper ‘\(text)’"),
        LocalizedText(
          "写 A4 portrait、A4 landscape 或 A3 landscape",
          en: "Write A4 portrait, A4 landscape or A3 landscape"
        )
      )
      return standard
    }
    return (paper, words.count > 1 && words[1] == "landscape")
  }
}

/// Reads the layout of a card and holds that its grid is whole.
struct CardLoader {
  let keyNode: YAMLNode
  let node: YAMLNode
  let form: FormDefinition

  func load() -> CardLayout? {
    node.expect(keys: ["paper", "pages", "columns", "grid", "tables", "note"], in: "card")
    let elements = node["columns"]?.elements ?? []
    let columns = elements.compactMap { $0.text.flatMap { Double($0) } }
    guard (1...60).contains(columns.count), columns.count == elements.count,
      columns.allSatisfy({ $0 > 0 && $0 <= 1000 })
    else {
      (node["columns"] ?? keyNode).fault(
        "layout.columns",
        elements.isEmpty
          ? LocalizedText("card 没有 columns", en: "The card has no columns")
          : LocalizedText(
            "columns 应为 1 至 60 个大于 0 的数",
            en: "columns are 1 to 60 numbers above 0"
          ),
        LocalizedText(
          "写各列的相对宽度，如 [11, 13, 9]",
          en: "Write the relative widths, such as [11, 13, 9]"
        )
      )
      return nil
    }
    let (paper, isLandscape) = PaperLoader.paper(node["paper"], standard: (.a4, false))
    var covered: [Int: Set<Int>] = [:]
    var rows: [CardLayout.GridRow] = []
    for (index, rowNode) in (node["grid"]?.elements ?? []).enumerated() {
      let row = row(rowNode, taken: covered[index] ?? [], width: columns.count)
      for cell in row.cells where cell.down > 1 {
        for below in 1..<cell.down {
          covered[index + below, default: []].formUnion(cell.column..<(cell.column + cell.across))
        }
      }
      rows.append(row)
    }
    if let last = covered.keys.max(), last >= rows.count {
      (node.key("grid") ?? keyNode).fault(
        "layout.overhang",
        LocalizedText("有单元格伸出最后一行", en: "A cell reaches below the last row"),
        LocalizedText("减小 down", en: "Make down smaller")
      )
    }
    let layout = CardLayout(
      paper: paper,
      isLandscape: isLandscape,
      spansPages: spansPages(),
      columns: columns,
      rows: rows,
      tables: tableGrids(width: columns.count)
    )
    checkCompleteness(layout)
    return layout
  }

  private func spansPages() -> Bool {
    guard let pages = node["pages"] else { return false }
    if pages.text == "many" { return true }
    if pages.text != "one" {
      pages.fault(
        "layout.pages",
        LocalizedText(
          "没有“\(pages.text ?? "")”这种页数",
          en: "There is no ‘\(pages.text ?? "")’ of pages"
        ),
        LocalizedText("写 one 或 many", en: "Write one or many")
      )
    }
    return false
  }

  /// Holds that a table stands alone in its row: its rows take all columns.
  private func checkTable(
    in row: CardLayout.GridRow,
    at rowNode: YAMLNode,
    taken: Set<Int>,
    width: Int
  ) {
    for cell in row.cells {
      guard case .table(let id) = cell.content else { continue }
      guard row.cells.count > 1 || cell.across != width || cell.down > 1 || !taken.isEmpty else {
        continue
      }
      rowNode.fault(
        "layout.table-row",
        LocalizedText("子表 \(id) 应独占一行，占满各列", en: "Table \(id) needs a row of its own"),
        LocalizedText("单独写一行：- [\(id)]", en: "Write a row of its own: - [\(id)]")
      )
    }
  }

  private func row(_ rowNode: YAMLNode, taken: Set<Int>, width: Int) -> CardLayout.GridRow {
    var height: Double?
    var items = rowNode.elements
    if rowNode.isMapping, rowNode["cells"] != nil {
      rowNode.expect(keys: ["height", "cells"], in: "行")
      height = rowNode.size("height", upTo: 409)
      items = rowNode["cells"]?.elements ?? []
    }
    var cells: [CardLayout.GridCell] = []
    var column = 0
    for item in items {
      while taken.contains(column) { column += 1 }
      var cell = GridCellLoader(node: item, form: form, rest: width - column).load()
      cell.column = column
      if cell.across < 1 || column + cell.across > width
        || !taken.isDisjoint(with: column..<(column + max(1, cell.across)))
      {
        item.fault(
          "layout.overlap",
          LocalizedText(
            "这一行的格子超出 \(width) 列或与上面的合并格重叠",
            en: "The cells of this row exceed \(width) columns or overlap a cell from above"
          ),
          LocalizedText("检查各格的跨列数", en: "Check the spans")
        )
        break
      }
      column += cell.across
      cells.append(cell)
    }
    while taken.contains(column) { column += 1 }
    if column < width, cells.count == items.count {
      rowNode.fault(
        "layout.short-row",
        LocalizedText(
          "这一行只占 \(column) 列，应为 \(width) 列",
          en: "This row takes \(column) of \(width) columns"
        ),
        LocalizedText("加大某格的跨列数，或补一格", en: "Widen a cell or add one")
      )
    }
    let row = CardLayout.GridRow(height: height, cells: cells, line: rowNode.line)
    checkTable(in: row, at: rowNode, taken: taken, width: width)
    return row
  }

  private func tableGrids(width: Int) -> [String: CardLayout.TableGrid] {
    var grids: [String: CardLayout.TableGrid] = [:]
    for (id, keyNode, tableNode) in node["tables"]?.pairs ?? [] {
      guard let table = form.table(id) else {
        keyNode.fault(
          "layout.unknown-table",
          LocalizedText("没有子表 \(id)", en: "There is no table \(id)"),
          NearestWord.hint(id, among: form.tables.map(\.id))
            ?? LocalizedText("改为已有的子表", en: "Name an existing table")
        )
        continue
      }
      tableNode.expect(
        keys: ["ordinal", "columns", "row_height", "header_height"],
        in: "子表版式"
      )
      let spans = tableNode["columns"]
      for (column, columnNode, _) in spans?.pairs ?? [] where table.field(column) == nil {
        columnNode.fault(
          "definition.unknown-field",
          LocalizedText("没有列 \(column)", en: "No column \(column)"),
          NearestWord.hint(column, among: table.fields.map(\.id))
            ?? LocalizedText("改为已有的列", en: "Name an existing column")
        )
      }
      let grid = CardLayout.TableGrid(
        ordinalSpan: tableNode.integer("ordinal", in: 0...60) ?? 0,
        spans: table.fields.map { spans?.integer($0.id, in: 1...60) ?? 0 },
        rowHeight: tableNode.size("row_height", upTo: 409) ?? 20,
        headerHeight: tableNode.size("header_height", upTo: 409) ?? 30
      )
      if grid.spans.contains(where: { $0 < 1 })
        || grid.spans.reduce(grid.ordinalSpan, +) != width
      {
        tableNode.fault(
          "layout.table-width",
          LocalizedText(
            "子表 \(id) 各列合计 \(grid.spans.reduce(grid.ordinalSpan, +)) 格，应为 \(width) 格，每列至少 1 格",
            en:
              "The columns of \(id) take \(grid.spans.reduce(grid.ordinalSpan, +)) of \(width) grid columns; each needs one"
          ),
          LocalizedText("改正 columns 里的数字", en: "Correct the numbers in columns")
        )
      }
      grids[id] = grid
    }
    return grids
  }

  private func checkCompleteness(_ layout: CardLayout) {
    var seen: [String: Int] = [:]
    var tables: [String: Int] = [:]
    for row in layout.rows {
      for cell in row.cells {
        if case .field(let id) = cell.content { seen[id, default: 0] += 1 }
        if case .table(let id) = cell.content { tables[id, default: 0] += 1 }
      }
    }
    for field in form.fields where field.type != .signature {
      let count = seen[field.id] ?? 0
      guard count != 1 else { continue }
      (node.key("grid") ?? keyNode).fault(
        count == 0 ? "layout.missing-field" : "layout.duplicate-field",
        count == 0
          ? LocalizedText(
            "字段 \(field.id)（\(field.label)）不在 grid 里",
            en: "Field \(field.id) is not in the grid"
          )
          : LocalizedText(
            "字段 \(field.id)（\(field.label)）在 grid 里出现 \(count) 次",
            en: "Field \(field.id) stands \(count) times in the grid"
          ),
        LocalizedText("每个字段放一次：$\(field.id)", en: "Place each field once: $\(field.id)")
      )
    }
    for table in form.tables {
      let count = tables[table.id] ?? 0
      if count > 1 {
        (node.key("grid") ?? keyNode).fault(
          "layout.duplicate-table",
          LocalizedText(
            "子表 \(table.id)（\(table.label)）在 grid 里出现 \(count) 次",
            en: "Table \(table.id) stands \(count) times in the grid"
          ),
          LocalizedText("每个子表放一次", en: "Place each table once")
        )
      }
      guard count == 0 || layout.tables[table.id] == nil else { continue }
      keyNode.fault(
        "layout.missing-table",
        LocalizedText(
          "子表 \(table.id)（\(table.label)）不在 grid 或 tables 里",
          en: "Table \(table.id) is not in grid or tables"
        ),
        LocalizedText(
          "在 grid 里放 [\(table.id)]，在 tables 里写列宽",
          en: "Place [\(table.id)] in the grid and its spans in tables"
        )
      )
    }
  }
}
